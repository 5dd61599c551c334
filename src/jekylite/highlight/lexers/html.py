"""HTML as Rouge 4.7 sees it, with JavaScript in `<script>` and CSS in `<style>`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

from jekylite.highlight.engine import Lexer, States
from jekylite.highlight.lexers.css import Css
from jekylite.highlight.lexers.javascript import JavaScript
from jekylite.highlight.lexers.xml import FORMAT_CHARACTERS, Markup, piece

_NAME = rf"(?u:(?:[^\W\d]|[:-])[\w{FORMAT_CHARACTERS}:.·-]*)"
# An attribute may be a framework's: `[value]="x"`, `(click)="go()"`, `*ngIf`, `#name`.
_VALUED = re.compile(rf"[\w{FORMAT_CHARACTERS}:.·\[\]()*-]+\s*=\s*")
_VALUED_LETTERS = re.compile(rf"[\w{FORMAT_CHARACTERS}:.·\[\]()*-]*")
_BARE = re.compile(rf"(?:[^\W\d]|[:*#-])[\w{FORMAT_CHARACTERS}:.·*#-]*")


class Html(Markup):
    """HTML."""

    def __init__(self, options: Mapping[str, str] | None = None) -> None:
        super().__init__(options)
        self._script: Lexer = JavaScript(self.options)
        self._style: Lexer = Css(self.options)
        self._bare_until: tuple[str, int] = ("", 0)  # a text, and up to where no `=` follows a name

    def opened(self, match: re.Match[str]) -> int:
        self.emit("nt", "<")
        self.push("tag_name")
        return match.start() + 1

    def open_script(self, match: re.Match[str]) -> None:
        self.emit("nt", match[0])
        self._script = JavaScript(self.options)

    def open_style(self, match: re.Match[str]) -> None:
        self.emit("nt", match[0])
        self._style = Css(self.options)

    def script(self, match: re.Match[str]) -> None:
        self.delegate(self._script, match[0])

    def style(self, match: re.Match[str]) -> None:
        self.delegate(self._style, match[0])

    def attribute(self, match: re.Match[str]) -> int:
        text, pos = match.string, match.start()
        known_text, until = self._bare_until
        if text[pos] != "#" and (text is not known_text or pos >= until):
            if valued := _VALUED.match(text, pos):
                self.emit("na", valued[0])
                self.push("attribute_value")
                return valued.end()
            self._bare_until = (text, _VALUED_LETTERS.match(text, pos).end())  # type: ignore[union-attr]
        if bare := _BARE.match(text, pos):
            self.emit("na", bare[0])
            return bare.end()
        self.emit("err", text[pos])
        return pos + 1

    states: ClassVar[States] = {
        "root": [
            (r"[^<&]+", ""),
            (r"&", Markup.entity),
            (r"(?i:<!DOCTYPE )", piece(">")),
            (r"<!\[CDATA\[", piece("]]>")),
            (r"<!--", "c", "comment"),
            (r"<\?", piece("?>")),
            (r"<\s*script\s*", open_script, ("script", "tag")),
            (r"<\s*style\s*", open_style, ("style", "tag")),
            (r"</", "nt", "end_tag_name"),
            (r"<", "nt", "tag_name"),
        ],
        "comment": [(r"[^-]+", "c"), (r"-->", "c", "#pop"), (r"-", "c")],
        "end_tag_name": ["end_tag", (_NAME, "nt", ("#pop", "end_tag"))],
        "end_tag": [(r"\s+", ""), (r">", "nt", "#pop")],
        "tag_name": [(r"\s+", ""), (_NAME, "nt", ("#pop", "tag")), (r"", "", ("#pop", "tag"))],
        "tag": [
            (r"\s+", ""),
            (r"(?u:[^\W\d]|[:\[\]()*.#-])", attribute),
            (r"/?\s*>", "nt", "#pop"),
        ],
        "attribute_value": [
            (r'"', "s", ("#pop", "double_quotes")),
            (r"'", "s", ("#pop", "single_quotes")),
            (r"[^\s>]+", "s", "#pop"),
        ],
        "double_quotes": [(r'"', "s", "#pop"), (r'[^"]+', "s")],
        "single_quotes": [(r"'", "s", "#pop"), (r"[^']+", "s")],
        "script": [
            (r"[^<]+", script),
            (r"<\s*/\s*script\s*>", "nt", "#pop"),
            (r"<", script),
        ],
        "style": [
            (r"[^<]+", style),
            (r"<\s*/\s*style\s*>", "nt", "#pop"),
            (r"<", style),
        ],
    }
