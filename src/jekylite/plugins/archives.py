"""jekyll-archives: a page for each tag, category, year, month and day that has posts.

Source: jekyll-archives 2.2.1.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from urllib.parse import unquote

from jekylite.config.merge import deep_merge
from jekylite.diagnostics import Collector
from jekylite.errors import ConfigError
from jekylite.model.document import Document, in_order
from jekylite.model.page import Page
from jekylite.model.permalink import url_from
from jekylite.model.site import Site
from jekylite.plugins.api import NORMAL, Extensions
from jekylite.plugins.fields import read
from jekylite.plugins.workshop import Workshop
from jekylite.ruby.slugs import slugify
from jekylite.ruby.values import inspect

_KEY = "jekyll-archives"
_DEFAULTS: dict[str, object] = {
    "layout": "archive",
    "enabled": [],
    "permalinks": {
        "year": "/:year/",
        "month": "/:year/:month/",
        "day": "/:year/:month/:day/",
        "tag": "/tag/:name/",
        "category": "/category/:name/",
    },
}
# The kind of an archive of dates → the parts of its date.
_DATE_PARTS = {"year": ("year",), "month": ("year", "month"), "day": ("year", "month", "day")}


def register(extensions: Extensions, settings: Mapping[str, object], collector: Collector) -> None:
    """The plugin."""
    extensions.generators.append(ArchivesGenerator())


class ArchivesGenerator:
    """Tags, then categories, then years with their months and days, all in the order of posts."""

    priority = NORMAL

    def generate(self, site: Site, workshop: Workshop) -> Iterable[Page]:
        given = site.settings.get(_KEY, {})
        if not isinstance(given, dict):
            workshop.collector.warn(
                f"Expected a hash but got {inspect(given)}. Archives will not be generated for this site.",
                topic="Archives",
                at=workshop.place(_KEY),
                hint=f"write `{_KEY}:` as a map with `enabled` in it",
                code="JL115",
            )
            return ()
        archives = list(_Archives(deep_merge(_DEFAULTS, given)).of(site))
        site.page_lists["archives"] = archives
        return archives


class _Archives:
    def __init__(self, config: Mapping[str, object]) -> None:
        self._config = config

    def _is_enabled(self, name: str) -> bool:
        enabled = self._config["enabled"]
        return enabled is True or enabled == "all" or (isinstance(enabled, list) and name in enabled)

    def of(self, site: Site) -> Iterator[Page]:
        for kind, plural in (("tag", "tags"), ("category", "categories")):
            if self._is_enabled(plural):
                for title, posts in site.posts_by(plural).items():
                    yield self._named(kind, title, posts)
        yield from self._dated(site.posts, ("year", "month", "day"))

    def _dated(self, posts: Sequence[Document], kinds: Sequence[str]) -> Iterator[Page]:
        if not kinds:
            return
        groups: dict[int, list[Document]] = {}
        for post in posts:
            groups.setdefault(getattr(post.date, kinds[0]), []).append(post)
        for group in groups.values():
            newest_first = in_order(group)[::-1]
            if self._is_enabled(kinds[0]):
                yield self._of_date(kinds[0], newest_first)
            yield from self._dated(newest_first, kinds[1:])

    def _named(self, kind: str, title: object, posts: Sequence[Document]) -> Page:
        # A tag that is no text has neither title nor name; its place in the permalink goes.
        values = {"name": slugify(title)} if isinstance(title, str) else {}
        shown = title if isinstance(title, str) else None
        return self._page(kind, {**values, "type": kind}, {"title": shown}, posts)

    def _of_date(self, kind: str, posts: Sequence[Document]) -> Page:
        newest = posts[0].date
        parts = {part: getattr(newest, part) for part in _DATE_PARTS[kind]}
        shown = {part: f"{value:02d}" for part, value in parts.items()}
        day = date(parts["year"], parts.get("month", 1), parts.get("day", 1))
        return self._page(kind, {**shown, "type": kind}, {"date": day}, posts)

    def _page(
        self, kind: str, values: Mapping[str, str], data: dict[str, object], posts: Sequence[Document]
    ) -> Page:
        template = read(self._config, "permalinks", kind)
        if not isinstance(template, str):
            raise ConfigError(
                f"the permalink of {kind} archives is no text: {inspect(template)}",
                hint=f"write `{_KEY}: {{permalinks: {{{kind}: {inspect(template)}}}}}` as a pattern",
                code="JL115",
            )
        if "name" not in values:
            template = template.replace("/:name", "")
        url = url_from(template, values)
        path = unquote(url).lstrip("/") + ("index.html" if url.endswith("/") else "")
        folder, name = posixpath.split(path)
        layout = read(self._config, "layouts", kind) or self._config["layout"]
        page = Page(
            "",
            f"/{folder}" if folder else "",
            name,
            {"layout": layout, "type": kind, **data},
            converter_ext=posixpath.splitext(name)[1],
            url=url,
        )
        page.posts = posts
        return page
