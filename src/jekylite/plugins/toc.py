"""jekyll-toc: a table of contents out of a page's headings, and anchors in them.

Filters `toc`, `toc_only`, `inject_anchors`, and `{% toc %}`; all for pages with `toc: true`.
Source: jekyll-toc 0.18.0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape as escape_html
from typing import TYPE_CHECKING
from urllib.parse import quote_plus

from liquid.token import Token

from jekylite.diagnostics import Collector
from jekylite.liquid.blocks import Stream, Tag
from jekylite.liquid.context import Context
from jekylite.liquid.nodes import Node, Render, Write
from jekylite.markdown.patterns import drop_from_id
from jekylite.plugins.api import Extensions
from jekylite.plugins.fields import holds, items, read
from jekylite.plugins.html_body import Fragment
from jekylite.ruby.values import to_s

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


_NO_TOC = "no_toc"
_DEFAULTS: Mapping[str, object] = {
    "min_level": 1,
    "max_level": 6,
    "ordered_list": False,
    "no_toc_section_class": "no_toc_section",
    "list_id": "toc",
    "list_class": "section-nav",
    "sublist_class": "",
    "item_class": "toc-entry",
    "item_prefix": "toc-",
}


def register(extensions: Extensions, settings: Mapping[str, object], collector: Collector) -> None:
    """The plugin."""
    extensions.filters.update(toc=toc, toc_only=toc_only, inject_anchors=inject_anchors)
    extensions.tags.append(TocTag)


def toc_only(html: object, *, context: Context) -> str:
    """The table alone; nothing on a page without `toc: true`."""
    return Contents(to_s(html), context).table() if _is_enabled(context) else ""


def inject_anchors(html: object, *, context: Context) -> object:
    """The text with an anchor in each heading."""
    return Contents(to_s(html), context).with_anchors() if _is_enabled(context) else html


def toc(html: object, *, context: Context) -> object:
    """The table, then the text with anchors."""
    if not _is_enabled(context):
        return html
    contents = Contents(to_s(html), context)
    return contents.table() + contents.with_anchors()


def _is_enabled(context: Context) -> bool:
    return read(context.variables.get("page"), "toc") is True


class TocTag(Tag):
    """`{% toc %}`: the table of the page's own content."""

    name = "toc"

    def read(self, token: Token, markup: str, stream: Stream) -> Node:
        return TocNode(token)


class TocNode(Node):
    """Writes the table."""

    __slots__ = ()

    def compile(self) -> Render:
        def render(context: Context, write: Write) -> None:
            page = context.variables.get("page")
            if holds(read(page, "toc")):
                write(Contents(to_s(read(page, "content")), context).table())

        return render


@dataclass(frozen=True, slots=True)
class _Heading:
    id: str
    text: str
    level: int
    element: Element


class Contents:
    """The headings of a text, as the configuration's `toc` wants them listed."""

    def __init__(self, html: str, context: Context) -> None:
        given = read(context.variables.get("site"), "toc")
        self._options = {**_DEFAULTS, **given} if isinstance(given, dict) else dict(_DEFAULTS)
        self._fragment = Fragment(html)
        self._headings = self._find()

    def _text(self, option: str) -> str:
        return to_s(self._options[option])

    def _find(self) -> list[_Heading]:
        first, last = int(self._text("min_level") or 0), int(self._text("max_level") or 0)
        wanted = {f"h{level}": level for level in range(first, last + 1)}
        left_out = {to_s(name) for name in items(self._options["no_toc_section_class"])}
        found: list[_Heading] = []
        seen: dict[str, int] = {}
        for element in self._fragment.elements():
            level = wanted.get(str(element.tag))
            if level is None or _NO_TOC in _classes(element):
                continue
            if any(left_out & _classes(ancestor) for ancestor in element.iterancestors()):
                continue
            text = "".join(map(str, element.itertext()))
            ident = element.get("id")
            if ident is None:
                ident = _generated_id(text)
                count = seen.get(ident, 0)
                seen[ident] = count + 1
                ident = f"{ident}-{count}" if count else ident
            escaped = escape_html(text).replace("&#x27;", "&#39;")
            found.append(_Heading(ident, escaped, level, element))
        return found

    def table(self) -> str:
        """The list; it is empty, not missing, where there are no headings."""
        tag = self._list_tag
        start = f'<{tag} id="{self._text("list_id")}" class="{self._text("list_class")}">\n'
        return f"{start}{self._items(self._headings)}</{tag}>"

    @property
    def _list_tag(self) -> str:
        return "ol" if holds(self._options["ordered_list"]) else "ul"

    def _items(self, headings: Sequence[_Heading]) -> str:
        top = min((heading.level for heading in headings), default=0)
        parts: list[str] = []
        at = 0
        while at < len(headings):
            heading = headings[at]
            end = at + 1
            while end < len(headings) and headings[end].level != top:
                end += 1
            if heading.level == top:
                style = f"{self._text('item_class')} {self._text('item_prefix')}h{heading.level}"
                parts.append(f'<li class="{style}"><a href="#{heading.id}">{heading.text}</a>')
                if end > at + 1:
                    style = self._text("sublist_class")
                    attribute = f' class="{style}"' if style else ""
                    nested = self._items(headings[at + 1 : end])
                    parts.append(f"\n<{self._list_tag}{attribute}>\n{nested}</{self._list_tag}>\n")
                parts.append("</li>\n")
            else:
                parts.append(self._items(headings[at:end]))
            at = end
        return "".join(parts)

    def with_anchors(self) -> str:
        """The text, each heading with its anchor."""
        for heading in self._headings:
            anchor = self._fragment.insert_first(
                heading.element,
                "a",
                {"class": "anchor", "href": f"#{heading.id}", "aria-hidden": "true"},
            )
            self._fragment.insert_first(anchor, "span", {"class": "octicon octicon-link"})
        return self._fragment.html()


def _classes(element: Element) -> set[str]:
    return set((element.get("class") or "").split())


def _generated_id(text: str) -> str:
    kept = drop_from_id(text.lower()).replace("\t", "")
    return quote_plus(kept.replace(" ", "-"), safe="*-._")
