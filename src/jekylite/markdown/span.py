"""Span-level grammar: one scan over a block's text that hands back finished HTML.

A search finds the next character that can mean something, a table finds its handler, the handler
writes to `out` and says where to go on. Text is never a token: it stays a stretch of the source
(from `start` to here) until something ends it. Emphasis, links and elements recurse, as kramdown's
parser does, and an attempt that finds no end is taken back and leaves its opener as text.

Attempts that fail cost fuel; once it is spent, openers are text. So hostile input stays linear where
kramdown takes minutes or runs out of stack; real text never comes near the limit.

Source: kramdown 2.5 parser/kramdown/{emphasis,codespan,autolink,html,footnote,link,smart_quotes,math,
extensions,html_entity,typographic_symbol,line_break,escaped_chars}.rb, parser-gfm 1.1 gfm.rb.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

from jekylite.markdown.abbreviations import abbreviation_key
from jekylite.markdown.code import code_span
from jekylite.markdown.options import is_option
from jekylite.markdown.patterns import (
    ALD_NAME,
    ATTRIBUTE,
    BLOCK_TAGS,
    CLOSING_TAG,
    KNOWN_TAGS,
    REFERENCE,
    TAG,
    VOID_TAGS,
    WHITE,
    AttributeList,
    add_attributes,
    escape_code,
    escape_text,
    html_attributes,
    is_alphanumeric,
    is_letter,
    model_of,
)
from jekylite.markdown.quotes import PLAIN, read_quote, symbols
from jekylite.markdown.references import character_of, reference_html
from jekylite.markdown.state import Document, Token

# Every place where a span may begin. The class comes first so that the search skips text at C speed;
# behind it stands what must surround those characters that are mostly just text.
_MEANT = r"(?:(?<=[*_`<&'\"\\\[])|(?<=-)(?=-)|(?<=\.)(?=\.\.)|(?<=!)(?=\[)|(?<=\{)(?=:)|(?<=>)(?=>)"
_MEANT += r"|(?<=\$)(?=\$)|(?<=~)(?=~)|(?<=  \n)"
_NEXT = re.compile(r"[*_`<&'\"\\\[\-.!{>$~\n]" + _MEANT + ")")
_NEXT_OR_BRACKET = re.compile(r"[*_`<&'\"\\\[\-.!{>$~\n\]]" + _MEANT + r"|(?<=\]))")

_CODE_OR_TAG = re.compile(r"`|<(?=[^\W\d]|!--|!\[CDATA\[|/)")
_AUTOLINK = re.compile(r"<((mailto|https?|ftps?):.+?|[\w.-]+?@[\w.-]+?)>")
_HTML_START = re.compile(r"<(?:[^\W\d]|!--|!\[CDATA\[|/)")
_FOOTNOTE_MARK = re.compile(rf"\[\^({ALD_NAME})\]", re.ASCII)
_EXTENSION = re.compile(rf"\{{::(\w+)(?:\s((?:\\\}}|[^}}])*?)|)(/)?\}}|\{{:/({ALD_NAME})?\}}", re.ASCII)
_ATTRIBUTES = re.compile(r"\{:((?:\\\}|[^}])+)\}")
_ESCAPABLE = "\\.*_+`<>()[]{}#!:|\"'$=-"
_ESCAPE = re.compile(r"\\([\\.*_+`<>()\[\]{}#!:|\"'$=-])")
_LINK_ID = re.compile(r"\s*?\[([^\]]+)?\]", re.ASCII)
_LINK_STOP = re.compile(r"(\()|(\))|\s(?=['\"])", re.ASCII)
_LINK_TITLE = re.compile(r"\s*?([\"'])(.+?)\1\s*?\)", re.DOTALL | re.ASCII)
_STRIKE_END = re.compile(r"[^\s~]~~", re.ASCII)
_SPACES = re.compile(r"\s+", re.ASCII)
_LINE_ENDS = re.compile(r"\n+")
_HAN = r"\u2e80-\u2fd5\u3005\u3007\u3021-\u3029\u3038-\u303b\u3041-\u3096\u309d-\u309f\u30a1-\u30fa"
_HAN += r"\u30fd-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufad9\uff66-\uff6f\uff71-\uff9d"
_HAN += r"\U00020000-\U0003134a"
_CJK_BREAK = re.compile(rf"(?<=[{_HAN}])\n(?=[{_HAN}])")
# What can close emphasis, whatever else stands between: without one there is no use in trying.
_CLOSERS = {
    "*": re.compile(r"(?<!\s)\*(?!\*(?!\*))", re.ASCII),
    "_": re.compile(r"(?<!\s)_(?!_(?!_))", re.ASCII),
    "**": re.compile(r"(?<!\s)\*\*", re.ASCII),
    "__": re.compile(r"(?<!\s)__", re.ASCII),
}
_MARKDOWN_ATTRIBUTE = {"0": "raw", "1": "default", "span": "span", "block": "block"}
_MAX_NESTED = 60


# What `Spans.open` puts aside.
_Outside = tuple[list[str], list[str], int, str, int, int]


def normalize_link_id(ident: str) -> str:
    """White space to one space each, lower case."""
    return _SPACES.sub(" ", ident).lower()


class Spans:
    """Turns the text of one block after another into HTML.

    The methods from `element` on write what was found; `PlainSpans` and `TocSpans` write it differently.
    """

    writes_the_page = True
    escapes_text = True

    def __init__(self, document: Document) -> None:
        self.doc = document
        self.options = document.options
        self.symbols = symbols(self.options)
        # What decides how to parse stays as the text began, whatever its `{::options}` say.
        options = document.first_options
        self.gfm = options.input == "GFM"
        self.only_typography = options.input == "smartypants"
        self.escapable = _ESCAPABLE + "~" if self.gfm else "" if self.only_typography else _ESCAPABLE
        self.two_spaces_break = not (self.gfm and options.hard_wrap) and not self.only_typography
        self.break_mark = "\n" if options.hard_wrap else "\\\n"
        self.abbreviations = document.abbreviation_words()
        self.handlers = _handlers_for(options.input, options.gfm_quirks)
        self.plain_is_enough = self.escapes_text and not (
            self.abbreviations or options.hard_wrap or self.options.remove_line_breaks_for_cjk
        )
        self.token: Token | None = None
        self.breaks = False
        self.rich = False
        self.src = ""
        self.in_element = self.raw = 0

    def convert(
        self, text: str, token: Token | None = None, *, breaks: bool = True, ends_block: bool = True
    ) -> str:
        """HTML of a block's text.

        Args:
            text: the text, without the block's marks.
            token: names the block for warnings; None: they are not wanted.
            breaks: a `\\` at a line's end breaks it (GFM, outside elements and footnotes).
        """
        self.standalone: dict[str, str] | None = None
        match = _NEXT.search(text)
        if match is None and self.plain_is_enough:
            # `&` and `<` would have been found.
            return text.replace(">", "&gt;") if ">" in text else text
        self.breaks = self.gfm and breaks
        self.rich = (
            (self.abbreviations is not None and self.abbreviations.may_be_in(text))
            or self.options.remove_line_breaks_for_cjk
            or (self.breaks and self.break_mark in text)
        )
        if match is None:
            self.in_element = self.raw = 0
            return self.text(text, last=ends_block)
        self.begin(text, token)
        handlers = self.handlers
        search = _NEXT.search
        position = 0
        while match is not None:
            here = match.start()
            handle = handlers.get(text[here])
            if handle is None:
                match = search(text, here + 1)
                continue
            position = handle(self, here, position)
            match = search(text, position)
        self.flush(len(text), last=ends_block)
        return "".join(self.out)

    def begin(self, text: str, token: Token | None) -> None:
        """Stand at the start of a text."""
        self.token = token
        self.src = text
        self.counted_lines = (0, 0)
        self.out: list[str] = []
        self.held: list[str] = []  # text before `start`, where an escape was cut out of it
        self.start = 0
        self.fuel = 16 * len(text) + 4096
        self.absent: dict[str, int] = {}
        self.failed = False
        self.em = self.strong = self.links = self.images = self.in_element = self.raw = self.depth = 0
        self.image_count = 0  # of the innermost open element
        self.within = ""  # its kind: "em", "strong", "a", "img", "html"

    # Text.

    def flush(self, end: int, *, last: bool = False) -> None:
        """Write the text that has gathered up to `end`."""
        text = self.src[self.start : end]
        if self.held:
            text = "".join(self.held) + text
            self.held.clear()
        if text:
            self.out.append(self.text(text, last=last))

    def text(self, text: str, *, last: bool = False) -> str:
        """HTML of plain text; `last`: nothing comes behind it in its block."""
        if self.rich:
            return self._rich_text(text, last)
        if "&" in text or "<" in text or ">" in text:
            return escape_text(text)
        return text

    def _rich_text(self, text: str, last: bool) -> str:
        if self.abbreviations is None or self.raw:
            return self._with_breaks(text, last)
        *pieces, rest = self.abbreviations.split(text)
        html = ""
        for number, piece in enumerate(pieces):
            html += self.abbreviation(piece) if number % 2 else self._with_breaks(piece, False)
        return html + self._with_breaks(rest, last)

    def _with_breaks(self, text: str, last: bool) -> str:
        if not self.breaks or self.in_element or self.break_mark not in text:
            return self.escaped(text)
        lines = text.split(self.break_mark)
        html = self.escaped(lines[0])
        for number, line in enumerate(lines[1:], 2):
            if number < len(lines) or line or not last:
                html += "<br />"
            html += "\n" + self.escaped(line)
        return html

    def escaped(self, text: str) -> str:
        if self.options.remove_line_breaks_for_cjk:
            text = _CJK_BREAK.sub("", text)
        return escape_text(text)

    # What is written for each kind of span.

    def element(self, name: str, attributes: dict[str, str], inner: str) -> str:
        if attributes:
            return f"<{name}{html_attributes(attributes)}>{inner}</{name}>"
        return f"<{name}>{inner}</{name}>"

    def link(self, attributes: dict[str, str], inner: str) -> str:
        return f"<a{html_attributes(attributes)}>{inner}</a>"

    def image(self, attributes: dict[str, str]) -> str:
        return f"<img{html_attributes(attributes)} />"

    def html_element(self, name: str, attributes: dict[str, str], inner: str) -> str:
        if not inner and name in VOID_TAGS:
            return f"<{name}{html_attributes(attributes)} />"
        return f"<{name}{html_attributes(attributes)}>{inner}</{name}>"

    def verbatim(self, html: str) -> str:
        return html

    def code(self, code: str, attributes: dict[str, str]) -> str:
        return code_span(self.doc, code, attributes)

    def math(self, formula: str, attributes: dict[str, str]) -> str:
        if self.options.math_engine != "mathjax":
            attributes["class"] = f"{attributes.get('class', '')} kdmath".lstrip(WHITE)
        elif not attributes:
            return f"\\({escape_code(formula)}\\)"
        return f"<span{html_attributes(attributes)}>${formula}$</span>"

    def symbol(self, name: str) -> str:
        return self.symbols[name]

    def reference(self, match: re.Match[str]) -> str | None:
        return reference_html(match, self.options.entity_output)

    def abbreviation(self, name: str) -> str:
        title, token = self.doc.abbreviations[abbreviation_key(name)]
        attributes: dict[str, str] = {}
        if ial := token.get("ial"):
            add_attributes(attributes, ial, self.doc.alds)
        if title:
            attributes["title"] = title
        return f"<abbr{html_attributes(attributes)}>{name}</abbr>"

    def ampersand(self) -> str:
        return "&amp;"

    def footnote(self, name: str) -> str:
        number, repeat = self.doc.mark_footnote(name)
        ident = self.options.footnote_prefix + name
        label = self.options.footnote_link_text.replace("%s", str(number + self.options.footnote_nr))
        return (
            f'<sup id="fnref:{ident}{f":{repeat}" if repeat else ""}"><a href="#fn:{ident}"'
            f' class="footnote" rel="footnote" role="doc-noteref">{label}</a></sup>'
        )

    # Attempts.

    def find(self, needle: str, position: int) -> int:
        """`str.find` that remembers from where on there is none."""
        if position >= self.absent.get(needle, position + 1):
            return -1
        found = self.src.find(needle, position)
        if found < 0:
            self.absent[needle] = position
        return found

    def open(self, start: int) -> _Outside:
        """Begin to write the inside of something; what it returns goes to `close` or `take_back`."""
        marks = len(self.doc.footnote_marks)
        before = (self.out, self.held, self.start, self.within, self.image_count, marks)
        self.out, self.held, self.start, self.image_count = [], [], start, 0
        self.depth += 1
        return before

    def close(self, before: _Outside, end: int) -> str:
        """The HTML of the inside, which ends at `end`; text is gathered outside again."""
        self.flush(end)
        inner = "".join(self.out)
        self.out, self.held, self.start, self.within, self.image_count, _ = before
        self.depth -= 1
        return inner

    def take_back(self, before: _Outside, cost: int) -> None:
        """As if nothing had been opened."""
        self.out, self.held, self.start, self.within, self.image_count, marks = before
        self.depth -= 1
        self.fuel -= cost
        self.failed = True
        if len(self.doc.footnote_marks) > marks:
            self.doc.forget_footnotes(marks)

    def emit(self, begin: int, html: str, end: int) -> int:
        """Write the text before `begin`, then HTML that stands for the source up to `end`."""
        if begin > self.start or self.held:
            self.flush(begin)
        self.out.append(html)
        self.start = end
        return end

    def warn(self, position: int, message: str) -> None:
        if self.token is not None:
            # Most warnings come in order: count on from the last.
            counted, lines = self.counted_lines
            if position < counted:
                counted = lines = 0
            lines += self.src.count("\n", counted, position)
            self.counted_lines = (position, lines)
            self.doc.warn(self.token["state"].line_at(self.token["at"]) + lines, message)

    def attributes_at(self, position: int, attributes: dict[str, str]) -> tuple[int, AttributeList | None]:
        """Read each `{: …}` behind an element into its attributes; where they end, and what they said."""
        read: AttributeList | None = None
        if self.only_typography:
            return position, None
        while self.src.startswith("{:", position):
            if self.find("}", position) < 0 or _EXTENSION.match(self.src, position):
                break
            match = _ATTRIBUTES.match(self.src, position)
            if match is None:
                break
            ial = AttributeList()
            if not ial.read(match[1]):
                self.warn(position, f"`{match[0]}` says nothing that an attribute list can say")
            add_attributes(attributes, ial, self.doc.alds)
            if read is None:
                read = ial
            else:
                read.add(ial)
            position = match.end()
        return position, read

    # Inside something: each runs to its end and returns where that is, or -1 at the end of the text.

    def until_delimiter(self, position: int, delimiter: str) -> int:
        src, handlers, search = self.src, self.handlers, _NEXT.search
        mark, inside = delimiter[0], position
        match = search(src, position)
        while match:
            here = match.start()
            character = src[here]
            if character == mark and here > inside and self._closes(here, delimiter):
                return here
            handle = handlers.get(character)
            if handle is None:
                match = search(src, here + 1)
            else:
                position = handle(self, here, position)
                match = search(src, position)
        return -1

    def _closes(self, here: int, delimiter: str) -> bool:
        src = self.src
        if not src.startswith(delimiter, here) or src[here - 1] in " \t\n\v\f\r":
            return False
        after = here + len(delimiter)
        following = src[after : after + 1]
        if len(delimiter) == 1 and following == delimiter and src[after + 1 : after + 2] != delimiter:
            return False
        return delimiter[0] != "_" or not following or following == "_" or not is_alphanumeric(following)

    def until_bracket(self, position: int) -> int:
        src, handlers, search = self.src, self.handlers, _NEXT_OR_BRACKET.search
        open_brackets = 1
        match = search(src, position)
        while match:
            here = match.start()
            character = src[here]
            if character in "[]!":
                open_brackets += -1 if character == "]" else 1
                if open_brackets == self.image_count:
                    return here
            handle = handlers.get(character)
            if handle is None:
                match = search(src, here + 1)
            else:
                position = handle(self, here, position)
                match = search(src, position)
        return -1

    def until_tag(self, position: int, closing: re.Pattern[str]) -> int:
        src, handlers, search = self.src, self.handlers, _NEXT.search
        match = search(src, position)
        while match:
            here = match.start()
            character = src[here]
            if character == "<" and closing.match(src, here):
                return here
            handle = handlers.get(character)
            if handle is None:
                match = search(src, here + 1)
            else:
                position = handle(self, here, position)
                match = search(src, position)
        return -1

    def until_raw_tag(self, position: int, closing: re.Pattern[str]) -> int:
        src = self.src
        while (here := src.find("<", position)) >= 0:
            if closing.match(src, here):
                return here
            position = _html(self, here) if _HTML_START.match(src, here) else here + 1
        return -1


class PlainSpans(Spans):
    """The characters of a heading without its marks: what its id is made of.

    Source: parser-gfm 1.1 gfm.rb (update_raw_text).
    """

    writes_the_page = escapes_text = False

    def text(self, text: str, *, last: bool = False) -> str:
        return text

    def element(self, name: str, attributes: dict[str, str], inner: str) -> str:
        return inner

    def link(self, attributes: dict[str, str], inner: str) -> str:
        return inner

    def image(self, attributes: dict[str, str]) -> str:
        return ""

    def html_element(self, name: str, attributes: dict[str, str], inner: str) -> str:
        return inner

    def verbatim(self, html: str) -> str:
        return ""

    def code(self, code: str, attributes: dict[str, str]) -> str:
        return code if self.gfm else ""

    def math(self, formula: str, attributes: dict[str, str]) -> str:
        return formula if self.gfm else ""

    def symbol(self, name: str) -> str:
        return PLAIN[name] if self.gfm else ""

    def reference(self, match: re.Match[str]) -> str | None:
        character = character_of(match)
        return character if self.gfm or character is None else ""

    def ampersand(self) -> str:
        return "&" if self.gfm else ""

    def footnote(self, name: str) -> str:
        return ""


class TocSpans(Spans):
    """A heading's text for the table of contents: links unwrapped, footnotes left out."""

    writes_the_page = False

    def link(self, attributes: dict[str, str], inner: str) -> str:
        return inner

    def footnote(self, name: str) -> str:
        return ""


