"""A file of a collection; a post is a document of `posts`.

Source: Jekyll 4.4.1 document.rb, drops/document_drop.rb.
"""

from __future__ import annotations

import os.path
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cmp_to_key

from jekylite.errors import Location, OutputError
from jekylite.model import permalink
from jekylite.model.rendered import Rendered
from jekylite.ruby.values import to_s

YAML_EXTENSIONS = frozenset({".yaml", ".yml"})
SASS_EXTENSIONS = frozenset({".sass", ".scss"})

# The greedy `.+/` of the originals takes the last slash, so the base name is what they see.
_DATE_NAME = re.compile(r"(\d{2,4}-\d{1,2}-\d{1,2})-([^/]*)(\.[^.]+)", re.ASCII)
_DATELESS_NAME = re.compile(r"(.*)(\.[^.]+)")


@dataclass(frozen=True, slots=True)
class CollectionSettings:
    """What the configuration says of a collection.

    Args:
        label: its name, cleaned.
        metadata: the configuration's map.
        url_template: the permalink pattern of its documents.
        is_written: `output` is true: each document gets a file.
    """

    label: str
    metadata: Mapping[str, object]
    url_template: str
    is_written: bool

    @property
    def relative_directory(self) -> str:
        return f"_{self.label}"


class Document(Rendered):
    """One file of a collection.

    Args:
        path: absolute.
        relative_path: from the folder that holds the collections: `_posts/2024-03-04-hello.md`.
        collection: the settings of the collection it belongs to.
        data: defaults, front matter and what Jekyll adds (title, slug, ext, categories, tags, date, …).
        body: the text after the front matter, or what brings it.
        body_line: 1-based line of the file where `body` starts.
        converter_ext: the extension that its converters give (`.html` for Markdown).
        is_published: neither `published: false` nor in the future.

    Attributes:
        is_undated: its date is the time of the build, since its file names none.

    While rendering, `content` becomes the HTML after Markdown and `output` the page with its
    layouts; before that they are the body and None.
    """

    __slots__ = (
        "body_line", "collection", "converter_ext", "data",
        "extname", "is_published", "is_undated", "path", "relative_path",
    )  # fmt: skip

    def __init__(
        self,
        path: str,
        relative_path: str,
        collection: CollectionSettings,
        data: dict[str, object],
        *,
        body: str | Callable[[], str] = "",
        body_line: int = 1,
        converter_ext: str = "",
        is_published: bool = True,
    ) -> None:
        self.path = path
        self.relative_path = relative_path
        self.collection = collection
        self.data = data
        self.body_line = body_line
        super().__init__(body)
        self.extname = os.path.splitext(path)[1]
        self.converter_ext = converter_ext
        self.is_published = is_published
        self.is_undated = False

    def __repr__(self) -> str:
        return f"#<Jekyll::Document {self.relative_path} collection={self.collection.label}>"

    def restore(self, data: dict[str, object], body: str | Callable[[], str], *, keeps_url: bool) -> None:
        """Be again what was read, for another build.

        Args:
            keeps_url: `data` is what the URL was made of.
        """
        self.data = data
        self.is_published = True
        self.is_undated = False
        self.begin_again("" if self.is_yaml else body)
        if self.is_yaml:
            self.content = None
        if not keeps_url:
            self._url = self._destination = None

    @property
    def label(self) -> str:
        return self.collection.label

    @property
    def basename(self) -> str:
        return os.path.basename(self.path)

    @property
    def basename_without_ext(self) -> str:
        return os.path.splitext(os.path.basename(self.path))[0]

    @property
    def cleaned_relative_path(self) -> str:
        """Its path without the collection's folder, the extension and trailing dots: `/sub/name`."""
        stem = self.relative_path[: len(self.relative_path) - len(self.extname)]
        return permalink.without_trailing_dots(stem.replace(self.collection.relative_directory, "", 1))

    @property
    def date(self) -> datetime:
        """Its date in the site's zone; the reader sees to it that there is one."""
        date = self.data["date"]
        assert isinstance(date, datetime)
        return date

    @property
    def slug_source(self) -> str | None:
        slug = self.data.get("slug")
        return None if slug is None else to_s(slug)

    @property
    def category_names(self) -> Iterable[str]:
        categories = self.data.get("categories")
        if isinstance(categories, list):
            return [to_s(category) for category in categories]
        return () if categories is None else (to_s(categories),)

    @property
    def own_permalink(self) -> str | None:
        """The front matter's `permalink`."""
        own = self.data.get("permalink")
        return None if own in (None, False) else to_s(own)

    @property
    def output_ext(self) -> str:
        """The extension of its file, with the dot."""
        return permalink.permalink_extension(self.own_permalink) or self.converter_ext

    @property
    def url(self) -> str:
        if self._url is None:
            template = self.own_permalink or self.collection.url_template
            try:
                self._url = permalink.document_url(template, self)
            except OutputError as error:
                if self.own_permalink is not None:
                    error.at = error.at or Location(self.relative_path)
                    error.setting = ("permalink",)
                elif self.label == "posts":
                    error.setting = ("permalink",)
                else:
                    error.setting = ("collections", self.label, "permalink")
                raise
        return self._url

    @property
    def destination(self) -> str:
        """The file written, relative to the destination."""
        if self._destination is None:
            self._destination = permalink.document_destination(self.url, self.output_ext)
        return self._destination

    @property
    def id(self) -> str:
        slug = self.data.get("slug")
        name = self.basename_without_ext if slug is None else to_s(slug)
        folder = os.path.dirname(self.url.rstrip("/")) or "/"
        return f"{folder.rstrip('/')}/{name}"

    @property
    def is_written(self) -> bool:
        return self.is_published and self.collection.is_written

    @property
    def is_yaml(self) -> bool:
        """A document that is data only: neither rendered nor converted."""
        return self.extname in YAML_EXTENSIONS

    @property
    def wants_liquid(self) -> bool:
        """May Liquid look at the body? (Whether anything in it is Liquid is another question.)"""
        return self.data.get("render_with_liquid") is not False and not (
            self.is_yaml or self.extname == ".coffee"
        )

    @property
    def wants_layout(self) -> bool:
        return not (
            self.is_yaml
            or self.extname in SASS_EXTENSIONS
            or self.extname == ".coffee"
            or self.data.get("layout") == "none"
        )


