"""Letters by Unicode category, for languages that Rouge lets use letters with case only.

`re` knows no `\\p{Lu}`. The classes here cover Latin, Greek, Cyrillic and Armenian.
Known difference: other scripts with case (Georgian, Cherokee, …) count as other signs, and
rare capitals (`Ǝ`, `Ạ`) as small letters.
"""

from __future__ import annotations

from collections.abc import Iterable
from unicodedata import category

_SCRIPTS_WITH_CASE = (*range(0x80, 0x590), *range(0x1E00, 0x2000))
# Latin-1, Latin Extended-A, modern Greek, modern Cyrillic: no long list of single capitals.
_COMMON_LETTERS = (*range(0x80, 0x180), *range(0x386, 0x3AC), *range(0x400, 0x430))


def _of_category(codes: Iterable[int], *categories: str) -> Iterable[int]:
    return (code for code in codes if category(chr(code)) in categories)


def _as_ranges(codes: Iterable[int]) -> str:
    """For use in `[…]`; a class of single signs would take milliseconds to compile."""
    ranges: list[list[int]] = []
    for code in codes:
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


CASED = "A-Za-z" + _as_ranges(_of_category(_SCRIPTS_WITH_CASE, "Lu", "Ll", "Lt", "Lm", "Nl"))
"""Letters that have a case, and modifiers."""

NAME_MARKS = (
    "_0-9"
    + _as_ranges(_of_category(_SCRIPTS_WITH_CASE, "Nd", "Pc", "Cf", "Mn", "Mc"))
    + "\u200c\u200d\u203f\u2040"
)
"""Digits, joining signs and accents: what a name may go on with."""

UPPER = "A-Z" + _as_ranges(_of_category(_COMMON_LETTERS, "Lu"))
"""Capital letters."""
