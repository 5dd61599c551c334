"""What a plugin can bring to a build.

A plugin is a callable `(extensions, settings, collector)` that adds to the `Extensions` it is
given; `plugins.registry` finds it by the name that `_config.yml` lists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from typing import TYPE_CHECKING, Protocol

from jekylite.config.defaults import Defaults
from jekylite.convert.base import Converter, Converters
from jekylite.diagnostics import Collector
from jekylite.liquid.context import Context
from jekylite.model.hooks import Hooks
from jekylite.model.page import Page
from jekylite.model.site import Site

if TYPE_CHECKING:
    from jekylite.liquid.blocks import Tag

# The words by which Jekyll orders generators and converters.
HIGHEST, HIGH, NORMAL, LOW, LOWEST = 100, 10, 0, -10, -100


@dataclass(frozen=True, slots=True)
class Workshop:
    """What a generator works with.

    Args:
        settings: the merged configuration.
        environment: `JEKYLL_ENV`.
        zone: in which times are shown.
        style: the configuration's `permalink`.
        defaults: front-matter defaults by path.
        converters: of this build.
        collector: takes warnings.
        absolute_url: the filter of that name.
    """

    settings: Mapping[str, object]
    environment: str
    zone: tzinfo
    style: str
    defaults: Defaults
    converters: Converters
    collector: Collector
    absolute_url: Callable[[str], str]

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
        """A page as if it had been read: defaults and converters apply to it.

        Args:
            directory: "" or `/sub`; with `name` it decides the URL where `data` has no `permalink`.
            data: its front matter.
            body: its text, Liquid and Markdown as the extension of `name` says.
            path: absolute path of the source file it stands for, "" where there is none.
            compose: writes the text instead of `body`, when its turn to render comes.
        """
        extension = name[name.rindex(".") :] if "." in name else ""
        page = Page(
            path,
            directory,
            name,
            data,
            defaults=self.defaults.for_path(f"{directory}/{name}", "pages"),
            body=body,
            converter_ext=self.converters.output_ext(extension),
            style=self.style,
        )
        page.compose = compose
        return page

    def page_at(
        self, url: str, data: dict[str, object], *, compose: Callable[[Context], str] | None = None
    ) -> Page:
        """A page for a file of the destination: `/feed/news.xml`, with or without the slash."""
        folder, _, name = url.lstrip("/").rpartition("/")
        return self.new_page(f"/{folder}" if folder else "", name, data, compose=compose)


class Generator(Protocol):
    """Makes pages out of what was read."""

    @property
    def priority(self) -> int:
        """Higher ones run first: HIGHEST, HIGH, NORMAL, LOW, LOWEST."""
        ...

    def generate(self, site: Site, workshop: Workshop) -> Iterable[Page]:
        """The pages to add. What is in `site` may be changed: it is not rendered yet."""
        ...


class Extensions:
    """Everything that the plugins of one build brought.

    Attributes:
        generators: run after reading, highest priority first, then in the order they came.
        converters: beside those of Markdown and Sass.
        tags: Liquid tags; each knows its name.
        filters: Liquid filters by name.
        hooks: called by the phases, see `model.hooks`.
    """

    def __init__(self) -> None:
        self.generators: list[Generator] = []
        self.converters: list[Converter] = []
        self.tags: list[type[Tag]] = []
        self.filters: dict[str, Callable[..., object]] = {}
        self.hooks = Hooks()


Plugin = Callable[[Extensions, Mapping[str, object], Collector], None]
