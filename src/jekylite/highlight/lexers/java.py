"""Java as Rouge 4.7 sees it: marks are operators, a method's name is found by what precedes it."""

from __future__ import annotations

import re
from typing import ClassVar

from jekylite.highlight.engine import NOT_HERE, UB, States, Words, one_of, word_set
from jekylite.highlight.lexers.closers import ClosingLexer

# Word lists: facts about Rouge 4.7.0 (MIT), measured word by word.
STATEMENTS = word_set("""
    assert break case catch continue default do else finally for goto if instanceof new return
    switch this throw try while
""")
DECLARATIONS = word_set("""
    abstract const enum extends final implements native private protected public static strictfp
    super synchronized throws transient volatile
""")
TYPES = word_set("boolean byte char double float int long short var void")

_NAME = r"(?u:[^\W\d]\w*)"

# `public Map<K, V> find (`: one or more words, then the name before the parenthesis. Atomic, so that a
# run of words is read once; `(?!\()` leaves its last word to the name. (Up to Python 3.11.4 a possessive
# group goes on where it fails, not where it began.)
_head = re.compile(
    r"(?P<before>\s*+(?>(?:[a-zA-Z_][\w.\[\]<>]*+\s++(?!\())+))(?P<name>[a-zA-Z_]\w*+)(?P<space>\s*+)\(", re.A
).match
_words = re.compile(r"\s*+(?:[a-zA-Z_][\w.\[\]<>]*+\s*+)*+", re.A).match


class _Shapes(Words):
    """`MAX_SIZE` is a constant, `Ledger` a class."""

    def __missing__(self, word: str) -> str:
        if not word[0].isupper():
            return self.default
        if all(letter.isupper() or letter in "0123456789_" for letter in word):
            return "no"
        return "nc" if word.isalnum() else self.default


def _digits(digit: str) -> str:
    """Digits with underscores between; `1_0_0` ends after `1_0`, as Rouge has it."""
    return f"(?:{digit}_+{digit}|{digit})+"


class Java(ClosingLexer):
    """Java."""

    def head(self, match: re.Match[str]) -> int:
        """The head of a method, if here is one; if not, its words are none further on either."""
        text, pos = match.string, match.start()
        if self.has_given_up("head", text, pos):
            return NOT_HERE
        head = _head(text, pos)
        if head is None:
            words = _words(text, pos)
            self.give_up("head", text, words.end() if words else pos)
            return NOT_HERE
        self.delegate(Java(), head["before"])
        self.emit("nf", head["name"])
        self.emit("", head["space"])
        self.emit("o", "(")
        return head.end()

    def comment(self, match: re.Match[str]) -> int:
        """`/* … */`; without its end, operators."""
        return self.through(match, "*/", "cm")

    states: ClassVar[States] = {
        "root": [
            (r"[^\S\n]+", ""),
            (r"//.*", "c1"),
            (r"/\*", comment),
            (one_of(STATEMENTS) + UB, "k"),
            (r"(?=[\sa-zA-Z_])", head),
            (r"\n", ""),
            (f"@{_NAME}", "nd"),
            (one_of(DECLARATIONS) + UB, "kd"),
            (one_of(TYPES) + UB, "kt"),
            (rf"(?:true|false|null){UB}", "kc"),
            (rf"(?:class|interface|record){UB}", "kd", "class"),
            (rf"(?:import|package){UB}", "kn", "import"),
            (r'"""[^\S\n]*\n(?s:.*?)(?<!\\)"""', "sh"),
            # Without an unescaped quote to end at, the last escaped one ends the string.
            (r'"(?:(?:\\[\\"]|[^"])*+"|(?s:.*)")', "s"),
            (r"'(?:\\.|[^\\]|\\u[0-9a-f]{4})'", "sc"),
            (rf"(\.)({_NAME})", ("o", "na")),
            (f"{_NAME}:", "nl"),
            (_NAME, _Shapes("n")),
            (rf"\${_NAME}", "n"),
            (r"[~^*!%&\[\](){}<>|+=:;,./?-]", "o"),
            (
                rf"{_digits('[0-9]')}\.{_digits('[0-9]')}(?:[eE]{_digits('[0-9]')})?[fd]?",
                "mf",
            ),
            (rf"0[bB]{_digits('[01]')}", "mb"),
            (rf"0[xX]{_digits('[0-9a-fA-F]')}", "mh"),
            (rf"0{_digits('[0-7]')}", "mo"),
            (rf"{_digits('[0-9]')}L?", "mi"),
        ],
        "class": [(r"\s+", ""), (_NAME, "nc", "#pop")],
        "import": [(r"\s+", ""), (r"[a-zA-Z0-9_.]+\*?", "nn", "#pop")],
    }
