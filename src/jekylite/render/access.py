"""What tags and filters may ask of the site: `SiteAccess` for a real one.

Source: Jekyll 4.4.1 tags/{include,link,post_url}.rb, filters.rb (`markdownify`, `smartify`,
`scssify`), filters/url_filters.rb.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import tzinfo

from jekylite.convert.base import Source
from jekylite.convert.markdown import MarkdownConverter
from jekylite.convert.sass import SassConverter
from jekylite.diagnostics import Collector, Diagnostic
from jekylite.errors import IncludeError, Location
from jekylite.liquid.context import FilterCache, IncludeSource
from jekylite.model.site import Site
from jekylite.paths import join_below, leads_outside, relative

_POST_NAME = re.compile(r"(?P<folder>(?:.+/)*)(?P<date>\d+-\d+-\d+)-(?P<slug>.*)", re.ASCII)


class Access:
    """The site behind a build's templates.

    Args:
        site: read, generated pages included.
        include_folders: absolute, in the order they are searched.
        collections_dir: relative to the source, "" for its top.
        zone: in which times are shown.
        markdown: for `markdownify`.
        sass: for `scssify` and `sassify`.
        decode: bytes of a source file → text.
        collector: takes warnings.
    """

    def __init__(
        self,
        site: Site,
        *,
        include_folders: Sequence[str],
        collections_dir: str,
        zone: tzinfo,
        markdown: MarkdownConverter,
        sass: SassConverter,
        decode: Callable[[bytes], str],
        collector: Collector,
    ) -> None:
        self.url: object = site.settings.get("url")
        self.baseurl: object = site.settings.get("baseurl")
        self.zone = zone
        self.cache = FilterCache()
        self._site = site
        self._include_folders = tuple(include_folders)
        self._collections_dir = collections_dir
        self._markdown = markdown
        self._sass = sass
        self._decode = decode
        self._collector = collector
        self._includes: dict[str, IncludeSource | None] = {}
        self._roots = tuple(
            os.path.realpath(root) for root in (site.source, site.theme.root if site.theme else site.source)
        )
        self._links: Mapping[str, str] | None = None
        self._posts: dict[str, str] | None = None

    def include(self, name: str) -> IncludeSource | None:
        if name not in self._includes:
            paths = (f"{folder}/{name}" for folder in self._include_folders)
            self._includes[name] = next((found for path in paths if (found := self._load(path))), None)
        return self._includes[name]

    def include_folders(self) -> Sequence[str]:
        return self._include_folders

    def include_relative(self, name: str, page_path: str) -> IncludeSource | None:
        path = join_below(self._site.source, f"{posixpath.dirname(page_path)}/{name}")
        key = f"/{path}"  # no name of an include begins with a slash
        if key not in self._includes:
            self._includes[key] = self._load(path)
        return self._includes[key]

    def _load(self, path: str) -> IncludeSource | None:
        """The text of a file that lies in the source or the theme, links followed; None if none does."""
        if not os.path.isfile(path) or leads_outside(path, self._roots):
            return None
        shown = relative(path, self._site.source)
        with open(path, "rb") as file:
            content = file.read()
        try:
            return IncludeSource(shown, self._decode(content))
        except UnicodeDecodeError as error:
            raise IncludeError(
                f"the include is not UTF-8: {error.reason} at byte {error.start}",
                at=Location(shown),
                hint="save it as UTF-8",
            ) from None

    def link(self, path: str) -> str | None:
        if self._links is None:
            links: dict[str, str] = {}
            for item in self._site.outputs():
                links.setdefault(item.relative_path.removeprefix("/"), item.url)
            self._links = links
        return self._links.get(path)

    def post_url(self, name: str) -> str | None:
        match = _POST_NAME.fullmatch(name.removeprefix("/"))
        if match is None:
            return None
        if self._posts is None:
            self._posts = {}
            for post in self._site.posts:
                stem = posixpath.splitext(post.relative_path)[0]
                self._posts.setdefault(stem, post.url)
                self._posts.setdefault(stem.replace("_posts/", "", 1), post.url)
        return self._posts.get(match[0])

    def markdownify(self, text: str) -> str:
        return self._markdown.convert(text, Source("markdownify"))

    def smartify(self, text: str) -> str:
        from jekylite.markdown import smartify

        return smartify(text)

    def scssify(self, text: str) -> str:
        return self._sass.compile_text(text, indented=False)

    def sassify(self, text: str) -> str:
        return self._sass.compile_text(text, indented=True)

    def highlight(self, code: str, language: str, *, line_numbers: bool) -> str:
        from jekylite.highlight import figure

        return figure(code, language, line_numbers=line_numbers)

    def warn(self, diagnostic: Diagnostic) -> None:
        self._collector.add(diagnostic)
