"""`[text](address "title")`, `[text][id]`, `![image](…)`, and footnote marks.

Source: kramdown 2.5 parser/kramdown/link.rb, footnote.rb.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jekylite.markdown.patterns import ALD_NAME, MAX_NESTED, WHITE, AttributeList, add_attributes

if TYPE_CHECKING:
    from jekylite.markdown.span import Spans

_FOOTNOTE_MARK = re.compile(rf"\[\^({ALD_NAME})\]", re.ASCII)
_ESCAPE = re.compile(r"\\([\\.*_+`<>()\[\]{}#!:|\"'$=-])")
# Most links: only text between the brackets, an address without white space or parentheses behind.
_SIMPLE = re.compile(r"([^\[\]*_`<>&'\"\\!{$~\n]+)\]\(([^\s()<\0][^\s()\0]*)\)")
_LINK_ID = re.compile(r"\s*?\[([^\]]+)?\]", re.ASCII)
_LINK_STOP = re.compile(r"(\()|(\))|\s(?=['\"])", re.ASCII)
_LINK_TITLE = re.compile(r"\s*?([\"'])(.+?)\1\s*?\)", re.DOTALL | re.ASCII)
_SPACES = re.compile(r"\s+", re.ASCII)


def normalize_link_id(ident: str) -> str:
    """White space to one space each, lower case."""
    return _SPACES.sub(" ", ident).lower()


def bracket(spans: Spans, here: int, free: int) -> int:
    """`[` or `![`: a link, an image, a footnote's mark, or text."""
    src = spans.src
    image = src[here] == "!"
    inside = here + 2 if image else here + 1
    if src.startswith("^", inside):
        return here + 1 if image else footnote(spans, here)
    if not image and (spans.links or spans.images):
        return inside
    simple = _SIMPLE.match(src, inside)
    if simple and not spans.collapse and "--" not in simple[1] and "..." not in simple[1]:
        attributes = {"src": simple[2], "alt": simple[1]} if image else {"href": simple[2]}
        after, said = spans.attributes_at(simple.end(), attributes)
        return _emit(spans, here, attributes, spans.text(simple[1]), after, (said,), image=image)
    if spans.fuel <= 0 or spans.find("]", inside) < 0 or spans.depth >= MAX_NESTED:
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
    attributes = {}
    after, shared = _link_target(spans, here, inside, end, attributes, image=image)
    if after < 0:
        spans.take_back(before, max(end, -after) - here)
        return inside
    inner = spans.close(before, end)
    if image:
        spans.doc.forget_footnotes(before[-1])  # the text inside is not written
    after, said = spans.attributes_at(after, attributes)
    if said and shared is not None and spans.writes_the_page:
        shared.add(said)  # the definition's own list: kramdown changes it for the links after this one, too
    return _emit(spans, here, attributes, inner, after, (said, shared), image=image)


def _emit(
    spans: Spans,
    here: int,
    attributes: dict[str, str],
    inner: str,
    after: int,
    lists: tuple[AttributeList | None, ...],
    *,
    image: bool,
) -> int:
    """Write a link or an image; `lists` are the attribute lists that it has."""
    if not image:
        return spans.emit(here, spans.link(attributes, inner), after)
    spans.image_count += 1
    alone = here == 0 and after == len(spans.src)
    if alone and any(ial is not None and "standalone" in ial.refs for ial in lists):
        spans.standalone = attributes
    return spans.emit(here, spans.image(attributes), after)


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


def footnote(spans: Spans, here: int) -> int:
    """`[^name]`, if there is such a note."""
    match = _FOOTNOTE_MARK.match(spans.src, here)
    if match is None:
        return here + 1
    if match[1] not in spans.doc.footnotes:
        spans.warn(here, f"there is no footnote `[^{match[1]}]`")
        return match.end()
    return spans.emit(here, spans.footnote(match[1]), match.end())
