"""What templates see of a site: lazy views, each made once a build.

Source: Jekyll 4.4.1 drops/*.rb, convertible.rb (`to_liquid`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import tzinfo
from typing import Protocol

from jekylite.config.merge import deep_merge
from jekylite.liquid import Drop, HashDrop, field
from jekylite.model.collection import Collection
from jekylite.model.document import Document
from jekylite.model.excerpt import Excerpt
from jekylite.model.page import Page
from jekylite.model.pager import Pager
from jekylite.model.site import Site
from jekylite.model.static_file import StaticFile
from jekylite.model.theme import Theme
from jekylite.ruby import times
from jekylite.ruby.values import compare, inspect, to_s

JEKYLL_VERSION = "4.4.1"
"""The Jekyll that jekylite stands in for; pages and generator tags print it."""


class ExcerptRenderer(Protocol):
    """Gives an excerpt its text when a template asks for it."""

    def excerpt_text(self, excerpt: Excerpt) -> str: ...


class Views:
    """The views of one site: the same item is the same drop wherever a template meets it."""

    __slots__ = ("_documents", "_files", "_pages", "_zone", "excerpts", "site")

    def __init__(self, site: Site, excerpts: ExcerptRenderer) -> None:
        self.site = site
        self._zone = site.time.tzinfo or times.UTC
        self.excerpts = excerpts
        self._documents: dict[int, DocumentDrop] = {}
        self._pages: dict[int, PageDrop] = {}
        self._files: dict[int, StaticFileDrop] = {}

    def document(self, document: Document) -> DocumentDrop:
        drop = self._documents.get(id(document))
        if drop is None:
            drop = self._documents[id(document)] = DocumentDrop(document, self)
        return drop

    def page(self, page: Page) -> PageDrop:
        drop = self._pages.get(id(page))
        if drop is None:
            kind = PageDrop if page.posts is None else ArchiveDrop
            drop = self._pages[id(page)] = kind(page, self)
        return drop

    def file(self, file: StaticFile) -> StaticFileDrop:
        drop = self._files.get(id(file))
        if drop is None:
            drop = self._files[id(file)] = StaticFileDrop(file, self._zone)
        return drop

    def documents(self, documents: Iterable[Document]) -> list[object]:
        return [self.document(document) for document in documents]

    def any(self, item: Page | Document | StaticFile) -> Drop:
        """The view of whatever it is."""
        if isinstance(item, Page):
            return self.page(item)
        return self.document(item) if isinstance(item, Document) else self.file(item)

    def excerpt_of(self, item: Page | Document) -> str | None:
        """What a template sees as `excerpt`: front matter's text as it is, a cut one rendered."""
        excerpt = item.data.get("excerpt")
        if isinstance(excerpt, Excerpt):
            return self.excerpts.excerpt_text(excerpt)
        return None if excerpt is None else to_s(excerpt)


def document_identity(document: Document) -> str:
    """A document's name across builds."""
    return f"d {document.relative_path}"


def page_identity(page: Page) -> str:
    """A page's name across builds: pages of a list have one source and many places."""
    return f"p {page.relative_path} {page.destination}"


def file_identity(file: StaticFile) -> str:
    """A static file's name across builds."""
    return f"f {file.relative_path}"


