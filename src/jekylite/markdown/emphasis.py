"""`*`, `_` and `~~`.

Source: kramdown 2.5 parser/kramdown/emphasis.rb, parser-gfm 1.1 gfm.rb.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jekylite.markdown.patterns import NEXT_SPAN, WHITE_OR_END, is_letter

if TYPE_CHECKING:
    from jekylite.markdown.span import Spans

# What can close emphasis, whatever else stands between: without one there is no use in trying.
_CLOSERS = {
    "*": re.compile(r"(?<!\s)\*(?!\*(?!\*))", re.ASCII),
    "_": re.compile(r"(?<!\s)_(?!_(?!_))", re.ASCII),
    "**": re.compile(r"(?<!\s)\*\*", re.ASCII),
    "__": re.compile(r"(?<!\s)__", re.ASCII),
}
# Most emphasis: `*` around what can be nothing but text, or `**`.
_WORDS = r"(?!\s)([^*_`<&'\"\\\[\-.!{>$~\n]+)(?<!\s)"
_PLAIN = re.compile(rf"\*\*{_WORDS}\*\*(?!\{{:)|\*{_WORDS}\*(?!\*(?!\*)|\{{:)", re.ASCII)
_STRIKE_END = re.compile(r"[^\s~]~~", re.ASCII)


def emphasis(spans: Spans, here: int, free: int) -> int:
    """One or two `*` or `_`: two that nothing closes may still be one that something does."""
    src = spans.src
    plain = _PLAIN.match(src, here)
    if plain is not None and spans.fuel > 0 and not spans.collapse:
        strong = plain.lastindex == 1
        if not (spans.strong if strong else spans.em):
            words = plain[1] if strong else plain[2]
            inner = spans.text(words) if spans.rich else words
            return spans.emit(here, spans.element("strong" if strong else "em", {}, inner), plain.end())
    mark = src[here]
    inside = here + 1
    if src[inside : inside + 1] == mark:
        inside += 1
    strong = inside - here == 2
    if (
        (spans.strong if strong else spans.em)
        or src[inside : inside + 1] in WHITE_OR_END
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
    next_span = NEXT_SPAN.search(spans.src, inside)
    if next_span and next_span.start() > inside and not spans.collapse:
        # Mostly there is nothing but text inside.
        end = next_span.start()
        if spans.src[end] == delimiter[0] and spans.closes(end, delimiter):
            return _emit(spans, here, name, spans.text(spans.src[inside:end]), end + len(delimiter))
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
    return _emit(spans, here, name, inner, end + len(delimiter))


def _emit(spans: Spans, here: int, name: str, inner: str, end: int) -> int:
    attributes: dict[str, str] = {}
    after = end
    if spans.src.startswith("{:", end):
        after, _ = spans.attributes_at(end, attributes)
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


def strike(spans: Spans, here: int, free: int) -> int:
    """`~~struck~~`; its inside knows nothing of what is open around it."""
    src = spans.src
    if not spans.gfm or src[here + 2 : here + 3] in WHITE_OR_END or src[here + 2] == "~":
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