class Code(str):
    """A piece of `PipeSpans` that is the inside of a code span."""

    __slots__ = ()


class PipeSpans(Spans):
    """Cuts the lines of a table at code spans and elements, where a pipe is no cell's end."""

    writes_the_page = False

    def pieces(self, text: str) -> list[str]:
        """Code (`Code`), comments and text between them; elements are left out, with all in them."""
        self.begin(text, None)
        position = 0
        while match := _CODE_OR_TAG.search(text, position):
            here = match.start()
            if match[0] == "`":
                position = _code(self, here, position)
            else:
                position = _html(self, here)
        self.flush(len(text))
        return [piece for piece in self.out if piece]

    def text(self, text: str, *, last: bool = False) -> str:
        return text

    def code(self, code: str, attributes: dict[str, str]) -> str:
        return Code(code)

    def html_element(self, name: str, attributes: dict[str, str], inner: str) -> str:
        return ""

    def footnote(self, name: str) -> str:
        return ""

    def attributes_at(self, position: int, attributes: dict[str, str]) -> tuple[int, AttributeList | None]:
        return super().attributes_at(position, attributes) if self.depth else (position, None)


# Handlers: (spans, where the character stands, from where on the text is free) → where to go on.


def _emphasis(spans: Spans, here: int, free: int) -> int:
    src = spans.src
    mark = src[here]
    inside = here + 1
    if src[inside : inside + 1] == mark:
        inside += 1
    strong = inside - here == 2
    if (
        (spans.strong if strong else spans.em)
        or src[inside : inside + 1] in _WHITE_OR_END
        or spans.fuel <= 0
        or (mark == "_" and _letters_before(src, here))
    ):
        return inside
    end = _try_emphasis(spans, here, inside, mark * 2 if strong else mark)
    if end < 0 and strong and spans.within != "em":
        end = _try_emphasis(spans, here, here + 1, mark)
    return inside if end < 0 else end


