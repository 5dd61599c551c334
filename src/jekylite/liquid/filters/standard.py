"""The standard filters of Liquid 4.0.4, with Ruby's conversions, rounding and arity.

Jekyll replaces `sort`, `where` and `find`: those are in `jekyll`. Source: standardfilters.rb.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal, localcontext
from typing import Any
from urllib.parse import unquote_to_bytes

from jekylite.liquid.context import Context
from jekylite.liquid.drops import Drop, HashDrop
from jekylite.liquid.errors import TemplateError
from jekylite.liquid.expressions import literal_integer, look_up_key
from jekylite.liquid.filters.properties import properties
from jekylite.liquid.filters.registry import Table
from jekylite.ruby.strings import capitalize as capital
from jekylite.ruby.strings import downcase as lower
from jekylite.ruby.uri import cgi_escape
from jekylite.ruby.values import (
    DivisionByZeroError,
    FloatDomainError,
    Range,
    float_to_s,
    inspect,
    string_to_i,
    to_s,
)
from jekylite.ruby.values import (
    join as join_array,
)
from jekylite.ruby.values import (
    sort as sort_array,
)

FILTERS = Table()
add = FILTERS.add

_WHITESPACE = "\t\n\v\f\r \0"

# --- text -------------------------------------------------------------------------------------


@add()
def size(value: object) -> int:
    """Code points of a String, items of an Array, Hash or Range; a number's bytes; else 0."""
    found = look_up_key(value, "size", True) if not isinstance(value, dict) else len(value)
    return found if type(found) is int else 0


@add()
def downcase(value: object) -> str:
    return lower(to_s(value))


@add()
def upcase(value: object) -> str:
    return to_s(value).upper()


@add()
def capitalize(value: object) -> str:
    return capital(to_s(value))


_HTML = {"&": "&amp;", ">": "&gt;", "<": "&lt;", '"': "&quot;", "'": "&#39;"}
_HTML_TABLE = str.maketrans(_HTML)


@add("escape", "h")
def escape(value: object) -> str | None:
    """`&<>"'` as entities; nil stays nil."""
    return None if value is None else to_s(value).translate(_HTML_TABLE)


_UNESCAPED = re.compile(r"""["><']|&(?!([a-zA-Z]+|(#\d+));)""", re.A)


@add()
def escape_once(value: object) -> str:
    """As `escape`, but entities stay."""
    return _UNESCAPED.sub(lambda found: _HTML[found[0]], to_s(value))


@add()
def url_encode(value: object) -> str | None:
    return None if value is None else cgi_escape(to_s(value))


@add()
def url_decode(value: object) -> str | None:
    """Raises: TemplateError, if the bytes are no UTF-8."""
    if value is None:
        return None
    try:
        return unquote_to_bytes(to_s(value).replace("+", " ")).decode()
    except UnicodeDecodeError:
        raise TemplateError("invalid byte sequence in UTF-8") from None


@add()
def slice_(value: object, offset: object, length: object = None) -> object:
    """`length` (1) code points or items from `offset` on, which may count from the end."""
    start = literal_integer(offset)
    count = 1 if length is None or length is False else literal_integer(length)
    sequence: str | list[object] = value if isinstance(value, list) else to_s(value)
    empty: str | list[object] = [] if isinstance(sequence, list) else ""
    if start < 0:
        start += len(sequence)
    if start < 0 or start > len(sequence) or count < 0:
        return empty
    return sequence[start : start + count]


@add()
def truncate(value: object, length: object = 50, ellipsis: object = "...") -> str | None:
    """At most `length` code points, the ellipsis among them."""
    if value is None:
        return None
    text, count, end = to_s(value), literal_integer(length), to_s(ellipsis)
    if len(text) <= count:
        return text
    return text[: max(0, count - len(end))] + end


@add()
def truncatewords(value: object, words: object = 15, ellipsis: object = "...") -> object:
    """At most `words` words, at least one; white space between them becomes one space."""
    if value is None:
        return None
    found = split_words(to_s(value))
    last = max(0, literal_integer(words) - 1)
    if len(found) <= last:
        return value
    return " ".join(found[: last + 1]) + to_s(ellipsis)


def split_words(text: str) -> list[str]:
    """`String#split` without pattern: by ASCII white space."""
    return re.split(r"[\t\n\v\f\r \0]+", text.strip(_WHITESPACE)) if text.strip(_WHITESPACE) else []


