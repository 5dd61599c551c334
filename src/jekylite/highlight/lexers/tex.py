"""TeX and LaTeX as Rouge 4.7 sees them: commands are keywords, in mathematics they are names."""

from __future__ import annotations

import re
from typing import ClassVar

from jekylite.highlight.engine import NOT_HERE, UB, Lexer, States

_COMMAND = r"\\(?:[a-zA-Z]+|\s+|.)"


def _end_in_line(text: str, closer: str, start: int) -> int:
    """Where the first `closer` of the line ends, -1 if there is none. Quicker than a regex."""
    line_end = text.find("\n", start)
    return text.find(closer, start, len(text) if line_end < 0 else line_end) + 1 or -1


class Tex(Lexer):
    """TeX, LaTeX."""

    def environment(self, match: re.Match[str]) -> int:
        """`\\begin{…}`; without its brace, a command."""
        end = _end_in_line(match.string, "}", match.end())
        if end < 0:
            return NOT_HERE
        self.emit("nt", match.string[match.start() : end])
        return end

    def argument(self, match: re.Match[str]) -> int:
        """`[…]`; without its bracket, text after the command."""
        end = _end_in_line(match.string, "]", match.end())
        if end < 0:
            return NOT_HERE
        self.emit("na", match.string[match.start() : end])
        return end

    states: ClassVar[States] = {
        "root": [
            (r"\\\[|\$\$", "p", "display_math"),
            (r"\\\(|\$", "p", "inline_math"),
            (r"\\(?:begin|end)(?=\{)", environment),
            (rf"(\\verb){UB}(?P<delimiter>\S)(.*?)((?P=delimiter))", ("nb", "kp", "sx", "kp")),
            (_COMMAND, "k", "command"),
            "general",
            (r"[^\\$%&_^{}]+", ""),
        ],
        "general": [
            (r"%.*", "c"),
            (r"[{}&_^]", "p"),
        ],
        "command": [
            (r"\[", argument),
            (r"\*", "k"),
            (r"", "", "#pop"),
        ],
        "inline_math": [
            (r"\\\)|\$", "p", "#pop"),
            "math",
        ],
        "display_math": [
            (r"\\\]|\$\$", "p", "#pop"),
            (r"\$", "nb"),
            "math",
        ],
        "math": [
            (_COMMAND, "nv"),
            "general",
            (r"[0-9]+", "m"),
            (r"[-=!+*/()\[\]]", "o"),
            (r"[^=!+*/()\[\]\\$%&_^{}0-9-]+", "nb"),
        ],
    }
