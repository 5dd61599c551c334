"""Python as Rouge 4.7 sees it.

A word before `(` is a call, a capital one a class, if any `)` follows; `match` and `case` are
keywords anywhere but before an operator; the quotes of a string have a class of their own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

from jekylite.highlight.engine import UB, Lexer, States, Words, one_of, word_set

# Word lists: facts about Rouge 4.7.0 (MIT), measured word by word.
KEYWORDS = word_set("""
    as assert async await break case class continue def del elif else except exec finally for from
    global if lambda match nonlocal pass print raise return try while with yield
""")
BUILTINS = word_set("""
    ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError
    BrokenPipeError BufferError BytesWarning ChildProcessError ConnectionAbortedError
    ConnectionError ConnectionRefusedError ConnectionResetError DeprecationWarning EOFError
    EncodingWarning EnvironmentError Exception ExceptionGroup FileExistsError FileNotFoundError
    FloatingPointError FutureWarning GeneratorExit IOError ImportError ImportWarning
    IndentationError IndexError InterruptedError IsADirectoryError KeyError KeyboardInterrupt
    LookupError MemoryError ModuleNotFoundError NameError NotADirectoryError NotImplemented
    NotImplementedError OSError OverflowError OverflowWarning PendingDeprecationWarning
    PermissionError ProcessLookupError PythonFinalizationError RecursionError ReferenceError
    ResourceWarning RuntimeError RuntimeWarning StandardError StopAsyncIteration StopIteration
    SyntaxError SyntaxWarning SystemError SystemExit TabError TimeoutError TypeError
    UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError
    UnicodeWarning UserWarning VMSError ValueError Warning WindowsError ZeroDivisionError __import__
    abs aiter all anext any apply ascii basestring bin bool breakpoint buffer bytearray bytes
    callable chr classmethod cmp coerce compile complex delattr dict dir divmod enumerate eval
    execfile exit file filter float format frozenset getattr globals hasattr hash help hex id input
    int intern isinstance issubclass iter len list locals long map max memoryview min next object
    oct open ord pow property range raw_input reduce reload repr reversed round set setattr slice
    sorted staticmethod str sum super tuple type unichr unicode vars xrange zip
""")
CONSTANTS = frozenset(("Ellipsis", "False", "None", "True"))
SOFT_KEYWORDS = frozenset(("case", "match"))

_IDENTIFIER = r"(?u:[^\W\d]\w*)"
_DOTTED = r"(?u:(?:[^\W\d]|\.)[\w.]*)"
_GAP = r"(?:\\\s|\s)+"
_DIGITS = r"\d(?:_?\d)*"
_EXPONENT = rf"(?i:e)[+-]?{_DIGITS}"
_DECIMAL = rf"(?:(?:{_DIGITS})?\.{_DIGITS}|{_DIGITS}\.)"
_ESCAPE = (
    r"""[\\abfnrtv"']|\n|newline|N\{[a-zA-Z][a-zA-Z ]+[a-zA-Z]\}|u[a-fA-F0-9]{4}|U[a-fA-F0-9]{8}"""
    r"|x[a-fA-F0-9]{2}|[0-7]{1,3}"
)
_PLAIN_KEYWORDS = (KEYWORDS | {"import"}) - SOFT_KEYWORDS
_NO_SUBJECT = one_of(_PLAIN_KEYWORDS)
_WORD_CLASSES = Words("n", k=_PLAIN_KEYWORDS, nb=BUILTINS, bp=CONSTANTS)
_SPACES = re.compile(r"\s*", re.A)