def _try_emphasis(spans: Spans, here: int, inside: int, delimiter: str) -> int:
    if spans.failed and not _may_close(spans, delimiter, inside + 1):
        return -1
    name = "strong" if len(delimiter) == 2 else "em"
    before = spans.open(inside)
    spans.within = name
    if len(delimiter) == 2:
        spans.strong += 1
    else:
        spans.em += 1
    end = spans.until_delimiter(inside, delimiter)
    if len(delimiter) == 2:
        spans.strong -= 1
    else:
        spans.em -= 1
    if end < 0:
        spans.take_back(before, len(spans.src) - here)
        return -1
    inner = spans.close(before, end)
    end += len(delimiter)
    attributes: dict[str, str] = {}
    if spans.src.startswith("{:", end):
        after, _ = spans.attributes_at(end, attributes)
    else:
        after = end
    return spans.emit(here, spans.element(name, attributes, inner), after)


def _may_close(spans: Spans, delimiter: str, position: int) -> bool:
    """Something from `position` on could close emphasis, whatever else stands between."""
    if position >= spans.absent.get(delimiter, position + 1):
        return False
    if _CLOSERS[delimiter].search(spans.src, position):
        return True
    spans.absent[delimiter] = position
    return False


def _letters_before(src: str, here: int) -> bool:
    """A letter stands before, perhaps with `-` or a run of `_` between: no emphasis."""
    if here == 0:
        return False
    before = src[here - 1]
    if before == "_":
        start = here - 1
        while start > 0 and src[start - 1] == "_" and here - start < 64:
            start -= 1
        if start == 0:
            return False
        before = src[start - 1]
        here = start
    return is_letter(before) or (before == "-" and here > 1 and is_letter(src[here - 2]))


