"""JSON as Rouge 4.7 sees it: a key is one name with its quotes, comments are errors."""

from __future__ import annotations

from typing import ClassVar

from jekylite.highlight.engine import Lexer, States

_INTEGER = r"-?(?:0|[1-9]\d*)"
_EXPONENT = r"(?:[eE][+-]?\d+)?"


class Json(Lexer):
    """JSON."""

    states: ClassVar[States] = {
        "root": ["key", "value", (r"[]}]", "p")],
        "key": [(r'("(?:\\.|[^"\\\n])*")(\s*)(:)', ("nl", "w", "p"))],
        "value": [
            (r"\s+", "w"),
            (r'"', "s2", "string"),
            (r"\{", "p", "object"),
            (r"\[", "p", "array"),
            (r"true|false|null", "kc"),
            (rf"{_INTEGER}\.\d+{_EXPONENT}", "mf"),
            (rf"{_INTEGER}{_EXPONENT}", "mi"),
        ],
        "object": ["key", "value", (r"\}", "p", "#pop"), (r",", "p")],
        "array": ["value", (r"\]", "p", "#pop"), (r",", "p")],
        "string": [(r'[^\\"]+', "s2"), (r"\\.", "se"), (r'"', "s2", "#pop")],
    }