class DocumentDrop(Drop):
    """A document: its own fields, then front matter."""

    __slots__ = ("_document", "_views")

    ruby_class = "Jekyll::Drops::DocumentDrop"

    def identity(self) -> str:
        return document_identity(self._document)

    def __init__(self, document: Document, views: Views) -> None:
        super().__init__()
        self._document = document
        self._views = views

    def fallback(self) -> Mapping[str, object]:
        return self._document.data

    @field
    def id(self) -> object:
        return self._document.id

    @field(cached=False)
    def output(self) -> object:
        return self._document.output

    @field(cached=False)
    def content(self) -> object:
        return self._document.content

    @field
    def relative_path(self) -> object:
        return self._document.relative_path

    @field
    def path(self) -> object:
        return self._document.relative_path

    @field
    def url(self) -> object:
        return self._document.url

    @field(cached=False)
    def date(self) -> object:
        return self._document.data.get("date")

    @field(cached=False)
    def title(self) -> object:
        return self._document.data.get("title")

    @field(cached=False)
    def categories(self) -> object:
        return self._document.data.get("categories")

    @field(cached=False)
    def tags(self) -> object:
        return self._document.data.get("tags")

    @field
    def collection(self) -> object:
        return self._document.label

    @field(cached=False)
    def excerpt(self) -> object:
        return self._views.excerpt_of(self._document) or ""

    @field
    def name(self) -> object:
        name = self._document.data.get("name")
        return self._document.basename if name in (None, False) else name

    @field("next", cached=False)
    def following(self) -> object:
        return self._neighbour(1)

    @field(cached=False)
    def previous(self) -> object:
        return self._neighbour(0)

    def _neighbour(self, which: int) -> object:
        collection = self._views.site.collections.get(self._document.label)
        neighbour = collection.neighbours(self._document)[which] if collection else None
        return self._views.document(neighbour) if neighbour else None

    def to_s(self) -> str:
        return to_s(self.get("output")) or to_s(self.get("content")) or "NO CONTENT"

    def inspect(self) -> str:
        return repr(self._document)

    def compare(self, other: object) -> int | None:
        """Oldest first, equal dates by path; nothing but another document has an order with it."""
        if not isinstance(other, DocumentDrop):
            return None
        order = compare(self.get("date"), other.get("date"))
        return order or compare(self._document.relative_path, other._document.relative_path)

    def for_json(self, depth: int) -> object:
        """A map; deep inside others, the neighbours come without content and neighbours."""
        return {
            key: _collapsed(value) if depth >= 2 and key in ("next", "previous") else value
            for key, value in self.to_h().items()
        }


_COLLAPSED = ("content", "output", "excerpt", "next", "previous")


def _shown_keys(drop: Drop) -> list[str]:
    return [key for key in drop.keys() if key not in _COLLAPSED]  # noqa: SIM118


def _collapsed(drop: object) -> object:
    if not isinstance(drop, DocumentDrop):
        return drop
    return {key: drop.get(key) for key in _shown_keys(drop)}


class ExcerptDrop(Drop):
    """The document an excerpt is cut from, as `page` while the excerpt renders."""

    __slots__ = ("_excerpt", "_views")

    ruby_class = "Jekyll::Drops::ExcerptDrop"

    def __init__(self, excerpt: Excerpt, views: Views) -> None:
        super().__init__()
        self._excerpt = excerpt
        self._views = views

    def fallback(self) -> Mapping[str, object]:
        return self._views.any(self._excerpt.item).fallback()

    def _resolve(self, key: str) -> object:
        if key in self.fields:
            return super()._resolve(key)
        return self._views.any(self._excerpt.item).get(key)

    @field
    def excerpt(self) -> object:
        return None

    @field
    def layout(self) -> object:
        return self._excerpt.item.data.get("layout")

    @field
    def content(self) -> object:
        return self._excerpt.body

    @field(cached=False)
    def output(self) -> object:
        return self._excerpt.output

    @field
    def id(self) -> object:
        return f"{to_s(self._views.any(self._excerpt.item).get('id'))}#excerpt"

    @field
    def path(self) -> object:
        return self._excerpt.relative_path

    @field
    def relative_path(self) -> object:
        return self._excerpt.relative_path


