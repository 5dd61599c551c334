"""What a plugin can bring to a build.

A plugin is a callable that takes an `Extensions` and adds to it; `plugins.registry` finds it
by the name that `_config.yml` lists.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from jekylite.convert.base import Converter
from jekylite.model.hooks import Hooks
from jekylite.model.page import Page
from jekylite.model.site import Site

if TYPE_CHECKING:
    from jekylite.liquid.blocks import Tag


class Generator(Protocol):
    """Makes pages out of what was read."""

    @property
    def priority(self) -> int:
        """Higher ones run first; Jekyll's words: highest 100, high 10, normal 0, low -10, lowest -100."""
        ...

    def generate(self, site: Site) -> Sequence[Page]:
        """The pages to add. What is in `site` may be changed: it is not rendered yet."""
        ...


class Extensions:
    """Everything that the plugins of one build brought.

    Attributes:
        generators: run after reading, highest priority first.
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
