"""The `liquid` settings of the configuration: what of a template is an error."""

from __future__ import annotations

from pathlib import Path

import pytest
from liquid_cases import write_files

from jekylite.build import build
from jekylite.config.load import load_config
from jekylite.diagnostics import Collector
from jekylite.errors import LiquidError
from jekylite.liquid import JekyllEnvironment, Strictness


def render(template: str, strictness: Strictness) -> str:
    return (
        JekyllEnvironment(strictness=strictness)
        .from_string(template)
        .render({"a": 1, "h": {"k": None}, "l": [1]})
    )


STRICT = [
    ("{{ a b }}", 'Expected end_of_string but found id in "{{ a b }}"'),
    ("{% if a && b %}{% endif %}", 'Unexpected character & in "a && b"'),
    ("{% if %}{% endif %}", '[:end_of_string] is not a valid expression in ""'),
    (
        "{% for i in l, limit: 1 %}{% endfor %}",
        'Expected end_of_string but found comma in "i in l, limit: 1"',
    ),
    ("{% assign x = 1 + 1 %}", 'Unexpected character + in "{{1 + 1 }}"'),
]


@pytest.mark.parametrize(("template", "words"), STRICT)
def test_error_mode_strict_refuses_what_only_the_lax_grammar_reads(template: str, words: str) -> None:
    with pytest.raises(LiquidError) as raised:
        render(template, Strictness(error_mode="strict"))
    assert raised.value.message == f"Liquid syntax error (line 1): {words}"


def test_error_mode_lax_reads_it_without_a_word() -> None:
    template = JekyllEnvironment(strictness=Strictness(error_mode="lax")).from_string("{{ a b }}")
    assert (template.render({"a": 1}), template.warnings) == ("1", [])


UNDEFINED = ["{{ x }}", "{{ h.x }}", "{{ h['x'] }}", "{% if x %}{% endif %}", "{% for i in x %}{% endfor %}",
             "{{ a | plus: x }}", "{% assign y = x | default: 1 %}", "{{ h[x] }}"]  # fmt: skip


@pytest.mark.parametrize("template", UNDEFINED)
def test_strict_variables_refuses_what_is_not_there(template: str) -> None:
    with pytest.raises(LiquidError) as raised:
        render(template, Strictness(strict_variables=True))
    assert raised.value.message == "Liquid error (line 1): undefined variable x"


def test_strict_variables_accepts_nil_commands_and_indexes() -> None:
    template = (
        "{{ h.k }}{{ h.size }}{{ l.first }}{{ l[9] }}{% for i in l %}{{ forloop.index }}{{ i }}{% endfor %}"
    )
    assert render(template, Strictness(strict_variables=True)) == "1111"


def test_strict_filters_refuses_an_unknown_filter() -> None:
    with pytest.raises(LiquidError) as raised:
        render("{{ a | nosuch }}", Strictness(strict_filters=True))
    assert raised.value.message == "Liquid error (line 1): undefined filter nosuch"


@pytest.mark.parametrize(
    ("settings", "strictness"),
    [
        ({}, Strictness()),
        ({"error_mode": "strict", "strict_filters": True}, Strictness("strict", True, False)),
        ({"error_mode": "none", "strict_variables": True}, Strictness("lax", False, True)),
    ],
)
def test_the_settings_of_a_configuration_are_read(
    settings: dict[str, object], strictness: Strictness
) -> None:
    assert Strictness.from_settings(settings) == strictness


def test_a_site_can_ask_for_strict_filters(tmp_path: Path) -> None:
    write_files(
        tmp_path, {"_config.yml": "liquid: {strict_filters: true}\n", "a.txt": "---\n---\n{{ 1 | nosuch }}"}
    )
    with pytest.raises(LiquidError, match="undefined filter nosuch"):
        build(load_config(tmp_path), Collector())
