"""What several plugins ask: which items are Markdown, and what the configuration says to them."""

from __future__ import annotations

from collections.abc import Mapping

from jekylite.convert.base import Converters
from jekylite.convert.markdown import MarkdownConverter
from jekylite.model.document import Document
from jekylite.model.page import Page
from jekylite.model.site import Site
from jekylite.plugins.fields import read


def is_markdown(extension: str, converters: Converters) -> bool:
    """Is a file with this extension (`.md`) converted by Markdown?"""
    return any(isinstance(one, MarkdownConverter) for one in converters.for_extension(extension))


def option(settings: Mapping[str, object], section: str, key: str) -> object:
    """`section: {key: …}` of the configuration, nil where there is none."""
    return read(settings.get(section), key)


def pages_and_written_documents(site: Site) -> list[Page | Document]:
    """Pages, then the documents of collections that are written."""
    items: list[Page | Document] = list(site.pages)
    for collection in site.collections.values():
        items.extend(document for document in collection.docs if document.is_written)
    return items


def set_text(item: Page | Document, text: str) -> None:
    """Give an item another source text before it is rendered."""
    item.body = text
