"""Ruby values as Python holds them: `to_s`, `inspect`, `==`, `<=>`, truth, conversions.

nil is None, Hash is dict, Array is list, Symbol and String are str, Integer is int, Float is
float, Time is an aware `datetime`, Date is a `date`; `Range` below is a Range of Integers.
Anything else that templates may see is a `RubyObject`, which says itself how it prints.

Source: the core classes of Ruby 3.1, as the `ruby` program answers.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cmp_to_key
from typing import NoReturn, TypeVar

Item = TypeVar("Item")


class RubyError(Exception):
    """What Ruby would raise; the text is Ruby's."""


class ArgumentError(RubyError):
    """Ruby's ArgumentError."""


class RubyTypeError(RubyError):
    """Ruby's TypeError."""


class NoMethodError(RubyError):
    """Ruby's NoMethodError."""


class DivisionByZeroError(RubyError):
    """Ruby's ZeroDivisionError."""


class FloatDomainError(RubyError):
    """Ruby's FloatDomainError: NaN or Infinity where an Integer is wanted."""


class RubyObject:
    """A value that is none of Ruby's core classes: it names its class and prints itself."""

    __slots__ = ()

    ruby_class = "Object"

    def to_s(self) -> str:
        """What `{{ value }}` shows."""
        return self.ruby_class

    def inspect(self) -> str:
        """What the value looks like inside a printed Array or Hash."""
        return f"#<{self.ruby_class}>"

    def compare(self, other: object) -> int | None:
        """`<=>`: -1, 0, 1, or None where Ruby answers nil."""
        return 0 if self is other else None


_LONGEST = 12_500_000
"""Items of a Range that is made an Array: 450 MB. Ruby takes what memory there is."""


class Range(RubyObject):
    """A Range of Integers, both ends inside: `(1..3)`."""

    __slots__ = ("first", "last")

    ruby_class = "Range"

    def __init__(self, first: int, last: int) -> None:
        self.first = first
        self.last = last

    def __iter__(self) -> Iterator[int]:
        if self.size > _LONGEST:
            raise ArgumentError(f"{self.to_s()} has too many items for an array")
        return iter(range(self.first, self.last + 1))

    @property
    def size(self) -> int:
        """How many Integers it has; `len` takes no more than 64 bits."""
        return max(0, self.last - self.first + 1)

    def numbers(self) -> range:
        """Its Integers, none of them made yet; those that `len` could not count are left out."""
        return range(self.first, min(self.last + 1, self.first + sys.maxsize))

    def __contains__(self, item: object) -> bool:
        return (
            isinstance(item, (int, float)) and not isinstance(item, bool) and self.first <= item <= self.last
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Range) and (self.first, self.last) == (other.first, other.last)

    def __hash__(self) -> int:
        return hash((Range, self.first, self.last))

    def to_s(self) -> str:
        return f"{integer_to_s(self.first)}..{integer_to_s(self.last)}"

    inspect = to_s


# --- printing ---------------------------------------------------------------------------------


def to_s(value: object) -> str:
    """`value.to_s`: what interpolation prints (an Array or a Hash prints as `inspect`)."""
    kind = type(value)
    if kind is str:
        return value  # type: ignore[return-value]
    if value is None:
        return ""
    if kind is int:
        return integer_to_s(value)  # type: ignore[arg-type]
    printer = _TO_S.get(kind)
    if printer is not None:
        return printer(value)
    return _as_object(value).to_s()


def output(value: object) -> str:
    """What `{{ value }}` writes: `to_s`, but an Array is the text of its items, flat."""
    kind = type(value)
    if kind is str:
        return value  # type: ignore[return-value]
    if kind is list:
        return join(value, "")  # type: ignore[arg-type]
    return to_s(value)


def join(items: Iterable[object], glue: str) -> str:
    """`Array#join`: nested Arrays are joined with the same glue."""
    return glue.join(join(item, glue) if type(item) is list else to_s(item) for item in items)


def inspect(value: object) -> str:
    """`value.inspect`."""
    printer = _INSPECT.get(type(value))
    if printer is not None:
        return printer(value)
    return _as_object(value).inspect()


def integer_to_s(number: int) -> str:
    """`Integer#to_s`, of any size (Python alone refuses more than 4300 digits)."""
    try:
        return str(number)
    except ValueError:
        return _digits(number)


def _digits(number: int) -> str:
    """Its decimal digits by halves: a million of them in less than a second, where C takes 15."""
    from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal, localcontext

    powers: dict[int, Decimal] = {}

    def decimal(part: int, bits: int) -> Decimal:
        if bits <= 2000:
            return Decimal(part)
        half = bits // 2
        if half not in powers:
            powers[half] = Decimal(2) ** half
        return decimal(part >> half, bits - half) * powers[half] + decimal(part & ((1 << half) - 1), half)

    with localcontext(Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)):
        text = format(decimal(abs(number), number.bit_length()), "f")
    return f"-{text}" if number < 0 else text


