"""All that a template sees: one map for a build, shared by all that render in it.

That it is shared shows, as in Jekyll: `increment` goes on from file to file, and `layout` and
`content` are those of the item before until the next one has its own.
Source: Jekyll 4.4.1 drops/unified_payload_drop.rb, renderer.rb (`assign_pages!` and its like).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from jekylite import __version__
from jekylite.config.merge import deep_merge
from jekylite.convert.base import Converter
from jekylite.convert.markdown import MarkdownConverter
from jekylite.liquid import Drop
from jekylite.model.document import Document
from jekylite.model.excerpt import Excerpt
from jekylite.model.layout import Layout
from jekylite.model.page import Page
from jekylite.render.drops import (
    ExcerptDrop,
    JekyllDrop,
    OwnPageDrop,
    PagerDrop,
    SiteDrop,
    ThemeDrop,
    Views,
)


class Payload:
    """The map, and how it changes from item to item.

    Args:
        views: of the site's items.
        environment: `JEKYLL_ENV`.
    """

    def __init__(self, views: Views, environment: str) -> None:
        self._views = views
        self._site = SiteDrop(views)
        # Of `increment` and `decrement`.
        self.counters: dict[str, int] = {}
        theme = views.site.theme
        self.values: dict[str, object] = {
            "content": None,
            "page": None,
            "layout": None,
            "paginator": None,
            "highlighter_prefix": None,
            "highlighter_suffix": None,
            "jekyll": JekyllDrop(environment),
            "jekylite": {"version": __version__},
            "site": self._site,
            "theme": ThemeDrop(theme) if theme else None,
        }

    def begin(self, item: Page | Document, layout: Layout | None, converters: Sequence[Converter]) -> None:
        """`item` is the page now; `layout` is the innermost around it."""
        values = self.values
        values["page"] = self._page(item)
        values["paginator"] = None
        if isinstance(item, Page) and item.pager is not None:
            values["paginator"] = PagerDrop(item.pager, item, self._views)
        self._site.current = item if isinstance(item, Document) else None
        # What a `highlight` tag puts around its figure, so that Markdown sees a block.
        is_markdown = bool(converters) and isinstance(converters[0], MarkdownConverter)
        values["highlighter_prefix"] = values["highlighter_suffix"] = "\n" if is_markdown else None
        if layout is not None:
            values["layout"] = _merged(layout, values["layout"])

    def _page(self, item: Page | Document) -> Drop:
        # A page is handed over as a copy made now, a document as a view of what becomes of it.
        if isinstance(item, Page):
            return OwnPageDrop(item, self._views) if item.posts is None else self._views.page(item)
        return self._views.document(item)

    def drop(self, identity: str) -> Drop | None:
        """The view that has this identity and stands for no item: `site`, `jekyll`, `theme`, `paginator`,
        and what plugins put into the settings.
        """
        views = (self.values[key] for key in ("jekyll", "theme", "paginator"))
        for value in (self._site, *views, *self._views.site.settings.values()):
            if isinstance(value, Drop) and value.identity() == identity:
                return value
        return None

    def pass_over(self, layouts: Sequence[Layout]) -> None:
        """Leave what an item that is not rendered would have left: its `layout`."""
        self.leave_layouts()
        for layout in layouts:
            self.values["layout"] = _merged(layout, self.values["layout"])

    def pages_came(self) -> None:
        """The site has more pages than `site.pages` has shown; it is asked anew."""
        self._site.forget("pages")

    def leave_layouts(self) -> None:
        """The item's own text is done; no layout yet."""
        self.values["layout"] = None

    def enter_layout(self, layout: Layout, content: str) -> None:
        """`layout` renders around `content`; of what layouts say, the inner ones win."""
        self.values["content"] = content
        self.values["layout"] = _merged(layout, self.values["layout"])

    @contextmanager
    def for_excerpt(self, excerpt: Excerpt) -> Iterator[dict[str, object]]:
        """A map of its own for an excerpt, whatever renders around it."""
        current, self._site.current = self._site.current, None
        values = dict.fromkeys(self.values)
        for key in ("jekyll", "jekylite", "site", "theme", "highlighter_prefix", "highlighter_suffix"):
            values[key] = self.values[key]
        values["page"] = ExcerptDrop(excerpt, self._views)
        try:
            yield values
        finally:
            self._site.current = current


def _merged(layout: Layout, before: object) -> dict[str, object]:
    return deep_merge(layout.data, before if isinstance(before, dict) else {})
