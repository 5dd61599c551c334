"""Jekyll's filters on Arrays and Hashes: by property, by expression, and one item more or less.

Source: Jekyll 4.4.1 filters.rb, filters/grouping_filters.rb.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable

from jekylite.liquid.conditions import parse_condition_strictly
from jekylite.liquid.context import Context
from jekylite.liquid.drops import HashDrop
from jekylite.liquid.errors import TemplateError
from jekylite.liquid.expressions import literal_integer
from jekylite.liquid.filtered import parse_filtered
from jekylite.liquid.filters.properties import as_array, properties, property_of, remembered, texts_of
from jekylite.liquid.filters.registry import Table
from jekylite.liquid.literals import MethodLiteral
from jekylite.ruby.values import ArgumentError, Range, compare, join, no_method, to_s
from jekylite.ruby.values import inspect as ruby_inspect
from jekylite.ruby.values import sort as sort_array

FILTERS = Table()
add = FILTERS.add


@add()
def pop(value: object, count: object = 1) -> object:
    """Without its last items."""
    if not isinstance(value, list):
        return value
    return value[: max(0, len(value) - _size(count))]


@add()
def push(value: object, item: object) -> object:
    """With one more item at the end."""
    return [*value, item] if isinstance(value, list) else value


@add()
def shift(value: object, count: object = 1) -> object:
    """Without its first items."""
    return value[_size(count) :] if isinstance(value, list) else value


@add()
def unshift(value: object, item: object) -> object:
    """With one more item at the front."""
    return [item, *value] if isinstance(value, list) else value


def _size(count: object) -> int:
    number = literal_integer(count)
    if number < 0:
        raise ArgumentError("negative array size")
    return number


@add()
def sample(value: object, count: object = 1, *, context: Context) -> object:
    """An item by chance, or several."""
    import random  # with hashlib, which few sites need

    if not isinstance(value, list):
        return value
    context.note_volatile()
    try:
        number = literal_integer(count)
    except TemplateError:
        number = 1
    if number < 0:
        raise ArgumentError("negative sample number")
    if number == 1:
        return random.choice(value) if value else None
    return random.sample(value, min(number, len(value)))


def _selectable(value: object) -> list[object] | None:
    """The items of what `where` and `find` can go through, None for anything else."""
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        return list(value.values())
    if isinstance(value, HashDrop):
        return list(value.to_h().values())
    return list(value) if isinstance(value, Range) else None


def _fits(target: object) -> Callable[[object], bool]:
    """Whether a property is what `where` and `find` look for."""
    if target is None:
        return lambda value: value is None
    if isinstance(target, MethodLiteral):
        return lambda value: value == "" or join(as_array(value), "") == ""
    text = to_s(target)

    return lambda value: value == text if isinstance(value, str) else text in texts_of(value)


def _is_unusable(prop: object, target: object) -> bool:
    return prop is None or prop is False or isinstance(target, (list, dict))


@add()
def where(value: object, prop: object, target: object, *, context: Context) -> object:
    """The items whose property is the target, or an Array that holds it; compared as text."""
    items = _selectable(value)
    if items is None or _is_unusable(prop, target):
        return value
    if items is value and target is not None and not isinstance(target, MethodLiteral):
        known = remembered(items, prop, context)
        if known is not None:
            return list(known.by_text().get(to_s(target), ()))
    fits = _fits(target)
    return [item for item in items if fits(property_of(item, prop))]


@add()
def find(value: object, prop: object, target: object) -> object:
    """The first item that `where` would keep, else nil."""
    items = _selectable(value)
    if items is None or _is_unusable(prop, target):
        return value
    fits = _fits(target)
    return next((item for item in items if fits(property_of(item, prop))), None)


@add()
def where_exp(value: object, variable: object, expression: object, *, context: Context) -> object:
    """The items for which the condition holds; the strict grammar only."""
    items = _selectable(value)
    if items is None:
        return value
    test = _condition(expression, context)
    return [item for item in _each(items, variable, context) if test(context)]


@add()
def find_exp(value: object, variable: object, expression: object, *, context: Context) -> object:
    """The first item for which the condition holds, else nil."""
    items = _selectable(value)
    if items is None:
        return value
    test = _condition(expression, context)
    each = _each(items, variable, context)
    found = next((item for item in each if test(context)), None)
    each.close()
    return found


def _condition(expression: object, context: Context) -> Callable[[Context], bool]:
    cache = context.environment.conditions
    text = to_s(expression)
    test = cache.get(text)
    if test is None:
        test = cache[text] = parse_condition_strictly(text, context.environment.strictness).test()
    return test


def _each(items: Iterable[object], variable: object, context: Context) -> Generator[object, None, None]:
    """The items, each under the variable's name while the caller looks at it."""
    name = to_s(variable)
    context.enter()
    before = context.cover(name, None)
    try:
        for item in items:
            context.variables[name] = item
            yield item
    finally:
        context.uncover(name, before)
        context.depth -= 1


