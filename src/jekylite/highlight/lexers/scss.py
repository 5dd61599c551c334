"""SCSS, and what it shares with the indented syntax of Sass, as Rouge 4.7 sees them.

A section is what stands between `;`, `{` and `}`: each is a selector, or a property with its
value, told apart by looking for the colon.
"""

from __future__ import annotations

import re
from typing import ClassVar

from jekylite.highlight.engine import UB, Lexer, States, Words
from jekylite.highlight.lexers.css import PROPERTIES, VALUES

NAME = r"[\w-]+"
TO_ROOT = "#pop:1000000"
_PROPERTY_AHEAD = r"(?=[^;{}:\[]+:[^a-z])"

COMMON: States = {
    "directive": [
        (rf"@for{UB}", "k", "range"),
        (r"@(?:debug|warn|if|each|while|else|return|media)", "k", "value"),
        (rf"(@(?:mixin|function))(\s+)({NAME})", ("k", "", "nf"), "value"),
        (rf"@extend{UB}", "k", "selector"),
        (rf"(@include)(\s+)({NAME})", ("k", "", "nd"), "value"),
        (rf"@{NAME}", "k", "selector"),
        (r"&", "k", "selector"),
        (rf"(\${NAME})([ \t]*)(:)", ("nv", "", "p"), "value"),
    ],
    "value": [
        "section_end",
        (r"[ \t]+", ""),
        (rf"\${NAME}", "nv"),
        (r"url\(", "sx", "url"),
        (rf"{NAME}+(?=\s*\()", "nf"),
        (rf"%{NAME}", "nd"),
        (rf"(?:true|false){UB}", "bp"),
        (rf"(?:and|or|not){UB}", "ow"),
        (r"#[a-zA-Z0-9]{1,6}", "mh"),
        (r"-?\d+(?:%|[a-z]+)?", "m"),
        (r"-?\d*\.\d+(?:%|[a-z]+)?", "mi"),
        "quotes",
        "interpolation",
        (r"[~^*!&%<>|+=@:,./?-]+", "o"),
        (r"[\[\]()]+", "p"),
        (NAME, Words("n", nb=VALUES)),
    ],
    "interpolation": [(r"#\{", "si", "expression")],
    "expression": [(r"\}", "si", "#pop"), "value"],
    "quotes": [(r'"', "s2", "double_quotes"), (r"'", "s1", "single_quotes")],
    "double_quotes": [
        (r'"', "s2", "#pop"),
        "interpolation",
        (r'(?:[^\n"#\\]+|\\.|#(?!\{)|\\)+', "s2"),
    ],
    "single_quotes": [
        (r"'", "s1", "#pop"),
        "interpolation",
        (r"(?:[^\n'#\\]+|\\.|#(?!\{)|\\)+", "s1"),
    ],
    "url": [(r"\)", "sx", "#pop"), (r"(?:[^\n)#\\]+|\\.|#(?!\{)|\\)+", "sx"), "interpolation"],
    "selector": [
        "section_end",
        "quotes",
        "interpolation",
        (r"[ \t]+", ""),
        (r":", "nd", "pseudo_class"),
        (r"\.", "nc", "class"),
        (r"#", "nn", "id"),
        (r"%", "nv", "placeholder"),
        (NAME, "nt"),
        (r"&", "k"),
        (r"[~^*!\[\]()<>|+=@;,/?-]", "o"),
    ],
    "pseudo_class": [(NAME, "nd"), "interpolation", (r"", "", "#pop")],
    "class": [(NAME, "nc"), "interpolation", (r"", "", "#pop")],
    "id": [(NAME, "nn"), "interpolation", (r"", "", "#pop")],
    "placeholder": [(NAME, "nv"), "interpolation", (r"", "", "#pop")],
    "range": [(r"from|to|through", "ow"), "value"],
    "property_name": ["interpolation", (NAME, Words("na", nl=PROPERTIES))],
    "property": [
        "property_name",
        (r"([ \t]*)(:)", ("", "p"), "value"),
        (r"[ \t]+", "err"),
    ],
}
"""All but the root and the end of a section."""


class Scss(Lexer):
    """SCSS."""

    def comment(self, match: re.Match[str]) -> int:
        text, start = match.string, match.start()
        end = self.next_index("*/", text, match.end())
        if end < len(text):
            self.emit("cm", text[start : end + 2])
            return end + 2
        self.push("property" if re.compile(_PROPERTY_AHEAD).match(text, start) else "selector")
        return start

    states: ClassVar[States] = {
        **COMMON,
        "root": [
            (r"\s+", ""),
            (r"//.*", "c1"),
            (r"/\*", comment),
            (rf"@import{UB}", "k", "value"),
            "directive",
            (r"(?=[^;{}][;}])", "", "property"),
            (_PROPERTY_AHEAD, "", "property"),
            (r"", "", "selector"),
        ],
        "section_end": [(r"\n", ""), (r"[;{}]", "p", TO_ROOT)],
    }
