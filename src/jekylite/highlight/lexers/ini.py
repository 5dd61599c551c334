"""INI files as Rouge 4.7 sees them: sections, keys with values, and words that stand alone."""

from __future__ import annotations

import re
from typing import ClassVar

from jekylite.highlight.engine import NOT_HERE, Lexer, States


class Ini(Lexer):
    """INI."""

    def comment(self, match: re.Match[str]) -> int:
        """A comment has a newline at its end."""
        end = self.next_index("\n", match.string, match.end())
        if end == len(match.string):
            return NOT_HERE
        self.emit("c", match.string[match.start() : end + 1])
        return end + 1

    def section(self, match: re.Match[str]) -> int:
        text, start = match.string, match.start()
        end = self.next_index("]", text, start)
        if end >= self.next_index("\n", text, start):
            return NOT_HERE
        self.emit("nn", text[start : end + 1])
        return end + 1

    states: ClassVar[States] = {
        "space": [(r"\s+", "w"), (r"[;#]", comment), (r"\\\n", "se")],
        "root": [
            "space",
            (r"([\w.-]++)(\s*)(=)", ("py", "w", "p"), "value"),
            (r"\[", section),
            (r"[\w.-]+|.", "na"),
        ],
        "value": [
            (r"\n", "", "#pop"),
            "space",
            (r'"', "s", "quotes"),
            (r"'[^'\n]*'", "s"),
            "escape",
            (r"[^\\\n]+", "s"),
        ],
        "quotes": [(r'"', "s", "#pop"), "escape", (r'[^\\"]+', "s")],
        "escape": [(r"(?s:\\.)", "se")],
    }