def float_to_s(number: float) -> str:
    """`Float#to_s`: `1.0`, `1.0e-05` below 1e-4, `1.0e+15` for whole numbers of 16 digits on."""
    if math.isfinite(number):
        if number == 0 or 1e-4 <= abs(number) < 1e16:
            shortest = repr(number)
            if abs(number) < 1e15 or not shortest.endswith(".0"):
                return shortest
        mantissa, _, exponent = _shortest_digits(number)
        return f"{mantissa}e{'-' if exponent < 0 else '+'}{abs(exponent):02d}"
    if math.isnan(number):
        return "NaN"
    return "Infinity" if number > 0 else "-Infinity"


def _shortest_digits(number: float) -> tuple[str, str, int]:
    """`-1.5e300` → ("-1.5", "e", 300): the shortest digits that read back as the number."""
    sign = "-" if number < 0 else ""
    digits, _, power = f"{abs(number)!r}".partition("e")
    whole, _, fraction = digits.partition(".")
    if power:
        exponent = int(power) + len(whole) - 1
        significant = (whole + fraction).strip("0") or "0"
    else:
        all_digits = whole + fraction
        significant = all_digits.lstrip("0")
        exponent = len(whole) - 1 - (len(all_digits) - len(significant))
        significant = significant.rstrip("0") or "0"
    return f"{sign}{significant[0]}.{significant[1:] or '0'}", "e", exponent


_ESCAPES = {
    "\n": "\\n",
    "\t": "\\t",
    "\r": "\\r",
    "\x1b": "\\e",
    "\x07": "\\a",
    "\x08": "\\b",
    "\x0b": "\\v",
    "\x0c": "\\f",
    '"': '\\"',
    "\\": "\\\\",
}
_PLAIN = re.compile(r"[ !$-\[\]-~]*")  # printable ASCII without `"`, `#`, `\`
_INTERPOLATION = re.compile(r"#(?=[{$@])")


def string_inspect(text: str) -> str:
    """`String#inspect`: quoted, with `"`, `\\`, `#{` and what cannot be printed escaped."""
    if _PLAIN.fullmatch(text):
        return f'"{text}"'
    text = "".join(
        _ESCAPES.get(character) or (_unicode_escape(character) if _is_unprintable(character) else character)
        for character in text
    )
    return '"' + _INTERPOLATION.sub(r"\\#", text) + '"'


def _is_unprintable(character: str) -> bool:
    """A control or separator of lines, or not assigned; NEL and format characters print."""
    return unicodedata.category(character) in ("Cc", "Cn", "Zl", "Zp") and character != "\x85"


def _unicode_escape(character: str) -> str:
    point = ord(character)
    return f"\\u{point:04X}" if point <= 0xFFFF else f"\\u{{{point:X}}}"


def _time_to_s(value: dt.datetime) -> str:
    zone = "UTC" if value.tzinfo is dt.UTC else _offset(value)
    return f"{value.year:04d}-{value.month:02d}-{value.day:02d} {value:%H:%M:%S} {zone}"


def _time_inspect(value: dt.datetime) -> str:
    head, _, zone = _time_to_s(value).rpartition(" ")
    fraction = f".{value.microsecond:06d}".rstrip("0") if value.microsecond else ""
    return f"{head}{fraction} {zone}"


def _offset(value: dt.datetime) -> str:
    seconds = int((value.utcoffset() or dt.timedelta()).total_seconds())
    hours, rest = divmod(abs(seconds), 3600)
    return f"{'-' if seconds < 0 else '+'}{hours:02d}{rest // 60:02d}"


def _date_inspect(value: dt.date) -> str:
    # 1721425 is the Julian day before 0001-01-01; 2299161 is Ruby's day of calendar reform.
    return f"#<Date: {value.isoformat()} (({value.toordinal() + 1721425}j,0s,0n),+0s,2299161j)>"


def _array_inspect(items: Iterable[object]) -> str:
    return "[" + ", ".join(map(inspect, items)) + "]"


def _hash_inspect(pairs: dict[object, object]) -> str:
    return "{" + ", ".join(f"{inspect(key)}=>{inspect(value)}" for key, value in pairs.items()) + "}"


def _constant(text: str) -> Callable[[object], str]:
    return lambda _value: text


def _bool_to_s(value: object) -> str:
    return "true" if value else "false"


