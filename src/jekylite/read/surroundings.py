"""What every reader of one build needs to know; the last place that sees the options."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, tzinfo

from jekylite.config.defaults import Defaults
from jekylite.convert.base import Converters
from jekylite.diagnostics import Collector
from jekylite.model.hooks import Hooks
from jekylite.read.scan import EntryFilter
from jekylite.read.shelf import NoShelf


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Values and helpers of a build, for the readers.

    Args:
        source, destination: absolute.
        collections_dir: relative to the source, "" where collections lie at its top.
        encoding: of the source's text files.
        style: the configuration's `permalink`.
        excerpt_separator: the site's; "" for no excerpts.
        page_excerpts: HTML pages get excerpts too.
        future, unpublished, show_drafts, strict_front_matter: the switches of that name.
        time: the clock of this build, in `zone`.
        zone: in which dates are read and shown.
        block_tags: Liquid tags that have an end tag.
        shelf: has what an earlier build of this process has read.
    """

    source: str
    destination: str
    collections_dir: str
    encoding: str
    style: str
    excerpt_separator: str
    page_excerpts: bool
    future: bool
    unpublished: bool
    show_drafts: bool
    strict_front_matter: bool
    time: datetime
    zone: tzinfo
    defaults: Defaults
    converters: Converters
    entry_filter: EntryFilter
    block_tags: Collection[str]
    hooks: Hooks
    collector: Collector
    shelf: NoShelf

    @property
    def collections_path(self) -> str:
        """The folder that holds the collections, absolute."""
        return f"{self.source}/{self.collections_dir}" if self.collections_dir else self.source
