"""`*[HTML]: Hypertext Markup Language` and the words that it explains.

Source: kramdown 2.5 parser/kramdown/abbreviation.rb.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_SPACES = re.compile(r"\s+")
_W = "[a-zA-Z0-9_]"


def abbreviation_key(name: str) -> str:
    """White space, of any script, to one space each."""
    return _SPACES.sub(" ", name)


class Abbreviations:
    """Finds the defined words in text, the longest first.

    A word begins after anything but an ASCII letter, digit or `_`, at the start of a line or of the
    text, and ends before anything but one of these; so it is found inside Chinese text, too.
    """

    def __init__(self, names: Iterable[str]) -> None:
        by_length = sorted(names, key=len, reverse=True)
        words = "|".join(re.sub(r"(?:\\\s)+", r"\\s+", re.escape(name)) for name in by_length)
        self._beginnings = {name.split()[0] if name.strip() else name for name in by_length}
        self._here = re.compile(rf"(?:{words})(?!{_W})")
        self._later = re.compile(rf"(?<!{_W})(?:{words})(?!{_W})")

    def may_be_in(self, text: str) -> bool:
        """A quick look: False says that none of the words is in the text."""
        for beginning in self._beginnings:  # noqa: SIM110, a generator takes three times as long
            if beginning in text:
                return True
        return False

    def split(self, text: str) -> list[str]:
        """The pieces of a text: what is between the words at even places, the words at odd ones."""
        pieces: list[str] = []
        position = 0
        while match := self._here.match(text, position) or self._later.search(text, position):
            pieces += (text[position : match.start()], match[0])
            position = match.end()
        pieces.append(text[position:])
        return pieces
