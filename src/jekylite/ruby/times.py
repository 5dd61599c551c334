"""Ruby's Time and Date where templates meet them: zones, `strftime`, RFC 822, XML Schema.

A Time is an aware `datetime`; its `tzinfo` says what kind of Time it is:

- `datetime.timezone.utc`: a UTC Time, printed `UTC`;
- `fixed_offset(seconds)`: a Time with an offset and no zone name (what a parsed `+0800` gives);
- anything else (`zone("Asia/Shanghai")`): a local Time.

A Date is a `date`. Parsing is in `time_parse`.

Source: Ruby 3.1 strftime.c, time.rb. Known difference: microseconds, not nanoseconds; a Date
before 15 October 1582 is of the Gregorian calendar.
"""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Callable
from functools import lru_cache

from jekylite.ruby.values import ArgumentError

UTC = dt.UTC
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=UTC)
_DAY = 86_400


@lru_cache(maxsize=256)
def fixed_offset(seconds: int) -> dt.tzinfo:
    """The zone of a Time that knows its offset but no name; zero is not UTC."""
    return dt.timezone(dt.timedelta(seconds=seconds), "")


class MachineZone(dt.tzinfo):
    """The zone of the process: its TZ variable, else the machine's setting."""

    def utcoffset(self, when: dt.datetime | None) -> dt.timedelta:
        return dt.timedelta(seconds=self._local(when).tm_gmtoff) if when else dt.timedelta()

    def dst(self, when: dt.datetime | None) -> dt.timedelta:
        return dt.timedelta(hours=1 if when and self._local(when).tm_isdst > 0 else 0)

    def tzname(self, when: dt.datetime | None) -> str:
        return self._local(when).tm_zone if when else ""

    def fromutc(self, when: dt.datetime) -> dt.datetime:
        stamp = (when.replace(tzinfo=UTC) - _EPOCH).total_seconds()
        local = time.localtime(stamp // 1)
        return dt.datetime(*local[:6], when.microsecond, tzinfo=self)

    @staticmethod
    def _local(when: dt.datetime) -> time.struct_time:
        stamp = time.mktime((when.year, when.month, when.day, when.hour, when.minute, when.second, 0, 0, -1))
        return time.localtime(stamp)


MACHINE = MachineZone()


@lru_cache(maxsize=32)
def zone(name: str | None) -> dt.tzinfo:
    """The zone of a `timezone:` setting, the machine's for None or what nobody knows."""
    if not name:
        return MACHINE
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # 4 ms, for sites that name a zone

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return MACHINE


def now(local: dt.tzinfo) -> dt.datetime:
    """`Time.now`; what `SOURCE_DATE_EPOCH` says, where a build is to be repeatable."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        return at(int(epoch), local)
    return dt.datetime.now(UTC).astimezone(local)


def at(seconds: int, local: dt.tzinfo) -> dt.datetime:
    """`Time.at(seconds)`, in the local zone.

    Raises:
        OverflowError: beyond the years 1 to 9999.
    """
    return (_EPOCH + dt.timedelta(seconds=seconds)).astimezone(local)


def to_time(value: dt.date, local: dt.tzinfo) -> dt.datetime:
    """`value.to_time`: a Date is midnight in the local zone, a Time is itself."""
    if isinstance(value, dt.datetime):
        return value
    return dt.datetime(value.year, value.month, value.day, tzinfo=local)


def localtime(value: dt.date, local: dt.tzinfo) -> dt.datetime:
    """The same moment in the local zone."""
    return to_time(value, local).astimezone(local)


def xmlschema(value: dt.datetime) -> str:
    """`Time#xmlschema`: `2024-01-02T03:04:05+08:00`, `Z` for a UTC Time."""
    suffix = "Z" if value.tzinfo is UTC else _offset(value, colons=1)
    return f"{value.year:04d}-{value.month:02d}-{value.day:02d}T{value:%H:%M:%S}{suffix}"


def rfc822(value: dt.datetime) -> str:
    """`Time#rfc822`: `Tue, 02 Jan 2024 00:00:00 +0800`, `-0000` for a UTC Time."""
    offset = "-0000" if value.tzinfo is UTC else _offset(value)
    return strftime(value, "%a, %d %b %Y %H:%M:%S ") + offset


# --- strftime ---------------------------------------------------------------------------------

_DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def strftime(value: dt.date, pattern: str) -> str:
    """`Time#strftime` or `Date#strftime`, by the kind of value. What is no directive stays.

    Raises:
        ArgumentError: a Time's pattern ends in the middle of a directive.
    """
    return "".join(piece if isinstance(piece, str) else piece.format(value) for piece in _directives(pattern))


class _Directive:
    """One `%…` of a pattern."""

    __slots__ = ("colons", "conversion", "flags", "width", "written")

    def __init__(self, written: str, flags: str, width: int | None, colons: int) -> None:
        self.written = written
        self.conversion = written[-1]
        self.flags = flags
        self.width = width
        self.colons = colons

    def format(self, value: dt.date) -> str:
        conversion = self.conversion
        if conversion == "z":
            return self._padded_offset(value)
        if conversion in "LN":
            digits = self.width or (3 if conversion == "L" else 9)
            micros = value.microsecond if isinstance(value, dt.datetime) else 0
            return f"{micros:06d}".ljust(digits, "0")[:digits]
        if conversion in "+Q" and isinstance(value, dt.datetime):
            return self.written  # a Date knows these two, a Time does not
        numeric = _NUMBERS.get(conversion)
        if numeric is not None:
            width, pad, number = numeric
            return self._number(number(value), width, pad)
        return self._text(_TEXTS[conversion](value))

    def _number(self, number: int, width: int, pad: str) -> str:
        if "-" in self.flags:
            return str(number)
        if self.conversion in "YG" and number < 0:
            width += 1
        for flag in self.flags:
            if flag in "_0":
                pad = " " if flag == "_" else "0"
        width = self.width or width
        return f"{number:0{width}d}" if pad == "0" else str(number).rjust(width)

    def _text(self, text: str) -> str:
        flags = self.flags
        if self.conversion == "Z" and not text:
            return ""
        if "^" in flags:
            text = text.upper()
        elif "#" in flags and self.conversion in "aAbBhpPZ":
            text = text.lower() if self.conversion in "pZ" else text.upper()
        if "-" in flags and self.conversion not in _COMPOSED:
            return text
        return text.rjust(self.width or 0, "0" if self._is_zero_padded() else " ")

    def _is_zero_padded(self) -> bool:
        return self.flags.rfind("0") > self.flags.rfind("_")

    def _padded_offset(self, value: dt.date) -> str:
        text = _offset(value, colons=self.colons)
        width = max(self.width or 0, len(text))
        if self.flags.rfind("_") > max(self.flags.rfind("0"), self.flags.rfind("-")):
            digits = text[2:] if text[1] == "0" else text[1:]
            return (text[0] + digits).rjust(width)
        return text[0] + text[1:].rjust(width - 1, "0")


class _Unfinished:
    """A `%` at the end of a pattern: a Date keeps it, a Time refuses it."""

    __slots__ = ("pattern", "written")

    def __init__(self, written: str, pattern: str) -> None:
        self.written = written
        self.pattern = pattern

    def format(self, value: dt.date) -> str:
        if isinstance(value, dt.datetime):
            raise ArgumentError(f"invalid format: {self.pattern}")
        return self.written


_FLAGS = "-_0^#"
_COMPOSED = frozenset("cDFvxXrRT+")
_CONVERSIONS = frozenset("YCymBbhjdeHIklMSLNzZAauwGgVUWsntcDFvxXrRTpPQ+%")
_AFTER_E = frozenset("cCxXyY")
_AFTER_O = frozenset("deHkIlmMSuUVwWy")


@lru_cache(maxsize=512)
def _directives(pattern: str) -> tuple[str | _Directive | _Unfinished, ...]:
    pieces: list[str | _Directive | _Unfinished] = []
    at = 0
    while (start := pattern.find("%", at)) >= 0:
        pieces.append(pattern[at:start])
        directive, at = _read_directive(pattern, start)
        pieces.append(directive if directive is not None else pattern[start:at])
    pieces.append(pattern[at:])
    return tuple(piece for piece in pieces if piece != "")


def _read_directive(pattern: str, start: int) -> tuple[_Directive | _Unfinished | None, int]:
    """(directive, or None for what stays as it is; where it ends)."""
    at = start + 1
    end = len(pattern)
    flags = ""
    while at < end and pattern[at] in _FLAGS:
        flags += pattern[at]
        at += 1
    digits = at
    while at < end and pattern[at] in "0123456789":
        at += 1
    width = int(pattern[digits:at]) if at > digits else None
    if width is not None and width > 65_535:
        return None, at
    colons = 0
    while at < end and pattern[at] == ":" and colons < 3:
        colons += 1
        at += 1
    if at < end and pattern[at] in "EO":
        allowed = _AFTER_E if pattern[at] == "E" else _AFTER_O
        if at + 1 >= end or pattern[at + 1] not in allowed:
            return None, min(at + 1, end)
        at += 1
    if at >= end:
        return (None if colons else _Unfinished(pattern[start:], pattern)), end
    conversion = pattern[at]
    if colons and conversion == "%":
        return None, at
    at += 1
    if conversion not in _CONVERSIONS or (colons and conversion != "z"):
        return None, at
    return _Directive(pattern[start:at], flags, width, colons), at


def _offset(value: dt.date, colons: int = 0) -> str:
    offset = value.utcoffset() if isinstance(value, dt.datetime) else None
    seconds = int(offset.total_seconds()) if offset else 0
    sign = "-" if seconds < 0 else "+"
    hours, rest = divmod(abs(seconds), 3600)
    minutes, seconds = divmod(rest, 60)
    if colons == 0:
        return f"{sign}{hours:02d}{minutes:02d}"
    if colons == 2 or (colons == 3 and seconds):
        return f"{sign}{hours:02d}:{minutes:02d}:{seconds:02d}"
    if colons == 3 and not minutes:
        return f"{sign}{hours:02d}"
    return f"{sign}{hours:02d}:{minutes:02d}"


def _hour(value: dt.date) -> int:
    return value.hour if isinstance(value, dt.datetime) else 0


def _minute(value: dt.date) -> int:
    return value.minute if isinstance(value, dt.datetime) else 0


def _second(value: dt.date) -> int:
    return value.second if isinstance(value, dt.datetime) else 0


def _week(value: dt.date, first_weekday: int) -> int:
    """Week of the year, weeks beginning on Sunday (0) or Monday (1); 0 before the first."""
    day_of_year = value.timetuple().tm_yday - 1
    weekday = (value.isoweekday() - first_weekday) % 7
    return (day_of_year + 7 - weekday) // 7


def epoch(value: dt.date) -> int:
    """Seconds since 1970-01-01 00:00:00 UTC."""
    if not isinstance(value, dt.datetime):
        return (value.toordinal() - _EPOCH.toordinal()) * _DAY
    return (value - _EPOCH) // dt.timedelta(seconds=1)


def _zone_name(value: dt.date) -> str:
    if not isinstance(value, dt.datetime):
        return "+00:00"
    return "UTC" if value.tzinfo is UTC else value.tzname() or ""


def _meridian(value: dt.date) -> str:
    return "AM" if _hour(value) < 12 else "PM"


_NUMBERS: dict[str, tuple[int, str, Callable[[dt.date], int]]] = {
    "Y": (4, "0", lambda value: value.year),
    "C": (2, "0", lambda value: value.year // 100),
    "y": (2, "0", lambda value: value.year % 100),
    "m": (2, "0", lambda value: value.month),
    "j": (3, "0", lambda value: value.timetuple().tm_yday),
    "d": (2, "0", lambda value: value.day),
    "e": (2, " ", lambda value: value.day),
    "H": (2, "0", _hour),
    "k": (2, " ", _hour),
    "I": (2, "0", lambda value: (_hour(value) - 1) % 12 + 1),
    "l": (2, " ", lambda value: (_hour(value) - 1) % 12 + 1),
    "M": (2, "0", _minute),
    "S": (2, "0", _second),
    "u": (1, "0", lambda value: value.isoweekday()),
    "w": (1, "0", lambda value: value.isoweekday() % 7),
    "G": (4, "0", lambda value: value.isocalendar()[0]),
    "g": (2, "0", lambda value: value.isocalendar()[0] % 100),
    "V": (2, "0", lambda value: value.isocalendar()[1]),
    "U": (2, "0", lambda value: _week(value, 0)),
    "W": (2, "0", lambda value: _week(value, 1)),
    "s": (1, "0", epoch),
}


def _composed(pattern: str) -> Callable[[dt.date], str]:
    return lambda value: strftime(value, pattern)


_TEXTS: dict[str, Callable[[dt.date], str]] = {
    "A": lambda value: _DAYS[value.isoweekday() % 7],
    "a": lambda value: _DAYS[value.isoweekday() % 7][:3],
    "B": lambda value: _MONTHS[value.month - 1],
    "b": lambda value: _MONTHS[value.month - 1][:3],
    "h": lambda value: _MONTHS[value.month - 1][:3],
    "p": _meridian,
    "P": lambda value: _meridian(value).lower(),
    "Z": _zone_name,
    "%": lambda value: "%",
    "n": lambda value: "\n",
    "t": lambda value: "\t",
    "c": _composed("%a %b %e %H:%M:%S %Y"),
    "D": _composed("%m/%d/%y"),
    "F": _composed("%Y-%m-%d"),
    "v": _composed("%e-%^b-%4Y"),
    "x": _composed("%m/%d/%y"),
    "X": _composed("%H:%M:%S"),
    "r": _composed("%I:%M:%S %p"),
    "R": _composed("%H:%M"),
    "T": _composed("%H:%M:%S"),
    "+": _composed("%a %b %e %H:%M:%S %Z %Y"),
    "Q": lambda value: str(epoch(value) * 1000),
}
