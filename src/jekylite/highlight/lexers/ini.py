"""INI files as Rouge 4.7 sees them: sections, keys with values, and words that stand alone."""

from __future__ import annotations

from typing import ClassVar

from jekylite.highlight.engine import Lexer, States


class Ini(Lexer):
    """INI."""

    states: ClassVar[States] = {
        "space": [(r"\s+", "w"), (r"[;#].*\n", "c"), (r"\\\n", "se")],
        "root": [
            "space",
            (r"([\w.-]++)(\s*)(=)", ("py", "w", "p"), "value"),
            (r"\[[^\n\]]*\]", "nn"),
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
