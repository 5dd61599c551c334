"""YAML as Rouge 4.7 sees it: it follows the indentation to know where a scalar ends.

A key is all before the last `:` of a line that white space follows; opening and closing quotes
have different classes; a number ends a plain scalar.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

from jekylite.highlight.engine import UB, Lexer, States

_PLAIN_START = r"[^ \t\n\r\f\v?:,\[\]{}#&*!|>'\"%@`]"
_KEY = re.compile(r"([^#,?\[\]{}\"'\n]+)(:)(?=\s|$)", re.A | re.M)
_KEY_LETTERS = re.compile(r"[^#,?\[\]{}\"'\n]+")
_BLOCK_SCALAR = re.compile(r"[|>][+-]?")
_PLAIN = re.compile(rf"{_PLAIN_START}|[?:-][^ \t\n\r\f\v]")


class Yaml(Lexer):
    """YAML."""

    def __init__(self, options: Mapping[str, str] | None = None) -> None:
        super().__init__(options)
        self._keyless: tuple[str, int] = ("", 0)  # a text, and up to where it has no key
        self._reset_indents()

    def _reset_indents(self) -> None:
        self._indents = [0]
        self._column = 0
        self._scalar_indent: int | None = None

    def _dedent(self, spaces: str) -> int:
        """A line that begins with these spaces; returns how many of them some level has."""
        self._column = len(spaces)
        if self._column >= self._indents[-1]:
            return len(spaces)
        while self._column < self._indents[-1]:
            self._indents.pop()
        return self._indents[-1]

    def _indent(self) -> None:
        """A key or an item begins here: what belongs to it stands further right."""
        if self._indents[-1] < self._column:
            self._indents.append(self._column)

    def directive(self, match: re.Match[str]) -> None:
        self.emit("nt", match[0])
        self._reset_indents()

    def document_mark(self, match: re.Match[str]) -> None:
        self.emit("nn", match[0])
        self._reset_indents()

    def line_start(self, match: re.Match[str]) -> None:
        spaces = match[0]
        known = self._dedent(spaces)
        self.emit("", spaces[:known])
        self.emit("err", spaces[known:])

    def gap(self, match: re.Match[str]) -> None:
        self.emit("", match[0])
        self._column += len(match[0])

    def indicator(self, match: re.Match[str]) -> None:
        """`-`, `?` or `:` alone."""
        self.emit("pi", match[0])
        self._indent()
        self._column += 1

    def key_or_scalar(self, match: re.Match[str]) -> int:
        text, pos = match.string, match.start()
        keyless_text, keyless_until = self._keyless
        if text is not keyless_text or pos >= keyless_until:
            if key := _KEY.match(text, pos):
                self.emit("na", key[1])
                self.emit("pi", ":")
                self._indent()
                return key.end()
            letters = _KEY_LETTERS.match(text, pos)
            self._keyless = (text, letters.end() if letters else pos)
        if header := _BLOCK_SCALAR.match(text, pos):
            self.emit("pi", header[0])
            self.push("block_scalar")
            self.push("block_scalar_header")
            return header.end()
        if _PLAIN.match(text, pos):
            self.push("plain_scalar")
            return pos
        self.emit("err", text[pos])
        return pos + 1

    def blank_line_of_scalar(self, match: re.Match[str]) -> None:
        spaces = match[0]
        indent = len(spaces) if self._scalar_indent is None else self._scalar_indent
        self.emit("", spaces[:indent])
        self.emit("no", spaces[indent:])

    def line_of_scalar(self, match: re.Match[str]) -> None:
        """Its first line sets the indentation of a block scalar; less ends it."""
        self.emit("", match[0])
        indent = len(match[0])
        least = self._indents[-1] if self._scalar_indent is None else self._scalar_indent
        if self._scalar_indent is None:
            self._scalar_indent = indent
        if indent < least:
            self._dedent(match[0])
            self.goto("indentation")

    def block_scalar_header(self, match: re.Match[str]) -> None:
        self.emit("pi", match[0])
        digit = match["digit"] or match["last_digit"]
        self._scalar_indent = self._indents[-1] + int(digit) if digit else None

    def next_line_of_plain(self, match: re.Match[str]) -> None:
        """A plain scalar goes on in lines that are further right."""
        self.emit("", match[0])
        self.pop()
        if len(match[0]) <= self._indents[-1]:
            self._dedent(match[0])
            self.goto("indentation")

    states: ClassVar[States] = {
        "comment": [(r"#.*", "c1")],
        "root": [
            "comment",
            (r"\n+", ""),
            (r" +(?=#|$)", ""),
            (rf"^%YAML{UB}", directive, "yaml_directive"),
            (rf"^%TAG{UB}", directive, "tag_directive"),
            (r"^(?:---|\.\.\.)(?= |$)", document_mark, "line"),
            (r" *(?!\s|$)", line_start, ("line", "indentation")),
        ],
        "indentation": [
            (r"[^\S\n]*\n", "", "#pop:2"),
            (r" +(?=[-:?](?: |$))", gap),
            (r"[?:-](?= |$)", indicator),
            (r" *", gap, "#pop"),
        ],
        "line": [
            (r" *(?=#|$)", "", "#pop"),
            (r" +", ""),
            "properties",
            (r"(?=[^#,?\[\]{}\"'\n])", key_or_scalar),
            "flow",
            (r"(?=\?[^ \t\n\r\f\v])", "", "plain_scalar"),
        ],
        "properties": [
            (r"!<[0-9A-Za-z;/?:@&=+$,_.!~*'()\[\]%-]+>", "kt"),
            (r"(?:![\w-]+)?![\w;/?:@&=+$,.!~*'()\[\]%-]*", "kt"),
            (r"(?u:&[\w-]+)", "nl"),
            (r"(?u:\*[\w-]+)", "nv"),
        ],
        "flow": [
            (r"\[", "pi", "flow_sequence"),
            (r"\{", "pi", "flow_mapping"),
            (r"'", "s1", "single_quotes"),
            (r'"', "s2", "double_quotes"),
        ],
        "flow_collection": [
            (r"\s+", ""),
            "comment",
            (r"[?:,]", "pi"),
            "properties",
            "flow",
            (rf"(?={_PLAIN_START})", "", "plain_scalar_in_flow"),
        ],
        "flow_sequence": [(r"\]", "pi", "#pop"), "flow_collection"],
        "flow_mapping": [(r"\}", "pi", "#pop"), "flow_collection"],
        "block_scalar": [
            (r"\n+", ""),
            (r"^ +$", blank_line_of_scalar),
            (r"^ *", line_of_scalar),
            (r"[^\n\r\f\v]+", "s"),
        ],
        "block_scalar_header": [
            (
                r"(?:(?P<digit>[1-9])[+-]?|[+-]?(?P<last_digit>[1-9])?)(?= |$)",
                block_scalar_header,
                ("#pop", "rest_of_line"),
            )
        ],
        "rest_of_line": ["comment", (r" +", ""), (r"\n", "", "#pop")],
        "space_in_quotes": [(r"^ +| +$|\n+", ""), (r" +", "nv")],
        "single_quotes": [
            "space_in_quotes",
            (r"\\'", "se"),
            (r"'", "s", "#pop"),
            (r"[^\s']+", "s"),
        ],
        "double_quotes": [
            (r'"', "s", "#pop"),
            "space_in_quotes",
            (r'\\(?:[0abt\tn\nvfre "\\N_LP]|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})', "se"),
            (r'[^ \t\n\r\f\v"\\]+', "s"),
        ],
        "plain_scalar": [
            (r" *(?=:[ \n]|:$)", "", "#pop"),
            (r" *:\S+", "s"),
            (r" +(?=#)", "", "#pop"),
            (r" +$", ""),
            (r"\n+", "", "plain_scalar_next_line"),
            (r" +", "s"),
            (r"true|false|null", "kc"),
            (r"\d+(?:\.\d+)?(?=\r?\n| +#)", "m", "#pop"),
            (r"[^\s:]+", "s"),
        ],
        "plain_scalar_next_line": [
            (r"^ +\n|\n+", ""),
            (r"^(?=---|\.\.\.)", "", "#pop:3"),
            (r"^ *", next_line_of_plain),
        ],
        "plain_scalar_in_flow": [
            (r" *(?=[,:?\[\]{}])", "", "#pop"),
            (r" +(?=#)", "", "#pop"),
            (r"^ +| +$|\n+", ""),
            (r" +|[^\s,:?\[\]{}]+", "nv"),
        ],
        "yaml_directive": [(r"( +)(\d+\.\d+)", ("", "m"), ("#pop", "rest_of_line"))],
        "tag_directive": [
            (
                r"( +)(!|![\w-]*!)( +)(!|!?[\w;/?:@&=+$,.!~*'()\[\]%-]+)",
                ("", "kt", "", "kt"),
                ("#pop", "rest_of_line"),
            )
        ],
    }
