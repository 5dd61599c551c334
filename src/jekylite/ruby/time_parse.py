"""`Time.parse`: the heuristics of Ruby's Date._parse, then the gaps filled from now.

Date._parse looks for a weekday, a time of day, then for the first of a list of date notations
that is in the text, wherever it stands; each replaces what it found by a space. What then makes
no date (month 13, hour 25) is none; 30 February is 2 March.

Source: Ruby 3.1, ext/date/date_parse.c by its answers, and time.rb.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from functools import cache

from jekylite.ruby import times

_LONGEST = 128
"""Code points: Ruby refuses to look at more."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = "|".join(_MONTHS)
_ERA = r"(c(?:e|\.e\.)|b(?:ce|\.c\.e\.)|a(?:d|\.d\.)|b(?:c|\.c\.))?"


class _Fields:
    """What was found in a text. Numbers are unchecked; None is not found."""

    __slots__ = (
        "day",
        "fraction",
        "hour",
        "is_bc",
        "minute",
        "month",
        "second",
        "short_year",
        "yday",
        "year",
        "zone",
    )

    def __init__(self) -> None:
        self.year: int | None = None
        self.yday: int | None = None
        self.month: int | None = None
        self.day: int | None = None
        self.hour: int | None = None
        self.minute: int | None = None
        self.second: int | None = None
        self.fraction: str | None = None
        self.zone: str | None = None
        self.short_year = True
        """A year below 100 means one of 1969 to 2068."""
        self.is_bc = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing of a time was found."""
        numbers = (self.year, self.yday, self.month, self.day, self.hour, self.minute, self.second)
        return all(number is None for number in numbers) and not self.fraction


def parse(text: str, local: dt.tzinfo, *, note_now: Callable[[], None] | None = None) -> dt.datetime | None:
    """The Time that `Time.parse` makes of the text, None where Ruby raises ArgumentError.

    Args:
        text: anything.
        local: the zone of times that name none.
        note_now: called if the answer depends on today's date.
    """
    fields = _find(text)
    if fields.is_empty:
        return None
    try:
        return _make(fields, local, note_now)
    except (ValueError, OverflowError):
        return None


# --- finding ----------------------------------------------------------------------------------

_NOISE = re.compile(r"(?:[^-+',./:@\w\[\]]|_)+")
_WEEKDAY = re.compile(r"\b(?:sun|mon|tue|wed|thu|fri|sat)[^-/0-9\s]*", re.I)
_TIME = re.compile(
    r"""(
        \d+\s*
        (?:
            (?: :\s*\d+(?:\s*:\s*\d+(?:[,.]\d*)?)? | h(?:\s*\d+m?(?:\s*\d+s?)?)? )
            (?:\s*[ap](?:m\b|\.m\.))?
        |
            [ap](?:m\b|\.m\.)
        )
    )
    (?:
        \s*
        (
            (?:gmt|utc?)?[-+]\d+(?:[,.:]\d+(?::\d+)?)?
        |
            [^\W\d_][^\W\d_.\s]*(?:[.\s]+[^\W\d_]+)*?\s*(?:standard|daylight)\stime\b
        |
            [^\W\d_]+(?:\sdst)?\b
        )
    )?""",
    re.I | re.X,
)
_TIME_PARTS = re.compile(
    r"(\d+)h?(?:\s*:?\s*(\d+)m?(?:\s*:?\s*(\d+)(?:[,.](\d*))?s?)?)?(?:\s*([ap])(?:m\b|\.m\.))?", re.I | re.A
)


def _find(text: str) -> _Fields:
    fields = _Fields()
    if len(text) > _LONGEST:
        return fields
    text = _NOISE.sub(" ", text)
    text = _WEEKDAY.sub(" ", text, count=1)
    found = _TIME.search(text)
    if found:
        _read_time(fields, found)
        text = _cut(text, found)
    for pattern, read in _notations():
        match = pattern.search(text)
        if match and read(fields, match) is not False:
            text = _cut(text, match)
            break
    era = _BC.search(text)
    if era:
        fields.is_bc = True
        text = _cut(text, era)
    _read_lone_number(fields, text)
    if fields.year is not None:
        if fields.is_bc:
            fields.year = 1 - fields.year
        if fields.short_year and 0 <= fields.year <= 99:
            fields.year += 1900 if fields.year >= 69 else 2000
    return fields


_BC = re.compile(r"\b(?:bc\b|bce\b|b\.c\.|b\.c\.e\.)", re.I)
_LONE_NUMBER = re.compile(r"\s*(\d{1,2})\s*", re.A)


def _cut(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"


def _read_time(fields: _Fields, found: re.Match[str]) -> None:
    fields.zone = found[2]
    parts = _TIME_PARTS.match(found[1])
    if parts is None:
        return
    hour, minute, second, fraction, meridian = parts.groups()
    fields.hour = int(hour)
    fields.minute = _number(minute)
    fields.second = _number(second)
    fields.fraction = fraction or None
    if meridian:
        fields.hour = fields.hour % 12 + (12 if meridian in "pP" else 0)


def _read_lone_number(fields: _Fields, text: str) -> None:
    found = _LONE_NUMBER.fullmatch(text)
    if not found:
        return
    number = int(found[1])
    if fields.hour is not None and fields.day is None and 1 <= number <= 31:
        fields.day = number
    elif fields.day is not None and fields.hour is None and 0 <= number <= 24:
        fields.hour = number


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None


_SIGN_OR_DIGIT = re.compile(r"[-+]?\d*", re.A)
_START_OF_NUMBER = re.compile(r"[-+\d]", re.A)
_LEADING_DIGITS = re.compile(r"\d+", re.A)


def _set_date(
    fields: _Fields, year: str | None, month: str | None, day: str | None, *, is_bc: bool = False
) -> None:
    """Year, month and day in the order of a notation, put right by how long they are.

    A number of more than two digits or behind an apostrophe is a year wherever it stands.
    """
    if year is not None and month is not None and day is None:
        year, month, day = None, year, month
    if year is None and day is not None and (len(day) > 2 or day[0] == "'"):
        year, day = day, None
    if year is not None:
        start = _START_OF_NUMBER.search(year)
        at = start.start() if start else len(year)
        number = _SIGN_OR_DIGIT.match(year, at)
        assert number is not None
        if number.end() < len(year):  # `3rd` where the year should be
            year, day = day, number[0]
    if month is not None and (month[0] == "'" or len(month) > 2):
        year, month, day = month, day, year
    if day is not None and (day[0] == "'" or len(day) > 2):
        year, day = day, year
    if year is not None:
        _set_year(fields, year, is_bc=is_bc)
    fields.month = _first_number(month)
    fields.day = _first_number(day)


def _set_year(fields: _Fields, text: str, *, is_bc: bool) -> None:
    start = _START_OF_NUMBER.search(text)
    number = _SIGN_OR_DIGIT.match(text, start.start()) if start else None
    if number is None or not number[0].lstrip("+-"):
        return
    if number[0][0] in "+-" or len(number[0]) > 2:
        fields.short_year = False
    fields.year = int(number[0])
    fields.is_bc = is_bc


def _first_number(text: str | None) -> int | None:
    found = _LEADING_DIGITS.search(text) if text is not None else None
    return int(found[0]) if found else None


def _month_number(name: str) -> str:
    return str(_MONTHS.index(name[:3].lower()) + 1)


def _read_eu(fields: _Fields, found: re.Match[str]) -> None:
    day, month, era, year = found.groups()
    _set_date(fields, year, _month_number(month), day, is_bc=bool(era) and era[0] in "bB")


def _read_us(fields: _Fields, found: re.Match[str]) -> None:
    month, day, era, year = found.groups()
    _set_date(fields, year, _month_number(month), day, is_bc=bool(era) and era[0] in "bB")


def _read_in_order(fields: _Fields, found: re.Match[str]) -> None:
    _set_date(fields, found[1], found[2], found[3])


_JAPANESE_ERAS = {"m": 1867, "t": 1911, "s": 1925, "h": 1988, "r": 2018}


def _read_jis(fields: _Fields, found: re.Match[str]) -> None:
    fields.year = int(found[2]) + _JAPANESE_ERAS[found[1].lower()]
    fields.month = int(found[3])
    fields.day = int(found[4])
    fields.short_year = False


def _read_vms(fields: _Fields, found: re.Match[str]) -> None:
    _set_date(fields, found[3], _month_number(found[2]), found[1])


def _read_vms_month_first(fields: _Fields, found: re.Match[str]) -> None:
    _set_date(fields, found[3], _month_number(found[1]), found[2])


def _read_week(fields: _Fields, found: re.Match[str]) -> None:
    """Commercial dates set nothing that Time.parse looks at."""


def _read_month_day(fields: _Fields, found: re.Match[str]) -> None:
    fields.month = _number(found[1])
    fields.day = _number(found[2])


def _read_year_day(fields: _Fields, found: re.Match[str]) -> bool:
    if found.start() and found.string[found.start() - 1] in ",.":
        return False
    fields.year, fields.yday = int(found[1]), int(found[2])
    return True


def _read_day_of_year(fields: _Fields, found: re.Match[str]) -> None:
    fields.yday = int(found[1])


def _read_year(fields: _Fields, found: re.Match[str]) -> None:
    fields.year = int(found[1])


def _read_month(fields: _Fields, found: re.Match[str]) -> None:
    fields.month = int(_month_number(found[1]))


def _read_day(fields: _Fields, found: re.Match[str]) -> None:
    fields.day = int(found[1])


def _read_digits(fields: _Fields, found: re.Match[str]) -> None:
    """Digits alone, meant by how many there are: `20240102`, `240102t0304`, `366`."""
    sign, digits, time, fraction, zone = found.groups()
    length = len(digits)
    if time is None and fraction is not None:
        if length not in (9, 11, 13):
            _read_time_digits(fields, digits, sign)
    elif length == 2:
        fields.day = int(digits)
    elif length == 3:
        fields.yday = int(digits)
    elif length == 4:
        fields.month, fields.day = int(digits[:2]), int(digits[2:])
    elif length in (5, 7):
        fields.year, fields.yday = int(sign + digits[:-3]), int(digits[-3:])
        fields.short_year = not sign
    elif length == 6:
        fields.year, fields.month, fields.day = int(sign + digits[:2]), int(digits[2:4]), int(digits[4:])
        fields.short_year = not sign
    elif length in (8, 10, 12, 14):
        fields.year, fields.month, fields.day = int(sign + digits[:4]), int(digits[4:6]), int(digits[6:8])
        _set_time(fields, digits[8:10], digits[10:12], digits[12:14])
        fields.short_year = False
    if time is not None and len(time) in (2, 4, 6):
        if fraction is not None:
            _set_time(fields, *_from_the_end(time, 3)[::-1])
        else:
            _set_time(fields, time[:2], time[2:4], time[4:6])
    if fraction is not None:
        fields.fraction = fraction or "0"
    if zone is not None:
        fields.zone = _bracketed(zone) if zone[0] == "[" else zone


def _bracketed(zone: str) -> str:
    inner = zone[1:-1]
    offset, colon, name = inner.partition(":")
    if colon:
        return name or offset
    return "+" + inner if inner[0].isdigit() else inner


def _set_time(fields: _Fields, hour: str, minute: str, second: str) -> None:
    """Set what there are digits for."""
    fields.hour = int(hour) if hour else fields.hour
    fields.minute = int(minute) if minute else fields.minute
    fields.second = int(second) if second else fields.second


def _from_the_end(digits: str, count: int) -> list[str]:
    """Pairs of digits, the last first; "" once there are no more."""
    pairs: list[str] = []
    for _ in range(count):
        pairs.append(digits[-2:])
        digits = digits[:-2]
    return pairs


def _read_time_digits(fields: _Fields, digits: str, sign: str) -> None:
    second, minute, hour, day, month = _from_the_end(digits, 5)
    _set_time(fields, hour, minute, second)
    fields.day = int(day) if day else fields.day
    fields.month = int(month) if month else fields.month
    if len(digits) > 10:
        fields.year = int(sign + digits[:-10])
        fields.short_year = len(digits) == 12 and not sign


_Read = Callable[[_Fields, "re.Match[str]"], "bool | None"]
_NOTATIONS: tuple[tuple[str, _Read], ...] = (
    (
        rf"('?\d+)[^-\d\s]*\s*({_MONTH})[^-\d\s']*(?:\s*{_ERA}\s*('?-?\d+(?:(?:st|nd|rd|th)\b)?))?",
        _read_eu,
    ),
    (rf"\b({_MONTH})[^-\d\s']*\s*('?\d+)[^-\d\s']*(?:\s*,?\s*{_ERA}\s*('?-?\d+))?", _read_us),
    (r"('?[-+]?\d+)-(\d+)-('?-?\d+)", _read_in_order),
    (r"\b([mtshr])(\d+)\.(\d+)\.(\d+)", _read_jis),
    (rf"('?-?\d+)-({_MONTH})[^-/.]*-('?-?\d+)", _read_vms),
    (rf"\b({_MONTH})[^-/.]*-('?-?\d+)(?:-('?-?\d+))?", _read_vms_month_first),
    (r"('?-?\d+)/\s*('?\d+)(?:\D\s*('?-?\d+))?", _read_in_order),
    (r"('?-?\d+)\.\s*('?\d+)\.\s*('?-?\d+)", _read_in_order),
    (r"\b(?:\d{2}|\d{4})?-?w\d{2}(?:-?\d)?\b", _read_week),
    (r"-w-\d\b", _read_week),
    (r"--(\d{2})?-(\d{2})\b", _read_month_day),
    (r"--(\d{2})(\d{2})?\b", _read_month_day),
    (r"\b(\d{2}|\d{4})-(\d{3})\b", _read_year_day),
    (r"\b-(\d{3})\b", _read_day_of_year),
    (r"'(\d+)\b", _read_year),
    (rf"\b({_MONTH})\S*", _read_month),
    (r"(\d+)(?:st|nd|rd|th)\b", _read_day),
    (
        r"([-+]?)(\d{2,14})(?:\s*t?\s*(\d{2,6})?(?:[,.](\d*))?)?(z\b|[-+]\d{1,4}\b|\[[-+]?\d[^\]]*\])?",
        _read_digits,
    ),
)


@cache
def _notations() -> tuple[tuple[re.Pattern[str], _Read], ...]:
    """Compiled when the first date is read: many sites have none, and it takes 2 ms."""
    # Digits are ASCII, but a word ends where Unicode ends it: `5日` is not `5` and a boundary.
    return tuple(
        (re.compile(pattern.replace(r"\b", r"(?u:\b)"), re.I | re.A), read) for pattern, read in _NOTATIONS
    )


# --- making -----------------------------------------------------------------------------------

_ZONES = {"UTC": 0, "Z": 0, "UT": 0, "GMT": 0} | {
    name: hours
    for names, first in (("EST EDT", -5), ("CST CDT", -6), ("MST MDT", -7), ("PST PDT", -8))
    for name, hours in zip(names.split(), (first, first + 1), strict=True)
}
_ZONES |= {letter: hours for hours, letter in enumerate("ABCDEFGHIKLM", 1)}
_ZONES |= {letter: -hours for hours, letter in enumerate("NOPQRSTUVWXY", 1)}
_OFFSET = re.compile(r"([+-])(\d\d)(:?)(\d\d)(?:\3(\d\d))?", re.A)
_HOURS = re.compile(r"[+-]\d\d", re.A)
_UTC_ZONE = re.compile(r"-00:00|-0000|-00|UTC|Z|UT", re.I)


def _offset_of(zone: str | None, year: int, local: dt.tzinfo) -> int | None:
    """Seconds east of UTC, None for a zone that Ruby does not know."""
    if not zone:
        return None
    zone = zone.upper()
    found = _OFFSET.fullmatch(zone)
    if found:
        seconds = int(found[2]) * 3600 + int(found[4]) * 60 + int(found[5] or 0)
        return -seconds if found[1] == "-" else seconds
    if _HOURS.fullmatch(zone):
        return int(zone) * 3600
    if zone in _ZONES:
        return _ZONES[zone] * 3600
    for month in (1, 7):
        moment = dt.datetime(min(max(year, 1), 9999), month, 1, tzinfo=local)
        if (moment.tzname() or "").upper() == zone:
            offset = moment.utcoffset()
            return int(offset.total_seconds()) if offset is not None else None
    return None


def _make(fields: _Fields, local: dt.tzinfo, note_now: Callable[[], None] | None) -> dt.datetime:
    if fields.yday is not None:
        return _make_from_day_of_year(fields, fields.yday, local, note_now)
    if note_now is not None and fields.year is None:
        note_now()
    now = times.now(local)
    offset = _offset_of(fields.zone, fields.year if fields.year is not None else now.year, local)
    if offset is not None:
        now = now.astimezone(times.fixed_offset(offset))
    micro = int((fields.fraction or "0").ljust(6, "0")[:6])
    parts = [fields.year, fields.month, fields.day, fields.hour, fields.minute, fields.second]
    present = (now.year, now.month, now.day, now.hour, now.minute, now.second)
    for position, part in enumerate(parts):
        if part is not None:
            break
        parts[position] = present[position]
    year, month, day, hour, minute, second = (
        part if part is not None else least for part, least in zip(parts, (1970, 1, 1, 0, 0, 0), strict=True)
    )
    if offset is not None:
        year, month, day, hour, minute, second = _to_utc(year, month, day, hour, minute, second, offset)
    naive = _checked(year, month, day, hour, minute, second, micro)
    if offset is None:
        return naive.replace(tzinfo=local)
    moment = naive.replace(tzinfo=times.UTC)
    if _UTC_ZONE.fullmatch(fields.zone or ""):
        return moment
    here = moment.astimezone(local)
    if here.utcoffset() == dt.timedelta(seconds=offset):
        return here
    return moment.astimezone(times.fixed_offset(offset))


def _make_from_day_of_year(
    fields: _Fields, yday: int, local: dt.tzinfo, note_now: Callable[[], None] | None
) -> dt.datetime:
    """A first guess at month and day, then that many days on; as time.rb does it."""
    if not 1 <= yday <= 366:
        raise ValueError("day of the year")
    fields.yday = None
    month, day = (yday - 1) // 31 + 1, (yday - 1) % 31 + 1
    fields.month, fields.day = month, day
    guess = _make(fields, local, note_now)
    difference = yday - guess.timetuple().tm_yday
    if not difference:
        return guess
    day += difference
    month_days = _days(fields.year if fields.year is not None else guess.year, month)
    if day > 28 and day > month_days:
        month, day = month + 1, day - month_days
    fields.month, fields.day = month, day
    return _make(fields, local, note_now)


_Numbers = tuple[int, int, int, int, int, int]


def _to_utc(year: int, month: int, day: int, hour: int, minute: int, second: int, offset: int) -> _Numbers:
    """The same moment in UTC, as time.rb reckons.

    A part that the offset touches is carried on where it is out of range, the others are left
    to be refused; a day beyond the month's end becomes the first.
    """
    sign = 1 if offset < 0 else -1
    rest, part = divmod(abs(offset), 60)
    if part:
        carry, second = divmod(second + sign * part, 60)
        rest += sign * carry
    rest, part = divmod(rest, 60)
    if part:
        carry, minute = divmod(minute + sign * part, 60)
        rest += sign * carry
    rest, part = divmod(rest, 24)
    if part:
        carry, hour = divmod(hour + sign * part, 24)
        rest += sign * carry
    if not rest:
        return year, month, day, hour, minute, second
    day += sign * rest
    if offset < 0 and day > _days(year, month):
        year, month, day = (year + 1, 1, 1) if month == 12 else (year, month + 1, 1)
    elif offset > 0 and day < 1:
        year, month = (year - 1, 12) if month == 1 else (year, month - 1)
        day = _days(year, month)
    return year, month, day, hour, minute, second


def _days(year: int, month: int) -> int:
    from calendar import monthrange  # with the locales' names of months

    return monthrange(year, month)[1]


def _checked(year: int, month: int, day: int, hour: int, minute: int, second: int, micro: int) -> dt.datetime:
    """The moment, days beyond the month's end counted on.

    Raises:
        ValueError: out of Time's ranges.
    """
    is_midnight = hour == 24 and not minute and not second
    if not (1 <= month <= 12 and 1 <= day <= 31 and 0 <= minute <= 59 and 0 <= second <= 60):
        raise ValueError("argument out of range")
    if not (0 <= hour <= 23 or is_midnight):
        raise ValueError("argument out of range")
    return dt.datetime(year, month, 1, 0, minute, 0, micro) + dt.timedelta(
        days=day - 1, hours=hour, seconds=second
    )
