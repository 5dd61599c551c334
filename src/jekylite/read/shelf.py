"""What the readers made of each file and folder, for the next build of the same process.

What has the times, size and number that it had is not read again; its item is handed out as it was
read, whatever generators and rendering have made of it since.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import NamedTuple, TypeVar, cast

from jekylite.diagnostics import Collector
from jekylite.model.document import Document
from jekylite.model.excerpt import Excerpt
from jekylite.model.page import Page

Read = TypeVar("Read")

SETTLED = 2.0
"""Seconds after which a change is sure to show in a file's times: the grain of the coarsest clocks."""


class NoShelf:
    """Of a build that stands alone: every file is read."""

    def bring(self, kind: str, path: str, read: Callable[[], Read]) -> Read:
        """What the file or folder at `path` came to; what `read` raises goes through.

        Args:
            kind: what it is read as: `pages`, `data`, the label of a collection, a kind of listing.
            read: reads it.
        """
        return read()

    def leave_out(self) -> None:
        """What is being read rests on more than its file; the next build has to read it again."""


class _Stamp(NamedTuple):
    mtime_ns: int
    ctime_ns: int
    size: int
    inode: int


class _Entry(NamedTuple):
    """A file that was read.

    Args:
        value: what it came to.
        data, body: of a page or a document, as they were read.
    """

    stamp: _Stamp
    value: object
    data: dict[str, object]
    body: str


class Shelf(NoShelf):
    """Of a process that builds one site again and again.

    Args:
        settled: seconds; a file that has changed less than these before it is read is read again.
    """

    def __init__(self, settled: float = SETTLED) -> None:
        self._settled_ns = int(settled * 1e9)
        self._key: bytes | None = None
        self._collector = Collector()
        self._entries: dict[tuple[str, str], _Entry] = {}
        self._asked: set[tuple[str, str]] = set()
        self._is_left_out = False

    def begin(self, key: bytes, collector: Collector) -> None:
        """A build begins to read.

        Args:
            key: fingerprint of all settings; under another one nothing on the shelf is of use.
            collector: what had something to say is read again, so that it is said again.
        """
        if key != self._key:
            self._entries.clear()
        self._key = key
        self._collector = collector
        self._asked.clear()

    def end(self) -> None:
        """Everything is read: what nobody asked for is there no more."""
        for name in self._entries.keys() - self._asked:
            del self._entries[name]

    def leave_out(self) -> None:
        self._is_left_out = True

    def bring(self, kind: str, path: str, read: Callable[[], Read]) -> Read:
        name = (kind, path)
        try:
            there = os.stat(path)
        except OSError:
            return read()
        self._asked.add(name)
        stamp = _Stamp(there.st_mtime_ns, there.st_ctime_ns, there.st_size, there.st_ino)
        entry = self._entries.get(name)
        if entry is not None and entry.stamp == stamp:
            return cast("Read", _restored(entry))
        said = self._collector.total
        self._is_left_out = False
        value = read()
        item: object = value
        is_settled = max(stamp.mtime_ns, stamp.ctime_ns) < time.time_ns() - self._settled_ns
        if is_settled and self._collector.total == said and not self._is_left_out:
            if isinstance(item, (Document, Page)):
                self._entries[name] = _Entry(stamp, item, dict(item.data), item.body)
            else:
                self._entries[name] = _Entry(stamp, item, {}, "")
        else:
            self._entries.pop(name, None)
        return value


def _restored(entry: _Entry) -> object:
    item = entry.value
    if isinstance(item, (Document, Page)):
        is_untouched = item.data == entry.data
        item.restore(item.data if is_untouched else dict(entry.data), entry.body, keeps_url=is_untouched)
        excerpt = entry.data.get("excerpt")
        if isinstance(excerpt, Excerpt):
            excerpt.output = None
    return item
