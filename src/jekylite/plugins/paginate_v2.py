"""jekyll-paginate-v2: pages of any list of documents, filtered and sorted, wherever front matter asks.

A page with `pagination: {enabled: true}` is a template: it is replaced by one page for every
`per_page` documents. Autopages (`plugins.autopages`) are made first and are such templates too.
Source: jekyll-paginate-v2 3.0.0. Known difference: tags and categories that are no text are
compared as what they print, where the gem falls over.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from math import ceil

from jekylite.config.merge import deep_merge
from jekylite.diagnostics import Collector
from jekylite.errors import Location, PluginError
from jekylite.model.document import Document
from jekylite.model.page import Page
from jekylite.model.pager import Pager
from jekylite.model.site import Site
from jekylite.plugins.api import LOWEST, Extensions
from jekylite.plugins.autopages import NAMES, VALUES, autopages
from jekylite.plugins.fields import holds, mapping, read
from jekylite.plugins.workshop import Workshop
from jekylite.ruby.strings import downcase
from jekylite.ruby.times import UTC
from jekylite.ruby.values import RubyError, compare_or_fail, inspect, sort, to_i, to_s

_DEFAULTS: dict[str, object] = {
    "enabled": False,
    "collection": "posts",
    "offset": 0,
    "per_page": 10,
    "permalink": "/page:num/",
    "title": ":title - page :num",
    "page_num": 1,
    "sort_reverse": False,
    "sort_field": "date",
    "limit": 0,
    "trail": {"before": 0, "after": 0},
    "indexpage": None,
    "extension": "html",
    "debug": False,
    "legacy": False,
}
_MADE_BY = "jekyll-paginate-v2"


def register(extensions: Extensions, settings: Mapping[str, object], collector: Collector) -> None:
    """The plugin."""
    extensions.generators.append(PaginationGenerator())


class PaginationGenerator:
    """Autopages, then the pages of every template; the templates themselves leave the site."""

    priority = LOWEST

    def generate(self, site: Site, workshop: Workshop) -> Iterable[Page]:
        config = deep_merge(_DEFAULTS, mapping(site.settings.get("pagination")))
        made = list(autopages(site, workshop, config))
        if site.settings.get("paginate") is not None:
            raise PluginError(
                "jekyll-paginate-v2: `paginate` is the setting of jekyll-paginate, which it no longer takes",
                at=Location("_config.yml"),
                hint="write `pagination: {enabled: true}`, or list `jekyll-paginate` in `plugins` instead",
                code="JL115",
            )
        if not holds(config["enabled"]):
            workshop.collector.info("Disabled in site.config.", topic="Pagination")
            return made
        pages: list[Page] = []
        paginated: list[Page] = []
        for page in [*site.pages, *made]:
            asked = page.setting("pagination")
            if isinstance(asked, dict) and holds(asked.get("enabled")):
                paginated.extend(_Pagination(page, deep_merge(config, asked), site, workshop).pages())
            else:
                pages.append(page)
        if not paginated:
            workshop.collector.warn(
                "Is enabled, but I couldn't find any pagination page. Skipping pagination. Pages must have"
                " 'pagination: enabled: true' in their front-matter for pagination to work.",
                topic="Pagination",
                at=workshop.place("pagination"),
                hint="write `pagination: {enabled: true}` into the front matter of a page",
                code="JL115",
            )
        site.pages[:] = pages
        return paginated


class _Pagination:
    """One template's."""

    def __init__(self, template: Page, config: Mapping[str, object], site: Site, workshop: Workshop) -> None:
        self._template = template
        self._config = config
        self._site = site
        self._workshop = workshop
        index_page = config["indexpage"]
        self._index = to_s(index_page).split(".")[0] if index_page is not None else ""
        extension = to_s(config["extension"])
        self._extension = extension if extension.startswith(".") else f".{extension}"

    def pages(self) -> list[Page]:
        """A page for every `per_page` documents; one where there is no document."""
        documents = self._documents()
        per_page = to_i(self._config["per_page"])
        if per_page <= 0:
            raise self._error(
                f"`per_page` is {inspect(self._config['per_page'])}, which is no number of posts"
            )
        total = ceil(len(documents) / per_page)
        limit = to_i(self._config["limit"])
        if 0 < limit < total:
            total = limit
        total = max(total, 1)
        pages = [self._page(number, total, per_page, documents) for number in range(1, total + 1)]
        self._lay_trail(pages)
        return pages

    def _page(self, number: int, total: int, per_page: int, documents: Sequence[Document]) -> Page:
        paths = _Paths(self._template, to_s(self._config["permalink"]), self._index, self._extension, total)
        own = paths.own(number)
        start = (number - 1) * per_page
        fields: dict[str, object] = {
            "per_page": per_page,
            # The posts print here; the view puts them in.
            "posts": None,
            "total_posts": len(documents),
            "total_pages": total,
            "page": number,
            "page_path": own,
            "previous_page": number - 1 if number > 1 else None,
            "previous_page_path": paths.of(number - 1) if number > 1 else None,
            "next_page": number + 1 if number < total else None,
            "next_page_path": paths.later(number + 1) if number < total else None,
            "first_page": 1,
            "first_page_path": paths.of(1),
            "last_page": total,
            "last_page_path": paths.later(total),
            "page_trail": None,
        }
        page = self._copy(self._data(number, total, own), self._url(own))
        page.pager = Pager(documents[start : start + per_page], fields)
        return page

    def _copy(self, data: dict[str, object], url: str) -> Page:
        template = self._template
        is_autopage = holds(template.data.get("autopage"))
        name = self._index + self._extension
        # Without `indexpage` the name is just `.html`, which is no extension: such a page is neither
        # converted nor one of `site.html_pages`.
        return Page(
            template.path,
            "",
            name,
            data,
            defaults=template.defaults,
            body="" if is_autopage else template.body,
            body_line=template.body_line,
            converter_ext=self._workshop.around.converters.output_ext(posixpath.splitext(name)[1]),
            url=url,
        )

    def _data(self, number: int, total: int, path: str) -> dict[str, object]:
        data = dict(self._template.data)
        autopage = data.get("autopage")
        if isinstance(autopage, dict) and "display_name" in autopage:
            data["autopages"] = dict(autopage)
        data["pagination_info"] = {"curr_page": number, "total_pages": total}
        if holds(self._template.setting("permalink")):
            data["permalink"] = path
        title = self._template.setting("title")
        if not holds(title):
            title = self._site.settings.get("title")
        if number > 1:
            pattern = to_s(self._config["title"]).replace(":title", to_s(title), 1)
            data["title"] = _numbered(pattern, number, total)
            data["autogen"] = _MADE_BY
        else:
            data["title"] = title
        return data

    def _url(self, path: str) -> str:
        if path.endswith("/"):
            return path + self._index + self._extension
        return path if path.endswith(self._extension) else path + self._extension

    def _lay_trail(self, pages: Sequence[Page]) -> None:
        """Give each page its links to the pages around it."""
        before = max(to_i(read(self._config, "trail", "before")), 0)
        after = max(to_i(read(self._config, "trail", "after")), 0)
        if len(pages) < 2 or not before + after:
            return
        length = before + after + 1
        stops: list[object] = [
            {"num": number, "path": _pager(page).fields["page_path"], "title": page.data["title"]}
            for number, page in enumerate(pages, 1)
        ]
        for at, page in enumerate(pages):
            start = max(at - before, 0)
            end = min(start + length, len(pages))
            # As many links at the end of the list as in its middle.
            start = max(min(start, end - length), 0)
            pager = _pager(page)
            page.pager = Pager(pager.posts, {**pager.fields, "page_trail": stops[start:end]})

    def _documents(self) -> list[Document]:
        """Those that the template shows, in order."""
        documents = self._collected()
        for key, attribute in (("category", "categories"), ("tag", "tags"), ("locale", "locale")):
            documents = self._filtered(documents, key, attribute)
        field = self._config["sort_field"]
        if not holds(field):
            return documents
        way = [downcase(part).strip() for part in to_s(field).split(":")]
        values = {id(document): self._sort_value(document, way) for document in documents}
        try:
            documents = sort(documents, lambda one, other: _compare(values[id(one)], values[id(other)]))
        except RubyError as error:
            raise self._error(f"the documents cannot be sorted by `{to_s(field)}`: {error}") from None
        offset = max(to_i(self._config["offset"]), 0)
        documents = documents[: max(len(documents) - offset, 0)]
        return documents[::-1] if holds(self._config["sort_reverse"]) else documents

    def _collected(self) -> list[Document]:
        asked = self._config["collection"]
        names = NAMES.split(asked) if isinstance(asked, str) else asked
        if not isinstance(names, list):
            raise self._error(f"`collection` is {inspect(asked)}, which is no name of a collection")
        found: list[Document] = []
        for name in (downcase(to_s(one)).strip() for one in names):
            for label, collection in self._site.collections.items():
                if label == name or (name == "all" and label != "posts"):
                    found.extend(collection.docs)
        return [
            document
            for document in found
            if "pagination" not in document.data and not holds(document.data.get("hidden"))
        ]

    def _filtered(self, documents: list[Document], key: str, attribute: str) -> list[Document]:
        asked = self._config.get(key)
        if asked is None:
            return documents
        wanted = VALUES.split(asked) if isinstance(asked, str) else asked
        if not isinstance(wanted, list):
            raise self._error(f"`{key}` is {inspect(asked)}, which is neither text nor a list")
        names = {downcase(to_s(one)).strip() for one in wanted}
        if key == "category":
            # The old name for all of them.
            names.discard("posts")
        return [document for document in documents if names <= set(_values(document.data.get(attribute)))]

    def _sort_value(self, document: Document, way: Sequence[str]) -> object:
        value: object = document.data
        for key in way:
            if not isinstance(value, dict) or key not in value:
                return None
            value = value[key]
        return None if isinstance(value, dict) else value

    def _error(self, message: str) -> PluginError:
        return PluginError(
            f"jekyll-paginate-v2: {message}",
            at=Location(self._template.shown_path),
            hint="check `pagination` in its front matter and in the configuration",
            code="JL115",
        )


