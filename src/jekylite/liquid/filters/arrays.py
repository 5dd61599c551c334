"""The standard filters on Arrays. Jekyll replaces `sort`, `where` and `find`: see `jekyll`.

Source: Liquid 4.0.4 standardfilters.rb (InputIterator for what counts as an Array).
"""

from __future__ import annotations

from jekylite.liquid.context import Context
from jekylite.liquid.drops import Drop, HashDrop
from jekylite.liquid.errors import TemplateError
from jekylite.liquid.expressions import look_up_key
from jekylite.liquid.filters.properties import properties
from jekylite.liquid.filters.registry import Table
from jekylite.ruby.values import Range, inspect, to_s
from jekylite.ruby.values import join as join_array
from jekylite.ruby.values import sort as sort_array

FILTERS = Table()
add = FILTERS.add


def items_of(value: object) -> list[object]:
    """What Liquid's InputIterator goes through: an Array flat, a Hash as one item, nil as none."""
    if isinstance(value, list):
        return flatten(value)
    if value is None:
        return []
    if isinstance(value, Range):
        return list(value)
    if isinstance(value, Drop) and value.is_enumerable and not isinstance(value, HashDrop):
        return list(value.keys())
    return [value]


def flatten(items: list[object]) -> list[object]:
    """`Array#flatten`."""
    if not any(type(item) is list for item in items):
        return items
    flat: list[object] = []
    for item in items:
        flat.extend(flatten(item) if isinstance(item, list) else (item,))
    return flat


@add()
def join(value: object, glue: object = " ") -> str:
    return join_array(items_of(value), to_s(glue))


def _casecmp(left: object, right: object) -> int:
    if left is None or right is None:
        return 1 if left is None else -1
    mine, theirs = _fold(to_s(left)), _fold(to_s(right))
    return (mine > theirs) - (mine < theirs)


_ASCII_FOLD = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


def _fold(text: str) -> str:
    return text.translate(_ASCII_FOLD)  # `casecmp` folds ASCII alone


@add()
def sort_natural(value: object, prop: object = None) -> object:
    """Sorted without regard to case, nil last."""
    items = items_of(value)
    if not items:
        return []
    if prop is None:
        return sort_array(items, _casecmp)
    if not all(map(_is_indexable, items)):
        return None
    return sort_array(items, lambda left, right: _casecmp(item_of(left, prop), item_of(right, prop)))


def _is_indexable(item: object) -> bool:
    """Whether Ruby's class has `[]`."""
    return isinstance(item, (dict, list, str, Drop)) or type(item) is int


def item_of(item: object, prop: object) -> object:
    """`item[prop]` of Ruby.

    Raises:
        TemplateError: `cannot select the property`, where Ruby raises TypeError.
    """
    if isinstance(item, (dict, Drop)):
        return look_up_key(item, prop)
    if isinstance(item, str):
        if type(prop) is str:
            return prop if prop in item else None
        return _at(item, prop) if type(prop) is int else _cannot_select(prop)
    if isinstance(item, list):
        return _at(item, prop) if type(prop) is int else _cannot_select(prop)
    if type(item) is int:
        return (item >> prop) & 1 if type(prop) is int and prop >= 0 else _cannot_select(prop)
    return None


def _at(sequence: str | list[object], index: int) -> object:
    return sequence[index] if -len(sequence) <= index < len(sequence) else None


def _cannot_select(prop: object) -> object:
    raise TemplateError(f"cannot select the property '{to_s(prop)}'")


@add()
def uniq(value: object, prop: object = None) -> object:
    """Each once, by value or by a property."""
    items = items_of(value)
    if prop is not None and items and not _is_indexable(items[0]):
        return None
    if len(items) < 2:
        return items
    seen: set[str] = set()
    kept: list[object] = []
    for item in items:
        key = _identity(item if prop is None else item_of(item, prop))
        if key not in seen:
            seen.add(key)
            kept.append(item)
    return kept


def _identity(value: object) -> str:
    """Equal exactly for what Ruby's `eql?` holds equal (1 and 1.0 are not)."""
    return f"{id(value)}" if isinstance(value, Drop) else inspect(value)


@add()
def reverse(value: object) -> list[object]:
    return items_of(value)[::-1]


@add()
def map_(value: object, prop: object, *, context: Context) -> list[object]:
    """A property of each item."""
    return list(properties(items_of(value), prop, context, item_of))


@add()
def compact(value: object, prop: object = None) -> object:
    """Without nil, or without those whose property is nil."""
    items = items_of(value)
    if prop is None:
        return [item for item in items if item is not None]
    if items and not _is_indexable(items[0]):
        return None
    return [item for item in items if item_of(item, prop) is not None]


@add()
def concat(value: object, other: object) -> list[object]:
    """Both one after the other.

    Raises:
        TemplateError: the other is no Array.
    """
    if not isinstance(other, list):
        raise TemplateError("concat filter requires an array argument")
    return [*items_of(value), *other]


@add()
def first(value: object) -> object:
    """First item of an Array, first pair of a Hash, else nil."""
    if isinstance(value, Range):
        return value.first if value.size else None
    if isinstance(value, list):
        return value[0] if value else None
    if isinstance(value, HashDrop):
        value = value.to_h()
    return next((list(pair) for pair in value.items()), None) if isinstance(value, dict) else None


@add()
def last(value: object) -> object:
    """Last item of an Array, else nil (a Hash has no last)."""
    if isinstance(value, list):
        return value[-1] if value else None
    return value.last if isinstance(value, Range) else None