@add()
def split(value: object, pattern: object) -> list[str]:
    """Parts between the pattern; empty ones at the end are dropped. `" "` is any white space."""
    text, by = to_s(value), to_s(pattern)
    if by == " ":
        return split_words(text)
    parts = list(text) if by == "" else text.split(by)
    while parts and not parts[-1]:
        parts.pop()
    return parts


@add()
def strip(value: object) -> str:
    return to_s(value).strip(_WHITESPACE)


@add()
def lstrip(value: object) -> str:
    return to_s(value).lstrip(_WHITESPACE)


@add()
def rstrip(value: object) -> str:
    return to_s(value).rstrip(_WHITESPACE)


_HTML_BLOCKS = (("<script", "</script>"), ("<!--", "-->"), ("<style", "</style>"))


@add()
def strip_html(value: object) -> str:
    """Without tags, comments, scripts and styles, these with all that is in them."""
    return _without(_without(to_s(value), _HTML_BLOCKS), (("<", ">"),))


def _without(text: str, pairs: Iterable[tuple[str, str]]) -> str:
    """Cut what stands between the first opener, whichever comes, and its closer; in linear time."""
    pairs = list(pairs)
    starts = {pair: text.find(pair[0]) for pair in pairs}
    kept: list[str] = []
    at = 0
    while True:
        ahead = [(start, pair) for pair, start in starts.items() if start >= 0]
        if not ahead:
            kept.append(text[at:])
            return "".join(kept)
        start, pair = min(ahead)
        end = text.find(pair[1], start + len(pair[0]))
        if end < 0:
            del starts[pair]  # no closer from here on: none of its openers counts any more
            continue
        kept.append(text[at:start])
        at = end + len(pair[1])
        for other, known in starts.items():
            if 0 <= known < at:
                starts[other] = text.find(other[0], at)


@add()
def strip_newlines(value: object) -> str:
    return to_s(value).replace("\r\n", "").replace("\n", "")


@add()
def newline_to_br(value: object) -> str:
    return to_s(value).replace("\n", "<br />\n")


_REFERENCE = re.compile(r"\\([0-9&`'\\])|\\k<0>")


def _replacement(text: str) -> Callable[[str, int, int], str]:
    """Ruby's `\\0`, `\\1`…, `\\\\` in a replacement, where the pattern is plain text."""
    if "\\" not in text:
        return lambda whole, start, end: text

    def fill(whole: str, start: int, end: int) -> str:
        def one(found: re.Match[str]) -> str:
            sign = found[1] or "0"
            if sign in "0&":
                return whole[start:end]
            if sign == "`":
                return whole[:start]
            if sign == "'":
                return whole[end:]
            return "\\" if sign == "\\" else ""

        return _REFERENCE.sub(one, text)

    return fill


def _substitute(value: object, pattern: object, replacement: object, *, limit: int) -> str:
    text, wanted, fill = to_s(value), to_s(pattern), _replacement(to_s(replacement))
    parts: list[str] = []
    at = search = count = 0
    while count < limit and (start := text.find(wanted, search)) >= 0:
        end = start + len(wanted)
        parts += (text[at:start], fill(text, start, end))
        at = end
        search = end if wanted else end + 1  # an empty pattern matches between all characters
        count += 1
        if search > len(text):
            break
    return "".join(parts) + text[at:]


@add()
def replace(value: object, pattern: object, replacement: object = "") -> str:
    return _substitute(value, pattern, replacement, limit=1 << 62)


@add()
def replace_first(value: object, pattern: object, replacement: object = "") -> str:
    return _substitute(value, pattern, replacement, limit=1)


@add()
def remove(value: object, pattern: object) -> str:
    return to_s(value).replace(to_s(pattern), "") if to_s(pattern) else to_s(value)


@add()
def remove_first(value: object, pattern: object) -> str:
    return to_s(value).replace(to_s(pattern), "", 1)


@add()
def append(value: object, suffix: object) -> str:
    return to_s(value) + to_s(suffix)


@add()
def prepend(value: object, prefix: object) -> str:
    return to_s(prefix) + to_s(value)


# --- arrays -----------------------------------------------------------------------------------


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
    if isinstance(value, (list, Range)):
        return next(iter(value), None)
    return (
        look_up_key(value, "first", True)
        if isinstance(value, dict) and "first" not in value
        else _first_pair(value)
    )


def _first_pair(value: object) -> object:
    pairs = value if isinstance(value, dict) else value.to_h() if isinstance(value, HashDrop) else {}
    return next((list(pair) for pair in pairs.items()), None)


