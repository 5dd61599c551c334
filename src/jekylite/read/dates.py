"""Dates of documents: what front matter or a file name says, as a time of the site's zone.

Source: Jekyll 4.4.1 utils.rb (`parse_date`), document.rb (`merge_date!`): the value goes through
Ruby's `to_s` and `Time.parse`, which loses what is below a second.
"""

from __future__ import annotations

import re
from datetime import date, datetime, tzinfo

from jekylite.errors import FrontMatterError, Location
from jekylite.ruby import time_parse, times
from jekylite.ruby.values import to_s

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)


def local_date(value: object, zone: tzinfo) -> datetime | None:
    """The moment that `value` (a time, a date, a text) means, shown in `zone`; None if it is none."""
    if isinstance(value, datetime):
        return times.localtime(value.replace(microsecond=0), zone)
    if isinstance(value, date):
        return _settled(datetime(value.year, value.month, value.day, tzinfo=zone))
    text = to_s(value)
    day = _DAY.fullmatch(text)
    if day:
        try:
            return _settled(datetime(int(day[1]), int(day[2]), int(day[3]), tzinfo=zone))
        except ValueError:
            return None
    parsed = time_parse.parse(text, zone)
    if parsed is None:
        return None
    parsed = parsed.replace(microsecond=0)
    return _settled(parsed) if parsed.tzinfo is zone else times.localtime(parsed, zone)


def _settled(local: datetime) -> datetime:
    """Wall-clock time as Ruby takes it where clocks change.

    An hour that comes twice is the second one, one that is left out is an hour later.
    """
    second = local.replace(fold=1)
    first_offset, second_offset = local.utcoffset(), second.utcoffset()
    if first_offset == second_offset or first_offset is None or second_offset is None:
        return local
    if second_offset < first_offset:
        return second
    return local.astimezone(times.UTC).astimezone(local.tzinfo)


def no_date(value: object, relative_path: str, at: Location, what: str) -> FrontMatterError:
    """The error of a value that is no date.

    Args:
        relative_path: of the document, as Jekyll's message names it.
        at: where the message points.
        what: where the value stands: `YAML front matter`, `front matter defaults`, `filename`.
    """
    return FrontMatterError(
        f"Invalid date '{to_s(value)}': Document '{relative_path}' does not have a valid date in the {what}.",
        at=at,
        hint="write it as YYYY-MM-DD or YYYY-MM-DD HH:MM:SS +0000",
        code="JL203",
    )
