"""The indented syntax of Sass as Rouge 4.7 sees it: lines for sections, comments by indentation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

from jekylite.highlight.engine import UB, Lexer, States
from jekylite.highlight.lexers.scss import COMMON, NAME, TO_ROOT


class Sass(Lexer):
    """Sass."""

    def __init__(self, options: Mapping[str, str] | None = None) -> None:
        super().__init__(options)
        self._indent = ""
        self._comment: tuple[str, str] | None = None  # its state, the indentation of its first line

    def line_start(self, match: re.Match[str]) -> None:
        """Lines further right than a comment belong to it."""
        self.emit("", match[0])
        self._indent = match[0]
        if self._comment and self._indent.startswith(self._comment[1]) and self._indent != self._comment[1]:
            self.push(self._comment[0])
        else:
            self._comment = None
            self.push("content")

    def line_comment(self, match: re.Match[str]) -> None:
        self.emit("c1", match[0])
        self._comment = ("line_comment", self._indent)

    def block_comment(self, match: re.Match[str]) -> None:
        self.emit("cm", match[0])
        self._comment = ("block_comment", self._indent)

    states: ClassVar[States] = {
        **COMMON,
        "root": [(r"[ \t]*\n", ""), (r"[ \t]*", line_start)],
        "content": [
            (r"//.*", line_comment, "#pop"),
            (r"/\*.*\n", block_comment, "#pop"),
            (rf"@import{UB}", "k", "import"),
            "directive",
            (rf"={NAME}", "nf", "value"),
            (rf"\+{NAME}", "nd", "value"),
            (r":", "na", "colon_first"),
            (r"(?=[^\[\n]+?:(?:[^a-z]|$))", "", "property"),
            (r"", "", "selector"),
        ],
        "line_comment": [(r".*$", "c1", "#pop")],
        "block_comment": [(r".*\n", "cm", "#pop")],
        "import": [(r"[ \t]+", ""), (r"\S+", "s"), (r"\n", "", "#pop")],
        "colon_first": ["property_name", (r"", "", ("#pop", "value"))],
        "section_end": [(r"\n", "", TO_ROOT)],
    }
