"""Go as Rouge 4.7 sees it: calls are plain names, all numbers have one class."""

from __future__ import annotations

import re
from typing import ClassVar

from jekylite.highlight.engine import States, Words, word_set
from jekylite.highlight.lexers.closers import ClosingLexer

# Word lists: facts about Rouge 4.7.0 (MIT), measured word by word.
KEYWORDS = word_set("""
    break case chan const continue default defer else fallthrough for func go goto if import
    interface map package range return select struct switch type var
""")
TYPES = word_set("""
    bool byte complex128 complex64 error float32 float64 int int16 int32 int64 int8 rune string
    uint uint16 uint32 uint64 uint8 uintptr
""")
FUNCTIONS = word_set("""
    append cap close complex copy delete imag len make new panic print println real recover
""")
CONSTANTS = word_set("false iota nil true")

_DIGITS = r"\d(?:_?\d)*"
_EXPONENT = rf"[eE][+-]?{_DIGITS}"
_FLOAT = rf"(?:{_DIGITS}\.(?:{_DIGITS})?(?:{_EXPONENT})?|{_DIGITS}{_EXPONENT}|\.{_DIGITS}(?:{_EXPONENT})?)"
_ESCAPE = r"""\\(?:[abfnrtv\\'"]|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|x[0-9A-Fa-f]{2})"""


class Go(ClosingLexer):
    """Go."""

    def comment(self, match: re.Match[str]) -> int:
        """`/* … */`; without its end, a division."""
        return self.through(match, "*/", "c")

    states: ClassVar[States] = {
        "root": [
            (r"\s+", ""),
            (r"//.*", "c"),
            (r"/\*", comment),
            (r"(?u:[^\W\d]\w*)", Words("n", k=KEYWORDS, kt=TYPES, nb=FUNCTIONS, no=CONSTANTS)),
            (rf"(?:{_DIGITS}|{_FLOAT})i|{_FLOAT}", "m"),
            (r"0[bB]_*[01](?:_?[01])*", "m"),
            (r"0[xX]_*[0-9A-Fa-f](?:_?[0-9A-Fa-f])*", "m"),
            (r"0[oO]?_*[0-7](?:_?[0-7])*", "m"),
            (_DIGITS, "m"),
            (rf"'(?:.|{_ESCAPE}|\\[0-7]{{3}})'", "sc"),
            (r"\.\.\.|[-+&=!|<*^>/:%.]", "o"),
            (r"[()\[\]{},;]", "p"),
            (r"`", "s", "raw_string"),
            (r'"', "s", "string"),
        ],
        "string": [
            (_ESCAPE, "se"),
            (r"\\.", "err"),
            (r'"', "s", "#pop"),
            (r'[^"\\]+', "s"),
        ],
        "raw_string": [(r"[^`]+", "s"), (r"`", "s", "#pop")],
    }
