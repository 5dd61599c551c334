"""Properties of the items of an Array: read once for a list, kept while it is used again.

`where`, `group_by`, `sort` and `map` ask the same lists for the same properties on page after
page (`site.pages | where: "path", path`). The second time that the very same list is asked, what
it answers is kept for the build, as Jekyll keeps it, and `where` finds its items by a table of
texts. A trace still learns of every read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from jekylite.liquid.drops import Drop
from jekylite.ruby.values import RubyTypeError, no_method, string_to_f, string_to_i, to_s

if TYPE_CHECKING:
    from jekylite.liquid.context import Context

_MOST_LISTS = 256
"""Lists are held as long as they are remembered; the least recently remembered go first."""

_NUMERIC_START = frozenset("0123456789-. \t\n\v\f\r")
_INTEGER_LIKE = re.compile(r"\s*-?\d+\s*\n?", re.A)
_FLOAT_LIKE = re.compile(r"\s*-?(?:\d+\.?\d*|\.\d+)\s*\n?", re.A)


class Properties:
    """One property of all items of a list.

    Attributes:
        items: the list itself.
        values: the property of each item, None until the list is asked a second time.
        drops: the items that are drops, for the trace.
    """

    __slots__ = ("_by_text", "drops", "items", "values")

    def __init__(self, items: list[object]) -> None:
        self.items = items
        self.values: list[object] | None = None
        self.drops: list[Drop] = []
        self._by_text: dict[str, list[object]] | None = None

    def by_text(self) -> dict[str, list[object]]:
        """Text → the items whose property is that text, or an Array with that text in it."""
        table = self._by_text
        if table is None:
            table = self._by_text = {}
            assert self.values is not None
            for item, value in zip(self.items, self.values, strict=True):
                for text in dict.fromkeys(texts_of(value)):
                    table.setdefault(text, []).append(item)
        return table


def texts_of(value: object) -> list[str]:
    """The texts with which `where` compares a property: itself, or each member of an Array."""
    if isinstance(value, str):
        return [value]
    return [to_s(member) for member in as_array(value)]


def as_array(value: object) -> list[object]:
    """`Array(value)`."""
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        return [list(pair) for pair in value.items()]
    return [] if value is None else [value]


Read = Callable[[object, object], object]
"""(item, name of a property) → its value."""


def remembered(
    items: list[object], name: object, context: Context, read: Read | None = None
) -> Properties | None:
    """What is known of a list's property, once it is asked a second time; else None.

    Args:
        items: what `where` and its like go through.
        name: of the property.
        context: its site keeps what is known, its trace is told of the reads.
        read: how an item is asked; `property_of` if None.
    """
    if not isinstance(name, str):
        return None
    read = read or property_of
    table = context.site.cache.properties
    key = (id(items), name, read)
    known = table.get(key)
    if known is None or known.items is not items:
        if len(table) >= _MOST_LISTS:
            del table[next(iter(table))]
        table[key] = Properties(items)
        return None
    if known.values is None:
        known.values = [read(item, name) for item in items]
        known.drops = [item for item in items if isinstance(item, Drop)]
    elif context.trace is not None and known.drops:
        context.trace.note_items(known.drops, name)
    return known


def properties(items: list[object], name: object, context: Context, read: Read | None = None) -> list[object]:
    """A property of each item, in order; not to be changed."""
    known = remembered(items, name, context, read)
    if known is not None and known.values is not None:
        return known.values
    read = read or property_of
    return [read(item, name) for item in items]


def property_of(item: object, name: object) -> object:
    """A property of an item, by dots if there are any; text that spells a number is one.

    Raises:
        RubyTypeError, NoMethodError: the item is nothing that has properties.

    Source: Jekyll 4.4.1 filters.rb (item_property, parse_sort_input).
    """
    key = name if type(name) is str else to_s(name)
    if "." not in key:
        return _as_number(_read(item, key))
    value = item
    for part in key.split("."):
        if value is None or isinstance(value, (bool, float)):
            return False if value is not False else value
        value = _read(value, part)
    return _as_number(value)


def _read(item: object, key: str) -> object:
    if type(item) is dict or isinstance(item, Drop):
        return item.get(key)
    if isinstance(item, str):
        return key if key in item else None
    if not isinstance(item, (list, int)) or isinstance(item, bool):
        no_method("[]", item)
    raise RubyTypeError("no implicit conversion of String into Integer")


def _as_number(value: object) -> object:
    if isinstance(value, str) and value[:1] in _NUMERIC_START:
        if _INTEGER_LIKE.fullmatch(value):
            return string_to_i(value)
        if _FLOAT_LIKE.fullmatch(value):
            return string_to_f(value)
    return value
