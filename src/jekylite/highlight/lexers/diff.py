"""Unified and context diffs as Rouge 4.7 sees them: a line's class is told by how it begins."""

from __future__ import annotations

from typing import ClassVar

from jekylite.highlight.engine import Lexer, States


class Diff(Lexer):
    """Diffs and patches."""

    states: ClassVar[States] = {
        "root": [
            (r"^ .*\n?", ""),
            (r"^---$\n?", "p"),
            (r"^\+.*\n?|^>+(?:[ \t]+.*)?$\n?", "gi"),
            (r"^-.*\n?|^<+(?:[ \t]+.*)?$\n?", "gd"),
            (r"^!.*\n?", "gs"),
            (r"^(?:[Ii]ndex|diff).*\n?", "gh"),
            (r"^(@@[^@]*@@)([^\n]*\n)", ("p", "")),
            (r"^\w.*\n?", "p"),
            (r"^=.*\n?", "gh"),
            (r".+\n?", ""),
        ]
    }
