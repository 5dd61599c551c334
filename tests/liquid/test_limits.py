"""`step_limit` and `output_limit`: a template without end is stopped, one that is only long runs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from building import SiteUnderTest
from jekylite.errors import ConfigError, LiquidError
from jekylite.liquid import JekyllEnvironment, Limits

HINT = "a step is a turn of a loop or an include; `step_limit` below `liquid` sets the limit"


def render(template: str, limits: Limits | None = None, **includes: str) -> str:
    environment = JekyllEnvironment(
        {f"{name}.html": text for name, text in includes.items()}, limits=limits or Limits()
    )
    return environment.from_string(template, path="a.md", body_line=3).render({"l": [1, 2, 3]})


def refusal(template: str, limits: Limits | None = None, **includes: str) -> LiquidError:
    with pytest.raises(LiquidError) as raised:
        render(template, limits, **includes)
    assert raised.value.code == "JL314"
    return raised.value


def test_three_million_steps_run_as_in_jekyll() -> None:
    assert (
        render("{% for a in (1..1500) %}{% for b in (1..2000) %}{% endfor %}{{ a }}{% endfor %}")[-8:]
        == "14991500"
    )
    assert (
        render("{% for i in (1..3000000) %}{% if forloop.last %}{{ i }}{% endif %}{% endfor %}") == "3000000"
    )


def test_a_loop_over_a_huge_range_costs_what_is_used_of_it() -> None:
    huge = "1" + "0" * 30
    assert (
        render(
            "{% for i in (1..X) %}{{ i }}{% if i == 3 %}{% break %}{% endif %}{% endfor %}".replace("X", huge)
        )
        == "123"
    )
    assert render("{% for i in (1..X) limit: 2 offset: 5 %}{{ i }}{% endfor %}".replace("X", huge)) == "67"
    assert render("{% for i in (1..X) reversed limit: 2 %}{{ i }}{% endfor %}".replace("X", huge)) == "21"
    assert render("{{ (1..X) | size }} {{ (1..X) | first }}".replace("X", huge)) == f"{huge} 1"


STEPS = [  # template, its steps
    ("{% for i in l %}x{% endfor %}", 3),
    ("{% for i in l %}{% for j in l %}x{% endfor %}{% endfor %}", 12),
    ("{% tablerow i in l %}x{% endtablerow %}", 3),
    ("{% for i in (1..9) %}{% break %}{% endfor %}", 1),
    ("{% for i in l %}{% include a.html %}{% endfor %}", 6),
    ("{% include a.html %}{% include a.html %}", 2),
    ("{% capture x %}{% for i in l %}x{% endfor %}{% endcapture %}", 3),
]


@pytest.mark.parametrize(("template", "steps"), STEPS)
def test_a_step_is_a_turn_of_a_loop_or_an_include(template: str, steps: int) -> None:
    render(template, Limits(steps=steps), a="x")
    error = refusal(f"\n{template}", Limits(steps=steps - 1), a="x")
    assert f"the template takes more than {steps - 1} steps" in error.message
    assert (error.at.path, error.at.line, error.hint) == ("a.md", 4, HINT)


def test_each_render_has_its_own_steps() -> None:
    template = JekyllEnvironment(limits=Limits(steps=3)).from_string(
        "{% for i in (1..3) %}{{ i }}{% endfor %}"
    )
    assert [template.render(), template.render()] == ["123", "123"]


ENDLESS = [
    "{% for i in (1..1000000000000) %}{% endfor %}",
    "{% for i in (1..1000000000000) %}x{% endfor %}",
    "{% tablerow i in (1..1000000000000) %}{% endtablerow %}",
    "{% for a in l %}" * 60 + "x" + "{% endfor %}" * 60,
    "{% include twice.html %}",
]


@pytest.mark.parametrize("template", ENDLESS)
def test_a_template_without_end_is_stopped_by_the_limit(template: str) -> None:
    twice = "{% if include.n == nil %}{% include one.html %}{% include one.html %}{% endif %}"
    one = "{% for i in (1..100000) %}{% include none.html %}{% endfor %}"
    refusal(template, Limits(steps=10_000), twice=twice, one=one, none="")


GROWING = [
    "{% assign a = 'abc' %}{% for i in (1..60) %}{% assign a = a | append: a %}{% endfor %}",
    "{% assign a = 'abc' %}{% for i in (1..60) %}{% capture a %}{{ a }}{{ a }}{% endcapture %}{% endfor %}",
    "{% assign a = 'abc' %}{% for i in (1..60) %}{% assign a = a | replace: 'a', a %}{% endfor %}",
    "{% assign a = 'ab' | split: '' %}{% for i in (1..60) %}{% assign a = a | concat: a %}{% endfor %}",
    "{% for i in (1..1000000000000) %}0123456789{% endfor %}",
    (
        "{% capture a %}{% for i in (1..9000) %}0123456789{% endfor %}{% endcapture %}"
        "{% for i in (1..1000) %}{% for i in (1..1000) %}{{ a }}{% endfor %}{% endfor %}"
    ),
]


@pytest.mark.parametrize("template", GROWING)
def test_a_text_that_grows_without_end_is_stopped_by_the_limit(template: str) -> None:
    error = refusal(template, Limits(output=1_000_000))
    assert "the template makes more than 1,000,000 characters" in error.message
    assert error.at is not None
    assert error.at.line == 3


@pytest.mark.parametrize("template", GROWING[:2])
def test_the_default_saves_the_machine(template: str) -> None:
    assert "the template makes more than 100,000,000 characters" in refusal(template).message


def test_output_up_to_the_limit_is_none_of_its_business() -> None:
    assert render("{% for i in (1..100) %}x{% endfor %}", Limits(output=100)) == "x" * 100
    refusal("{% for i in (1..101) %}x{% endfor %}", Limits(output=100))
    assert render("x" * 200, Limits(output=None)) == "x" * 200


def test_a_product_of_a_million_digits_is_the_last() -> None:
    squared = "{% assign a = 3 %}{% for i in (1..N) %}{% assign a = a | times: a %}{% endfor %}{{ a }}"
    assert len(render(squared.replace("N", "20"))) == 500_298
    refusal(squared.replace("N", "60"))


def test_a_filter_makes_no_array_of_a_huge_range() -> None:
    with pytest.raises(LiquidError, match=r"1\.\.100000000000 has too many items for an array"):
        render("{{ (1..100000000000) | join }}")


@pytest.mark.parametrize(
    ("settings", "limits"),
    [
        ({}, Limits()),
        ({"step_limit": 5, "output_limit": 6}, Limits(5, 6)),
        ({"step_limit": 0, "output_limit": 0}, Limits(None, None)),
        ({"step_limit": None, "output_limit": None}, Limits()),
    ],
)
def test_the_settings_of_a_configuration_are_read(settings: dict[str, object], limits: Limits) -> None:
    assert Limits.from_settings(settings) == limits


@pytest.mark.parametrize("value", ["many", "-1", "1.5", "true", "[1]"])
@pytest.mark.parametrize("name", ["step_limit", "output_limit"])
def test_a_limit_that_is_no_number_is_named_with_its_place(tmp_path: Path, name: str, value: str) -> None:
    site = SiteUnderTest(tmp_path / "site", f"-- _config.yml --\nliquid:\n  {name}: {value}\n")
    with pytest.raises(ConfigError) as raised:
        site.build()
    assert str(raised.value) == f"_config.yml:2:3: `{name}` below `liquid` must be a whole number"
    assert raised.value.code == "JL103"


def test_a_site_can_set_a_limit(tmp_path: Path) -> None:
    site = SiteUnderTest(
        tmp_path / "site",
        "-- _config.yml --\nliquid: {step_limit: 10}\n"
        "-- a.html --\n---\n---\n\n{% for i in (1..11) %}{% endfor %}\n",
    )
    with pytest.raises(LiquidError) as raised:
        site.build()
    assert str(raised.value) == "a.html:4:1: Liquid error (line 4): the template takes more than 10 steps"


def test_a_memory_that_is_full_is_an_error_with_its_place(tmp_path: Path) -> None:
    """Where nothing else is a limit, the machine is."""
    program = (
        "import resource\n"
        "from jekylite.errors import LiquidError\n"
        "from jekylite.liquid import JekyllEnvironment, Limits\n"
        "template = JekyllEnvironment(limits=Limits(output=None)).from_string('''\n"
        "{% assign a = 'x' %}{% for i in (1..60) %}{% assign a = a | append: a %}{% endfor %}'''\n"
        ", path='a.md')\n"
        "resource.setrlimit(resource.RLIMIT_AS, (1 << 29, 1 << 29))\n"
        "try:\n"
        "    template.render()\n"
        "except LiquidError as error:\n"
        "    print(error.code, error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src")},
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    words = "the template needs more memory than there is"
    assert done.stdout == f"JL314 a.md:2:61: Liquid error (line 2): {words}\n"