class _Paths:
    """Where the pages of a list are: the first in the template's folder, the others below it."""

    def __init__(self, template: Page, pattern: str, index: str, extension: str, total: int) -> None:
        permalink = template.setting("permalink")
        folder = to_s(permalink) if holds(permalink) else template.dir
        self._first = folder if folder.endswith("/") else f"{folder}/"
        self._others = self._first + pattern.lstrip("/")
        self._index = index
        self._extension = extension
        self._total = total

    def own(self, number: int) -> str:
        """As the page itself is called: always with the name of its file."""
        pattern = self._first if number == 1 else self._others
        return _numbered(_with_name(pattern, self._index or "index", self._extension), number, self._total)

    def of(self, number: int) -> str:
        """As others link to it: with the file's name only where one is configured."""
        return self._link(self._first if number == 1 else self._others, number)

    def later(self, number: int) -> str:
        """The same for a page that follows another; a list of one page has one as its last, too."""
        return self._link(self._others, number)

    def _link(self, pattern: str, number: int) -> str:
        if self._index:
            pattern = _with_name(pattern, self._index, self._extension)
        return _numbered(pattern, number, self._total)


def _pager(page: Page) -> Pager:
    assert page.pager is not None
    return page.pager


def _with_name(path: str, name: str, extension: str) -> str:
    if path.endswith("/"):
        return path + name + extension
    # The gem's own rule: what has a dot is taken for a file's name already.
    return path if "." in path else path + name


def _numbered(pattern: str, number: int, total: int) -> str:
    return pattern.replace(":num", str(number), 1).replace(":max", str(total), 1)


def _values(value: object) -> Iterator[str]:
    """A document's tags, categories or locales as they are compared."""
    for one in NAMES.split(value) if isinstance(value, str) else value if isinstance(value, list) else ():
        yield from (part.strip() for part in VALUES.split(downcase(to_s(one))))


def _compare(one: object, other: object) -> int:
    """Nothing first, text without regard to case, dates and times alike."""
    if one is None or other is None:
        return (one is not None) - (other is not None)
    if isinstance(one, str) and isinstance(other, str):
        return compare_or_fail(downcase(one), downcase(other))
    if isinstance(one, date) and isinstance(other, date):
        moments = _moment(one), _moment(other)
        return (moments[0] > moments[1]) - (moments[0] < moments[1])
    return compare_or_fail(one, other)


def _moment(day: date) -> float:
    moment = day if isinstance(day, datetime) else datetime(day.year, day.month, day.day, tzinfo=UTC)
    return moment.timestamp()
