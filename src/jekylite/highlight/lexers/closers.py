"""Comments and strings that count only if they end: a missing end is looked for once.

Rouge's `/\\*.*?\\*/` reads on to the end of the text for each `/*` that nothing closes, so a page
of openers takes quadratic time. Here the rule matches the opener alone and goes `through`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from jekylite.highlight.engine import NOT_HERE, Lexer


class ClosingLexer(Lexer):
    """A lexer that remembers what the rest of its text lacks."""

    def __init__(self, options: Mapping[str, str] | None = None) -> None:
        super().__init__(options)
        self._searched = ""
        self._missing: set[object] = set()
        self._in_vain: dict[str, tuple[str, int]] = {}

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

    def through(self, opener: re.Match[str], closer: str, css_class: str) -> int:
        """One piece from the match up to the next `closer`; NOT_HERE if nothing closes it."""
        if not self.is_closed(opener, closer):
            return NOT_HERE
        end = opener.string.index(closer, opener.end()) + len(closer)
        self.emit(css_class, opener.string[opener.start() : end])
        return end

    def end_of_string(self, opener: re.Match[str], inside: re.Pattern[str], closer: str) -> int:
        """Where the string ends whose first quote is matched; -1 where something stops it.

        Args:
            inside: what may stand in the string, as much as there is; it takes escaped quotes
                and leaves others, so that a failed search fails from each quote that it passed.
        """
        text, start = opener.string, opener.end()
        if self.has_given_up(closer, text, start):
            return -1
        body = inside.match(text, start)
        end = body.end() if body else start
        if text.startswith(closer, end):
            return end + len(closer)
        self.give_up(closer, text, end + 1)
        return -1

    def has_given_up(self, what: str, text: str, pos: int) -> bool:
        """Was a search for `what` given up for this place too?"""
        seen, until = self._in_vain.get(what, ("", 0))
        return seen is text and pos < until

    def give_up(self, what: str, text: str, until: int) -> None:
        """Give up the search for `what` up to a place in the text."""
        self._in_vain[what] = (text, until)

    def _lacks(self, text: str, what: object) -> bool:
        if text is not self._searched:
            self._searched, self._missing = text, set()
        return what in self._missing
