"""A text as a list of tokens with their lines: markup, style sheets, JSON, or plain lines.

Each token keeps how it is written (`raw`) beside what it says (`value`, `attributes`), so that two of
them can be the same although they are written in different ways. Every reader takes linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Literal, NamedTuple
from xml.parsers import expat

Sort = Literal["start", "end", "text", "comment", "declaration", "code"]
Attributes = tuple[tuple[str, str], ...]


class Token(NamedTuple):
    """A piece of a file.

    Args:
        sort: `start` and `end` of an element, `text`, `comment`, `declaration`; `code` is text of a
            script or style sheet, a number or word of CSS or JSON, or a line of any other text.
        value: the element's name, the text with its entities resolved, the line.
        raw: as it is written.
        line: 1-based, where it begins.
        attributes: of a `start`, as they come.
        within: the innermost of `pre`, `code`, `textarea` around it, "" outside of them.
        shown: what a browser shows of a text's white space: one blank for any, none beside a block.
    """

    sort: Sort
    value: str
    raw: str
    line: int
    attributes: Attributes = ()
    within: str = ""
    shown: str = ""

    @property
    def said(self) -> tuple[str, str, Attributes]:
        """What it says, however it is written."""
        return (self.sort, self.value, self.attributes)


_KEEPS_SPACE = ("pre", "textarea", "code")
_VOID = " area base br col embed hr img input link meta source track wbr "


class _Html(HTMLParser):
    def __init__(self, first_line: int) -> None:
        super().__init__(convert_charrefs=False)
        self.tokens: list[Token] = []
        self._first_line = first_line
        self._open: list[str] = []  # of those that keep white space
        self._text: list[str] = []
        self._text_line = 0
        self._is_code = False

    def _add(self, sort: Sort, value: str, raw: str, attributes: Attributes = ()) -> None:
        self.flush()
        within = self._open[-1] if self._open else ""
        self.tokens.append(Token(sort, value, raw, self._line(), attributes, within))

    def _line(self) -> int:
        return self._first_line + self.getpos()[0] - 1

    def flush(self) -> None:
        if self._text:
            raw = "".join(self._text)
            self._text.clear()
            within = self._open[-1] if self._open else ""
            if self._is_code:
                self.tokens += code_lines(raw, self._text_line)
            else:
                self.tokens += _words(raw, self._text_line, within)

    def _put(self, raw: str) -> None:
        if not self._text:
            self._text_line = self._line()
        self._text.append(raw)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = tuple((name, value or "") for name, value in attrs)
        self._add("start", tag, self.get_starttag_text() or "", attributes)
        if tag in _KEEPS_SPACE:
            self._open.append(tag)
        self._is_code = tag in ("script", "style")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = tuple((name, value or "") for name, value in attrs)
        raw = self.get_starttag_text() or ""
        self._add("start", tag, raw, attributes)
        if f" {tag} " not in _VOID:
            self._add("end", tag, "")

    def handle_endtag(self, tag: str) -> None:
        self._add("end", tag, f"</{tag}>")
        self._is_code = False
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        self._put(data)

    def handle_entityref(self, name: str) -> None:
        self._put(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._put(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self._add("comment", data, f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self._add("declaration", decl.lower(), f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self._add("declaration", data, f"<?{data}>")

    def unknown_decl(self, data: str) -> None:
        self._add("declaration", data, f"<![{data}]>")


def html_tokens(text: str, first_line: int = 1) -> list[Token]:
    """HTML as the standard library reads it; nothing is corrected."""
    parser = _Html(first_line)
    try:
        parser.feed(text)
        parser.close()
    except (AssertionError, ValueError):  # what it makes of `<![…` in some releases of Python
        return code_lines(text, first_line)
    parser.flush()
    return _with_what_is_shown(parser.tokens)


_INLINE_NAMES = (
    "a abbr b bdi bdo button cite code data del dfn em i img input ins kbd label mark q s samp select "
    "small span strong sub sup time tt u var wbr"
)
_INLINE = frozenset(_INLINE_NAMES.split())


def _with_what_is_shown(tokens: list[Token]) -> list[Token]:
    shown = []
    for place, token in enumerate(tokens):
        if token.sort == "text":
            text = re.sub(r"[ \t\r\n\f]+", " ", token.value)
            if place == 0 or _is_block(tokens[place - 1]):
                text = text.lstrip(" ")
            if place + 1 == len(tokens) or _is_block(tokens[place + 1]):
                text = text.rstrip(" ")
            token = token._replace(shown=text)
        shown.append(token)
    return shown


def _is_block(token: Token) -> bool:
    return token.sort in ("start", "end", "declaration") and token.value not in _INLINE


def _words(raw: str, line: int, within: str) -> Iterator[Token]:
    """A text of markup, a token a line: a paragraph of many lines differs in one of them."""
    from html import unescape

    for number, part in enumerate(raw.splitlines(keepends=True), line):
        yield Token("text", unescape(part), part, number, (), within)


def xml_tokens(text: str, first_line: int = 1) -> list[Token] | None:
    """XML, with the HTML in its texts as tokens of its own; None if it is not well-formed."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.ordered_attributes = True
    tokens: list[Token] = []

    def line() -> int:
        return first_line + parser.CurrentLineNumber - 1

    def start(name: str, attributes: list[str]) -> None:
        pairs = tuple(zip(attributes[::2], attributes[1::2], strict=True))
        raw = f"<{name} {attributes}>"
        tokens.append(Token("start", name, raw, line(), pairs))

    def characters(data: str) -> None:
        # A text is handed over at its end.
        begins = line() - data.count("\n")
        if "</" in data or "/>" in data:
            tokens.extend(html_tokens(data, begins))
        else:
            tokens.append(Token("text", data, data, begins, shown=" ".join(data.split())))

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda name: tokens.append(Token("end", name, f"</{name}>", line()))
    parser.CharacterDataHandler = characters
    parser.CommentHandler = lambda data: tokens.append(Token("comment", data, f"<!--{data}-->", line()))
    try:
        parser.Parse(text, True)
    except expat.ExpatError:
        return None
    return tokens


_CSS = re.compile(
    r"(?P<comment>/\*[^*]*\*+(?:[^/*][^*]*\*+)*/)"
    r"|(?P<text>\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*')"
    r"|(?P<space>\s+)|(?P<word>[\w\-.#%@$!\\*\u0080-\U0010ffff]+)|(?P<sign>.)",
    re.DOTALL,
)
_JSON = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{},:]|[^\s\[\]{},:"]+|"', re.DOTALL)


def css_tokens(text: str) -> list[Token]:
    """Comments, strings, words and signs; a space is a token, which may or may not matter."""
    tokens: list[Token] = []
    line = 1
    for match in _CSS.finditer(text):
        raw = match[0]
        if match.lastgroup == "comment":
            tokens.append(Token("comment", raw[2:-2], raw, line))
        else:
            tokens.append(Token("code" if match.lastgroup != "space" else "text", raw, raw, line))
        line += raw.count("\n")
    return tokens


def json_tokens(text: str) -> list[Token]:
    """Strings, numbers, words and signs, without the space between them."""
    tokens: list[Token] = []
    line, end = 1, 0
    for match in _JSON.finditer(text):
        line += text.count("\n", end, match.start())
        end = match.start()
        tokens.append(Token("code", match[0], match[0], line))
    return tokens


def code_lines(text: str, first_line: int = 1) -> list[Token]:
    """A token a line, with its end."""
    return [
        Token("code", line, line, number)
        for number, line in enumerate(text.splitlines(keepends=True), first_line)
    ]
