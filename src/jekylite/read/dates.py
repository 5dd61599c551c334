"""Dates of documents: what front matter or a file name says, as a time of the site's zone.

Source: Jekyll 4.4.1 utils.rb (`parse_date`), document.rb (`merge_date!`).
"""

from __future__ import annotations

from datetime import datetime

from jekylite.errors import FrontMatterError, Location
from jekylite.ruby import times
from jekylite.ruby.values import to_s


def local_date(value: object, relative_path: str, shown: str, what: str) -> datetime:
    """`value` as Ruby prints it, read by `Time.parse`, in the local zone.

    Args:
        relative_path: of the document, as Jekyll's message names it.
        shown: its path from the source, where the message points.
        what: where the value stands: `YAML front matter`, `front matter defaults`, `filename`.

    Raises:
        FrontMatterError: the value is no date.
    """
    text = to_s(value)
    try:
        return times.local(times.parse(text))
    except ValueError:
        raise FrontMatterError(
            f"Invalid date '{text}': Document '{relative_path}' does not have a valid date in the {what}.",
            at=Location(shown),
            hint="write it as YYYY-MM-DD or YYYY-MM-DD HH:MM:SS +0000",
        ) from None
