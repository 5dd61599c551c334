"""JavaScript as Rouge 4.7 sees it.

A name before `(` is a call, a capital one a class, if any `)` follows. `operand` is the state
where a value may begin, so that `/` opens a regular expression and `{` an object; `statement`
is the same with labels. Strings have a class for their quotes.
"""

from __future__ import annotations

import re
from typing import ClassVar

from jekylite.highlight.engine import NOT_HERE, UB, Lexer, States, Words, one_of, word_set

# Word lists: facts about Rouge 4.7.0 (MIT), measured word by word.
KEYWORDS = word_set("""
    async await break case catch continue debugger default delete do else export finally for from if
    import in instanceof new of return super switch this throw try typeof void while yield
""")
DECLARATIONS = word_set("""
    class const constructor extends function get let set static var with
""")
RESERVED = word_set("""
    enum implements interface package private protected public
""")
BUILTINS = word_set("""
    Array ArrayBuffer Boolean DataView Date Error Float32Array Float64Array Function Int16Array
    Int32Array Int8Array Map Math Number Object Packages Promise Proxy Reflect RegExp Set String
    Symbol Uint16Array Uint16ClampedArray Uint32Array Uint32ClampedArray Uint8Array
    Uint8ClampedArray WeakMap WeakSet decodeURI decodeURIComponent document encodeURI
    encodeURIComponent eval global isFinite isNaN navigator netscape parseFloat parseInt self sun
    window
""")
CONSTANTS = word_set("Infinity NaN false null true undefined")

NAME = r"#?(?u:(?:[^\W\d]|\$)\w*)"
_GAP = r"(?:\\\s|\s)+"
_CAPITAL = re.compile(r"[$_]*(?=[^\W\d_])(?P<letter>.)")


def word_states(
    keywords: frozenset[str], declarations: frozenset[str], reserved: frozenset[str], builtins: frozenset[str]
) -> States:
    """The rules for names, which TypeScript has with more words."""
    keyword = rf"{one_of(keywords)}(?u:(?!\w))"
    declaration = rf"{one_of(declarations)}(?u:(?!\w))"
    others = Words("nx", kr=reserved, kc=CONSTANTS, nb=builtins)
    return {
        "name": [(keyword, "k", "operand"), (declaration, "kd", "operand"), (NAME, others)],
        # A name before a `(` that never closes.
        "plain_name": [
            (keyword, "k", ("#pop", "operand")),
            (declaration, "kd", ("#pop", "operand")),
            (NAME, others, "#pop"),
        ],
    }


class JavaScript(Lexer):
    """JavaScript."""

    keywords: ClassVar[frozenset[str]] = KEYWORDS

    def call(self, match: re.Match[str]) -> int | None:
        """A name before `(`: a call only if the parenthesis may close."""
        name, text = match["callee"], match.string
        closes = self.next_index(")", text, match.end())
        if closes == len(text):
            self.push("plain_name")
            return match.start()
        capital = _CAPITAL.match(name)
        if capital and capital["letter"].isupper():
            self.emit("nc", match[0])
        elif name == "function" and match[0] == name and closes < self.next_index("\n", text, match.end()):
            self.emit("kd", name)
        else:
            self.emit("k" if name in self.keywords else "nf", match[0])
        return None

    def first_line(self, match: re.Match[str]) -> int:
        """`#!` up to the end of its line, anywhere."""
        end = self.next_index("\n", match.string, match.end())
        if end == len(match.string):
            return NOT_HERE
        self.emit("cp", match.string[match.start() : end + 1])
        self.push("statement")
        return end + 1

    states: ClassVar[States] = {
        **word_states(KEYWORDS, DECLARATIONS, RESERVED, BUILTINS),
        "space": [
            (r"\s+", ""),
            (r"<!--", "c"),
            (r"//.*", "c1"),
            (r"/\*", "cm", "comment"),
        ],
        "comment": [(r"\*/", "cm", "#pop"), (r"[^*/]+|[*/]", "cm")],
        "root": [
            (r"\s*#!", first_line),
            "space",
            (r"\+\+|--|~|\?\?=?|&&|\|\||\\(?=\n)|<<|>>>?|===|!==|[-<>+*%&|^/!=]=?", "o", "operand"),
            (r"[(\[,]", "p", "operand"),
            (r";", "p", "statement"),
            (r"[)\].]", "p"),
            (r"`", "s2", "template"),
            (r"\?\.", "p"),
            (r"\?", "p", ("ternary", "operand")),
            (r"(@)(\w+)?", ("p", "nd"), "operand"),
            (rf"(class)({_GAP})", ("kd", ""), "class_name"),
            (rf"(function)({_GAP})({NAME})", ("kd", "", "nf")),
            (rf"(?P<callee>{NAME})[ \t]*(?=\()", call),
            (r"[{}]", "p", "statement"),
            "name",
            (r"\d+\.\d+(?:[eE]\d+)?[fd]?", "mf"),
            (r"0[xX][0-9a-fA-F]+", "mh"),
            (r"0[oO][0-7][0-7_]*", "mo"),
            (r"0[bB][01][01_]*", "mb"),
            (r"\d+", "mi"),
            (r'"', "dl", "double_quotes"),
            (r"'", "dl", "single_quotes"),
            (r":", "p"),
        ],
        "class_name": [
            (rf"({NAME})({_GAP})(extends)({_GAP})", ("nc", "", "kd", "")),
            (NAME, "nc", "#pop"),
        ],
        "operand": [
            (r"\s*(?=[^\s/{<])", "", "#pop"),
            "value",
        ],
        "value": [
            "space",
            (r"/", "sr", ("#pop", "regex")),
            (r"\{", "p", ("#pop", "object")),
            (r"", "", "#pop"),
        ],
        "regex": [
            (r"/", "sr", ("#pop", "regex_flags")),
            (r"[^/]?\n", "err", "#pop"),
            (r"\[\^?", "se", "regex_set"),
            (r"\\.|\(\?[:=<!]|\{[\d,]+\}|[()?]", "se"),
            (r"(?:[^/\n\[\\({)?](?!\n))+|.", "sr"),
        ],
        "regex_set": [
            (r"/", "se"),
            (r"[^/]\n", "err", "#pop:2"),
            (r"\]", "se", "#pop"),
            (r"\\.", "se"),
            (r".", "sr"),
        ],
        "regex_flags": [(r"[gimuy]*", "sr", "#pop")],
        "double_quotes": [(r'\\[\\nrt"]?', "se"), (r'[^\\"]+', "s2"), (r'"', "dl", "#pop")],
        "single_quotes": [(r"\\[\\nrt']?", "se"), (r"[^\\']+", "s1"), (r"'", "dl", "#pop")],
        "statement": [
            (rf"case{UB}", "k", ("#pop", "operand")),
            (rf"({NAME})(\s*)(:)", ("nl", "", "p")),
            (r"(?=[^\s/{<])", "", "#pop"),
            "value",
        ],
        "object": [
            "space",
            (r"\{", "p", "#push"),
            (r"\}", "p", ("#pop", "statement")),
            (rf"({NAME})(\s*)(:)", ("na", "", "p"), "operand"),
            (r":", "p"),
            "root",
        ],
        "ternary": [(r":", "p", ("#pop", "operand")), "root"],
        "template": [
            (r"\$\{", "p", "template_expression"),
            (r"`", "s2", "#pop"),
            (r"\\[$`\\]", "se"),
            (r"[^$`\\]+|[\\$]", "s2"),
        ],
        "template_expression": [(r"\}", "p", "#pop"), "root"],
    }
