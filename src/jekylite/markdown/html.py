"""HTML elements at block level: raw ones, serialised anew, and those whose inside is Markdown.

Source: kramdown 2.5 parser/kramdown/html.rb, parser/html.rb.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from jekylite.markdown.native import native_token
from jekylite.markdown.patterns import (
    CLOSING_TAG,
    KNOWN_TAGS,
    MARKDOWN_ATTRIBUTE,
    SPAN_TAGS,
    TAG,
    VOID_TAGS,
    model_of,
)
from jekylite.markdown.span_html import read_attributes
from jekylite.markdown.state import MAX_DEPTH, State, Token

if TYPE_CHECKING:
    from jekylite.markdown.block import KramdownBlock

_TRAILING_WHITE = re.compile(r"[ \t]*\n")
_BLOCK_TAG = re.compile(" {0,3}" + TAG.pattern, re.DOTALL)
_BLOCK_CLOSING_TAG = re.compile(" {0,3}" + CLOSING_TAG.pattern)
_RAW_START = re.compile(r"<(?=[^\W\d]|/|!--|!\[CDATA\[|\?)")


def parse_html(block: KramdownBlock, match: re.Match[str], state: State) -> int | None:
    """A comment, an element, or the end tag that closes the region."""
    src, begin = state.src, state.cursor
    if src.startswith("<!--", begin):
        end = state.find("-->", begin + 4)
        if end >= 0:
            state.tokens.append({"type": "comment", "raw": src[begin : end + 3]})
            return _skip_line_end(src, end + 3)
    if state.find(">", begin) < 0:
        return None
    tag = _BLOCK_TAG.match(src, begin)
    if tag and tag[1].lower() not in SPAN_TAGS:
        if state.nesting >= MAX_DEPTH:
            return None
        end = _element(block, state, state.tokens, tag, state.host)
        if state.doc.options.html_to_native:
            state.tokens[-1] = native_token(state.tokens[-1])
        return end
    closing = _BLOCK_CLOSING_TAG.match(src, begin)
    if closing and state.host is not None and state.host["name"] == closing[1].lower() not in SPAN_TAGS:
        state.closed = True
        state.cursor_max = closing.end()
        return closing.end()
    return None


def _skip_line_end(src: str, position: int) -> int:
    match = _TRAILING_WHITE.match(src, position)
    return match.end() if match else position


def _element(
    block: KramdownBlock,
    state: State,
    siblings: list[Token],
    tag: re.Match[str],
    parent: Token | None,
    depth: int = 0,
) -> int:
    """The element whose start tag is `tag`, with all that is in it; where it ends."""
    src = state.src
    name = tag[1]
    known = name.lower() in KNOWN_TAGS
    if known:
        name = name.lower()
    begin = tag.start()
    attributes = read_attributes(tag[2], known, lambda text: state.warn(begin, text))
    parent_is_raw = parent is not None and parent["model"] == "raw"
    wanted = MARKDOWN_ATTRIBUTE.get(attributes.pop("markdown", ""))
    if wanted is None:
        parsed = not parent_is_raw and state.doc.options.parse_block_html
        model = model_of(name) if parsed else "raw"
    else:
        model = model_of(name) if wanted == "default" else wanted
    closed = tag[4] is not None or name in VOID_TAGS
    children: list[Token] = []
    token: Token = {
        "type": "html",
        "name": name,
        "attrs": attributes,
        "model": model,
        "closed": closed,
        "children": children,
        "state": state,
        "at": begin,
    }
    if state.ial is not None:
        token["ial"], state.ial = state.ial, None
    siblings.append(token)
    position = tag.end()
    if name in ("script", "style"):
        inside, position = _to_end_tag(state, name, position, begin)
        children.append({"type": "nomarkdown", "raw": inside})
        token["closed"] = False
        return _skip_line_end(src, position) if model == "block" else position
    if model == "block":
        position = _skip_line_end(src, position)
    if closed:
        return position
    if model == "block":
        state.cursor = position
        region = state.inside(token)
        region.nesting += depth
        block.parse(region)
        token["children"] = region.tokens
        position = region.cursor
        if not region.closed:
            _warn_unclosed(state, name, begin)
    elif model == "span":
        inside, position = _to_end_tag(state, name, position, begin)
        if inside:
            children.append({"type": "bare", "text": inside, "state": state, "at": tag.end()})
    else:
        position = _raw(block, state, token, position, begin, depth)
    return position if parent_is_raw else _skip_line_end(src, position)


def _raw(block: KramdownBlock, state: State, token: Token, position: int, begin: int, depth: int) -> int:
    """Cut an element's raw inside into text, comments and elements, up to behind its end tag."""
    src, children, name = state.src, token["children"], token["name"]
    known = name in KNOWN_TAGS
    start = position
    while opening := _RAW_START.search(src, position):
        here = opening.start()
        if src.startswith("<!--", here):
            end = state.find("-->", here + 4)
            if end >= 0:
                _add_text(children, src[start:here])
                children.append({"type": "comment", "raw": src[here : end + 3]})
                start = position = end + 3
                continue
        elif src.startswith("<![CDATA[", here):
            end = state.find("]]>", here + 9)
            if end >= 0:
                _add_text(children, src[start:here])
                _add_text(children, src[here + 9 : end])
                start = position = end + 3
                continue
        elif src.startswith("<?", here):
            end = state.find("?>", here + 2)
            if end >= 0:
                _add_text(children, src[start:here])
                children.append({"type": "comment", "raw": src[here : end + 2]})
                start = position = end + 2
                continue
        elif src.startswith("</", here):
            closing = CLOSING_TAG.match(src, here)
            if closing:
                if name == (closing[1].lower() if known else closing[1]):
                    _add_text(children, src[start:here])
                    return closing.end()
                state.warn(here, f"`{closing[0]}` ends nothing")
                position = closing.end()
                continue
        elif depth < MAX_DEPTH and state.find(">", here) >= 0 and (tag := TAG.match(src, here)):
            _add_text(children, src[start:here])
            start = position = _element(block, state, children, tag, token, depth + 1)
            continue
        position = here + 1
    _add_text(children, src[start:])
    _warn_unclosed(state, name, begin)
    return len(src)


def _add_text(children: list[Token], text: str) -> None:
    if text:
        children.append({"type": "text", "raw": text})


def _to_end_tag(state: State, name: str, position: int, begin: int) -> tuple[str, int]:
    """All up to the element's end tag, and where that ends."""
    src = state.src
    needle = f"</{name}"
    if position < state.absent.get(needle, position + 1):
        if match := _end_tag(name).search(src, position):
            return src[position : match.start()], match.end()
        state.absent[needle] = position
    _warn_unclosed(state, name, begin)
    return src[position:], len(src)


@functools.lru_cache(maxsize=256)
def _end_tag(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{re.escape(name)}\s*>", re.IGNORECASE)


def _warn_unclosed(state: State, name: str, begin: int) -> None:
    state.warn(begin, f"`<{name}>` is never closed; it ends with what it stands in")
