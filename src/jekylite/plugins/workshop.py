"""What a generator works with: new pages as if they had been read, and the filters it needs."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping

from jekylite.diagnostics import Collector
from jekylite.errors import Location
from jekylite.liquid.context import Context
from jekylite.liquid.filters.urls import absolute_url, relative_url
from jekylite.model.document import Document
from jekylite.model.page import Page
from jekylite.model.static_file import StaticFile
from jekylite.read.documents import cut_excerpt
from jekylite.read.surroundings import Surroundings
from jekylite.read.text import decode, read_bytes
from jekylite.ruby.values import to_s


class Workshop:
    """One build's.

    Args:
        settings: the merged configuration.
        environment: `JEKYLL_ENV`.
        around: what the readers know; front-matter defaults and converters come from it.
        context: an empty one of this build's Liquid, for filters.
        place: where the configuration sets a key, by the way to it; None where it does not.
    """

    def __init__(
        self,
        settings: Mapping[str, object],
        environment: str,
        around: Surroundings,
        context: Context,
        place: Callable[..., Location | None],
    ) -> None:
        self.settings = settings
        self.environment = environment
        self.around = around
        self._context = context
        self.place = place

    @property
    def collector(self) -> Collector:
        """Takes warnings."""
        return self.around.collector

    def new_page(
        self,
        directory: str,
        name: str,
        data: dict[str, object],
        *,
        body: str = "",
        path: str = "",
        compose: Callable[[Context], str] | None = None,
    ) -> Page:
        """A page to which defaults and converters apply.

        Args:
            directory: "" or `/sub`; with `name` it decides the URL where `data` has no `permalink`.
            data: its front matter.
            body: its text, Liquid and Markdown as the extension of `name` says.
            path: absolute path of the source file it stands for, "" where there is none.
            compose: writes the text instead of `body`, when its turn to render comes; from `data` and what
                templates can read alone, since the text stays as long as that does.
        """
        page = Page(
            path,
            directory,
            name,
            data,
            defaults=self.around.defaults.for_path(f"{directory}/{name}", "pages"),
            body=body,
            converter_ext=self.around.converters.output_ext(os.path.splitext(name)[1]),
            style=self.around.style,
        )
        page.compose = compose
        return page

    def page_at(
        self, url: str, data: dict[str, object], *, compose: Callable[[Context], str] | None = None
    ) -> Page:
        """A page for a file of the destination: `/feed/news.xml`, with or without the slash."""
        folder, _, name = url.lstrip("/").rpartition("/")
        return self.new_page(f"/{folder}" if folder else "", name, data, compose=compose)

    def page_from(self, file: StaticFile) -> Page:
        """A static file as the page it would be with empty front matter.

        Raises:
            UnicodeDecodeError: it is not in the site's encoding.
        """
        text = decode(read_bytes(file.path), self.around.encoding)
        directory = os.path.dirname(file.relative_path).rstrip("/")
        page = self.new_page(directory, file.name, {}, body=text, path=file.path)
        self.around.hooks.fire("pages", "post_init", page)
        return page

    def cut_excerpt(self, item: Page | Document) -> None:
        """Give an item whose text was changed its excerpt anew."""
        cut_excerpt(item, self.around)

    def absolute_url(self, url: str) -> str:
        """The filter of that name."""
        return to_s(absolute_url(url, context=self._context))

    def relative_url(self, url: str) -> str:
        """The filter of that name."""
        return to_s(relative_url(url, context=self._context))

    def markdownify(self, text: str) -> str:
        """The filter of that name."""
        return self._context.site.markdownify(text)
