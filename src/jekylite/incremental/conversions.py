"""Markdown that an earlier build, or another process of this one, has converted already.

A layout or a setting that changes makes every page anew, but the HTML of the texts is the same.
"""

from __future__ import annotations

from collections.abc import Callable

from jekylite.incremental.store import Memory, Store
from jekylite.liquid.fingerprint import text_fingerprint


class Conversions:
    """One build's.

    Args:
        memory: what the last build left, whatever its configuration was: the keys tell that.
        put: puts a text where it can be had from again.

    Attributes:
        used: key of a conversion that was asked for → fingerprint of its HTML.
        contents: what was made now, by fingerprint; called when it is stored.
    """

    def __init__(
        self, records: Store, destination: str, memory: Memory | None, put: Callable[[str], Callable[[], str]]
    ) -> None:
        self._records = records
        self._destination = destination
        self._memory = memory
        self._put = put
        self._made: dict[bytes, bytes] = {}
        self.used: dict[bytes, bytes] = {}
        self.contents: dict[bytes, Callable[[], str]] = {}

    def knows(self, key: bytes) -> bool:
        """Need it not be converted?"""
        return key in self._made or (self._memory is not None and key in self._memory.conversions)

    def find(self, key: bytes) -> str | None:
        """The HTML, if it is known."""
        name = self._made.get(key)
        if name is not None:
            self.used[key] = name
            return self.contents[name]()
        memory = self._memory
        name = memory.conversions.get(key) if memory else None
        if memory is None or name is None:
            return None
        self.used[key] = name
        return self._records.content(self._destination, memory, name)

    def note(self, key: bytes, html: str) -> None:
        """Keep what a text came to."""
        name = text_fingerprint(html)
        if name not in self.contents:
            self.contents[name] = self._put(html)
        self._made[key] = self.used[key] = name
