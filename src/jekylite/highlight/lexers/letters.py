"""Letters by Unicode category, for languages that Rouge lets use letters with case only.

`re` knows no `\\p{Lu}`. The classes here cover Latin, Greek, Cyrillic and Armenian.
Known difference: other scripts with case (Georgian, Cherokee, …) count as other signs.
"""

from __future__ import annotations

from itertools import chain
from unicodedata import category

_SCRIPTS_WITH_CASE = (*range(0x80, 0x590), *range(0x1E00, 0x2000))


def _of_category(*categories: str) -> str:
    return "".join(letter for letter in map(chr, _SCRIPTS_WITH_CASE) if category(letter) in categories)


UPPER = "A-Z" + _of_category("Lu")
"""Capital letters, for use in `[…]`."""

CASED = "A-Za-z" + _of_category("Lu", "Ll", "Lt", "Lm", "Nl")
"""Letters that have a case, and modifiers."""

NAME_MARKS = "_0-9" + "".join(chain(_of_category("Nd", "Pc", "Cf", "Mn", "Mc"), "\u200c\u200d\u203f\u2040"))
"""Digits, joining signs and accents: what a name may go on with."""
