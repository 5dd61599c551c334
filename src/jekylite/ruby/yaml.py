"""YAML as Jekyll reads it: SafeYAML 1.0.5's types on libyaml's C parser.

Jekyll loads front matter, `_config.yml` and data through SafeYAML, whose types are neither YAML
1.1's nor Psych's: `08` and `1e3` stay text, `12:30` is 750.0, `1,000` a thousand, a tag is ignored,
and only the first document counts. Here libyaml's events become values in the same way, one after
the other, so that a file nested ten thousand deep or an alias bomb ends in an error, not in a crash.

Source: SafeYAML 1.0.5 psych_handler.rb, transform/*.rb and parse/*.rb. Known difference: a structure
that contains itself, a mapping in a list that is a key, and aliases that multiply without end are
errors; the keys `1`, `1.0` and `true` of one mapping are the same key.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import NamedTuple, Protocol

from yaml.error import MarkedYAMLError, YAMLError
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from yaml.reader import ReaderError

from jekylite.errors import JekyliteError, Location
from jekylite.ruby.times import fixed_offset

MAX_DEPTH = 200
"""Mappings and lists inside one another; readers of values recurse, and libyaml is quadratic."""

MAX_ALIASED_VALUES = 1_000_000
"""Values that aliases may add to one file; a bomb of ten lines asks for billions."""

Places = dict[tuple[object, ...], tuple[int, int]]
"""Line and column of every key and every item of a list, by the way to it: `("kramdown", "input")`,
`("plugins", 0)`."""


class YamlSyntaxError(JekyliteError):
    """Text that libyaml or SafeYAML refuses."""


def load(text: str, path: str, *, first_line: int = 1, places: Places | None = None) -> object:
    """The first document of `text` as Python values.

    Args:
        text: decoded YAML; a byte order mark in front is dropped.
        path: named in errors; nothing is read.
        first_line: the line of the file where `text` begins, 1-based.
        places: filled with line and column of every key and item.

    Returns:
        dict, list, str, int, float, bool, None, `datetime.date` or an aware `datetime.datetime`;
        `False` where there is no document at all (SafeYAML's answer to an empty file). A list that
        is a key becomes a tuple.

    Raises:
        YamlSyntaxError: with line and column of the file, in libyaml's words.
    """
    text = text.removeprefix("\ufeff")
    try:
        return _Builder(places, first_line).build(_event_source(text))
    except _RefusedError as refused:
        at = _location(path, refused.event.start_mark, first_line)
        raise YamlSyntaxError(refused.message, at=at, hint=refused.hint, code="JL211") from None
    except MarkedYAMLError as error:
        at = _location(path, _fault(error, text), first_line)
        message = " ".join(part for part in (error.problem, error.context) if part)
        raise YamlSyntaxError(
            message, at=at, hint=_advice(message, at, text, first_line), code="JL211"
        ) from None
    except ReaderError as error:
        before = text.encode("utf-8", "surrogatepass")[: error.position].decode("utf-8", "replace")
        line = before.count("\n")
        at = Location(path, line + first_line, len(before) - before.rfind("\n"))
        raise YamlSyntaxError(
            f"{error.reason}: U+{error.character:04X}",
            at=at,
            hint="take the character out, or write it in double quotes as `\\xNN`",
            code="JL211",
        ) from None
    except (YAMLError, UnicodeEncodeError) as error:
        raise YamlSyntaxError(
            str(error),
            at=Location(path),
            hint="save the file as UTF-8",
            code="JL211",
        ) from None


# Words of libyaml's → what to do, the first that fits.
_ADVICE = (
    ("expected ',' or ']'", "close the list with `]`, or put the text into quotes"),
    ("expected ',' or '}'", "close the map with `}`, or put the text into quotes"),
    ("while scanning a quoted scalar", "close the text with the quote that it begins with"),
    ("tab character", "indent with spaces: YAML takes no tabs"),
    ("mapping values are not allowed", "put the text into quotes: its `:` begins another key here"),
    (
        "could not find expected ':'",
        "write `key: value`, or indent it to go on with the line above",
    ),
    ("expected '-' indicator", "begin the line with `- ` below those above it, or indent it less"),
    ("expected key", "write `key: value`, indented like the keys above"),
    ("expected node content", "a value is missing here, or has to be in quotes"),
    ("block scalar", "write nothing behind `|` or `>`, and the text on the lines below"),
    ("an alias", "put the text into quotes: `*` at its begin names an alias"),
    ("an anchor", "put the text into quotes: `&` at its begin names an anchor"),
    ("escape", r"double the backslash, `\\`, or use single quotes"),
    ("document start", "only the first document counts: take the rest out"),
    ("a tag", "put the text into quotes: `!` at its begin names a tag"),
)


def _advice(message: str, at: Location, text: str, first_line: int) -> str:
    """What to do about a fault of libyaml's."""
    for words, advice in _ADVICE:
        if words in message:
            return advice
    if "cannot start any token" in message and at.line is not None and at.column is not None:
        line = dict(enumerate(text.split("\n"), first_line)).get(at.line, "")
        character = line[at.column - 1 : at.column]
        if character == "\t":
            return "indent with spaces: YAML takes no tabs"
        if character:
            return f"put the text into quotes: it may not begin with `{character}`"
    return "put texts with signs such as `:`, `#`, `[` or `{` into quotes"


def _fault(error: MarkedYAMLError, text: str) -> _Mark | None:
    """The mark of the two that helps more.

    The context is where an unfinished thing began, which is of more use than where the text ran out. But
    a block of many lines begins far above the line that does not fit in, and a tab is what it is.
    """
    in_block = "block" in (error.context or "") or "tab character" in (error.problem or "")
    mark = error.problem_mark if in_block else error.context_mark
    mark = mark or error.context_mark or error.problem_mark
    lines = text.rstrip().split("\n")
    if mark is not None and mark.line >= len(lines):
        return _LastCharacter(len(lines) - 1, max(0, len(lines[-1].rstrip()) - 1))
    return mark


class _LastCharacter(NamedTuple):
    """Where the text ran out: its end is an empty line that nobody wrote."""

    line: int
    column: int


class _Mark(Protocol):
    """PyYAML has two classes of marks: its own and libyaml's."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


def _location(path: str, mark: _Mark | None, first_line: int) -> Location:
    return Location(path, mark.line + first_line, mark.column + 1) if mark else Location(path)


class _RefusedError(Exception):
    """What libyaml accepts and we do not, at an event."""

    def __init__(self, message: str, event: Event, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.event = event
        self.hint = hint


def _event_source(text: str) -> Callable[[], Event | None]:
    """libyaml's next event; PyYAML's own parser where it was built without libyaml."""
    try:
        from yaml._yaml import CParser
    except ImportError:
        from yaml.loader import BaseLoader

        return BaseLoader(text).get_event
    return CParser(text).get_event


class _Builder:
    """One pass over the events of a document.

    As in SafeYAML there is *one* pending key for all mappings, and nil means "none pending": a nil
    key is lost, and the rest of its mapping shifts by one.
    """

    def __init__(self, places: Places | None, first_line: int) -> None:
        self._places = places
        self._first_line = first_line
        self._result: object = False
        self._begun = False
        self._current: object = None  # the innermost open dict or list
        self._key: object = None
        self._stack: list[tuple[object, int, str | None]] = []  # open containers, values before, anchors
        self._way: list[object] = []  # keys and indexes from the root to `_current`
        self._anchors: dict[str, object] = {}
        self._sizes: dict[str, int] = {}  # values inside the closed containers that have an anchor
        self._values = 0
        self._aliased = 0

    def build(self, next_event: Callable[[], Event | None]) -> object:
        while True:
            event = next_event()
            if isinstance(event, ScalarEvent):
                self._add(_scalar(event), event, event.anchor)
            elif isinstance(event, MappingStartEvent):
                self._open({}, event, event.anchor)
            elif isinstance(event, SequenceStartEvent):
                self._open([], event, event.anchor)
            elif isinstance(event, MappingEndEvent | SequenceEndEvent):
                self._close()
            elif isinstance(event, AliasEvent):
                self._add(self._aliased_value(event), event, None)
            elif event is None or isinstance(event, DocumentEndEvent | StreamEndEvent):
                return self._result

    def _open(self, container: dict[object, object] | list[object], event: Event, anchor: str | None) -> None:
        step = self._add(container, event, anchor)
        if len(self._stack) == MAX_DEPTH:
            raise _RefusedError(
                f"more than {MAX_DEPTH} mappings and lists inside one another", event, "nest them less deeply"
            )
        if self._stack:
            self._way.append(step)
        self._stack.append((container, self._values, anchor))
        self._current = container

    def _close(self) -> None:
        _, values_before, anchor = self._stack.pop()
        if anchor is not None:
            self._sizes[anchor] = self._values - values_before
        self._current = self._stack[-1][0] if self._stack else None
        if self._way:
            self._way.pop()

    def _aliased_value(self, event: AliasEvent) -> object:
        """The anchored value, shared, not copied; nil if there is no such anchor, as in SafeYAML."""
        anchor = event.anchor or ""
        value = self._anchors.get(anchor)
        size = self._sizes.get(anchor)
        if size is None:
            if isinstance(value, dict | list):
                raise _RefusedError(f"`*{anchor}` contains itself", event, "write out what is meant")
            return value
        self._values += size
        self._aliased += size
        if self._aliased > MAX_ALIASED_VALUES:
            raise _RefusedError(
                f"aliases multiply to more than {MAX_ALIASED_VALUES:,} values", event, "use fewer aliases"
            )
        return value

    def _add(self, value: object, event: Event, anchor: str | None) -> object:
        """Put a value into the open container; the key or index it got there, if it got one."""
        self._values += 1
        if anchor is not None:
            self._anchors[anchor] = value
            self._sizes.pop(anchor, None)
        current = self._current
        if isinstance(current, dict):
            return self._add_to_mapping(current, value, event)
        if isinstance(current, list):
            if isinstance(self._key, list) and isinstance(value, dict):
                raise _RefusedError(
                    "a mapping inside a list cannot be a key", event, "use a plain text as the key"
                )
            current.append(value)
            if self._places is not None:
                self._places[(*self._way, len(current) - 1)] = self._place(event)
            return len(current) - 1
        if not self._begun:
            self._begun, self._result = True, value
        return None

    def _place(self, event: Event) -> tuple[int, int]:
        mark = event.start_mark
        return (mark.line + self._first_line, mark.column + 1) if mark else (self._first_line, 1)

    def _add_to_mapping(self, current: dict[object, object], value: object, event: Event) -> object:
        key = self._key
        if key is None:
            self._key = value
            if self._places is not None and not isinstance(value, list | dict):
                self._places[(*self._way, value)] = self._place(event)
            return None
        self._key = None
        if key == "<<":
            if not isinstance(value, dict):
                raise _RefusedError("`<<` needs an alias of a mapping", event, "write `<<: *name`")
            current.update(value)
        elif key is not current:  # an unquoted `{{ x }}`: a mapping that is its own key is lost
            step = _hashable(key)
            current[step] = value
            return step
        return None


def _scalar(event: ScalarEvent) -> object:
    if event.tag in _BINARY_TAGS:
        return _decoded(event.value)
    if event.implicit[1]:  # quoted or a block, and without a tag
        return event.value
    try:
        return plain_scalar(event.value)
    except ValueError as error:
        raise _RefusedError(str(error), event, "quote it, if text is meant") from None


def _hashable(key: object) -> object:
    """A key as Python can keep it: lists become tuples, an (always complete) mapping a tuple of pairs."""
    if isinstance(key, list):
        return tuple(_hashable(item) for item in key)
    return tuple(key.items()) if isinstance(key, dict) else key


_BINARY_TAGS = frozenset({"tag:yaml.org,2002:binary", "x-private:binary", "!binary"})

_NOT_A_WORD = object()
_WORDS: dict[str, object] = {
    "~": None,
    "null": None,
    "yes": True,
    "on": True,
    "true": True,
    "no": False,
    "off": False,
    "false": False,
}

# `$` also matches before a last newline, as Ruby's \Z does: a tagged block scalar ends in one.
_DECIMAL = re.compile(r"[-+]?(?:0|[1-9][0-9]*)$")
_OCTAL = re.compile(r"0[0-7]+$")
_HEXADECIMAL = re.compile(r"[-+]?0[xX][0-9a-fA-F]+$")
_BINARY = re.compile(r"0b[01]+$")
_CLOCK = re.compile(r"[-+]?[0-9]+(?::[0-5]?[0-9])+$")
_FLOAT = re.compile(r"[-+]?(?:[0-9][0-9_]*)?\.[0-9_]+(?:[eE][-+][0-9]+)?$")
_CLOCK_WITH_FRACTION = re.compile(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*$")
_NAMED_FLOATS = {
    name: float(name.replace(".", ""))
    for name in (".inf", ".Inf", ".INF", "-.inf", "-.Inf", "-.INF", ".nan", ".NaN", ".NAN")
}
_DAY = 86_400  # seconds
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})$")
_TIME = re.compile(
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[Tt]|\s+)"
    r"([0-9]{1,2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]*))?\s*(?:Z|([-+])([0-9]{1,2})(?::?([0-9]{2}))?)?$"
)


def plain_scalar(text: str) -> object:
    """What an unquoted scalar means: `"010"` → 8, `"08"` → `"08"`, `"No"` → False, `""` → None.

    Raises:
        ValueError: digits and `_` in an order that Ruby's Float refuses, such as `1__0.5`.

    Source: SafeYAML 1.0.5 transform.rb: integer, float, nil, Boolean, date, in this order.
    """
    if not text:
        return None
    if text[0] in "0123456789+-.,_":
        return _number_or_date(text)
    if len(text) <= 5:
        word = _WORDS.get(text.lower(), _NOT_A_WORD)
        if word is not _NOT_A_WORD:
            return word
    return text


def _number_or_date(text: str) -> object:
    if text[4:5] == "-" and text[:4].isdigit():  # no number looks so, and every post has a date
        return _date_or_time(text)
    digits = text.replace("_", "").replace(",", "")
    if _DECIMAL.match(digits):
        return _integer(digits, 10, text)
    if _OCTAL.match(digits):
        return _integer(digits, 8, text)
    if _HEXADECIMAL.match(digits):
        return _integer(digits, 16, text)
    if _BINARY.match(digits):
        return _integer(digits, 2, text)
    if _CLOCK.match(digits):
        return _sexagesimal(digits)
    if _FLOAT.match(text):
        try:
            return float(text)
        except ValueError:
            raise ValueError(f'invalid value for Float(): "{text}"') from None
    if text in _NAMED_FLOATS:
        return _NAMED_FLOATS[text]
    if _CLOCK_WITH_FRACTION.match(text):
        return _sexagesimal(text)
    return text


def _date_or_time(text: str) -> object:
    if match := _DATE.match(text):
        year, month, day = match.groups()
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            return text
    if match := _TIME.match(text):
        return _time(match) or text
    return text


def _integer(digits: str, base: int, text: str) -> int | str:
    try:
        return int(digits, base)
    except ValueError:
        return text  # Python converts no more than 4,300 decimal digits


def _sexagesimal(text: str) -> float:
    """`"12:30"` → 750.0. The sign belongs to the first part *and* turns the sum, as in SafeYAML."""
    whole, _, fraction = text.rstrip("\n").partition(".")
    result = 0.0
    multiplier = 1.0
    for part in reversed(whole.split(":")):
        result += float(part) * multiplier
        multiplier *= 60.0  # beyond 170 parts Infinity
    if fraction:
        result += float("." + fraction)
    return -result if text[0] == "-" else result


def _time(match: re.Match[str]) -> datetime | None:
    """Ruby's `DateTime.parse(…).to_time`: with the offset that is written, +00:00 where none is."""
    year, month, day, hour, minute, second = (int(part) for part in match.groups()[:6])
    fraction, sign, offset_hours, offset_minutes = match.groups()[6:]
    microsecond = int((fraction or "")[:6].ljust(6, "0"))
    offset = int(offset_hours or 0) * 3600 + int(offset_minutes or 0) * 60
    if offset > _DAY:
        offset = 0  # Ruby warns and takes UTC; a whole day it refuses
    midnight = hour == 24 and minute == second == 0
    try:
        time = datetime(
            year,
            month,
            day,
            0 if midnight else hour,
            minute,
            min(second, 59) if second <= 60 else second,
            microsecond,
            fixed_offset(-offset if sign == "-" else offset),
        )
        return time + timedelta(days=midnight)
    except (ValueError, OverflowError):
        return None


def _decoded(text: str) -> str:
    kept = re.sub(r"[^A-Za-z0-9+/]", "", text)
    whole = kept[: len(kept) - (len(kept) % 4 == 1)]
    return b64decode(whole + "=" * (-len(whole) % 4)).decode("utf-8", "replace")
