"""What the readers made of each file and folder, for the next build, of this process or another.

What has the times, size and number that it had is not read again; its item is handed out as it was
read, whatever generators and rendering have made of it since. Bodies are left in the files until
somebody asks.
"""

from __future__ import annotations

import marshal
import os
import time
from collections.abc import Callable
from functools import partial
from typing import NamedTuple, TypeVar, cast

from jekylite import front_matter
from jekylite.diagnostics import Collector
from jekylite.model.document import Document
from jekylite.model.excerpt import Excerpt
from jekylite.model.page import Page
from jekylite.read.packing import Packing, UnpackableError
from jekylite.read.text import decode, read_bytes
from jekylite.stamp import SETTLED, is_settled, stamp_of

Read = TypeVar("Read")


class NoShelf:
    """Of a build that stands alone: every file is read.

    Attributes:
        is_void: what was handed out is of no use.
        has_changed: there is something to be packed.
    """

    is_void = False
    has_changed = False

    def bring(self, kind: str, path: str, read: Callable[[], Read]) -> Read:
        """What the file or folder at `path` came to; what `read` raises goes through.

        Args:
            kind: what it is read as: `PAGE`, `DATA`, `document_of` a collection, for a folder `LISTING`
                and more.
            read: reads it.
        """
        return read()

    def end(self) -> None:
        """Everything is read."""

    def leave_out(self) -> None:
        """What is being read rests on more than its file; the next build has to read it again."""

    def packed(self) -> bytes:
        """All that can be told to another process."""
        return b""

    def notes_of(self, item: Page | Document) -> Notes | None:
        """What is known of an item, if it is in all as it was read."""
        return None

    def note(self, item: Page | Document, notes: Notes) -> None:
        """Keep what was found out about an item, if it is as it was read."""


class Notes(NamedTuple):
    """What a build found out about an item that is as it was read.

    Args:
        own: the fingerprint of its source, None if nobody has asked yet.
        is_published: as it was when that was taken.
        suspects: see `build.leftovers`, None if nobody has asked yet.
    """

    own: bytes | None = None
    is_published: bool = True
    suspects: tuple[str, ...] | None = None


# What a file or folder is read as: one file may be a page and a document.
PAGE = "page"
DATA = "data"
LISTING = "listing "  # and of what kind


def document_of(label: str) -> str:
    """What a file is read as for a collection."""
    return f"document {label}"


def _is_lasting(kind: str) -> bool:
    """Is it for another process as well? A listing is made as quickly as it is brought from there."""
    return not kind.startswith(LISTING)


_ABSENT = object()


class _Entry:
    """A file that was read.

    Args:
        value: what it came to, `_ABSENT` while it is only in `packed`.
        packed: the same for another process, None until it is needed.

    Attributes:
        data: of a page or a document, as it was read.
    """

    __slots__ = ("data", "notes", "packed", "stamp", "value")

    def __init__(
        self, stamp: bytes, value: object, packed: bytes | None = None, notes: Notes | None = None
    ) -> None:
        self.stamp = stamp
        self.value = value
        self.packed = packed
        self.notes = notes
        self.data = dict(value.data) if isinstance(value, (Document, Page)) else None

    @property
    def is_untouched(self) -> bool:
        """Is the data of its item what was read, or is this no item?"""
        return not isinstance(self.value, (Document, Page)) or self.value.data == self.data

    @property
    def is_as_read(self) -> bool:
        """The same, where the time of the build may be in the data as well."""
        item = self.value
        if isinstance(item, Document) and item.is_undated:
            return {key: value for key, value in item.data.items() if key != "date"} == self.data
        return self.is_untouched


