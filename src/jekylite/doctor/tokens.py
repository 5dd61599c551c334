"""A text as a list of tokens with their lines: markup, style sheets, JSON, or plain lines.

Each token keeps how it is written (`raw`) beside what it says (`value`, `attributes`), so that two of
them can be the same although they are written in different ways. Every reader takes linear time.
"""

from __future__ import annotations

import re
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
_RAW_TEXT = ("script", "style")
_VOID = " area base br col embed hr img input link meta source track wbr "
_NAME = re.compile(r"[A-Za-z][^\s/>]*+")
_ATTRIBUTE = re.compile(
    r"[\s/]*+([^\s/>=][^\s/>=]*+)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>]*+)))?", re.DOTALL
)
_TAG_END = re.compile(r"[\s/]*+>")


class _Html:
    """One pass over a text. What is looked for in vain is not looked for again, so that time is linear."""

    def __init__(self, text: str, first_line: int) -> None:
        self._text = text
        self._line = first_line
        self._counted = 0  # characters whose lines are counted
        self._absent: set[str] = set()
        self._open: list[str] = []  # elements that keep white space
        self.tokens: list[Token] = []

    def read(self) -> list[Token]:
        text = self._text
        at = begin = 0  # of what is not taken yet: where to look, and where it begins
        while (start := text.find("<", at)) >= 0:
            end = self._markup(start, begin)
            if end is None:
                at = start + 1
            else:
                at = begin = end
        self._put_text(begin, len(text))
        return self.tokens

    def _markup(self, start: int, begin: int) -> int | None:
        """Take what stands between `begin` and `start` as text, and the markup at `start`: where it ends.

        None if it is no markup; nothing is taken then.
        """
        text = self._text
        if text.startswith("<!--", start):
            return self._up_to("-->", start, begin, "comment")
        following = text[start + 1 : start + 2]
        if following in ("!", "?"):
            return self._up_to(">", start, begin, "declaration")
        if following == "/":
            name = _NAME.match(text, start + 2)
            end = self._find(">", start)
            if name is None or end < 0:
                return None
            self._put_text(begin, start)
            self._end_tag(name[0].lower(), text[start : end + 1], start)
            return end + 1
        name = _NAME.match(text, start + 1)
        if name is None or self._find(">", start) < 0:
            return None
        return self._start_tag(name, start, begin)

    def _start_tag(self, name: re.Match[str], start: int, begin: int) -> int | None:
        attributes = []
        at = name.end()
        while found := _ATTRIBUTE.match(self._text, at):
            value = next((group for group in found.groups()[1:] if group is not None), "")
            attributes.append((found[1].lower(), _unescaped(value)))
            at = found.end()
        end = _TAG_END.match(self._text, at)
        if end is None:
            return None
        self._put_text(begin, start)
        tag, raw = name[0].lower(), self._text[start : end.end()]
        self._add("start", tag, raw, start, tuple(attributes))
        if tag in _RAW_TEXT:
            return self._raw_text(tag, end.end())
        if raw.endswith("/>") and f" {tag} " not in _VOID:
            self._add("end", tag, "", start)
        elif tag in _KEEPS_SPACE:
            self._open.append(tag)
        return end.end()

    def _raw_text(self, tag: str, start: int) -> int:
        """The inside of a script or style sheet, up to its end tag or the end of everything."""
        end = re.compile(f"</{tag}", re.IGNORECASE).search(self._text, start)
        stop = end.start() if end else len(self._text)
        self.tokens += code_lines(self._text[start:stop], self._line_at(start))
        return stop

    def _end_tag(self, tag: str, raw: str, start: int) -> None:
        self._add("end", tag, raw, start)
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def _up_to(self, closer: str, start: int, begin: int, sort: Sort) -> int | None:
        end = self._find(closer, start)
        if end < 0:
            return None
        self._put_text(begin, start)
        raw = self._text[start : end + len(closer)]
        self._add(sort, raw.strip("<!->?") if sort == "comment" else raw.lower(), raw, start)
        return end + len(closer)

    def _find(self, closer: str, start: int) -> int:
        if closer in self._absent:
            return -1
        found = self._text.find(closer, start)
        if found < 0:
            self._absent.add(closer)
        return found

    def _line_at(self, position: int) -> int:
        self._line += self._text.count("\n", self._counted, position)
        self._counted = position
        return self._line

    def _add(self, sort: Sort, value: str, raw: str, start: int, attributes: Attributes = ()) -> None:
        within = self._open[-1] if self._open else ""
        self.tokens.append(Token(sort, value, raw, self._line_at(start), attributes, within))

    def _put_text(self, begin: int, end: int) -> None:
        """A token a line: a paragraph of many lines differs in one of them."""
        if begin == end:
            return
        within = self._open[-1] if self._open else ""
        lines = self._text[begin:end].splitlines(keepends=True)
        for number, part in enumerate(lines, self._line_at(begin)):
            self.tokens.append(Token("text", _unescaped(part), part, number, (), within))


def _unescaped(text: str) -> str:
    if "&" not in text:
        return text
    from html import unescape

    try:
        return unescape(text)
    except ValueError:  # thousands of digits
        return text


def html_tokens(text: str, first_line: int = 1) -> list[Token]:
    """The tags and texts of HTML as they are written; nothing is corrected."""
    return _with_what_is_shown(_Html(text, first_line).read())


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
_JSON = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[\]{},:]|[^\s\[\]{},:"]+|"', re.DOTALL)


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
