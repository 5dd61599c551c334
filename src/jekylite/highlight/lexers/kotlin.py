"""Kotlin as Rouge 4.7 sees it: `-` may stand in a name, `${…}` in a string is no code."""

from __future__ import annotations

from typing import ClassVar

from jekylite.highlight.engine import UB, Lexer, States, one_of, word_set
from jekylite.highlight.lexers.letters import CASED, NAME_MARKS, UPPER

# Word list: facts about Rouge 4.7.0 (MIT), measured word by word.
KEYWORDS = word_set("""
    abstract annotation as break by catch class companion const constructor continue crossinline do
    dynamic else enum external false final finally for fun get if import in infix inline inner
    interface internal is lateinit noinline null object open operator out override package private
    protected public reified return sealed set super suspend tailrec this throw true try typealias
    typeof val var vararg when where while yield
""")

_REST = f"[-{CASED}{NAME_MARKS}]*`?"
_CLASS = f"`?[{UPPER}]{_REST}"
_NAME = f"`?[_{CASED}]{_REST}"
_DIGITS = "(?:[0-9][0-9_]*[0-9]|[0-9])"
_EXPONENT = rf"[eE][+-]?{_DIGITS}"


class Kotlin(Lexer):
    """Kotlin."""

    states: ClassVar[States] = {
        "root": [
            (rf"(companion)(\s+)(object){UB}", ("k", "", "k")),
            (r"(class|data\s+class|interface|object)(\s+)", ("kd", ""), "class"),
            (r"(fun)(\s+)", ("k", ""), "function"),
            (r"(package|import)(\s+)", ("k", ""), "package"),
            (r"(va[lr])(\s+)(\()", ("kd", "", "p"), "destructuring"),
            (r"(va[lr])(\s+)", ("kd", ""), "property"),
            (rf"(return|continue|break|this|super)(@{_NAME})?{UB}", ("k", "nd")),
            (one_of(KEYWORDS) + UB, "k"),
            (r"^\s*\[.*?\]", "na"),
            # Without an annotation after it, there is none for its last lines either.
            (r"^\s+", ""),
            (r"[^\S\n]+|\\?\n", ""),
            (r"//.*", "c1"),
            (r"/\*.*\*/", "cm"),
            (r"/\*.*", "cm", "comment"),
            (r"(::)(class)", ("o", "k")),
            (r"::|!!|\?[:.]|\.\.", "o"),
            (
                rf"(?:{_DIGITS})?\.{_DIGITS}(?:{_EXPONENT})?[fF]?|{_DIGITS}(?:{_EXPONENT}[fF]?|[fF])",
                "mf",
            ),
            (r"0[bB](?:[01][01_]*[01]|[01])[uU]?L?", "mb"),
            (r"0[xX](?:[0-9a-fA-F][0-9a-fA-F_]*[0-9a-fA-F]|[0-9a-fA-F])[uU]?L?", "mh"),
            (r"(?:[1-9][0-9_]*[0-9]|[0-9])[uU]?L?", "mi"),
            (r"[~!%^&*()+=|\[\]:;,.<>/?{}-]", "p"),
            (r'@"(?:""|[^"])*"', "s"),
            (r'"""(?s:.*?)"""', "s"),
            # The end of the line ends it too; before the end of the text, an escaped quote.
            (r'"(?:(?:\\[\\"]|[^"\n])*+["\n]|.*")', "s"),
            (r"'\\.'|'[^\\]'", "sc"),
            (f"@{_CLASS}", "nd"),
            (f"({_CLASS})(<)", ("nc", "p"), "type_parameters"),
            (_CLASS, "nc"),
            (rf"{_NAME}(?=\s*[({{])", "nf"),
            (f"{_NAME}@", "nd"),
            (_NAME, "n"),
        ],
        "package": [(r"\S+", "nn", "#pop")],
        "class": [(_CLASS, "nc", "#pop")],
        "function": [
            (r"<", "p", "type_parameters"),
            (r"\s+", ""),
            (rf"({_CLASS})(\.)", ("nc", "p")),
            (_NAME, "nf", "#pop"),
        ],
        "type_parameters": [
            (_CLASS, "nc"),
            (r"<", "p", "#push"),
            (r"reified|out|in", "k"),
            (r"[,:.?]", "p"),
            (r"\s+", ""),
            (r">", "p", "#pop"),
        ],
        "property": [
            (r"<", "p", "type_parameters"),
            (r"\s+", ""),
            (_NAME, "py", "#pop"),
        ],
        "destructuring": [
            (r",", "p"),
            (r"\)", "p", "#pop"),
            (r"\s+", ""),
            (_NAME, "py"),
        ],
        "comment": [
            (r"/\*", "cm", "#push"),
            (r"\*/", "cm", "#pop"),
            (r"[^/*]+|[/*]", "cm"),
        ],
    }