class Shelf(NoShelf):
    """Of one site.

    Args:
        settled: seconds; a file that has changed less than these before it is read is read again.

    Attributes:
        is_void: a file changed between the look at its times and the reading of its body; what was made
            of it is of no use.
        has_changed: what is on it is not what was packed.
    """

    def __init__(self, settled: float = SETTLED) -> None:
        self._settled = settled
        self._key: bytes | None = None
        self._collector = Collector()
        self._packing: Packing | None = None
        self._encoding = ""
        self._entries: dict[tuple[str, str], _Entry] = {}
        self._asked: set[tuple[str, str]] = set()
        self._is_left_out = False
        self.is_void = False
        self.has_changed = False

    @property
    def is_empty(self) -> bool:
        return not self._entries

    def begin(self, key: bytes, collector: Collector, encoding: str, packing: Packing) -> None:
        """A build begins to read.

        Args:
            key: fingerprint of all settings; under another one nothing on the shelf is of use.
            collector: what had something to say is read again, so that it is said again.
            encoding: of the source's text files.
            packing: of its site.
        """
        if key != self._key:
            self._entries.clear()
        self._key = key
        self._collector = collector
        self._encoding = encoding
        self._packing = packing
        self._asked.clear()
        self.is_void = False

    def end(self) -> None:
        # What nobody asked for is there no more.
        for name in self._entries.keys() - self._asked:
            self._drop(name)

    def leave_out(self) -> None:
        self._is_left_out = True

    def bring(self, kind: str, path: str, read: Callable[[], Read]) -> Read:
        name = (kind, path)
        try:
            there = os.stat(path)
        except OSError:
            return read()
        self._asked.add(name)
        stamp = stamp_of(there)
        entry = self._entries.get(name)
        if entry is not None and entry.stamp == stamp:
            try:
                return cast("Read", self._handed_out(entry, path))
            except UnpackableError:
                pass
        said, now = self._collector.total, time.time_ns()
        self._is_left_out = False
        value = read()
        if is_settled(stamp, now, self._settled) and self._collector.total == said and not self._is_left_out:
            self._entries[name] = _Entry(stamp, value)
            self.has_changed |= _is_lasting(kind)
        else:
            self._drop(name)
        return value

    def _drop(self, name: tuple[str, str]) -> None:
        if self._entries.pop(name, None) is not None:
            self.has_changed |= _is_lasting(name[0])

    def _handed_out(self, entry: _Entry, path: str) -> object:
        item = entry.value
        body = partial(self._body, path, entry.stamp)
        if item is _ABSENT:
            assert self._packing is not None
            assert entry.packed is not None
            item = entry.value = self._packing.unpack(entry.packed, path, body)
            if isinstance(item, (Document, Page)):
                entry.data = dict(item.data)
        elif isinstance(item, (Document, Page)) and entry.data is not None:
            keeps = entry.is_untouched
            item.restore(item.data if keeps else dict(entry.data), body, keeps_url=keeps)
            excerpt = entry.data.get("excerpt")
            if isinstance(excerpt, Excerpt):
                excerpt.output = None
        return item

    def _body(self, path: str, stamp: bytes) -> str:
        """The body of a file that had that stamp; it is asked for where nothing can be raised."""
        try:
            content = read_bytes(path)
            if stamp_of(os.stat(path)) == stamp:
                return front_matter.cut(decode(content, self._encoding)).body
        except (OSError, UnicodeDecodeError):
            pass
        self.is_void = True
        return ""

    # Notes

    def notes_of(self, item: Page | Document) -> Notes | None:
        entry = self._entry_of(item)
        return entry.notes if entry else None

    def note(self, item: Page | Document, notes: Notes) -> None:
        entry = self._entry_of(item)
        if entry is not None and entry.notes != notes:
            entry.notes = notes
            self.has_changed = True

    def _entry_of(self, item: Page | Document) -> _Entry | None:
        """Its entry, if the item is as it was read."""
        kind = document_of(item.label) if isinstance(item, Document) else PAGE
        entry = self._entries.get((kind, item.path))
        if entry is None or entry.value is not item or item.is_rewritten:
            return None
        if isinstance(item, Page) and item.pager is not None:
            return None
        return entry if entry.is_as_read else None

    # For another process

    def packed(self) -> bytes:
        assert self._packing is not None
        plain = {}
        for name, entry in self._entries.items():
            if not _is_lasting(name[0]):
                continue
            if entry.packed is None:
                try:
                    entry.packed = self._packing.pack(
                        entry.value, entry.data or {}, keeps_place=entry.is_untouched
                    )
                except UnpackableError:
                    continue
            plain[name] = (entry.stamp, entry.packed, entry.notes and tuple(entry.notes))
        self.has_changed = False
        return marshal.dumps((self._key, plain))

    def unpack(self, packed: bytes) -> None:
        """Take over what another process has packed; what is none of that is left alone."""
        try:
            self._key, plain = marshal.loads(packed)
            self._entries = {
                name: _Entry(stamp, _ABSENT, content, Notes(*notes) if notes else None)
                for name, (stamp, content, notes) in plain.items()
            }
        except (ValueError, EOFError, TypeError):
            self._entries.clear()
