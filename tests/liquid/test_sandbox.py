"""A template reaches dicts, lists, ranges and the fields of drops, and nothing of Python."""

from __future__ import annotations

import pytest

from jekylite.liquid import Drop, JekyllEnvironment, field

SECRET = "s3cret"


class Open(Drop):
    """A drop with more to it than templates may see."""

    secret = SECRET

    def __init__(self) -> None:
        super().__init__()
        self.hidden_value = SECRET

    @field
    def title(self) -> str:
        return "T"

    def reveal(self) -> str:
        return SECRET


class Plain:
    """No value of templates at all."""

    secret = SECRET

    def reveal(self) -> str:
        return SECRET


def function() -> str:
    return SECRET


PAYLOAD = {
    "drop": Open(),
    "plain": Plain(),
    "function": function,
    "module": pytest,
    "kind": Plain,
    "text": "text",
    "number": 5,
    "list": [1, 2],
    "hash": {"a": 1},
}

ESCAPES = [
    "{{ drop.__class__ }}",
    "{{ drop.__init__ }}",
    "{{ drop.__dict__ }}",
    "{{ drop.secret }}",
    "{{ drop.hidden_value }}",
    "{{ drop.reveal }}",
    "{{ drop['reveal'] }}",
    "{{ drop.get }}",
    "{{ drop.fields }}",
    "{{ drop.fallback }}",
    "{{ drop.to_h }}",
    "{{ drop._resolved }}",
    "{{ drop._seen }}",
    "{{ drop | map: 'reveal' }}",
    "{{ drop | map: '__class__' }}",
    "{{ plain.secret }}",
    "{{ plain.reveal }}",
    "{{ plain['secret'] }}",
    "{{ plain.__class__.__mro__ }}",
    "{{ plain.__module__ }}",
    "{{ function.__globals__ }}",
    "{{ function.__code__ }}",
    "{{ module.__file__ }}",
    "{{ module.raises }}",
    "{{ kind.secret }}",
    "{{ kind.__subclasses__ }}",
    "{{ text.__class__ }}",
    "{{ text.upper }}",
    "{{ text.format }}",
    "{{ text['__class__'] }}",
    "{{ number.__class__ }}",
    "{{ number.real }}",
    "{{ list.append }}",
    "{{ list.__len__ }}",
    "{{ hash.keys }}",
    "{{ hash.items }}",
    "{{ hash.__class__ }}",
    "{{ forloop.__class__ }}",
    "{% for i in list %}{{ forloop.parent }}{{ forloop.get }}{{ forloop.__class__ }}{% endfor %}",
    "{% assign m = '__class__' %}{{ text[m] }}{{ drop[m] }}{{ hash[m] }}",
    "{% assign m = '__class__' %}{{ drop[m][m] }}{{ list[m].size }}",
    "{{ self }}{{ context }}{{ environment }}{{ variables }}{{ env }}",
    "{{ variables.self }}{{ _payload }}{{ __builtins__ }}",
    "{{ list | where: '__class__', 'x' | size | times: 0 | append: '' | remove: '0' }}",
]


@pytest.mark.parametrize("template", ESCAPES)
def test_nothing_of_python_is_reached(template: str) -> None:
    from jekylite.errors import LiquidError

    try:
        text = JekyllEnvironment().from_string(template).render(PAYLOAD)
    except LiquidError as error:
        text = error.message if SECRET in error.message or "<" in error.message else ""
    assert text == ""


def test_a_value_that_is_none_of_templates_prints_its_kind_and_no_more() -> None:
    text = JekyllEnvironment().from_string("{{ plain }}{{ function }}{{ module }}").render(PAYLOAD)
    assert text == "#<Object>" * 3


def test_the_fields_of_a_drop_are_reached() -> None:
    assert JekyllEnvironment().from_string("{{ drop.title }}").render(PAYLOAD) == "T"
