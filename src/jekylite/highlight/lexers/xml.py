"""XML as Rouge 4.7 sees it, and what it shares with HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import ClassVar

from jekylite.highlight.engine import Lexer, States

FORMAT_CHARACTERS = r"\u00ad\u200b-\u200f\u2060-\u2064\ufeff"
_NAME = rf"(?u:(?:[^\W\d]|:)[\w{FORMAT_CHARACTERS}:.·-]*)"
_NO_SPACE = re.compile(r"\S*", re.A)


class Markup(Lexer):
    """Text with entities, and pieces that count only if they end."""

    def __init__(self, options: Mapping[str, str] | None = None) -> None:
        super().__init__(options)
        self._no_entity: tuple[str, int] = ("", 0)  # a text, and up to where `&` begins no entity

    def entity(self, match: re.Match[str]) -> int:
        """`&…;` without white space between."""
        text, start = match.string, match.start()
        known_text, until = self._no_entity
        if text is not known_text or start >= until:
            end = self.next_index(";", text, start)
            until = _NO_SPACE.match(text, start, end).end()  # type: ignore[union-attr]
            if until == end < len(text):
                self.emit("ni", text[start : end + 1])
                return end + 1
            self._no_entity = (text, until)
        self.emit("err", "&")
        return start + 1

    def opened(self, match: re.Match[str]) -> int:
        """`<` that opens none of the pieces which have to end."""
        self.emit("err", "<")
        return match.start() + 1


def piece(closer: str, *, one_line: bool = False) -> Callable[[Markup, re.Match[str]], int]:
    """A rule's function: a processing instruction or declaration up to its end, if it has one."""

    def emit_piece(lexer: Markup, match: re.Match[str]) -> int:
        text, start = match.string, match.start()
        end = lexer.next_index(closer, text, match.end())
        if end < len(text) and not (one_line and lexer.next_index("\n", text, match.end()) < end):
            lexer.emit("cp", text[start : end + len(closer)])
            return end + len(closer)
        return lexer.opened(match)

    return emit_piece


class Xml(Markup):
    """XML."""

    def opened(self, match: re.Match[str]) -> int:
        text, start = match.string, match.start()
        if text[start + 1] == "!":
            end = self.next_index(">", text, start)
            if end < len(text):
                self.emit("cp", text[start : end + 1])
                return end + 1
        return super().opened(match)

    states: ClassVar[States] = {
        "root": [
            (r"[^<&]+", ""),
            (r"&", Markup.entity),
            (r"<!\[CDATA\[", piece("]]>", one_line=True)),
            (r"<!--", "c", "comment"),
            (r"<\?", piece("?>", one_line=True)),
            (r"<!", piece(">")),
            (rf"<\s*{_NAME}", "nt", "tag"),
            (rf"<\s*/\s*{_NAME}\s*>", "nt"),
        ],
        "comment": [(r"[^-]+", "c"), (r"-->", "c", "#pop"), (r"-", "c")],
        "tag": [
            (r"\s+", ""),
            (rf"{_NAME}\s*=", "na", "attribute_value"),
            (_NAME, "err"),
            (r"/?\s*>", "nt", "#pop"),
        ],
        "attribute_value": [(r"\s+", ""), (r"\"[^\"]*\"|'[^']*'|[^\s>]+", "s", "#pop")],
    }
