"""One thing of a site, and how far jekylite goes with it."""

from __future__ import annotations

from typing import Literal, NamedTuple

from jekylite.errors import Location

Standing = Literal["supported", "approximated", "ignored", "refused"]
SUPPORTED: Standing = "supported"
APPROXIMATED: Standing = "approximated"
IGNORED: Standing = "ignored"
REFUSED: Standing = "refused"  # a build stops at it


class Entry(NamedTuple):
    """One thing of a site.

    Args:
        name: as the site writes it: `jekyll-feed`, `kramdown.math_engine: katex`.
        standing: SUPPORTED, APPROXIMATED, IGNORED or REFUSED.
        note: what that means here, one phrase; "" where there is nothing to add.
        at: where the site says so.
    """

    name: str
    standing: Standing
    note: str = ""
    at: Location | None = None
