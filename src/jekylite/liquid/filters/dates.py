"""`date` and the `date_to_…` filters.

Source: Liquid 4.0.4 utils.rb (what a date is), Jekyll 4.4.1 filters/date_filters.rb.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from jekylite.liquid.context import Context
from jekylite.liquid.errors import bare
from jekylite.liquid.filters.registry import Table
from jekylite.ruby import times
from jekylite.ruby.values import inspect, string_to_i, to_s

FILTERS = Table()
add = FILTERS.add

_DIGITS = re.compile(r"\d+", re.A)


@add()
def date(value: object, pattern: object, *, context: Context) -> object:
    """By `strftime`; what is no date stays as it is. Digits are seconds since 1970."""
    text = to_s(pattern)
    if not text:
        return value
    if type(value) is str:
        return _text_date(value, text, context)
    if not isinstance(value, dt.date):
        moment = to_date(value, context)
        return value if moment is None else times.strftime(moment, text)
    # With the zone: equal moments in different zones are equal in Python, and print differently.
    cache = context.site.cache.dates
    key = (value, value.tzinfo if isinstance(value, dt.datetime) else None, text)
    answer = cache.get(key)
    if answer is None:
        answer = cache[key] = times.strftime(value, text)
    return answer


def _text_date(value: str, pattern: str, context: Context) -> str:
    cache = context.site.cache.dates
    key = (value, str, pattern)
    answer = cache.get(key)
    if answer is not None:
        return answer
    is_of_today = False

    def note_now() -> None:
        nonlocal is_of_today
        is_of_today = True
        context.note_volatile()

    moment = to_date(value, context, note_now)
    answer = value if moment is None else times.strftime(moment, pattern)
    if not is_of_today:
        cache[key] = answer
    return answer


def to_date(value: object, context: Context, note_now: Callable[[], None] | None = None) -> dt.date | None:
    """What Liquid takes for a date, None for anything else.

    Args:
        note_now: is called if the answer depends on the clock; the context's trace by default.
    """
    note_now = note_now or context.note_volatile
    if isinstance(value, dt.date):
        return value
    zone = context.site.zone
    if isinstance(value, str):
        text = value.lower()
        if text in ("now", "today"):
            note_now()
            return times.now(zone)
        if _DIGITS.fullmatch(text):
            value = string_to_i(text)
        else:
            from jekylite.ruby.time_parse import parse  # many patterns, which most sites never need

            return parse(text, zone, note_now=note_now) if text else None
    if type(value) is int:
        try:
            return times.at(value, zone)
        except (OverflowError, ValueError):
            return None
    return None


def _local_time(value: object, context: Context) -> dt.datetime:
    moment = to_date(value, context)
    if moment is None:
        raise bare(f"Invalid Date: '{inspect(value)}' is not a valid datetime.")
    return times.localtime(moment, context.site.zone)


@add()
def date_to_xmlschema(value: object, *, context: Context) -> object:
    """`2024-01-02T03:04:05+08:00`."""
    return times.xmlschema(_local_time(value, context)) if to_s(value) else value


@add()
def date_to_rfc822(value: object, *, context: Context) -> object:
    """`Tue, 02 Jan 2024 03:04:05 +0800`."""
    return times.rfc822(_local_time(value, context)) if to_s(value) else value


@add()
def date_to_string(value: object, kind: object = None, style: object = None, *, context: Context) -> object:
    """`02 Jan 2024`; "ordinal": `2nd Jan 2024`; "ordinal", "US": `Jan 2nd, 2024`."""
    return _stringify(value, "%b", kind, style, context)


@add()
def date_to_long_string(
    value: object, kind: object = None, style: object = None, *, context: Context
) -> object:
    """As `date_to_string`, with the month's full name."""
    return _stringify(value, "%B", kind, style, context)


def _stringify(value: object, month: str, kind: object, style: object, context: Context) -> object:
    if not to_s(value):
        return value
    moment = _local_time(value, context)
    if kind != "ordinal":
        return times.strftime(moment, f"%d {month} %Y")
    day = f"{moment.day}{_suffix(moment.day)}"
    return times.strftime(moment, f"{month} {day}, %Y" if style == "US" else f"{day} {month} %Y")


def _suffix(day: int) -> str:
    if 11 <= day <= 13:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