def _code(spans: Spans, here: int, free: int) -> int:
    src = spans.src
    inside = here + 1
    while src.startswith("`", inside):
        inside += 1
    if inside == here + 1:
        if (here == 0 or src[here - 1] in " \t\n\v\f\r") and src[inside : inside + 1] in _WHITE:
            return inside
        end = spans.find("`", inside)
        if end < 0:
            return inside
        code, after = src[inside:end], end + 1
    else:
        ticks = src[here:inside]
        end = spans.find(ticks, inside)
        if end < 0:
            return inside
        code, after = src[inside:end], end + inside - here
        code = code.removeprefix(" ")
        code = code.removesuffix(" ")
    attributes: dict[str, str] = {}
    if src.startswith("{:", after):
        after, _ = spans.attributes_at(after, attributes)
    return spans.emit(here, spans.code(code, attributes), after)


def _less_than(spans: Spans, here: int, free: int) -> int:
    src = spans.src
    following = src[here + 1 : here + 2]
    if (bracket := spans.find(">", here)) >= 0:
        if src.startswith(">", bracket + 1):
            bracket += 1
        if following not in ("/", "!") and not spans.only_typography and (match := _AUTOLINK.match(src, here, bracket + 1)):
            attributes = {"href": match[1] if match[2] else f"mailto:{match[1]}"}
            text = spans.text(match[1].removeprefix("mailto:"))
            after, _ = spans.attributes_at(match.end(), attributes)
            return spans.emit(here, spans.link(attributes, text), after)
        if _HTML_START.match(src, here):
            return _html(spans, here)
    if following in ("'", '"'):
        return _quote(spans, here + 1, free)
    if following == "<" and ">" in spans.handlers:
        name, after = ("laquo_space", here + 3) if src.startswith(" ", here + 2) else ("laquo", here + 2)
        return spans.emit(here, spans.symbol(name), after)
    return here + 1


