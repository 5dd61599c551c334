"""Comments and strings that count only if they end: a missing end is looked for once.

Rouge's `/\\*.*?\\*/` reads on to the end of the text for each `/*` that nothing closes, so a page
of openers takes quadratic time. Here the rule matches the opener alone and asks `is_closed`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from jekylite.highlight.engine import Lexer


class ClosingLexer(Lexer):
    """A lexer that remembers what the rest of its text lacks."""

    def __init__(self, options: Mapping[str, str] | None = None) -> None:
        super().__init__(options)
        self._searched = ""
        self._missing: set[object] = set()

    def search(self, regex: re.Pattern[str], text: str, pos: int) -> re.Match[str] | None:
        """The first match at or after `pos`; once there is none, none further on is tried."""
        if self._lacks(text, regex):
            return None
        found = regex.search(text, pos)
        if found is None:
            self._missing.add(regex)
        return found

    def is_closed(self, opener: re.Match[str], closer: str) -> bool:
        """Does `closer` stand anywhere after the match?"""
        text = opener.string
        if self._lacks(text, closer):
            return False
        if text.find(closer, opener.end()) < 0:
            self._missing.add(closer)
            return False
        return True

    def _lacks(self, text: str, what: object) -> bool:
        if text is not self._searched:
            self._searched, self._missing = text, set()
        return what in self._missing