class Python(Lexer):
    """Python 3, with the words of Python 2."""

    def __init__(self, options: Mapping[str, str] | None = None) -> None:
        super().__init__(options)
        self._open_strings: list[tuple[str, str]] = []  # prefix, quotes; innermost last

    def call(self, match: re.Match[str]) -> None:
        """A name before `(`: a call only if the parenthesis may close."""
        name = match["callee"]
        if self.next_index(")", match.string, match.end()) == len(match.string):
            self.emit(_WORD_CLASSES[name], name)
            self.emit("", match[0][len(name) :])
        else:
            self.emit("nc" if "A" <= name[0] <= "Z" else "nf", match[0])

    def soft_keyword(self, match: re.Match[str]) -> None:
        """`match x:`, `case [a, _]:`; the first `_` of such a line is a keyword too."""
        self.emit("k", match[0])
        text, end = match.string, match.end()
        subject = _SPACES.match(text, end).end()  # type: ignore[union-attr]
        wildcard = self.next_index("_", text, subject)
        if end < subject and wildcard < self.next_index("\n", text, subject):
            self.push("wildcard")

    def wildcard(self, match: re.Match[str]) -> None:
        self.emit("w", match["gap"])
        self.delegate(Python(), match["pattern"])
        self.emit("k", "_")

    def open_string(self, match: re.Match[str]) -> None:
        self.emit("sa", match["prefix"])
        self.emit("sh", match["quotes"])
        self._open_strings.append((match["prefix"].lower(), match["quotes"]))

    def quotes(self, match: re.Match[str]) -> None:
        """Quotes in a string: its end, or some others."""
        self.emit("sh", match[0])
        if match[0] == self._open_strings[-1][1]:
            self._open_strings.pop()
            self.pop()

    def escape(self, match: re.Match[str]) -> None:
        self.emit("s" if "r" in self._open_strings[-1][0] else "se", match[0])

    def open_field(self, match: re.Match[str]) -> None:
        """`{` of a formatted string."""
        if "f" in self._open_strings[-1][0]:
            self.emit("si", "{")
            self.push("field")
        else:
            self.emit("s", "{")

    def field(self, match: re.Match[str]) -> None:
        self.delegate(Python(), match[0])

    def end_doctest(self, match: re.Match[str]) -> None:
        self.emit("sh", match[0])
        if self.in_state("string"):
            self.pop(2)

    states: ClassVar[States] = {
        "root": [
            (r"\n+", ""),
            (r'(?is:^(:)(\s*)([ru]{,2}""".*?"""))', ("p", "", "sd")),
            (r"\.\.\.(?u:\B)$", "bp"),
            (r"[^\S\n]+", ""),
            (r"#.*\n?", "c1"),
            (r"[\[\]{}:(),;.]", "p"),
            (r"\\\n?", ""),
            (rf"@{_DOTTED}", "nd"),
            (rf"(?:in|is|and|or|not){UB}", "ow"),
            (r"(?:<<|>>|//|\*\*)=?|[-~+/*%=<>&^|@]=?|!=", "o"),
            (rf"(from)({_GAP})({_DOTTED})({_GAP})(import)", ("kn", "", "n", "", "kn")),
            (rf"(import)(\s+)({_DOTTED})", ("kn", "", "n")),
            (rf"(def)({_GAP})", ("k", ""), "function_name"),
            (rf"(class)({_GAP})", ("k", ""), "class_name"),
            (r"(?P<callee>[A-Za-z_]\w*)[ \t]*(?=\()", call),
            (r"`.*?`", "sb"),
            (r"""(?i:(?P<prefix>[rfbu]{0,2})(?P<quotes>'{3}|"{3}|['"]))""", open_string, "string"),
            (
                rf"(?:match|case){UB}(?![ \t]*(?:[:,;=^&|@~)\]}}]|{_NO_SUBJECT}{UB}))",
                soft_keyword,
            ),
            (_IDENTIFIER, _WORD_CLASSES),
            (rf"{_DECIMAL}(?:{_EXPONENT})?[jJ]?|{_DIGITS}(?:{_EXPONENT}[jJ]?|[jJ])", "mf"),
            (r"0[bB](?:_?[01])+", "mb"),
            (r"0[oO](?:_?[0-7])+", "mo"),
            (r"0[xX](?:_?[a-fA-F0-9])+", "mh"),
            (r"\d+L", "il"),
            (r"[1-9](?:_?\d)*|0(?:_?0)*", "mi"),
        ],
        "function_name": [(_IDENTIFIER, "nf", "#pop")],
        "class_name": [(_IDENTIFIER, "nc", "#pop")],
        "wildcard": [
            (rf"(?P<gap>\s++)(?P<pattern>[^\n_]*+)_{UB}", wildcard),
            (r"", "", "#pop"),
        ],
        "string": [
            (r"^\s*+(?:>>>|\.\.\.)(?u:\B)", "gp", "doctest"),
            (r"^\s+|[^'\"\\{\n]+|\n|\{\{", "s"),
            (r"""'''|\"""|['"]""", quotes),
            (rf"\\(?:{_ESCAPE})", escape),
            (r"\\.", "s"),
            (r"\{", open_field),
        ],
        "doctest": [(r"\n\n", "", "#pop"), (r"'{3}|\"{3}", end_doctest), "root"],
        "field": [
            (r"[^{}!:]+", field),
            (r"![asr]|:", "si"),
            (r"\{", "si", "field"),
            (r"\}", "si", "#pop"),
        ],
    }
