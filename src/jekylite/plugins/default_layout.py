"""jekyll-default-layout: Markdown without `layout` gets `home`, `page`, `post` or `default`, if it exists.

Source: jekyll-default-layout 0.1.5.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from jekylite.diagnostics import Collector
from jekylite.model.document import Document
from jekylite.model.page import Page
from jekylite.model.site import Site
from jekylite.plugins.api import LOWEST, Extensions
from jekylite.plugins.markdown_files import is_markdown
from jekylite.plugins.workshop import Workshop


def register(extensions: Extensions, settings: Mapping[str, object], collector: Collector) -> None:
    """The plugin."""
    extensions.generators.append(DefaultLayoutGenerator())


class DefaultLayoutGenerator:
    """Sets the layouts of pages and posts."""

    priority = LOWEST

    def generate(self, site: Site, workshop: Workshop) -> Iterable[Page]:
        found: list[Page | Document] = [*site.pages, *site.posts]
        for item in found:
            defaults = item.defaults if isinstance(item, Page) else {}
            if "layout" in item.data or "layout" in defaults:
                continue
            if is_markdown(item.extname, workshop.around.converters):
                names = [name for name in _candidates(item) if name in site.layouts]
                item.data["layout"] = names[0] if names else None
        return ()


def _candidates(item: Page | Document) -> Iterator[str]:
    if item.url == "/":
        yield "home"
    yield "page" if isinstance(item, Page) else "post"
    yield "default"
