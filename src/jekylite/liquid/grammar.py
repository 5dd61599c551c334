"""The strict grammar of tag and output markup: Liquid's Lexer and Parser.

It does not build expressions, it spells them: `a [ 0 ] . b` becomes `a[0].b`, which
`expressions.parse` then cuts again. That second cut is Liquid's too, and it is why
`a[b[0]]` reads something else than it seems to.

Source: Liquid 4.0.4 lexer.rb, parser.rb.
"""

from __future__ import annotations

import re

from jekylite.liquid.errors import TemplateError, syntax

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<comparison>==|!=|<>|<=?|>=?|contains(?=\s))
    | (?P<string>'[^']*'|"[^"]*")
    | (?P<number>-?\d+(?:\.\d+)?)
    | (?P<id>[a-zA-Z_][\w-]*\??)
    | (?P<dotdot>\.\.)
    | (?P<special>[|.:,\[\]()?-])
    | (?P<end>\Z)
    | (?P<unexpected>.)
    )""",
    re.A | re.X | re.S,
)
_SPECIALS = {
    "|": "pipe",
    ".": "dot",
    ":": "colon",
    ",": "comma",
    "[": "open_square",
    "]": "close_square",
    "(": "open_round",
    ")": "close_round",
    "?": "question",
    "-": "dash",
}
_END = "end_of_string"


class StrictParser:
    """A cursor over the tokens of one markup.

    Raises (all methods): TemplateError with Liquid's words, without line and markup.
    """

    __slots__ = ("_at", "_tokens")

    def __init__(self, markup: str) -> None:
        self._tokens: list[tuple[str, str]] = []
        self._at = 0
        add = self._tokens.append
        at = 0
        while True:
            match = _TOKEN.match(markup, at)
            assert match is not None
            at = match.end()
            kind = match.lastgroup
            assert kind is not None
            text = match[kind]
            if kind == "special":
                kind = _SPECIALS[text]
            elif kind == "end":
                add((_END, ""))
                return
            elif kind == "unexpected":
                raise syntax(f"Unexpected character {text}")
            add((kind, text))

    def consume(self, kind: str) -> str:
        """The text of the next token, which must be of that kind."""
        found, text = self._tokens[self._at]
        if found != kind:
            raise syntax(f"Expected {kind} but found {found}")
        self._at += 1
        return text

    def accept(self, kind: str) -> str | None:
        """The text of the next token if it is of that kind, else None."""
        found, text = self._tokens[self._at]
        if found != kind:
            return None
        self._at += 1
        return text

    def accept_word(self, word: str) -> bool:
        """Step over an identifier of that name."""
        if self._tokens[self._at] != ("id", word):
            return False
        self._at += 1
        return True

    def at_keyword_argument(self) -> bool:
        """Whether `name:` comes next."""
        return self._tokens[self._at][0] == "id" and self._tokens[self._at + 1][0] == "colon"

    def end(self) -> None:
        """There must be nothing left."""
        self.consume(_END)

    def expression(self) -> str:
        """One value: a variable with its lookups, a string, a number, a range."""
        kind, text = self._tokens[self._at]
        if kind == "id":
            return self._variable()
        if kind in ("string", "number"):
            self._at += 1
            return text
        if kind == "open_round":
            self._at += 1
            first = self.expression()
            self.consume("dotdot")
            last = self.expression()
            self.consume("close_round")
            return f"({first}..{last})"
        raise self._not_an_expression(kind, text)

    def argument(self) -> str:
        """One argument of a filter, `name: value` spelled with one space."""
        if not self.at_keyword_argument():
            return self.expression()
        name = self.consume("id")
        self.consume("colon")
        return f"{name}: {self.expression()}"

    def _variable(self) -> str:
        parts = [self.consume("id")]
        while True:
            while self.accept("open_square") is not None:
                parts.append(f"[{self.expression()}]")
                self.consume("close_square")
            if self.accept("dot") is None:
                return "".join(parts)
            parts.append("." + self.consume("id"))

    @staticmethod
    def _not_an_expression(kind: str, text: str) -> TemplateError:
        shown = f'[:{kind}, "{text}"]' if text else f"[:{kind}]"
        return syntax(f"{shown} is not a valid expression")