@add()
def last(value: object) -> object:
    """Last item of an Array, else nil (a Hash has no last)."""
    if isinstance(value, list):
        return value[-1] if value else None
    return value.last if isinstance(value, Range) else None


# --- numbers ----------------------------------------------------------------------------------

Number = int | float | Decimal

_DECIMAL = re.compile(r"-?\d+\.\d+", re.A)
_PRECISION = 60


def to_number(value: object) -> Number:
    """`Liquid::Utils.to_number`: decimal arithmetic for Floats and text with a point."""
    if type(value) is int:
        return value
    if isinstance(value, float):
        return Decimal(float_to_s(value)) if math.isfinite(value) else value
    if isinstance(value, str):
        stripped = value.strip(_WHITESPACE)
        return Decimal(stripped) if _DECIMAL.fullmatch(stripped) else string_to_i(value)
    return 0


def _plain(number: Number) -> int | float:
    return float(number) if isinstance(number, Decimal) else number


@add()
def abs_(value: object) -> int | float:
    number = to_number(value)
    return _plain(-number if number < 0 else number)


def _calculate(left: object, right: object, operation: Callable[[Any, Any], Any]) -> int | float:
    mine, theirs = to_number(left), to_number(right)
    if isinstance(mine, float) or isinstance(theirs, float):
        return _plain(operation(float(mine), float(theirs)))
    if isinstance(mine, int) and isinstance(theirs, int):
        return _plain(operation(mine, theirs))
    with localcontext() as arithmetic:
        arithmetic.prec = _PRECISION
        return _plain(operation(Decimal(mine), Decimal(theirs)))


@add()
def plus(value: object, operand: object) -> int | float:
    return _calculate(value, operand, lambda a, b: a + b)


@add()
def minus(value: object, operand: object) -> int | float:
    return _calculate(value, operand, lambda a, b: a - b)


@add()
def times(value: object, operand: object) -> int | float:
    return _calculate(value, operand, lambda a, b: a * b)


@add()
def divided_by(value: object, operand: object) -> int | float:
    """Integers divide downwards; a Float divided by zero is Infinity."""
    return _calculate(value, operand, _divide)


def _divide(left: Any, right: Any) -> Number:
    if right == 0:
        if isinstance(left, int):
            raise DivisionByZeroError("divided by 0")
        return math.nan if left == 0 else math.copysign(math.inf, left) * math.copysign(1, right)
    if isinstance(left, int) and isinstance(right, int):
        return left // right
    quotient: Number = left / right
    return quotient


@add()
def modulo(value: object, operand: object) -> int | float:
    """The remainder, with the sign of the operand."""
    return _calculate(value, operand, _modulo)


def _modulo(left: Any, right: Any) -> Number:
    if right == 0:
        raise DivisionByZeroError("divided by 0")
    remainder: Number = left % right
    if isinstance(left, Decimal) and remainder and (remainder < 0) != (right < 0):
        remainder += right
    if isinstance(remainder, Decimal) and not remainder:
        return Decimal(0)  # not minus zero
    return remainder


@add()
def round_(value: object, digits: object = 0) -> int | float:
    """Half away from zero; to a number of digits, which may be negative."""
    number = to_number(value)
    places = int(to_number(digits))
    if isinstance(number, float):
        raise FloatDomainError(float_to_s(number))
    with localcontext() as arithmetic:
        arithmetic.prec = _PRECISION + 320
        rounded = Decimal(number).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    if isinstance(number, int):
        return number if places >= 0 else int(rounded)
    return int(rounded) if places <= 0 else float(rounded)


@add()
def ceil(value: object) -> int:
    return _to_integral(value, ROUND_CEILING)


@add()
def floor(value: object) -> int:
    return _to_integral(value, ROUND_FLOOR)


def _to_integral(value: object, rounding: str) -> int:
    number = to_number(value)
    if isinstance(number, float):
        raise FloatDomainError(float_to_s(number))
    return number if isinstance(number, int) else int(number.to_integral_value(rounding=rounding))


@add()
def at_least(value: object, minimum: object) -> int | float:
    number, least = to_number(value), to_number(minimum)
    return _plain(least if least > number else number)


@add()
def at_most(value: object, maximum: object) -> int | float:
    number, most = to_number(value), to_number(maximum)
    return _plain(most if most < number else number)


@add()
def default(value: object, fallback: object = "") -> object:
    """The fallback for nil, false and what is empty."""
    if value is None or value is False or (isinstance(value, (str, list, dict)) and not value):
        return fallback
    return value
