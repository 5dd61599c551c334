"""What tags and filters may ask of the site: `SiteAccess` for a real one.

Source: Jekyll 4.4.1 tags/{include,link,post_url}.rb, filters.rb (`markdownify`, `smartify`,
`scssify`), filters/url_filters.rb.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import tzinfo

from jekylite.convert.base import Source
from jekylite.convert.markdown import MarkdownConverter
from jekylite.convert.sass import SassConverter
from jekylite.diagnostics import Collector, Diagnostic, nearest
from jekylite.errors import IncludeError, Location
from jekylite.liquid.context import FilterCache, IncludeSource
from jekylite.liquid.filters.standard import escape
from jekylite.liquid.tags.site import PostName
from jekylite.model.document import Document, date_and_slug
from jekylite.model.site import Site
from jekylite.paths import join_below, leads_outside, relative


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
        self._posts: dict[str, str | None] = {}

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
                at=Location.of_byte(shown, error),
                hint="save it as UTF-8",
                code="JL310",
            ) from None

    def link(self, path: str) -> str | None:
        if self._links is None:
            links: dict[str, str] = {}
            for item in self._site.outputs():
                links.setdefault(item.relative_path.removeprefix("/"), item.url)
            self._links = links
        return self._links.get(path)

    def post_url(self, name: str) -> str | None:
        if name not in self._posts:
            self._posts[name] = self._find_post(PostName(name))
        return self._posts[name]

    def _find_post(self, name: PostName) -> str | None:
        for post in self._site.posts:
            if name.names(post.relative_path):
                return post.url
        # As Jekyll did before it looked at folders: the same slug on the same day.
        for post in self._site.posts:
            if name.slug == _slug(post):
                day = f"{post.date.year}-{post.date.month:02}-{post.date.day:02}"
                if day == name.date:
                    self._collector.warn(
                        f"A call to '{{% post_url {name.date}-{name.slug} %}}' did not match a post using the"
                        " new matching method of checking name (path-date-slug) equality."
                        " Please make sure that you change this tag to match the post's name exactly.",
                        at=Location(post.relative_path),
                        hint=f"write `{{% post_url {post.basename.rpartition('.')[0]} %}}` with its folder",
                        topic="Deprecation",
                        code="JL313",
                    )
                    return post.url
        return None

    def nearest(self, tag: str, name: str) -> str | None:
        if tag == "post_url":
            return nearest(name, (post.basename_without_ext for post in self._site.posts))
        if tag == "link":
            self.link(name)
            return _nearest_path(name, self._links or ())
        return _nearest_path(name, self._include_names())

    def _include_names(self) -> Iterator[str]:
        for root in self._include_folders:
            for folder, _, files in os.walk(root):
                for file in files:
                    yield os.path.relpath(os.path.join(folder, file), root).replace(os.sep, "/")

    def markdownify(self, text: str) -> str:
        return self._markdown.convert(text, Source("markdownify"))

    def smartify(self, text: str) -> str:
        from jekylite.markdown import smartify

        return smartify(text)

    def scssify(self, text: str) -> str:
        return self._sass.compile_text(text, indented=False)

    def sassify(self, text: str) -> str:
        return self._sass.compile_text(text, indented=True)

    def highlight(
        self, code: str, language: str, *, line_numbers: bool = False, mark_lines: Sequence[int] = ()
    ) -> str:
        highlighter = self._site.settings.get("highlighter")
        if highlighter == "pygments":
            self._collector.warn(
                "Highlight Tag no longer supports rendering with Pygments."
                " Using the default highlighter, Rouge, instead.",
                hint="write `highlighter: rouge`, or take the line out",
                topic="Warning",
                code="JL111",
            )
        elif highlighter != "rouge":
            return str(escape(code)).strip()
        from jekylite.highlight.colouring import note_on
        from jekylite.highlight.wrappers import figure

        if note := note_on(language):
            self._collector.debug(note)
        return figure(code, language, line_numbers=line_numbers, mark_lines=mark_lines)

    def warn(self, diagnostic: Diagnostic) -> None:
        self._collector.add(diagnostic)


def _nearest_path(name: str, paths: Iterable[str]) -> str | None:
    """The path that a name is most likely a slip of: a letter or two, the folder, or the extension."""
    listed = list(paths)
    if meant := nearest(name, listed):
        return meant
    stem = _stem(name)
    return next((path for path in listed if _stem(path) == stem), None)


def _stem(path: str) -> str:
    return path.rpartition("/")[2].partition(".")[0]


def _slug(post: Document) -> str | None:
    named = date_and_slug(post.basename)
    return named[1] if named else None