def _greater_than(spans: Spans, here: int, free: int) -> int:
    if here > free and spans.src[here - 1] == " ":
        return spans.emit(here - 1, spans.symbol("raquo_space"), here + 2)
    return spans.emit(here, spans.symbol("raquo"), here + 2)


def _html(spans: Spans, here: int) -> int:
    """A comment, a tag or a whole element at `<`; anything else there leaves the `<` as text."""
    src = spans.src
    if src.startswith("<!", here):
        if src.startswith("<!--", here):
            end = spans.find("-->", here + 4)
            if end >= 0:
                return spans.emit(here, spans.verbatim(src[here : end + 3]), end + 3)
        elif src.startswith("<![CDATA[", here):
            end = spans.find("]]>", here + 9)
            if end >= 0:
                spans.held += (src[spans.start : here], src[here + 9 : end])
                spans.start = end + 3
                return end + 3
        return here + 1
    if spans.find(">", here) < 0:
        return here + 1
    if match := CLOSING_TAG.match(src, here):
        spans.warn(here, f"`{match[0]}` ends nothing")
        return match.end()
    match = TAG.match(src, here)
    if match is None:
        return here + 1
    return _html_element(spans, here, match)


def _html_element(spans: Spans, here: int, match: re.Match[str]) -> int:
    src = spans.src
    name = match[1]
    known = name.lower() in KNOWN_TAGS
    if known:
        name = name.lower()
    if name in BLOCK_TAGS or spans.depth >= _MAX_NESTED:
        if name in BLOCK_TAGS:
            spans.warn(here, f"`<{name}>` stands inside a paragraph, where it is only text")
        return match.end()
    attributes = read_attributes(match[2], known, lambda text: spans.warn(here, text))
    for key, value in attributes.items():
        if "\n" in value:
            attributes[key] = _LINE_ENDS.sub(" ", value)
    parsed = model_of(name) != "raw" and not spans.raw and spans.options.parse_span_html
    if "markdown" in attributes:
        wanted = _MARKDOWN_ATTRIBUTE.get(attributes.pop("markdown"))
        if wanted == "block":
            spans.warn(here, f'`<{name} markdown="block">` cannot hold blocks inside a paragraph')
        elif wanted:
            parsed = wanted == "span" or (wanted == "default" and model_of(name) != "raw")
    after = match.end()
    inner = ""
    if not match[4] and name not in VOID_TAGS:
        closing = _end_tag(name, known)
        before = spans.open(after)
        spans.within = "html"
        spans.in_element += 1
        spans.raw += not parsed
        end = (spans.until_tag if parsed else spans.until_raw_tag)(after, closing)
        if end < 0:
            spans.warn(here, f"`<{name}>` is never closed; it ends with its paragraph")
            end = after = len(src)
        elif ending := closing.match(src, end):
            after = ending.end()
        inner = spans.close(before, end)
        spans.in_element -= 1
        spans.raw -= not parsed
    if not spans.raw:
        after, _ = spans.attributes_at(after, attributes)
    return spans.emit(here, spans.html_element(name, attributes, inner), after)


