"""TOML as Rouge 4.7 sees it: a value is one scalar, array or inline table; the line goes on as keys."""

from __future__ import annotations

from typing import ClassVar

from jekylite.highlight.engine import Lexer, States

_DIGITS = r"\d+(?:_\d+)*"
_EXPONENT = rf"[eE][+-]?{_DIGITS}"


class Toml(Lexer):
    """TOML."""

    states: ClassVar[States] = {
        "space": [(r"\s+", ""), (r"#.*", "c")],
        "root": [
            "space",
            "key",
            (r"(=)(\s*)", ("o", "w"), "value"),
            (r"\[\[?", "k", "table"),
        ],
        "name": [(r"[A-Za-z0-9_-]+", "n"), (r'"', "s", "double_quotes"), (r"'", "s", "single_quotes")],
        "key": ["name", (r"\.", "p")],
        "table": ["name", (r"\.", "k"), (r"\]\]?", "k", "#pop"), (r"[ \t]+", "w")],
        "value": [
            (r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z|\d\d:\d\d:\d\d(?:\.\d+)?", "ld", "#pop"),
            (rf"[+-]?{_DIGITS}(?:\.{_DIGITS}(?:{_EXPONENT})?|{_EXPONENT})|[+-]?(?:nan|inf)", "mf", "#pop"),
            (r"0x[0-9a-fA-F]+(?:_[0-9a-fA-F]+)*", "mh", "#pop"),
            (r"0o[0-7]+(?:_[0-7]+)*", "mo", "#pop"),
            (r"0b[01]+(?:_[01]+)*", "mb", "#pop"),
            (rf"[+-]?{_DIGITS}", "mi", "#pop"),
            (r'"""', "s", ("#pop", "long_double_quotes")),
            (r'"', "s", ("#pop", "double_quotes")),
            (r"'''", "s", ("#pop", "long_single_quotes")),
            (r"'", "s", ("#pop", "single_quotes")),
            (r"true|false", "kc", "#pop"),
            (r"\[", "p", ("#pop", "array")),
            (r"\{", "p", ("#pop", "inline_table")),
        ],
        "double_quotes": [
            (r'"', "s", "#pop"),
            (r"\n", "err", "#pop"),
            "escape",
            (r'[^\\"\n]+', "s"),
        ],
        "long_double_quotes": [(r'"""', "s", "#pop"), "escape", (r'[^\\"]+|"+', "s")],
        "single_quotes": [(r"'", "s", "#pop"), (r"\n", "err", "#pop"), (r"[^'\n]+", "s")],
        "long_single_quotes": [(r"'''", "s", "#pop"), (r"[^']+|'+", "s")],
        "escape": [(r'\\[0t\tn\n "\\r]', "se")],
        "array": ["space", (r",", "p"), (r"\]", "p", "#pop"), (r"", "", "value")],
        "inline_table": [
            (r"[ \t]+", "w"),
            "key",
            (r"(=)(\s*)", ("p", "w"), "value"),
            (r",", "p"),
            (r"\}", "p", "#pop"),
        ],
    }
