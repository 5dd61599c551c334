"""Jekyll's own filters, but for dates and URLs. Source: Jekyll 4.4.1 filters.rb, utils.rb."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterable
from functools import cache

from jekylite.diagnostics import WARNING, Diagnostic
from jekylite.errors import ConvertError
from jekylite.liquid.conditions import parse_condition_strictly
from jekylite.liquid.context import Context
from jekylite.liquid.drops import Drop, HashDrop
from jekylite.liquid.errors import TemplateError
from jekylite.liquid.expressions import literal_integer
from jekylite.liquid.filtered import parse_filtered
from jekylite.liquid.filters.properties import as_array, properties, property_of, remembered, texts_of
from jekylite.liquid.filters.registry import Table
from jekylite.liquid.literals import MethodLiteral
from jekylite.ruby.json import generate
from jekylite.ruby.slugs import slugify as make_slug
from jekylite.ruby.uri import cgi_escape as escape_for_query
from jekylite.ruby.uri import normalize_component
from jekylite.ruby.values import (
    ArgumentError,
    Range,
    RubyTypeError,
    class_name,
    compare,
    join,
    no_method,
    to_i,
    to_s,
)
from jekylite.ruby.values import inspect as ruby_inspect
from jekylite.ruby.values import sort as sort_array

FILTERS = Table()
add = FILTERS.add

_WHITESPACE = "\t\n\v\f\r \0"

# --- text -------------------------------------------------------------------------------------


@add()
def markdownify(value: object, *, context: Context) -> str:
    """Markdown → HTML, with the site's converter."""
    return context.site.markdownify(to_s(value))


@add()
def smartify(value: object, *, context: Context) -> str:
    """Straight quotes, dashes and dots → typographic ones."""
    return context.site.smartify(to_s(value))


@add()
def scssify(value: object, *, context: Context) -> str:
    """SCSS → CSS."""
    return _style(context.site.scssify, value)


@add()
def sassify(value: object, *, context: Context) -> str:
    """Indented Sass → CSS."""
    return _style(context.site.sassify, value)


def _style(convert: Callable[[str], str], value: object) -> str:
    try:
        return convert(to_s(value))
    except ConvertError as error:
        # Sass's first line, with the full stop that our messages do without: the rest is a place
        # in the text, which has no file. An `@error` is a quoted string, and has no full stop.
        said = error.message.partition("\n")[0]
        raise TemplateError(said if said.startswith('"') else f"{said}.") from error


@add()
def slugify(value: object, mode: object = None, *, context: Context) -> object:
    """A name for a URL; modes default, pretty, raw, ascii, latin, and none (only lower case)."""
    if value is None:
        return None
    key = (value, mode) if isinstance(value, str) and (mode is None or isinstance(mode, str)) else None
    cache = context.site.cache.slugs
    if key is not None and key in cache:
        return cache[key]
    kind = "default" if mode is None or mode is False else to_s(mode)
    if not isinstance(value, str):
        no_method("gsub" if kind in ("default", "pretty", "raw", "ascii", "latin") else "downcase", value)
    slug = make_slug(value, kind)
    if not slug and kind != "none":
        context.site.warn(
            Diagnostic(WARNING, f"Empty `slug` generated for '{value}'.", topic="Warning", code="JL311")
        )
    if key is not None:
        cache[key] = slug
    return slug


_XML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;"})


@add()
def xml_escape(value: object) -> str:
    return to_s(value).translate(_XML)


@add()
def inspect(value: object) -> str:
    """How Ruby shows the value, escaped for HTML."""
    return ruby_inspect(value).translate(_XML)


@add()
def cgi_escape(value: object) -> str:
    """For a query: a space is `+`. Only a String will do."""
    if not isinstance(value, str):
        name = "nil" if value is None else _lower_constants(value)
        raise RubyTypeError(f"no implicit conversion of {name} into String")
    return escape_for_query(value)


def _lower_constants(value: object) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else class_name(value)


