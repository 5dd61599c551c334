"""jekyll-titles-from-headings: a Markdown page without `title` is called what its first heading says.

Source: jekyll-titles-from-headings 0.5.3.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from jekylite.diagnostics import Collector
from jekylite.liquid.filters.jekyll import normalize_whitespace
from jekylite.liquid.filters.standard import strip_html
from jekylite.model.document import Document
from jekylite.model.excerpt import Excerpt
from jekylite.model.page import Page
from jekylite.model.site import Site
from jekylite.plugins.api import LOWEST, Extensions
from jekylite.plugins.markdown_files import is_markdown, option, pages_and_written_documents, set_text
from jekylite.plugins.workshop import Workshop

_SECTION = "titles_from_headings"
_TITLE = re.compile(r"\A\s*(?:\#{1,3}\s+(.*)(?:\s+\#{1,3})?|(.*)\r?\n[-=]+\s*)$", re.M | re.A)
_FOOTNOTE = re.compile(r"\[\^[^\]]*\]")
_RUBY_SPACE = " \t\n\v\f\r\0"


def register(extensions: Extensions, settings: Mapping[str, object], collector: Collector) -> None:
    """The plugin."""
    extensions.generators.append(TitlesGenerator())


class TitlesGenerator:
    """Sets titles, and takes the heading away where `strip_title` is true.

    A document's title is a guess from its file name, or so the original takes it: with
    `collections: true` a heading wins over the front matter of documents, too.
    """

    priority = LOWEST

    def generate(self, site: Site, workshop: Workshop) -> Iterable[Page]:
        settings = site.settings
        if option(settings, _SECTION, "enabled") is False:
            return ()
        found: list[Page | Document] = list(site.pages)
        if option(settings, _SECTION, "collections") is True:
            found = pages_and_written_documents(site)
        strips = option(settings, _SECTION, "strip_title") is True
        for item in found:
            has_title = isinstance(item, Page) and item.data.get("title") is not None
            if has_title or not is_markdown(item.extname, workshop.around.converters):
                continue
            match = _TITLE.match(item.content or "")
            if match is not None:
                item.data["title"] = _plain(match[1] if match[1] is not None else match[2], workshop)
            own = item.data.get("strip_title")
            if own is True or ("strip_title" not in item.data and strips):
                set_text(item, _TITLE.sub("", item.content or "", count=1).strip(_RUBY_SPACE))
                if isinstance(item.data.get("excerpt"), Excerpt):
                    workshop.cut_excerpt(item)
        return ()


def _plain(heading: str, workshop: Workshop) -> str:
    text = normalize_whitespace(strip_html(workshop.markdownify(heading)))
    return _FOOTNOTE.sub("", text)
