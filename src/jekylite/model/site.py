"""What was read: lists and lookups, nothing to do and nothing to set.

Source: Jekyll 4.4.1 site.rb (its state, not its work).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from jekylite.model.collection import Collection
from jekylite.model.document import Document
from jekylite.model.layout import Layout
from jekylite.model.page import Page
from jekylite.model.static_file import StaticFile
from jekylite.model.theme import Theme

MOVING_FIELDS = frozenset({"content", "output", "related_posts"})
"""Fields whose answer depends on when, or while which item renders, they are asked."""


class Site:
    """A source, read.

    Args:
        source, destination: absolute paths.
        time: the clock of this build, in the site's zone.
        settings: the merged configuration; templates see its keys as `site.KEY`.
        theme: where the theme lies, or None.

    `page_lists` are lists of pages that generators show as `site.NAME`.
    `collections` are in the order of the configuration, `posts` first; `pages` by file name.
    """

    __slots__ = (
        "collections", "data", "destination", "layouts", "page_lists", "pages", "settings", "source",
        "static_files", "theme", "time",
    )  # fmt: skip

    def __init__(
        self,
        source: str,
        destination: str,
        time: datetime,
        settings: Mapping[str, object],
        theme: Theme | None = None,
    ) -> None:
        self.source = source
        self.destination = destination
        self.time = time
        self.settings = settings
        self.theme = theme
        self.layouts: dict[str, Layout] = {}
        self.pages: list[Page] = []
        self.static_files: list[StaticFile] = []
        self.collections: dict[str, Collection] = {}
        self.data: object = {}
        self.page_lists: dict[str, list[Page]] = {}

    @property
    def posts(self) -> list[Document]:
        """Oldest first."""
        collection = self.collections.get("posts")
        return collection.docs if collection else []

    @property
    def documents(self) -> list[Document | StaticFile]:
        """Every document and file of every collection, in order."""
        everything: list[Document | StaticFile] = []
        for collection in self.collections.values():
            everything.extend(collection.docs)
            everything.extend(collection.files)
        return everything

    @property
    def html_pages(self) -> list[Page]:
        return [page for page in self.pages if page.is_html or page.url.endswith("/")]

    def outputs(self) -> Iterator[Page | StaticFile | Document]:
        """What gets a file, in the order of writing: the last one of a path is the one that stays."""
        yield from self.pages
        yield from (file for file in self.static_files if file.is_written)
        listed = set(map(id, self.static_files))
        for collection in self.collections.values():
            yield from (document for document in collection.docs if document.is_written)
            # A plugin may take a file out of the list, yet it stays its collection's.
            yield from (file for file in collection.files if file.is_written and id(file) not in listed)

    def posts_by(self, attribute: str) -> dict[object, list[Document]]:
        """Posts by each of their `tags` or `categories`.

        Keys in the order of first sight, oldest post first; the posts of one newest first.
        """
        found: dict[object, list[Document]] = {}
        for post in self.posts:
            values = post.data.get(attribute)
            for value in values if isinstance(values, list) else ():
                found.setdefault(value, []).append(post)
        for posts in found.values():
            posts.reverse()
        return found