@functools.lru_cache(maxsize=256)
def _end_tag(name: str, known: bool) -> re.Pattern[str]:
    return re.compile(rf"</{re.escape(name)}\s*>", re.IGNORECASE if known else re.NOFLAG)


def read_attributes(text: str, known: bool, warn: Callable[[str], None]) -> dict[str, str]:
    """The attributes of a start tag; those of HTML's own tags in lower case, the last value counts."""
    attributes: dict[str, str] = {}
    if text:
        for name, bare, _, quoted in ATTRIBUTE.findall(text):
            if known:
                name = name.lower()
            if name in attributes:
                warn(f"the attribute `{name}` is given twice; the last one counts")
            attributes[name] = bare or quoted
    return attributes


def _bracket(spans: Spans, here: int, free: int) -> int:
    src = spans.src
    image = src[here] == "!"
    inside = here + 2 if image else here + 1
    if src.startswith("^", inside):
        return here + 1 if image else _footnote(spans, here)
    if not image and (spans.links or spans.images):
        return inside
    if spans.fuel <= 0 or spans.find("]", inside) < 0 or spans.depth >= _MAX_NESTED:
        return inside
    before = spans.open(inside)
    if image:
        spans.images += 1
        spans.within = "img"
    else:
        spans.links += 1
        spans.within = "a"
    end = spans.until_bracket(inside)
    if image:
        spans.images -= 1
    else:
        spans.links -= 1
    if end < 0:
        spans.take_back(before, len(src) - here)
        return inside
    attributes: dict[str, str] = {}
    after, ial = _link_target(spans, here, inside, end, attributes, image=image)
    if after < 0:
        spans.take_back(before, max(end, -after) - here)
        return inside
    inner = spans.close(before, end)
    after, said = spans.attributes_at(after, attributes)
    if said and ial is not None and spans.writes_the_page:
        ial.add(said)  # the definition's own list: kramdown changes it for the links after this one, too
    if not image:
        return spans.emit(here, spans.link(attributes, inner), after)
    spans.image_count += 1
    html = spans.image(attributes)
    if (said and "standalone" in said.refs) or (ial and "standalone" in ial.refs):
        if here == 0 and after == len(src):
            spans.standalone = attributes
    return spans.emit(here, html, after)


