"""C as Rouge 4.7 sees it: outside functions, a word before `(…) {` or `(…);` is a function's name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

from jekylite.highlight.engine import NOT_HERE, UB, Rule, States, Words, word_set
from jekylite.highlight.lexers.closers import ClosingLexer

# Word lists: facts about Rouge 4.7.0 (MIT), measured word by word.
KEYWORDS = word_set("""
    auto break case const continue default do else enum extern for goto if register restricted return
    sizeof static struct switch typedef union virtual volatile while
    _Alignas _Alignof _Atomic _Generic _Imaginary _Noreturn _Static_assert _Thread_local
""")
TYPES = word_set("""
    char double float int long short signed unsigned void _Bool _Complex char16_t char32_t
    int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t intmax_t intptr_t uintmax_t uintptr_t
    int_fast8_t int_fast16_t int_fast32_t int_fast64_t int_least8_t int_least16_t int_least32_t int_least64_t
    uint_fast8_t uint_fast16_t uint_fast32_t uint_fast64_t
    uint_least8_t uint_least16_t uint_least32_t uint_least64_t
    DIR FILE clock_t div_t fpos_t jmp_buf ldiv_t mbstate_t off_t ptrdiff_t sig_atomic_t size_t ssize_t time_t
    va_list wchar_t wctrans_t wctype_t wint_t
""")
RESERVED = word_set("""
    inline naked restrict thread typename _inline _naked _restrict _thread _typename
    __asm __based __cdecl __declspec __except __fastcall __finally __inline __int8 __int16 __int32 __int61
    __leave __naked __restrict __stdcall __thread __try __typename
