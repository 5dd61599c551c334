"""MATLAB as Rouge 4.7 sees it: a quote is a string if another follows on its line."""

from __future__ import annotations

import re
from typing import ClassVar

from jekylite.highlight.engine import States, Words, word_set
from jekylite.highlight.lexers.closers import ClosingLexer
from jekylite.highlight.lexers.shell import Shell
from jekylite.highlight.lexers.word_lists import word_list

# Word list: facts about Rouge 4.7.0 (MIT), measured word by word.
KEYWORDS = word_set("""
    arguments break case catch classdef continue else elseif end for function global if import
    methods otherwise parfor persistent properties return spmd switch try while
""")


class _Names(Words):
    """Keywords, and the functions of MATLAB once a name is none of them."""

    def __missing__(self, word: str) -> str:
        return "nb" if word in word_list("matlab-functions") else self.default


class Matlab(ClosingLexer):
    """MATLAB, Octave."""

    def block_comment(self, match: re.Match[str]) -> int:
        """`{% … %}`, which is Rouge's idea of `%{ … %}`."""
        return self.through(match, "%}", "cm")

    def command(self, match: re.Match[str]) -> None:
        """`!command`, by a shell of its own."""
        self.emit("k", "!")
        self.delegate(Shell(), match["command"])

    states: ClassVar[States] = {
        "root": [
            (r"\s+", ""),
            (r"\{%", block_comment),
            (r"%.*", "c1"),
            (r"(\.\.\.)(.*)", ("k", "c")),
            (r"^!(?P<command>[^%\n]*)", command),
            (r"[a-zA-Z][_a-zA-Z0-9]*", _Names("n", k=KEYWORDS)),
            (r"[(){};:,/\\\]\[]", "p"),
            (r"[-~+*=<>&^|.@]", "o"),
            (r"\d+\.\d*(?:[eE][+-]?[0-9]+)?|\d+[eE][+-]?[0-9]+", "mf"),
            (r"\d+L", "il"),
            (r"\d+", "mi"),
            (r"'(?=[^'\n]*')", "s1", "characters"),
            (r"\"(?=[^\"\n]*\")", "s2", "string"),
            (r"'", "o"),
        ],
        "characters": [
            (r"[^']+", "s1"),
            (r"''", "se"),
            (r"'", "s1", "#pop"),
        ],
        "string": [
            (r'[^"]+', "s2"),
            (r'""', "se"),
            (r'"', "s2", "#pop"),
        ],
    }
