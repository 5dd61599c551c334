"""`Time.parse`: the heuristics of Ruby's Date._parse, then the gaps filled from now."""

from __future__ import annotations

import datetime as dt
import re

from jekylite.ruby import times

_ISO = re.compile(
    r"\s*(\d{4})-(\d\d?)-(\d\d?)(?:[T\s]+(\d\d?):(\d\d)(?::(\d\d)(?:\.(\d+))?)?)?\s*(Z|UTC|[+-]\d\d:?\d\d)?\s*\Z",
    re.A,
)


def parse(text: str, local: dt.tzinfo) -> dt.datetime | None:
    """The Time that Ruby's `Time.parse` makes of the text, None where it raises."""
    found = _ISO.match(text)
    if not found:
        return None
    year, month, day, hour, minute, second = (int(found[i] or 0) for i in range(1, 7))
    micro = int((found[7] or "0").ljust(6, "0")[:6])
    zone = local
    if found[8]:
        zone = (
            times.UTC
            if found[8] in "ZUTC"
            else times.fixed_offset(
                (1 if found[8][0] == "+" else -1) * (int(found[8][1:3]) * 3600 + int(found[8][-2:]) * 60)
            )
        )
    try:
        return dt.datetime(year, month, day, hour, minute, second, micro, tzinfo=zone)
    except ValueError:
        return None