class PageDrop(HashDrop):
    """A page: defaults, front matter, and six fields that neither can hide."""

    __slots__ = ("_merged", "_page", "_views")

    def identity(self) -> str:
        return page_identity(self._page)

    def __init__(self, page: Page, views: Views) -> None:
        super().__init__()
        self._page = page
        self._views = views
        self._merged: Mapping[str, object] | None = None

    def fallback(self) -> Mapping[str, object]:
        if not self._page.defaults:
            return self._page.data
        if self._merged is None:
            self._merged = deep_merge(self._page.defaults, self._page.data)
        return self._merged

    def names(self) -> Iterable[str]:
        return dict.fromkeys([*self.fallback(), *self.fields])

    @field(cached=False)
    def content(self) -> object:
        return self._page.content

    @field
    def dir(self) -> object:
        return self._page.dir

    @field(cached=False)
    def excerpt(self) -> object:
        return self._views.excerpt_of(self._page)

    @field
    def name(self) -> object:
        return self._page.name

    @field
    def path(self) -> object:
        return self._page.shown_path

    @field
    def url(self) -> object:
        return self._page.url


class OwnPageDrop(PageDrop):
    """`page` while that page renders: `content` is its source to the end, in its layouts too."""

    __slots__ = ("_source",)

    def __init__(self, page: Page, views: Views) -> None:
        super().__init__(page, views)
        self._source = page.unread_body

    @field
    def content(self) -> object:
        source = self._source
        return source if isinstance(source, str) else source()


class ArchiveDrop(PageDrop):
    """A list of posts that jekyll-archives made: without the fields that need a file.

    Source: jekyll-archives 2.2.1 archive.rb.
    """

    __slots__ = ()

    def names(self) -> Iterable[str]:
        return dict.fromkeys([*self.fallback(), "posts", "name", "path", "url"])

    @field
    def posts(self) -> object:
        return self._views.documents(self._page.posts or ())

    @field
    def name(self) -> object:
        return self._page.basename

    @field
    def dir(self) -> object:
        return None

    @field(cached=False)
    def content(self) -> object:
        return None

    @field(cached=False)
    def excerpt(self) -> object:
        return None


class PagerDrop(HashDrop):
    """`paginator`: a Hash, with the posts of the page in it."""

    __slots__ = ("_page", "_pager", "_views")

    def identity(self) -> str:
        return f"g {page_identity(self._page)}"

    def __init__(self, pager: Pager, page: Page, views: Views) -> None:
        super().__init__()
        self._pager = pager
        self._page = page
        self._views = views

    def fallback(self) -> Mapping[str, object]:
        return self._pager.fields

    @field
    def posts(self) -> object:
        return self._views.documents(self._pager.posts)


class StaticFileDrop(Drop):
    """A static file: its name, its times, and the front-matter defaults that fit it."""

    __slots__ = ("_file", "_zone")

    ruby_class = "Jekyll::Drops::StaticFileDrop"

    def identity(self) -> str:
        return file_identity(self._file)

    def __init__(self, file: StaticFile, zone: tzinfo) -> None:
        super().__init__()
        self._file = file
        self._zone = zone

    def fallback(self) -> Mapping[str, object]:
        return self._file.defaults

    @field
    def name(self) -> object:
        return self._file.name

    @field
    def extname(self) -> object:
        return self._file.extname

    @field
    def modified_time(self) -> object:
        seconds = self._file.mtime_ns // 1_000_000_000
        return times.at(seconds, self._zone)

    @field
    def basename(self) -> object:
        return self._file.basename

    @field
    def path(self) -> object:
        return self._file.relative_path

    @field
    def collection(self) -> object:
        return self._file.collection.label if self._file.collection else None

    def inspect(self) -> str:
        return f"#<Jekyll::StaticFile @relative_path={inspect(self._file.relative_path)}>"


class CollectionDrop(Drop):
    """A collection: what the configuration says of it, and its documents."""

    __slots__ = ("_collection", "_views")

    ruby_class = "Jekyll::Drops::CollectionDrop"

    def identity(self) -> str:
        return f"c {self._collection.label}"

    def __init__(self, collection: Collection, views: Views) -> None:
        super().__init__()
        self._collection = collection
        self._views = views

    def fallback(self) -> Mapping[str, object]:
        return self._collection.settings.metadata

    @field
    def output(self) -> object:
        return self._collection.settings.is_written

    @field
    def label(self) -> object:
        return self._collection.label

    @field
    def docs(self) -> object:
        return self._views.documents(self._collection.docs)

    @field
    def files(self) -> object:
        return [self._views.file(file) for file in self._collection.files]

    @field
    def directory(self) -> object:
        return self._collection.directory

    @field
    def relative_directory(self) -> object:
        return self._collection.settings.relative_directory

    def to_s(self) -> str:
        return inspect(self.get("docs"))


