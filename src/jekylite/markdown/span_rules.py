"""What the characters of a text may begin: (spans, here, free) → where to go on.

`here` is where the character stands, `free` from where on the text before it belongs to nothing yet, so
that a quote or a break may look back at it or take it.

Source: kramdown 2.5 parser/kramdown/{codespan,smart_quotes,math,extensions,html_entity,typographic_symbol,
line_break,escaped_chars}.rb.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING

from jekylite.markdown.emphasis import emphasis, strike
from jekylite.markdown.links import bracket
from jekylite.markdown.options import is_option
from jekylite.markdown.patterns import (
    ATTRIBUTES,
    EXTENSION,
    REFERENCE,
    WHITE,
    WHITE_CHARACTERS,
    AttributeList,
)
from jekylite.markdown.quotes import quote
from jekylite.markdown.span_html import less_than

if TYPE_CHECKING:
    import re

    from jekylite.markdown.span import Spans
    from jekylite.markdown.state import Document


def code(spans: Spans, here: int, free: int) -> int:
    """A code span: it ends where as many backticks stand, even inside a longer run."""
    src = spans.src
    inside = here + 1
    while src.startswith("`", inside):
        inside += 1
    if inside == here + 1:
        if (here == 0 or src[here - 1] in " \t\n\v\f\r") and src[inside : inside + 1] in WHITE_CHARACTERS:
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


def _greater_than(spans: Spans, here: int, free: int) -> int:
    """`>>`, which takes a space before it."""
    if here > free and spans.src[here - 1] == " ":
        return spans.emit(here - 1, spans.symbol("raquo_space"), here + 2)
    return spans.emit(here, spans.symbol("raquo"), here + 2)


def _math(spans: Spans, here: int, free: int) -> int:
    """`$$formula$$`."""
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
    closing = spans.find("}", here)
    if closing < 0 or spans.fuel <= 0:
        return here + 1
    spans.fuel -= closing - here  # many openers may share one `}` far behind
    if match := EXTENSION.match(src, here):
        return _span_extension(spans, here, match)
    match = ATTRIBUTES.match(src, here)
    if match is None:
        return here + 1
    if spans.out and spans.start == here and not spans.held:
        spans.start = match.end()
        return match.end()
    spans.warn(here, f"`{match[0][:60]}` follows text; it would have to follow a span")
    return here + 1


def _span_extension(spans: Spans, here: int, match: re.Match[str]) -> int:
    """`{::comment}`, `{::nomarkdown}`, `{::options …/}`."""
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
            spans.warn(here, f"`{match[0][:60]}` is never ended")
            return here + 1
        body, end = src[end : min(stops)], src.index("}", min(stops)) + 1
    if name == "comment":
        html = None if body is None else spans.verbatim(f"<!-- {body} -->")
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
    """`&name;`, `&#1;`, or an `&` that is text."""
    src = spans.src
    match = REFERENCE.match(src, here)
    if match is None:
        if src[here + 1 : here + 2] in ("'", '"') and spans.handlers['"']:
            return quote(spans, here + 1, free)
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
    """A line's end with two spaces before it, if they are not taken."""
    if here - 2 >= free and spans.two_spaces_break:
        spans.emit(here - 2, spans.verbatim("<br />"), here)
        free = here
    if spans.src[here + 1 : here + 2] in ("'", '"') and spans.handlers['"']:
        return quote(spans, here + 1, free)
    return here + 1


def _backslash(spans: Spans, here: int, free: int) -> int:
    """An escaped character, `\\<<`, two at a line's end, or just itself."""
    src = spans.src
    following = src[here + 1 : here + 2]
    if following in ("<", ">") and src[here + 2 : here + 3] == following and spans.handlers[">"]:
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


Handler = Callable[["Spans", int, int], int]

_HANDLERS: dict[str, Handler] = {
    "*": emphasis,
    "_": emphasis,
    "`": code,
    "<": less_than,
    ">": _greater_than,
    "[": bracket,
    "!": bracket,
    '"': quote,
    "'": quote,
    "$": _math,
    "{": _extension,
    "&": _reference,
    "-": _dashes,
    ".": _dots,
    "\n": _line_end,
    "\\": _backslash,
    "~": strike,
}


@functools.cache
def handlers_for(dialect: str, quirks: tuple[str, ...]) -> dict[str, Handler | None]:
    """What each character may begin in a dialect; None for one that is only text there."""
    if dialect == "markdown":
        marks = "*_`<[!&\n\\"
    elif dialect == "smartypants":
        marks = "\"'<>&-.\\\n"
    elif dialect == "GFM":
        marks = "".join(_HANDLERS) if "no_auto_typographic" not in quirks else "*_`<[!\"'${&\n\\~"
    else:
        marks = "".join(_HANDLERS).replace("~", "")
    return {mark: handler if mark in marks else None for mark, handler in _HANDLERS.items()} | {"]": None}