def _link_target(
    spans: Spans, here: int, inside: int, end: int, attributes: dict[str, str], *, image: bool
) -> tuple[int, AttributeList | None]:
    """Read what comes behind `[text]` into attributes.

    Returns:
        where it ends, and the attribute list of the definition; where the search for a link ended,
        as a negative number, if it is none.
    """
    src = spans.src
    position = end + 1
    match = _LINK_ID.match(src, position) if spans.find("]", position) >= 0 else None
    if match or not src.startswith("(", position):
        named = match[1] if match else None
        ident = normalize_link_id(named or _ESCAPE.sub(r"\1", src[inside:end]))
        definition = spans.doc.link_definitions.get(ident)
        if definition is None:
            if named is None:
                spans.warn(here, f"there is no definition for the link `[{ident}]`")
            return -(match.end() if match else position), None
        ial: AttributeList | None = definition.token.get("ial") if definition.token else None
        if ial:
            add_attributes(attributes, ial, spans.doc.alds)
        _set_target(spans, attributes, definition.url, definition.title, inside, end, image=image)
        return (match.end() if match else position), ial
    if src.startswith("(<", position) and (bracket := _on_line(src, ">", position)) >= 0:
        url = src[position + 2 : bracket]
        position = bracket + 1
        if src.startswith(")", position):
            _set_target(spans, attributes, url, None, inside, end, image=image)
            return position + 1, None
    else:
        if spans.find(")", position) < 0:
            return -position, None
        begin, depth = position, 0
        while stop := _LINK_STOP.search(src, position):
            position = stop.end()
            if stop[2]:
                depth -= 1
                if depth == 0:
                    break
            elif stop[1]:
                depth += 1
            else:
                break
        url = src[begin + 1 : position - 1].strip(WHITE)
        if depth == 0:
            _set_target(spans, attributes, url, None, inside, end, image=image)
            return position, None
    title = _LINK_TITLE.match(src, position)
    if title is None:
        return -len(src), None
    _set_target(spans, attributes, url, title[2], inside, end, image=image)
    return title.end(), None


def _on_line(src: str, needle: str, position: int) -> int:
    found = src.find(needle, position)
    return found if found >= 0 and src.find("\n", position, found) < 0 else -1


def _set_target(
    spans: Spans,
    attributes: dict[str, str],
    url: str,
    title: str | None,
    inside: int,
    end: int,
    *,
    image: bool,
) -> None:
    if image:
        attributes["src"] = url
        attributes["alt"] = _ESCAPE.sub(r"\1", spans.src[inside:end])
    else:
        attributes["href"] = url
    if title is not None:
        attributes["title"] = title


def _footnote(spans: Spans, here: int) -> int:
    match = _FOOTNOTE_MARK.match(spans.src, here)
    if match is None:
        return here + 1
    if match[1] not in spans.doc.footnotes:
        spans.warn(here, f"there is no footnote `[^{match[1]}]`")
        return match.end()
    return spans.emit(here, spans.footnote(match[1]), match.end())


def _quote(spans: Spans, here: int, free: int) -> int:
    src = spans.src
    free_before = here > free and src[here - 1] != "\\"
    begin, names, end = read_quote(src, here, free_before=free_before)
    for name in names:
        spans.emit(begin, spans.symbol(name), end)
        begin = end
    return end


def _math(spans: Spans, here: int, free: int) -> int:
    end = spans.find("$$", here + 2)
    if end < 0:
        return here + 1
    attributes: dict[str, str] = {}
    formula = spans.src[here + 2 : end].strip(WHITE)
    after, _ = spans.attributes_at(end + 2, attributes)
    return spans.emit(here, spans.math(formula, attributes), after)


def _extension(spans: Spans, here: int, free: int) -> int:
    """`{: …}` behind something without attributes of its own, `{::name}…{:/}`, or just text."""
    src = spans.src
    if spans.find("}", here) < 0:
        return here + 1
    if match := _EXTENSION.match(src, here):
        return _span_extension(spans, here, match)
    match = _ATTRIBUTES.match(src, here)
    if match is None:
        return here + 1
    if spans.out and spans.start == here and not spans.held:
        spans.start = match.end()
        return match.end()
    spans.warn(here, f"`{match[0]}` follows text; it would have to follow a span")
    return here + 1


def _span_extension(spans: Spans, here: int, match: re.Match[str]) -> int:
    src = spans.src
    name, end = match[1], match.end()
    if name is None:
        spans.warn(here, f"`{match[0]}` ends nothing")
        return here + 1
    arguments = AttributeList()
    arguments.read(match[2] or "")
    body: str | None = None
    if not match[3]:
        stops = [found for mark in ("{:/}", f"{{:/{name}}}") if (found := spans.find(mark, end)) >= 0]
        if not stops:
            spans.warn(here, f"`{match[0]}` is never ended")
            return here + 1
        body, end = src[end : min(stops)], src.index("}", min(stops)) + 1
    if name == "comment":
        if body is None:
            html = None
        else:
            html = spans.verbatim(f"<!-- {body} -->")
    elif name == "nomarkdown":
        html = None if body is None else spans.verbatim(body if _is_for_html(arguments) else "")
    elif name == "options":
        set_options(spans.doc, arguments, lambda text: spans.warn(here, text))
        html = None
    else:
        spans.warn(here, f"there is no extension `{name}`")
        return here + 1
    if html is not None:
        return spans.emit(here, html, end)
    if here > spans.start:
        spans.held.append(src[spans.start : here])
    spans.start = end
    return end