def _groupable(value: object) -> list[object] | None:
    if isinstance(value, dict):
        return [list(pair) for pair in value.items()]
    return _selectable(value)


@add()
def group_by(value: object, prop: object, *, context: Context) -> object:
    """Groups by the text of a property: Hashes with `name`, `items`, `size`."""
    items = _groupable(value)
    if items is None:
        return value
    values = properties(items, prop, context)
    return _groups((to_s(name), item) for name, item in zip(values, items, strict=True))


@add()
def group_by_exp(value: object, variable: object, expression: object, *, context: Context) -> object:
    """Groups by the value of an expression, which may have filters."""
    items = _groupable(value)
    if items is None:
        return value
    environment = context.environment
    cache = environment.expressions
    text = to_s(expression)
    evaluate = cache.get(text)
    if evaluate is None:
        evaluate = cache[text] = parse_filtered(text, environment.strictness).expression.bind(
            environment.registry, environment.strictness
        )
    return _groups((evaluate(context), item) for item in _each(items, variable, context))


def _groups(pairs: Iterable[tuple[object, object]]) -> list[object]:
    groups: dict[object, tuple[object, list[object]]] = {}
    for name, item in pairs:
        key = name if type(name) is str else (ruby_inspect(name),)
        group = groups.get(key)
        if group is None:
            group = groups[key] = (name, [])
        group[1].append(item)
    return [{"name": name, "items": items, "size": len(items)} for name, items in groups.values()]


@add()
def sort(value: object, prop: object = None, nils: object = "first", *, context: Context) -> object:
    """Sorted by itself or by a property; items without it "first" or "last"."""
    if value is None:
        raise ArgumentError("Cannot sort a null object.")
    if prop is None:
        if not isinstance(value, (list, dict, Range)):
            no_method("sort", value)
        return sort_array(as_array(value) if isinstance(value, dict) else value)
    if nils not in ("first", "last"):
        raise ArgumentError(
            f"Invalid nils order: '{to_s(nils)}' is not a valid nils order. It must be 'first' or 'last'."
        )
    items = _groupable(value)
    if items is None:
        no_method("map", value)
    nil_first = -1 if nils == "first" else 1
    return _sorted_by(items, properties(items, prop, context), nil_first)


def _sorted_by(items: list[object], values: list[object], nil_first: int) -> list[object]:
    kinds = set(map(type, values))
    positions: list[int]
    if kinds == {str} or kinds == {int}:
        positions = sorted(range(len(items)), key=values.__getitem__)  # type: ignore[arg-type]
    else:
        positions = sort_array(
            range(len(items)), lambda left, right: _order(values[left], values[right], nil_first)
        )
    return [items[position] for position in positions]


def _order(left: object, right: object, nil_first: int) -> int:
    if left is None or right is None:
        return 0 if left is right else nil_first if left is None else -nil_first
    order = compare(left, right)
    if order is not None:
        return order
    mine, theirs = to_s(left), to_s(right)
    return (mine > theirs) - (mine < theirs)
