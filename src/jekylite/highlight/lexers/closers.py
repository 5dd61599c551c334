"""Comments and strings that count only if they end: a missing end is looked for once.

Rouge's `/\\*.*?\\*/` reads on to the end of the text for each `/*` that nothing closes, so a page
of openers takes quadratic time. Here the rule matches the opener alone and asks `is_closed`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from jekylite.highlight.engine import Lexer


class ClosingLexer(Lexer):
    """A lexer that remembers which closers are missing from the rest of its text."""

    def __init__(self, options: Mapping[str, str] | None = None) -> None:
        super().__init__(options)
        self._searched = ""
        self._missing: set[str] = set()

    def is_closed(self, opener: re.Match[str], closer: str) -> bool:
        """Does `closer` stand anywhere after the match?"""
        text = opener.string
        if text is not self._searched:
            self._searched, self._missing = text, set()
        if closer in self._missing:
            return False
        if text.find(closer, opener.end()) < 0:
            self._missing.add(closer)
            return False
        return True
