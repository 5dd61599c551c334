"""`<` inside a line: comments, elements, addresses between pointed brackets.

Source: kramdown 2.5 parser/kramdown/html.rb (parse_span_html), parser/html.rb, autolink.rb.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from jekylite.markdown import native
from jekylite.markdown.patterns import (
    ATTRIBUTE,
    BLOCK_TAGS,
    CLOSING_TAG,
    HTML_START,
    KNOWN_TAGS,
    MARKDOWN_ATTRIBUTE,
    MAX_NESTED,
    TAG,
    VOID_TAGS,
    model_of,
)
from jekylite.markdown.quotes import quote

if TYPE_CHECKING:
    from jekylite.markdown.span import Spans

_AUTOLINK = re.compile(r"<((mailto|https?|ftps?):.+?|[\w.-]+?@[\w.-]+?)>")
_LINE_ENDS = re.compile(r"\n+")


def less_than(spans: Spans, here: int, free: int) -> int:
    src = spans.src
    following = src[here + 1 : here + 2]
    if (bracket := spans.find(">", here)) >= 0:
        if src.startswith(">", bracket + 1):
            bracket += 1
        if (
            following not in ("/", "!")
            and not spans.only_typography
            and (match := _AUTOLINK.match(src, here, bracket + 1))
        ):
            attributes = {"href": match[1] if match[2] else f"mailto:{match[1]}"}
            text = spans.text(match[1].removeprefix("mailto:"))
            after, _ = spans.attributes_at(match.end(), attributes)
            return spans.emit(here, spans.link(attributes, text), after)
        if HTML_START.match(src, here):
            return html(spans, here)
    if following in ("'", '"') and spans.handlers['"']:
        return quote(spans, here + 1, free)
    if following == "<" and spans.handlers[">"]:
        name, after = ("laquo_space", here + 3) if src.startswith(" ", here + 2) else ("laquo", here + 2)
        return spans.emit(here, spans.symbol(name), after)
    return here + 1


def html(spans: Spans, here: int) -> int:
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
    if name in BLOCK_TAGS or spans.depth >= MAX_NESTED:
        if name in BLOCK_TAGS:
            spans.warn(here, f"`<{name}>` stands inside a paragraph, where it is only text")
        return match.end()
    attributes = read_attributes(match[2], known, lambda text: spans.warn(here, text))
    for key, value in attributes.items():
        if "\n" in value:
            attributes[key] = _LINE_ENDS.sub(" ", value)
    parsed = model_of(name) != "raw" and not spans.raw and spans.options.parse_span_html
    if "markdown" in attributes:
        wanted = MARKDOWN_ATTRIBUTE.get(attributes.pop("markdown"))
        if wanted == "block":
            spans.warn(here, f'`<{name} markdown="block">` cannot hold blocks inside a paragraph')
        elif wanted:
            parsed = wanted == "span" or (wanted == "default" and model_of(name) != "raw")
    after = match.end()
    inner = source = ""
    if not match[4] and name not in VOID_TAGS:
        closing = _end_tag(name, known)
        collapse, spans.collapse = spans.collapse, native.collapses_space(spans, name, attributes, after)
        before = spans.open(after)
        spans.within = "html"
        spans.in_element += 1
        spans.raw += not parsed
        is_text = name == "code" and not parsed and spans.options.html_to_native
        spans.in_code += is_text
        end = (spans.until_tag if parsed else spans.until_raw_tag)(after, closing)
        ending = closing.match(src, end) if end >= 0 else None
        if ending is None:
            spans.warn(here, f"`<{name}>` is never closed; it ends with its paragraph")
            end = len(src)
        source = src[after:end]
        after = ending.end() if ending else end
        inner = spans.close(before, end)
        spans.in_element -= 1
        spans.raw -= not parsed
        spans.in_code -= is_text
        if name == "code" and not is_text and spans.options.html_to_native:
            inner = native.text_of_html(inner)
        spans.collapse = collapse
    if not spans.raw:
        after, _ = spans.attributes_at(after, attributes)
    if spans.options.html_to_native:
        return spans.emit(here, native.convert_span(spans, name, attributes, inner, source), after)
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
