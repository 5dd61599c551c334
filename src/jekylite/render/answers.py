"""Answers what templates asked in another build, by fingerprint: the site as it is now.

`incremental` keeps the questions and compares; it knows no site.
"""

from __future__ import annotations

import re

from jekylite.digest import digest
from jekylite.liquid.drops import Drop
from jekylite.liquid.fingerprint import UntraceableError, fingerprint, text_fingerprint
from jekylite.model.document import Document
from jekylite.model.excerpt import Excerpt
from jekylite.model.page import Page
from jekylite.model.site import MOVING_FIELDS, Site
from jekylite.render.access import Access
from jekylite.render.drops import CollectionDrop, Views, document_identity, file_identity, page_identity
from jekylite.render.payload import Payload
from jekylite.render.renderer import has_liquid
from jekylite.ruby import times

# Words of an excerpt by which it may show a content, an output or another excerpt.
_SHOWS_RENDERED = re.compile(r"content|output|excerpt|posts|documents|pages|include|next|previous")


def identity_of(item: Page | Document) -> str:
    """The item's name across builds."""
    return document_identity(item) if isinstance(item, Document) else page_identity(item)


def own_data(item: Page | Document) -> object:
    """All that an item's source says beside its text, as something to be compared.

    The time of the build is none of it: whoever shows that has read it.
    """
    data = {
        key: ("excerpt", value.body) if isinstance(value, Excerpt) else value
        for key, value in item.data.items()
    }
    if isinstance(item, Page):
        listed = None if item.posts is None else list(map(document_identity, item.posts))
        # What is in a paginator is asked of it, but nobody can ask one that is not there.
        return data, dict(item.defaults), listed, item.pager is not None
    if item.is_undated:
        del data["date"]
    return data, item.is_published


class SiteAnswers:
    """One build's.

    Args:
        site: read, generated pages included.
        views: of its items.
        access: where includes and links are found.
        payload: whose `site`, `jekyll`, `theme` and `paginator` are asked.
    """

    def __init__(self, site: Site, views: Views, access: Access, payload: Payload) -> None:
        self._site = site
        self._views = views
        self._access = access
        self._payload = payload
        self._known: dict[tuple[tuple[str, str, str], int], bytes] = {}
        self._items: dict[str, Page | Document] = {}
        self._drops: dict[str, Drop] = {}
        for collection in site.collections.values():
            self._items.update((document_identity(document), document) for document in collection.docs)
            for file in collection.files:
                self._drops[file_identity(file)] = views.file(file)
            drop = CollectionDrop(collection, views)
            self._drops[drop.identity()] = drop
        self._items.update((page_identity(page), page) for page in site.pages)
        for file in site.static_files:
            self._drops[file_identity(file)] = views.file(file)

    def moves(self, question: tuple[str, str, str]) -> bool:
        """May the answer depend on when in this build it is first asked?"""
        kind, _, key = question
        return (kind == "drop" and key in MOVING_FIELDS) or self._liquid_excerpt(question) is not None

    def shows_rendered(self, question: tuple[str, str, str]) -> bool:
        """Is it an excerpt that may show what rendering gives, so that it matters when it is first asked?"""
        text = self._liquid_excerpt(question)
        return text is not None and _SHOWS_RENDERED.search(text) is not None

    def _liquid_excerpt(self, question: tuple[str, str, str]) -> str | None:
        """The text of the excerpt that is asked for, if it has Liquid in it."""
        kind, name, key = question
        item = self._items.get(name) if kind == "drop" and key == "excerpt" else None
        excerpt = item.data.get("excerpt") if item else None
        return excerpt.body if isinstance(excerpt, Excerpt) and has_liquid(excerpt.body) else None

    def answer(self, question: tuple[str, str, str]) -> bytes:
        """The fingerprint of the answer.

        Raises:
            UntraceableError: there is none that could be compared.
        """
        if self.moves(question):
            return self._answer(question)
        # Every page asks for the same lists; only new pages (source maps) change what they hold.
        asked = (question, len(self._site.pages))
        known = self._known.get(asked)
        if known is None:
            known = self._known[asked] = self._answer(question)
        return known

    def _answer(self, question: tuple[str, str, str]) -> bytes:
        kind, name, key = question
        if kind == "drop":
            return self._field(name, key)
        if kind == "include":
            source = self._access.include(name)
            return fingerprint(None if source is None else source.text)
        if kind == "layout":
            layout = self._site.layouts.get(name)
            return fingerprint(None if layout is None else [layout.body, layout.data])
        if kind == "data":
            data = self._site.data
            return fingerprint(data if name == "*" or not isinstance(data, dict) else data.get(name))
        if kind == "clock":
            return text_fingerprint(times.strftime(self._site.time, name))
        if kind == "file":
            return _file_fingerprint(name)
        if key == "link":
            return fingerprint(self._access.link(name))
        if key == "post_url":
            return fingerprint(self._access.post_url(name))
        raise UntraceableError(key)

    def _field(self, identity: str, key: str) -> bytes:
        item = self._items.get(identity)
        if item is None:
            drop = self._drops.get(identity) or self._payload.drop(identity)
            if drop is None:
                raise UntraceableError(identity)
            return fingerprint(drop.answer(key))
        if key == "content":
            return item.content_fingerprint()
        if key == "output":
            return item.output_fingerprint()
        excerpt = item.data.get("excerpt")
        if key == "excerpt" and isinstance(excerpt, Excerpt) and not has_liquid(excerpt.body):
            return text_fingerprint(f"excerpt {excerpt.body}")
        return fingerprint(self._views.any(item).answer(key))


def _file_fingerprint(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return digest(file.read(), 12)
    except OSError:
        return b""
