"""C++ as Rouge 4.7 sees it: C, with classes, templates, raw strings and its own numbers."""

from __future__ import annotations

import re
from typing import ClassVar

from jekylite.highlight.engine import UB, Rule, States, Words, word_set
from jekylite.highlight.lexers.c import KEYWORDS, NAME, RESERVED, TYPES, C

# Word lists: facts about Rouge 4.7.0 (MIT), measured word by word.
_KEYWORDS = word_set("""
    alignas alignof asm auto catch char8_t class co_await co_return co_yield concept consteval constexpr
    constinit const_cast decltype delete dynamic_cast explicit export final friend import module mutable
    namespace new noexcept operator override private protected public reinterpret_cast requires restrict
    size_of static_assert static_cast template this thread_local throw throws try typeid typename using
    virtual
""")
_RESERVED = word_set("""
    __event __interface __multiple_inheritance __single_inheritance __super __uuidof __virtual_inheritance
""")

_DIGITS = r"\d(?:'?\d)*"
_EXPONENT = rf"[eEpP][+-]?{_DIGITS}"


class Cpp(C):
    """C++."""

    def raw_string(self, match: re.Match[str]) -> int:
        """`R"x(…)x"`; without its end, a name and a string."""
        return self.through(match, f'){match["delimiter"]}"', "s")

    def closing_brace(self, match: re.Match[str]) -> None:
        """Any `}` ends the function, or what of it is open."""
        self.emit("p", match[0])
        if self.in_state("function"):
            self.pop()

    tokens: ClassVar[list[Rule | str]] = [
        (rf"(?:class|struct){UB}", "k", "class"),
        (rf"template{UB}", "k", "template"),
        (rf"{_DIGITS}(?:\.{_DIGITS})?(?:y|d|h|min|s|ms|us|ns|i|if|il){UB}", "mx"),
        (rf"(?:{_DIGITS}\.(?:{_DIGITS})?|\.{_DIGITS})(?:{_EXPONENT})?[lLuUfF]*", "mf"),
        (rf"{_DIGITS}{_EXPONENT}[lLuUfF]*", "mf"),
        (rf"0[xX][0-9a-fA-F](?:'?[0-9a-fA-F])*(?:{_EXPONENT})?[lLuU]*", "mh"),
        (r"0b[01]+(?:'[01]+)*", "mb"),
        (r"0[0-7](?:'?[0-7])*[lLuU]*", "mo"),
        (rf"{_DIGITS}[lLuU]*", "mi"),
        (rf"nullptr{UB}", "nb"),
        (
            r"(?:u8|u|U|L)?R\"(?P<delimiter>[a-zA-Z0-9_{}\[\]#<>%:;.?*+/^&|~!=,\"'-]{0,16})\(",
            raw_string,
        ),
        (r"::|<=>", "o"),
        (r"\{", "p"),
        (r"\}", closing_brace),
        *C.tokens[:-1],
        # `typename` and `restrict` are reserved in C, keywords here: the last table wins.
        (NAME, Words("n", kr=RESERVED | _RESERVED, kt=TYPES | {"bool"}, k=KEYWORDS | _KEYWORDS)),
    ]

    states: ClassVar[States] = {
        **C.states,
        "root": [
            # Codeplay's Offload dialect.
            (rf"(?:__offload|__blockingoffload|__outer){UB}", "kp"),
            *C.states["root"][: -len(C.tokens)],
            *tokens,
        ],
        "statements": [*C.states["statements"][: -len(C.tokens)], *tokens],
        "case": [(r":(?!:)", "p", "#pop"), "statements"],
        "template": [
            (r"[>;]", "p", "#pop"),
            (rf"typename{UB}", "k", "class"),
            "statements",
        ],
        "class": [
            (NAME, "nc", "#pop"),
            (r"\n+", "", "line_start"),
            (r"//.*", "c1", "line_start"),
            *C.blanks,
            (r"\.\.\.", "o"),
            (r",", "p", "#pop"),
            (r"", "", "#pop"),
        ],
    }