class SiteDrop(Drop):
    """`site`: what was read, each collection by its label, then the configuration."""

    __slots__ = ("_views", "current")

    ruby_class = "Jekyll::Drops::SiteDrop"

    def identity(self) -> str:
        return "s"

    def __init__(self, views: Views) -> None:
        super().__init__()
        self._views = views
        # The document that is being rendered: `related_posts` are those of others.
        self.current: Document | None = None

    def fallback(self) -> Mapping[str, object]:
        return self._views.site.settings

    def _resolve(self, key: str) -> object:
        if key in self._views.site.page_lists:
            return [self._views.page(page) for page in self._views.site.page_lists[key]]
        if key != "posts" and key in self._views.site.collections:
            docs = self._views.documents(self._views.site.collections[key].docs)
            self._resolved[key] = docs
            return docs
        return super()._resolve(key)

    def knows(self, key: str) -> bool:
        return key in self._views.site.collections or super().knows(key)

    @field
    def time(self) -> object:
        return self._views.site.time

    @field
    def pages(self) -> object:
        return [self._views.page(page) for page in self._views.site.pages]

    @field
    def static_files(self) -> object:
        return [self._views.file(file) for file in self._views.site.static_files]

    @field
    def tags(self) -> object:
        return self._grouped("tags")

    @field
    def categories(self) -> object:
        return self._grouped("categories")

    def _grouped(self, attribute: str) -> dict[object, object]:
        groups = self._views.site.posts_by(attribute)
        return {name: self._views.documents(posts) for name, posts in groups.items()}

    @field
    def posts(self) -> object:
        """Newest first, equal dates by path, the last one first."""
        return self._views.documents(reversed(self._views.site.posts))

    @field
    def html_pages(self) -> object:
        return [self._views.page(page) for page in self._views.site.html_pages]

    @field
    def collections(self) -> object:
        collections = sorted(self._views.site.collections.values(), key=lambda one: one.label)
        return [CollectionDrop(collection, self._views) for collection in collections]

    @field
    def documents(self) -> object:
        return [self._views.any(document) for document in self._views.site.documents]

    @field(cached=False)
    def related_posts(self) -> object:
        """The ten newest posts but the one that renders; nothing on a page."""
        if self.current is None:
            return None
        posts: Sequence[Document] = self._views.site.posts
        if len(posts) <= 1:
            return []
        newest = [post for post in reversed(posts[-11:]) if post is not self.current]
        return self._views.documents(newest[:10])

    @field
    def data(self) -> object:
        return self._views.site.data

    @field
    def config(self) -> object:
        return None


class JekyllDrop(Drop):
    """`jekyll`: the version we stand in for, and `JEKYLL_ENV`."""

    __slots__ = ("_environment",)

    ruby_class = "Jekyll::Drops::JekyllDrop"

    def identity(self) -> str:
        return "j"

    def __init__(self, environment: str) -> None:
        super().__init__()
        self._environment = environment

    @field
    def version(self) -> object:
        return JEKYLL_VERSION

    @field
    def environment(self) -> object:
        return self._environment


class ThemeDrop(Drop):
    """`theme`: where it lies and what its gemspec says."""

    __slots__ = ("_theme",)

    ruby_class = "Jekyll::Drops::ThemeDrop"

    def identity(self) -> str:
        return "t"

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    @field
    def root(self) -> object:
        return self._theme.root

    @field
    def dependencies(self) -> object:
        return list(self._theme.dependencies)

    @field
    def authors(self) -> object:
        return self._theme.authors

    @field
    def version(self) -> object:
        return self._theme.version

    @field
    def description(self) -> object:
        return self._theme.description

    @field
    def metadata(self) -> object:
        return self._theme.metadata
