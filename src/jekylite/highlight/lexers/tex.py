"""TeX and LaTeX as Rouge 4.7 sees them: commands are keywords, in mathematics they are names."""

from __future__ import annotations

from typing import ClassVar

from jekylite.highlight.engine import UB, Lexer, States

_COMMAND = r"\\(?:[a-zA-Z]+|\s+|.)"


class Tex(Lexer):
    """TeX, LaTeX."""

    states: ClassVar[States] = {
        "root": [
            (r"\\\[|\$\$", "p", "display_math"),
            (r"\\\(|\$", "p", "inline_math"),
            (r"\\(?:begin|end)\{[^}\n]*\}", "nt"),
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
            (r"\[[^\]\n]*\]", "na"),
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