_TO_S: dict[type, Callable[..., str]] = {
    bool: _bool_to_s,
    float: float_to_s,
    list: _array_inspect,
    dict: _hash_inspect,
    dt.datetime: _time_to_s,
    dt.date: dt.date.isoformat,
}
_INSPECT: dict[type, Callable[..., str]] = {
    type(None): _constant("nil"),
    str: string_inspect,
    int: integer_to_s,
    bool: _bool_to_s,
    float: float_to_s,
    list: _array_inspect,
    tuple: _array_inspect,
    dict: _hash_inspect,
    dt.datetime: _time_inspect,
    dt.date: _date_inspect,
}


class _Opaque(RubyObject):
    """A Python object that has no business in a template: it prints nothing but its kind."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value

    def to_s(self) -> str:
        return "#<Object>"


def _as_object(value: object) -> RubyObject:
    """The RubyObject to ask, once the exact core types are ruled out (subclasses end here)."""
    if isinstance(value, RubyObject):
        return value
    for kind in (str, bool, int, float, list, dict, dt.datetime, dt.date):
        if isinstance(value, kind):
            return _Subclass(value, kind)
    return _Opaque(value)


class _Subclass(RubyObject):
    """An instance of a subclass of a core type (an OrderedDict, a StrEnum) prints as its base."""

    __slots__ = ("kind", "value")

    def __init__(self, value: object, kind: type) -> None:
        self.value = value
        self.kind = kind

    def to_s(self) -> str:
        printer = _TO_S.get(self.kind)
        return printer(self.value) if printer else str(self.value)

    def inspect(self) -> str:
        return _INSPECT[self.kind](self.value)


# --- names and truth --------------------------------------------------------------------------

_CLASS_NAMES: dict[type, str] = {
    type(None): "NilClass",
    str: "String",
    int: "Integer",
    float: "Float",
    list: "Array",
    dict: "Hash",
    dt.datetime: "Time",
    dt.date: "Date",
}


def class_name(value: object) -> str:
    """`value.class.name`."""
    if value is True:
        return "TrueClass"
    if value is False:
        return "FalseClass"
    name = _CLASS_NAMES.get(type(value))
    if name is not None:
        return name
    return value.ruby_class if isinstance(value, RubyObject) else "Object"


def no_method(name: str, value: object) -> NoReturn:
    """Raise as Ruby does for a method that the value does not have."""
    shown = inspect(value)
    if len(shown) > 65:
        shown = f"#<{class_name(value)}>"
    raise NoMethodError(f"undefined method `{name}' for {shown}:{class_name(value)}")


# --- equality and order -----------------------------------------------------------------------


def equals(left: object, right: object) -> bool:
    """`left == right`: 1 == 1.0, but true != 1 and "1" != 1; Arrays and Hashes member by member."""
    kind = type(left)
    if kind is type(right):
        if kind is str or kind is int or kind is bool:
            return left == right
        if isinstance(left, list) and isinstance(right, list):
            return len(left) == len(right) and all(map(equals, left, right))
        if kind is dict:
            return _hash_equals(left, right)  # type: ignore[arg-type]
        return left is right or bool(left == right)
    if kind is bool or type(right) is bool:
        return False
    if isinstance(left, (int, float)) and isinstance(right, (int, float)):
        return left == right
    return left is right


def _hash_equals(left: dict[object, object], right: dict[object, object]) -> bool:
    return len(left) == len(right) and all(
        key in right and equals(value, right[key]) for key, value in left.items()
    )


def compare(left: object, right: object) -> int | None:
    """`left <=> right`: -1, 0, 1, or None where Ruby answers nil."""
    kind, other = type(left), type(right)
    if kind is str and other is str:
        return _order(left, right)
    if kind in _NUMBERS and other in _NUMBERS:
        return None if left != left or right != right else _order(left, right)
    if kind is list and other is list:
        return _compare_arrays(left, right)  # type: ignore[arg-type]
    if kind is other and kind in (dt.datetime, dt.date):
        return _order(left, right)
    if kind is dt.date and other in _NUMBERS:  # by the astronomical Julian day, which starts at noon
        return _order(left.toordinal() + 1721424.5, right)  # type: ignore[attr-defined]
    if isinstance(left, RubyObject):
        return left.compare(right)
    return 0 if equals(left, right) else None


_NUMBERS = frozenset((int, float))


def _order(left: object, right: object) -> int:
    return 0 if left == right else -1 if left < right else 1  # type: ignore[operator]


def _compare_arrays(left: Sequence[object], right: Sequence[object]) -> int | None:
    for mine, theirs in zip(left, right, strict=False):
        order = compare(mine, theirs)
        if order != 0:
            return order
    return _order(len(left), len(right))


def comparison_failed(left: object, right: object) -> NoReturn:
    """Raise as Ruby does for `<=>` that answered nil."""
    shown = class_name(right)
    if right is None or isinstance(right, (bool, int, float)):
        shown = inspect(right)
    raise ArgumentError(f"comparison of {class_name(left)} with {shown} failed")


def compare_or_fail(left: object, right: object) -> int:
    """`left <=> right`, or ArgumentError where the two have no order."""
    order = compare(left, right)
    if order is None:
        comparison_failed(left, right)
    return order


def sort(items: Iterable[Item], order: Callable[[Item, Item], int] = compare_or_fail) -> list[Item]:
    """`Array#sort`, stable; the pair that is named when it fails is the one Ruby names.

    Raises:
        ArgumentError: two items have no order.
    """
    items = list(items)
    if order is compare_or_fail and _all_one_kind(items):
        return sorted(items)  # type: ignore[type-var]
    try:
        return sorted(items, key=cmp_to_key(order))
    except ArgumentError:
        _merge_sort(items, order)  # fails at the pair that the C library's merge sort meets first
        raise


def _all_one_kind(items: Sequence[object]) -> bool:
    kinds = set(map(type, items))
    return kinds == {str} or kinds == {int}


def _merge_sort(items: list[Item], order: Callable[[Item, Item], int]) -> list[Item]:
    if len(items) < 2:
        return items
    half = len(items) // 2
    left, right = _merge_sort(items[:half], order), _merge_sort(items[half:], order)
    merged: list[Item] = []
    i = j = 0
    while i < len(left) and j < len(right):
        if order(left[i], right[j]) <= 0:
            merged.append(left[i])
            i += 1
        else:
            merged.append(right[j])
            j += 1
    return merged + left[i:] + right[j:]


# --- conversions ------------------------------------------------------------------------------

_INTEGER_PREFIX = re.compile(r"\s*([+-]?\d+(?:_\d+)*)", re.A)
_FLOAT_PREFIX = re.compile(
    r"\s*([+-]?(?:\d+(?:_\d+)*(?:\.\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+)?)", re.A
)
_STRICT_INTEGER = re.compile(
    r"\s*[+-]?(?:0[xX][0-9a-fA-F]+|0[bB][01]+|0(?:[oO]?_?[0-7]+(?:_[0-7]+)*)?|[1-9]\d*(?:_\d+)*)\s*", re.A
)


def string_to_i(text: str) -> int:
    """`String#to_i`: the Integer that the text starts with, else 0."""
    match = _INTEGER_PREFIX.match(text)
    return int(parse_digits(match[1])) if match else 0


def parse_digits(digits: str) -> int:
    """An Integer from any number of decimal digits, `_` between them allowed."""
    digits = digits.replace("_", "")
    try:
        return int(digits)
    except ValueError:
        size = _integer(digits.lstrip("+-"))
        return -size if digits.startswith("-") else size


def _integer(digits: str) -> int:
    """The Integer of decimal digits by halves, which Python alone takes quadratic time for."""
    if len(digits) <= 4000:
        return int(digits)
    half = len(digits) // 2
    power: int = 10**half
    return _integer(digits[:-half]) * power + _integer(digits[-half:])


def string_to_f(text: str) -> float:
    """`String#to_f`: the Float that the text starts with, else 0.0."""
    match = _FLOAT_PREFIX.match(text)
    return float(match[1].replace("_", "")) if match else 0.0


def to_i(value: object) -> int:
    """`value.to_i`.

    Raises:
        NoMethodError: true, false, an Array, a Hash, a Date have none.
        FloatDomainError: NaN or Infinity.
    """
    kind = type(value)
    if kind is int:
        return value  # type: ignore[return-value]
    if value is None:
        return 0
    if kind is str:
        return string_to_i(value)  # type: ignore[arg-type]
    if kind is float:
        return float_to_i(value)  # type: ignore[arg-type]
    if isinstance(value, dt.datetime):
        return math.floor(value.timestamp())
    no_method("to_i", value)


def float_to_i(number: float) -> int:
    """`Float#to_i`, towards zero."""
    if not math.isfinite(number):
        raise FloatDomainError(float_to_s(number))
    return int(number)


def strict_integer(text: str) -> int | None:
    """`Integer(text)`: decimal, `0x`, `0b`, `0o` and leading-zero octal; None where Ruby raises."""
    if not _STRICT_INTEGER.fullmatch(text):
        return None
    digits = text.strip().replace("_", "").lower()
    sign = -1 if digits.startswith("-") else 1
    digits = digits.lstrip("+-")
    for prefix, base in (("0x", 16), ("0b", 2), ("0o", 8), ("0", 8)):
        if digits.startswith(prefix):
            return sign * int(digits.removeprefix(prefix) or "0", base)
    return sign * parse_digits(digits)
