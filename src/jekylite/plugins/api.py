"""What a plugin can bring to a build.

A plugin is a callable `(extensions, settings, collector)` that adds to the `Extensions` it is
given; `plugins.registry` finds it by the name that `_config.yml` lists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Protocol

from jekylite.convert.base import Converter
from jekylite.diagnostics import Collector
from jekylite.liquid.context import Context
from jekylite.model.hooks import Hooks
from jekylite.model.page import Page
from jekylite.model.site import Site
from jekylite.plugins.function_tag import function_tag
from jekylite.plugins.workshop import Workshop

if TYPE_CHECKING:
    from jekylite.liquid.blocks import Tag

# The words by which Jekyll orders generators and converters.
HIGHEST, HIGH, NORMAL, LOW, LOWEST = 100, 10, 0, -10, -100


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

    def add_tag(self, name: str, function: Callable[[Context, str], str]) -> None:
        """Add the tag `{% name markup %}`, which writes what `function(context, markup)` answers."""
        self.tags.append(function_tag(name, function))

    def add(self, other: Extensions) -> None:
        """Take in what another plugin brought, behind what is there."""
        self.generators.extend(other.generators)
        self.converters.extend(other.converters)
        self.tags.extend(other.tags)
        self.filters.update(other.filters)
        self.hooks.add(other.hooks)


Plugin = Callable[[Extensions, Mapping[str, object], Collector], None]