""")

NAME = r"[a-zA-Z_][a-zA-Z0-9_]*"

_words = re.compile(r"[\w*\s]++", re.A).match
_last_word = re.compile(r"[\s*]([a-zA-Z_]\w*)\s*\Z", re.A).search
_after_parenthesis = re.compile(r"\)\s*+(?:(?P<brace>[{;])|(?P<line>//)|(?P<block>/\*))?", re.A).match
# A comment between `)` and `{` may be any text up to a line's end or a `*/` that has `{` after it.
# Atomic groups, since possessive ones go on where they fail, not where they began, up to Python 3.11.4.
_BRACE_AFTER_LINE = re.compile(r"\n\s*+(?>(?:/\*[^*]*\*/\s*+)*)[{;]", re.A)
_BRACE_AFTER_BLOCK = re.compile(r"\*/\s*+(?>(?://.*\n\s*+)*)[{;]", re.A)


class C(ClosingLexer):
    """C."""

    def __init__(self, options: Mapping[str, str] | None = None) -> None:
        super().__init__(options)
        self.push("line_start")

    def head(self, match: re.Match[str]) -> int:
        """The head of a function, `words name (…) {`, if here is one."""
        text, start = match.string, match.start()
        if self.has_given_up("head", text, start):
            return NOT_HERE
        words = _words(text, start)
        parenthesis = words.end() if words else start
        name = _last_word(text[start:parenthesis]) if text[parenthesis : parenthesis + 1] == "(" else None
        if name is None or name.start() == 0:  # something, and a blank or star, stand before it
            self.give_up("head", text, parenthesis)
            return NOT_HERE
        limit = text.find(";", parenthesis) % (len(text) + 1)  # the end where there is no `;`
        closing, brace = self._find_brace(text, parenthesis, limit)
        if brace < 0:
            self.give_up("head", text, limit)
            return NOT_HERE
        name_end = start + name.end(1)
        self.delegate(type(self)(), text[start : start + name.start(1)])
        self.emit("nf", name[1])
        self.delegate(type(self)(), text[name_end : closing + 1])
        self.delegate(type(self)(), text[closing + 1 : brace])
        self.emit("p", text[brace])
        if text[brace] == "{":
            self.push("function")
        return brace + 1

    def _find_brace(self, text: str, parenthesis: int, limit: int) -> tuple[int, int]:
        """Where the parameters end and where `{` or `;` follows; (-1, -1) for no function."""
        closing = text.find(")", parenthesis, limit)
        while closing >= 0:
            after = _after_parenthesis(text, closing)
            if after and after["brace"]:
                return closing, after.end() - 1
            if after and after.lastgroup:
                regex = _BRACE_AFTER_LINE if after["line"] else _BRACE_AFTER_BLOCK
                if found := self.search(regex, text, after.end()):
                    return closing, found.end() - 1
            closing = text.find(")", closing + 1, limit)
        return -1, -1

    def comment(self, match: re.Match[str]) -> int | None:
        """`/* … */`, of which a line's end may split the marks; without its end, operators."""
        if not (self.is_closed(match, "*/") or self.is_closed(match, "*\\\n/")):
            return NOT_HERE
        self.emit("cm", match[0])
        self.push("comment")
        return None

    words: ClassVar[Words] = Words("n", k=KEYWORDS, kt=TYPES, kr=RESERVED)

    blanks: ClassVar[list[Rule | str]] = [
        (r"[ \t\r]+", ""),
        (r"\\\n", ""),
        (r"/(?:\\\n)?\*", comment),
    ]
    tokens: ClassVar[list[Rule | str]] = [
        (r'(?:u8|u|U|L)?"', "s", "string"),
        (r"(?:[uU]8|[uUlL])?'(?:\\.|\\[0-7]{1,3}|\\[xX][a-fA-F0-9]{1,2}|[^\\'\n])'", "sc"),
        (r"(?:\d+\.\d*|\.?\d+)[eE][+-]?\d+[lLuU]*", "mf"),
        (r"0[xX][0-9a-fA-F]+[lLuU]*", "mh"),
        (r"0[0-7]+[lLuU]*", "mo"),
        (r"\d+[lLuU]*", "mi"),
        (r"\*/", "err"),
        (r"[~!%^&*+=|?:<>/-]", "o"),
        (r"[()\[\],.;]", "p"),
        (rf"case{UB}", "k", "case"),
        (rf"(?:true|false|NULL){UB}", "nb"),
        (NAME, words),
    ]

    states: ClassVar[States] = {
        "root": [
            (r"\n+", "", "expression_start"),
            (r"//.*", "c1", "line_start"),
            *blanks,
            (r"(?=[\w*\s])", head),
            (r"\{", "p", "function"),
            *tokens,
        ],
        "function": [
            "statements",
            (r"\{", "p", "function"),
            (r"\}", "p", "#pop"),
        ],
        "statements": [
            (r"\n+", "", "line_start"),
            (r"//.*", "c1", "line_start"),
            *blanks,
            *tokens,
        ],
        "case": [(r":", "p", "#pop"), "statements"],
        # A label can only stand where a statement begins.
        "line_start": [(rf"{NAME}:(?!:)", "nl"), "expression_start"],
        "expression_start": [
            *blanks,
            (r"#if\s0", "c", "if_0"),
            (r"#", "cp", "macro"),
            (r"", "", "#pop"),
        ],
        "comment": [(r"(?s:.*?)\*(?:\\\n)?/", "cm", "#pop")],
        "string": [
            (r'"', "s", "#pop"),
            (r"\\(?:[\\abfnrtv\"']|x[a-fA-F0-9]{2,4}|[0-7]{1,3})", "se"),
            (r'[^\\"\n]+|\\\n|\\', "s"),
        ],
        "macro": [
            (r"(include)(\s*)(<[^>]+>|\"[^\"]+\")([^\n]*)", ("cp", "", "cpf", "c1")),
            (r"[^/\n\\]+|\\(?s:.)", "cp"),
            *blanks,
            (r"/", "cp"),
            (r"\n", "cp", "#pop"),
        ],
        # What `#if 0` leaves out; `#if` without a boundary is `#ifdef` and `#ifndef` too.
        "if_0": [
            (r"^[^\S\n]*#if", "c", "if_0"),
            (r"^[^\S\n]*#\s*el(?:se|if)", "c", "#pop"),
            (rf"^[^\S\n]*#\s*endif{UB}(?s:.*?)(?<!\\)\n", "c", "#pop"),
            (r".*\n", "c"),
            (r".+", "err"),  # a last line without its end
        ],
    }
