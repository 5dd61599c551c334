"""What lies in the destination: real folders and the names in them, links not followed.

A process that builds again lists only the folders that have changed.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from typing import NamedTuple

from jekylite.stamp import is_settled, stamp_of


class Listing(NamedTuple):
    """One folder.

    Args:
        entries: sorted names → is it a real folder? All else are files, and links of all kinds.
        stamp: its own when it was listed, if the listing is kept.
        is_settled: another change would show in the stamp.
    """

    entries: Mapping[str, bool]
    stamp: bytes = b""
    is_settled: bool = False


class Inventory:
    """Of a destination, as one build finds it; folders are listed when they are asked for.

    Args:
        keeps: the next build of this process lists only what has changed.
    """

    def __init__(self, *, keeps: bool = False) -> None:
        self._keeps = keeps
        self._root = ""
        self._before: dict[str, Listing] = {}
        self._listings: dict[str, Listing | None] = {}

    def begin(self, root: str) -> None:
        """A build wants to know what is there now.

        Args:
            root: the destination, absolute; it need not exist.
        """
        known = self._listings if self._keeps and root == self._root else {}
        self._before = {name: listing for name, listing in known.items() if listing and listing.is_settled}
        self._root, self._listings = root, {}

    def listing(self, folder: str) -> Listing | None:
        """What is in a folder, None if it is not there, or below a link.

        Args:
            folder: below the destination; "" for that itself.
        """
        if folder in self._listings:
            return self._listings[folder]
        # From the top down, since folders may be deeper than calls.
        above = [folder]
        while above[-1] and above[-1] not in self._listings:
            above.append(above[-1].rpartition("/")[0])
        for path in reversed(above):
            if path not in self._listings:
                self._listings[path] = self._look_at(path)
        return self._listings[folder]

    def _look_at(self, folder: str) -> Listing | None:
        """The listing of a folder whose parent is listed."""
        parent, _, name = folder.rpartition("/")
        if folder:
            above = self._listings[parent]
            if above is None or not above.entries.get(name):
                return None
        path = f"{self._root}/{folder}"
        try:
            return _known(path, self._before.get(folder)) if self._keeps else Listing(_entries(path))
        except (FileNotFoundError, NotADirectoryError):
            return None


def _known(path: str, before: Listing | None) -> Listing:
    stamp = stamp_of(os.stat(path))
    if before is not None and before.stamp == stamp:
        return before
    now = time.time_ns()
    return Listing(_entries(path), stamp, is_settled=is_settled(stamp, now))


def _entries(path: str) -> Mapping[str, bool]:
    with os.scandir(path) as entries:
        return dict(sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries))
