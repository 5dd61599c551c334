"""jekyll-last-modified-at: when a file was last committed, else last saved.

`page.last_modified_at` is a time; printed by itself it takes `last-modified-at.date-format`.
`{% last_modified_at [format] %}` prints the one of the page that renders.
Source: jekyll-last-modified-at 1.3.2.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import datetime, tzinfo

from liquid.token import Token

from jekylite.diagnostics import Collector
from jekylite.liquid.blocks import Stream, Tag
from jekylite.liquid.context import Context
from jekylite.liquid.nodes import Node, Render, Write
from jekylite.model.document import Document
from jekylite.model.page import Page
from jekylite.model.site import Site
from jekylite.paths import join_below
from jekylite.plugins.api import Extensions
from jekylite.plugins.fields import read
from jekylite.plugins.git import git
from jekylite.ruby import times
from jekylite.ruby.values import to_s

_FORMAT = "%d-%b-%y"


def register(extensions: Extensions, settings: Mapping[str, object], collector: Collector) -> None:
    """The plugin."""
    clock = _Clock()
    extensions.hooks.register("site", "after_init", clock.start)
    for owner in ("pages", "documents"):
        extensions.hooks.register(owner, "post_init", clock.stamp)

    class LastModifiedAtTag(_LastModifiedAtTag):
        """The tag, with the clock of this build."""

        last_modified = clock

    extensions.tags.append(LastModifiedAtTag)


class _Clock:
    """Knows the times of one build's files; asks git once for all of them."""

    def __init__(self) -> None:
        self._source = ""
        self._zone: tzinfo = times.MACHINE
        self._commits: dict[str, int] | None = None
        # Path → what the tag printed for it first.
        self.printed: dict[str, str] = {}

    def start(self, site: Site) -> None:
        self._source = site.source
        self._zone = site.time.tzinfo or times.MACHINE
        self._commits = None
        self.printed.clear()

    def stamp(self, item: Page | Document) -> None:
        """The hook: give an item that was read its `last_modified_at`."""
        if item.path and os.path.exists(item.path):
            item.data["last_modified_at"] = self.of(item.path)

    def of(self, path: str) -> datetime:
        """`path` absolute, or relative to the source."""
        absolute = path if path.startswith(self._source) else join_below(self._source, path)
        if self._commits is None:
            self._commits = _commit_times(self._source)
        seconds = self._commits.get(os.path.realpath(absolute))
        if seconds is None:
            seconds = int(os.stat(absolute).st_mtime)
        return times.at(seconds, self._zone)


class _LastModifiedAtTag(Tag):
    name = "last_modified_at"
    last_modified: _Clock

    def read(self, token: Token, markup: str, stream: Stream) -> Node:
        return LastModifiedAtNode(token, markup.strip(), self.last_modified)


class LastModifiedAtNode(Node):
    """Prints the time."""

    __slots__ = ("clock", "format")

    def __init__(self, token: Token, pattern: str, clock: _Clock) -> None:
        super().__init__(token)
        self.format = pattern
        self.clock = clock

    def compile(self) -> Render:
        clock, own = self.clock, self.format
        printed = clock.printed

        def render(context: Context, write: Write) -> None:
            path = to_s(read(context.variables.get("page"), "path"))
            configured = read(context.variables.get("site"), "last-modified-at", "date-format")
            pattern = own or to_s(configured) or _FORMAT
            # The original keeps a file's first text, whatever format the next tag asks for.
            if path not in printed:
                printed[path] = times.strftime(clock.of(path), pattern)
            write(printed[path])

        return render


def _commit_times(source: str) -> dict[str, int]:
    """Real path → seconds of the last commit of each tracked file; {} outside a work tree."""
    top = git(source, "rev-parse", "--show-toplevel").strip()
    if not top:
        return {}
    found: dict[str, int] = {}
    seconds = 0
    log = git(source, "log", "--format=%x01%ct", "--name-only", "-z", "--no-renames", "--", ".")
    for part in log.replace("\n", "\0").split("\0"):
        if part.startswith("\1"):
            seconds = int(part[1:])
        elif part:
            found.setdefault(os.path.realpath(os.path.join(top, part)), seconds)
    return found
