"""Swift as Rouge 4.7 sees it: a name before `(` is a call, one before `:` a label."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

from jekylite.highlight.engine import NOT_HERE, UB, States, Words, word_set
from jekylite.highlight.lexers.closers import ClosingLexer
from jekylite.highlight.lexers.letters import UPPER

# Word lists: facts about Rouge 4.7.0 (MIT), measured word by word.
KEYWORDS = word_set("""
    Self Type as associativity async autoreleasepool await break case catch consume continue default
    defer didSet discard do dynamicType each else fallthrough for get guard if in infix inout is
    isolated left mutating new none nonmutating operator override postfix precedence
    precedencegroup prefix repeat rethrows return right self set super switch throw throws try
    unowned weak where while willSet
""")
DECLARATIONS = word_set("""
    actor any associatedtype borrowing class consuming convenience deinit distributed dynamic enum
    extension fileprivate final func import indirect init internal lazy let macro nonisolated open
    optional package private protocol public required some static struct subscript typealias var
""")

_NAME = r"(?u:[^\W\d]|[\U00010000-\U0010ffff])(?u:[\w\U00010000-\U0010ffff])*"
_DIGITS = r"\d+(?:_\d+)*"


class _ByShape(Words):
    """A word in no table is a type if it begins with a capital."""

    def __missing__(self, word: str) -> str:
        return "kt" if word[0].isupper() else self.default


class Swift(ClosingLexer):
    """Swift."""

    def __init__(self, options: Mapping[str, str] | None = None) -> None:
        super().__init__(options)
        self.push("line_start")
        self.regex_hashes = ""

    def regex(self, match: re.Match[str]) -> int:
        """`/…/` or `#/…/#`: up to the last slash of the line that no blank or `\\` precedes."""
        text, start, hashes = match.string, match.start(), match["hashes"]
        if self.has_given_up("regex", text, start):
            return NOT_HERE
        line_end = text.find("\n", start)
        line_end = len(text) if line_end < 0 else line_end
        last = text.rfind("/" + hashes, match.end(), line_end)
        while last >= 0 and text[last - 1] in "\\ \t\r\f\v":
            last = text.rfind("/" + hashes, match.end(), last + len(hashes))
        if last < 0:
            if not hashes:
                self.give_up("regex", text, line_end)
            return NOT_HERE
        end = last + 1 + len(hashes)
        self.emit("sr", text[start:end])
        return end

    def open_regex(self, match: re.Match[str]) -> None:
        """`#/` at a line's end begins a regex of several lines."""
        self.emit("sr", match[0])
        self.push("regex")
        self.regex_hashes = match[0][:-2]

    def close_regex(self, match: re.Match[str]) -> None:
        """`/#` ends it, with as many hashes (or more) as began it."""
        self.emit("sr", match[0])
        if match[0].endswith("/" + self.regex_hashes):
            self.pop()

    states: ClassVar[States] = {
        "line_start": [
            (r"#(?![#\"/]).*", "cp"),
            "blanks",
            (r"", "", "#pop"),
        ],
        "blanks": [
            (r"\s+", ""),
            (r"/\*", "cm", "comment"),
        ],
        "comment": [
            (r"/\*", "cm", "#push"),
            (r"\*/", "cm", "#pop"),
            (r"[^*/]+|[*/]", "cm"),
        ],
        "root": [
            (r"\n+", "", "line_start"),
            (r"//.*", "c1", "line_start"),
            "blanks",
            (r"\$(?:[1-9]\d*)?\d", "nv"),
            (rf"\${_NAME}", "n"),
            (rf"~Copyable{UB}", "kt"),
            (r"[()\[\]{}:;,?\\]", "p"),
            (r"#+(?=#(?![#/]))", "err"),
            (r"(?P<hashes>#*+)/(?!\s)", regex),
            (r"[-/=+*%<>!&|^.~]+", "o"),
            (r'@?"', "s", "string"),
            (r"'(?:\\.|.)'", "sc"),
            (rf"(?:{_DIGITS}\*|(?:{_DIGITS})?\.\d+(?:_\d)*)(?:[eE][+-]?\d+(?:_\d)*)?", "mf"),
            (r"\d+[eE][+-]?[0-9]+", "mf"),
            (r"0o?[0-7]+(?:_[0-7]+)*", "mo"),
            (r"0x[0-9A-Fa-f]+(?:_[0-9A-Fa-f]+)*(?:(?:\.[0-9A-F]+(?:_[0-9A-F]+)*)?p[+-]?\d+)?", "mh"),
            (r"0b[01]+(?:_[01]+)*", "mb"),
            (_DIGITS, "mi"),
            (f"@{_NAME}", "kd"),
            (f"#{_NAME}", "k"),
            (r"(?:private|internal)\( *set *\)|unowned\( *(?:safe|unsafe) *\)", "kd"),
            (r"((?:private|internal|unowned)\( *)(\w+)( *\))", ("kd", "err", "kd")),
            (rf"(let|var){UB}(\s*)({_NAME})", ("k", "", "nv")),
            (rf"(let|var){UB}(\s*)(\()", ("k", "", "p"), "tuple"),
            (
                rf"(?!(?:if|while|for|private|internal|unowned|switch|case){UB}){_NAME}(?=[?!]?\s*\()",
                _ByShape("nf"),
            ),
            (r"as[?!]?(?=\s)|try!?(?=\s)", "k"),
            # A label, unless it begins with a capital.
            (rf"(?!default|[{UPPER}])({_NAME})(\s*)(:)", ("nv", "", "p")),
            (_NAME, _ByShape("n", kd=DECLARATIONS, k=KEYWORDS, kc=("true", "false", "nil"))),
            (rf"(`)({_NAME})(`)", ("p", "nv", "p")),
            (r"#+/\n", open_regex),
        ],
        "tuple": [
            (_NAME, "nv"),
            (rf"(`)({_NAME})(`)", ("p", "nv", "p")),
            (r",", "p"),
            (r"\(", "p", "#push"),
            (r"\)", "p", "#pop"),
            "blanks",
        ],
        "string": [
            (r"""\\[\\0tnr'"]""", "se"),
            (r"\\\(", "se", "interpolation"),
            (r"\\u\{[0-9a-fA-F]{1,8}\}", "se"),
            (r'[^\\"]+', "s"),
            (r'"""|"', "s", "#pop"),
        ],
        "interpolation": [
            (r"\(", "p", "parentheses"),
            (r"\)", "se", "#pop"),
            "root",
        ],
        "parentheses": [
            (r"\(", "p", "#push"),
            (r"\)", "p", "#pop"),
            "root",
        ],
        "regex": [
            (r"^[^\S\n]*/#+", close_regex),
            (r"#.*", "c1"),
            (r"(?s:.)", "sr"),
        ],
    }