@add()
def uri_escape(value: object) -> object:
    """For a URL: what may stand in one stays. nil stays nil."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise RubyTypeError(f"Can't convert {class_name(value)} into String.")
    return normalize_component(value)


_SPACES = re.compile(r"\s+", re.A)


@add()
def normalize_whitespace(value: object) -> str:
    """Each run of white space becomes one space, none at the ends."""
    return _SPACES.sub(" ", to_s(value)).strip(_WHITESPACE)


_CJK = (
    "\u2e80-\u2e99\u2e9b-\u2ef3\u2f00-\u2fd5\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufa6d\ufa70-\ufad9\U00016ff0\U00016ff1\U00020000-\U0002a6df"
    "\U0002a700-\U0002b738\U0002b740-\U0002b81d\U0002b820-\U0002cea1\U0002ceb0-\U0002ebe0"
    "\U0002f800-\U0002fa1d\U00030000-\U0003134a"  # Han
    "\u30a1-\u30fa\u30fd-\u30ff\u31f0-\u31ff\u32d0-\u32fe\u3300-\u3357\uff66-\uff6f\uff71-\uff9d"
    "\U0001b000\U0001b164-\U0001b167"  # Katakana
    "\u3041-\u3096\u309d-\u309f\U0001b001-\U0001b11e\U0001b150-\U0001b152\U0001f200"  # Hiragana
    "\u1100-\u11ff\u302e\u302f\u3131-\u318e\u3200-\u321e\u3260-\u327e\ua960-\ua97c\uac00-\ud7a3"
    "\ud7b0-\ud7c6\ud7cb-\ud7fb\uffa0-\uffbe\uffc2-\uffc7\uffca-\uffcf\uffd2-\uffd7\uffda-\uffdc"  # Hangul
)


@cache
def _cjk_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """(one CJK character, a word without any); they take long to compile."""
    return re.compile(f"[{_CJK}]"), re.compile(rf"[^{_CJK}\t\n\v\f\r ]+")


@add()
def number_of_words(value: object, mode: object = None) -> int:
    """Words between white space; "cjk" counts CJK characters each, "auto" does if there are any."""
    if not isinstance(value, str):
        no_method("scan" if mode in ("cjk", "auto") else "split", value)
    if mode in ("cjk", "auto"):
        character, other_word = _cjk_patterns()
        characters = len(character.findall(value))
        if characters or mode == "cjk":
            return characters + len(other_word.findall(value))
    stripped = value.strip(_WHITESPACE)
    return len(re.split(r"[\t\n\v\f\r \0]+", stripped)) if stripped else 0


@add()
def array_to_sentence_string(value: object, connector: object = "and") -> str:
    """`["a", "b", "c"]` → `a, b, and c`; two items take no comma."""
    if not isinstance(value, (list, str, dict)):
        no_method("length", value)
    if isinstance(value, dict):  # Ruby asks the Hash for its keys 0, 1, …
        if len(value) > 2:
            raise RubyTypeError("no implicit conversion of Range into Integer")
        items = [to_s(None)] * len(value)
    else:
        if isinstance(value, str) and len(value) > 2:
            no_method("join", value[:-1])
        items = [to_s(item) for item in value]
    word = to_s(connector)
    if len(items) <= 2:
        return f" {word} ".join(items)
    return f"{join(value[:-1], ', ') if isinstance(value, list) else ''}, {word} {items[-1]}"


@add()
def jsonify(value: object) -> str:
    """JSON without spaces; drops with all their keys."""
    return generate(_plain(value, 0))


def _plain(value: object, depth: int) -> object:
    if isinstance(value, dict):
        return {key: _plain(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item, depth + 1) for item in value]
    if isinstance(value, Drop):
        return _plain(value.for_json(depth), depth)
    return value


@add()
def to_integer(value: object) -> int:
    """1 and 0 for true and false, else `to_i`."""
    if isinstance(value, bool):
        return int(value)
    return to_i(value)


# --- one array --------------------------------------------------------------------------------


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


# --- items by property ------------------------------------------------------------------------


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