def in_order(documents: Iterable[Document]) -> list[Document]:
    """By date, then by path; where one of two has no date yet, by path alone.

    That is no proper order where dated and undated ones mix (a collection, drafts with
    `future: true`); it is Jekyll's.
    """
    documents = list(documents)
    if all(document.data.get("date") for document in documents):
        return sorted(documents, key=lambda document: (document.date, document.path))
    return sorted(documents, key=cmp_to_key(_compare))


def _compare(one: Document, other: Document) -> int:
    dates = one.data.get("date"), other.data.get("date")
    if isinstance(dates[0], datetime) and isinstance(dates[1], datetime) and dates[0] != dates[1]:
        return -1 if dates[0] < dates[1] else 1
    return -1 if one.path < other.path else int(one.path > other.path)


def date_and_slug(name: str) -> tuple[str, str, str] | None:
    """(date, slug, extension) of a post's file name, None where it is none.

    >>> date_and_slug("2024-03-04-hello.world.md")
    ('2024-03-04', 'hello.world', '.md')
    """
    match = _DATE_NAME.fullmatch(name)
    return (match[1], match[2], match[3]) if match else None


def dateless_slug(name: str) -> tuple[str, str] | None:
    """(slug, extension) of a file name, None where it has no extension."""
    match = _DATELESS_NAME.fullmatch(name)
    return (match[1], match[2]) if match else None