def _is_for_html(arguments: AttributeList) -> bool:
    kinds = arguments.get("type", "").split()
    return not kinds or "html" in kinds


def set_options(document: Document, arguments: AttributeList, warn: Callable[[str], None]) -> None:
    """`{::options key="value" /}`: for the whole text's HTML, and for what is parsed from here on."""
    for name, value in arguments.items():
        if not is_option(name):
            warn(f"kramdown has no option `{name}`")
        elif name in document.options.forbidden_inline_options or name == "forbidden_inline_options":
            warn(f"the option `{name}` may not be set inside a text")
        else:
            document.set_option(name, value)


def _reference(spans: Spans, here: int, free: int) -> int:
    src = spans.src
    match = REFERENCE.match(src, here)
    if match is None:
        if src[here + 1 : here + 2] in ("'", '"'):
            return _quote(spans, here + 1, free)
        return here + 1
    html = spans.reference(match)
    if html is None:
        # An unknown name: the `&` is written as a reference, the rest is text that may go on.
        spans.emit(here, spans.ampersand(), here + 1)
        return match.end()
    return spans.emit(here, html, match.end())


def _dashes(spans: Spans, here: int, free: int) -> int:
    if spans.src.startswith("-", here + 2):
        return spans.emit(here, spans.symbol("mdash"), here + 3)
    return spans.emit(here, spans.symbol("ndash"), here + 2)


def _dots(spans: Spans, here: int, free: int) -> int:
    return spans.emit(here, spans.symbol("hellip"), here + 3)


def _line_end(spans: Spans, here: int, free: int) -> int:
    if here - 2 >= free and spans.two_spaces_break:
        spans.emit(here - 2, spans.verbatim("<br />"), here)
        free = here
    if spans.src[here + 1 : here + 2] in ("'", '"') and '"' in spans.handlers:
        return _quote(spans, here + 1, free)
    return here + 1


def _backslash(spans: Spans, here: int, free: int) -> int:
    src = spans.src
    following = src[here + 1 : here + 2]
    if following in ("<", ">") and src[here + 2 : here + 3] == following and ">" in spans.handlers:
        html = spans.text(following * 2)
        return spans.emit(here, html, here + 3)
    if following == "\\" and src.startswith("\n", here + 2) and spans.two_spaces_break:
        return spans.emit(here, spans.verbatim("<br />"), here + 2)
    if following and following in spans.escapable:
        if here > spans.start:
            spans.held.append(src[spans.start : here])
        spans.start = here + 1
        return here + 2
    return here + 1


def _strike(spans: Spans, here: int, free: int) -> int:
    src = spans.src
    if not spans.gfm or src[here + 2 : here + 3] in _WHITE_OR_END or src[here + 2] == "~":
        return here + 1
    if here + 2 >= spans.absent.get("~~", here + 3):
        return here + 1
    match = _STRIKE_END.search(src, here + 2)
    if match is None:
        spans.absent["~~"] = here + 2
        return here + 1
    inner = type(spans)(spans.doc).convert(src[here + 2 : match.end() - 2], spans.token, breaks=False)
    attributes: dict[str, str] = {}
    after, _ = spans.attributes_at(match.end(), attributes)
    return spans.emit(here, spans.html_element("del", attributes, inner), after)


_WHITE = (" ", "\t", "\n", "\v", "\f", "\r")
_WHITE_OR_END = ("", *_WHITE)

_HANDLERS: dict[str, Callable[[Spans, int, int], int]] = {
    "*": _emphasis,
    "_": _emphasis,
    "`": _code,
    "<": _less_than,
    ">": _greater_than,
    "[": _bracket,
    "!": _bracket,
    '"': _quote,
    "'": _quote,
    "$": _math,
    "{": _extension,
    "&": _reference,
    "-": _dashes,
    ".": _dots,
    "\n": _line_end,
    "\\": _backslash,
    "~": _strike,
}


@functools.cache
def _handlers_for(dialect: str, quirks: tuple[str, ...]) -> dict[str, Callable[[Spans, int, int], int]]:
    if dialect == "markdown":
        marks = "*_`<[!&\n\\"
    elif dialect == "smartypants":
        marks = "\"'<>&-.\\\n"
    elif dialect == "GFM":
        marks = "".join(_HANDLERS) if "no_auto_typographic" not in quirks else "*_`<[!\"'${&\n\\~"
    else:
        marks = "".join(_HANDLERS).replace("~", "")
    return {mark: _HANDLERS[mark] for mark in marks}
