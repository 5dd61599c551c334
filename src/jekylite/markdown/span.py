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

from jekylite.markdown.abbreviations import abbreviation_key
from jekylite.markdown.code import code_span
from jekylite.markdown.patterns import (
    ATTRIBUTES,
    EXTENSION,
    HTML_START,
    NEXT_SPAN,
    NEXT_SPAN_OR_BRACKET,
    VOID_TAGS,
    WHITE,
    AttributeList,
    add_attributes,
    escape_text,
    html_attributes,
    is_alphanumeric,
)
from jekylite.markdown.quotes import PLAIN, symbols
from jekylite.markdown.references import character_of, reference_html
from jekylite.markdown.span_html import html
from jekylite.markdown.span_rules import handlers_for
from jekylite.markdown.state import Document, Token
from jekylite.ruby.strings import xml_text

_SPACES = re.compile(r"\s+", re.ASCII)
_ESCAPABLE = "\\.*_+`<>()[]{}#!:|\"'$=-"
_HAN = r"\u2e80-\u2fd5\u3005\u3007\u3021-\u3029\u3038-\u303b\u3041-\u3096\u309d-\u309f\u30a1-\u30fa"
_HAN += r"\u30fd-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufad9\uff66-\uff6f\uff71-\uff9d"
_HAN += r"\U00020000-\U0003134a"
# What `Spans.open` puts aside.
_Outside = tuple[list[str], list[str], int, str, int, int]


@functools.cache
def _cjk_break() -> re.Pattern[str]:
    return re.compile(rf"(?<=[{_HAN}])\n(?=[{_HAN}])")


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
        self.handlers = handlers_for(options.input, options.gfm_quirks)
        self.always_rich = (
            self.options.remove_line_breaks_for_cjk or self.options.html_to_native or not self.escapes_text
        )
        self.plain_is_enough = not (self.always_rich or self.abbreviations or options.hard_wrap)
        self.breaks = self.rich = False
        # What is open: nothing again at the end of each text.
        self.em = self.strong = self.links = self.images = self.in_element = self.raw = self.depth = 0
        self.in_code = 0  # raw elements of code that `html_to_native` wants the mere text of
        self.image_count = 0  # of the innermost open element
        self.collapse = False  # its text's white space, if it is an element: `html_to_native`
        self.within = ""  # its kind: "em", "strong", "a", "img", "html"
        self.begin("", None)

    def convert(
        self, text: str, token: Token | None = None, *, breaks: bool = True, ends_block: bool = True
    ) -> str:
        """HTML of a block's text.

        Args:
            text: the text, without the block's marks.
            token: names the block for warnings; None: they are not wanted.
            breaks: a `\\` at a line's end breaks it (GFM, outside elements and footnotes).
            ends_block: the text is the last of its block, so that a break at its end breaks nothing.
        """
        self.standalone: dict[str, str] | None = None
        match = NEXT_SPAN.search(text)
        if match is None and self.plain_is_enough:
            # `&` and `<` would have been found.
            return text.replace(">", "&gt;") if ">" in text else text
        self.breaks = self.gfm and breaks
        self.rich = (
            self.always_rich
            or (self.breaks and self.break_mark in text)
            or (self.abbreviations is not None and self.abbreviations.may_be_in(text))
        )
        self.begin(text, token)
        if match is None:
            return self.text(text, last=ends_block)
        handlers = self.handlers
        search = NEXT_SPAN.search
        position = 0
        while match is not None:
            here = match.start()
            handle = handlers[text[here]]
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
        if self.collapse and self.within == "html":
            text = _SPACES.sub(" ", text)
        if self.in_code:
            return text
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
            text = _cjk_break().sub("", text)
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
        return "" if self.in_code else html

    def code(self, code: str, attributes: dict[str, str]) -> str:
        return code_span(self.doc, code, attributes)

    def math(self, formula: str, attributes: dict[str, str]) -> str:
        if self.options.math_engine != "mathjax":
            attributes["class"] = f"{attributes.get('class', '')} kdmath".lstrip(WHITE)
        elif not attributes:
            return f"\\({xml_text(formula)}\\)"
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
        if self.rich or self.held:
            self.flush(begin)
        elif begin > self.start:
            self.out.append(escape_text(self.src[self.start : begin]))
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
        if self.handlers["{"] is None:
            return position, None
        while self.src.startswith("{:", position):
            if self.find("}", position) < 0 or EXTENSION.match(self.src, position):
                break
            match = ATTRIBUTES.match(self.src, position)
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
        src, handlers, search = self.src, self.handlers, NEXT_SPAN.search
        mark, inside = delimiter[0], position
        match = search(src, position)
        while match:
            here = match.start()
            character = src[here]
            if character == mark and here > inside and self.closes(here, delimiter):
                return here
            handle = handlers[character]
            if handle is None:
                match = search(src, here + 1)
            else:
                position = handle(self, here, position)
                match = search(src, position)
        return -1

    def closes(self, here: int, delimiter: str) -> bool:
        src = self.src
        if not src.startswith(delimiter, here) or src[here - 1] in " \t\n\v\f\r":
            return False
        after = here + len(delimiter)
        following = src[after : after + 1]
        if len(delimiter) == 1 and following == delimiter and src[after + 1 : after + 2] != delimiter:
            return False
        return delimiter[0] != "_" or not following or following == "_" or not is_alphanumeric(following)

    def until_bracket(self, position: int) -> int:
        src, handlers, search = self.src, self.handlers, NEXT_SPAN_OR_BRACKET.search
        open_brackets = 1
        match = search(src, position)
        while match:
            here = match.start()
            character = src[here]
            if character in "[]!":
                open_brackets += -1 if character == "]" else 1
                if open_brackets == self.image_count:
                    return here
            handle = handlers[character]
            if handle is None:
                match = search(src, here + 1)
            else:
                position = handle(self, here, position)
                match = search(src, position)
        return -1

    def until_tag(self, position: int, closing: re.Pattern[str]) -> int:
        src, handlers, search = self.src, self.handlers, NEXT_SPAN.search
        match = search(src, position)
        while match:
            here = match.start()
            character = src[here]
            if character == "<" and closing.match(src, here):
                return here
            handle = handlers[character]
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
            position = html(self, here) if HTML_START.match(src, here) else here + 1
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
