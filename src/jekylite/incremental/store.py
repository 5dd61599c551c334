"""What outlives a build: which destinations are ours, in the cache folder of the source.

Everything in there can be deleted at any time.
"""

from __future__ import annotations

import os
from pathlib import Path

CACHE_FOLDER = ".jekylite-cache"
_JEKYLL_CACHE_FOLDER = ".jekyll-cache"
METADATA = ".jekyll-metadata"


class Store:
    """The cache folder of one site.

    Args:
        source: of the site.
        cache_dir: the configuration's; Jekyll's own default stands for ours.
        is_disabled: nothing is read or written.
    """

    def __init__(self, source: Path, cache_dir: str, *, is_disabled: bool) -> None:
        folder = source / CACHE_FOLDER
        if cache_dir and cache_dir != _JEKYLL_CACHE_FOLDER:
            folder = source / cache_dir.strip("/") / CACHE_FOLDER
        self._source = source
        self._folder = folder
        self._is_disabled = is_disabled

    def knows(self, destination: str) -> bool:
        """Did an earlier build of this site fill that folder?"""
        return destination in self._destinations()

    def remember(self, destination: str) -> None:
        """This build filled that folder. One inside the source needs no remembering."""
        if self._is_disabled or destination.startswith(f"{self._source}/"):
            return
        known = self._destinations()
        if destination in known:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / ".gitignore").write_text("*\n", encoding="utf-8")
        lines = "".join(f"{path}\n" for path in [*known, destination])
        (self._folder / "destinations").write_text(lines, encoding="utf-8", errors="surrogateescape")

    def _destinations(self) -> list[str]:
        try:
            text = (self._folder / "destinations").read_text(encoding="utf-8", errors="surrogateescape")
        except OSError:
            return []
        return text.splitlines()


def mark_incremental(source: str, *, enabled: bool) -> None:
    """`.jekyll-metadata` is there after a build with `--incremental`, and gone after one without.

    Jekyll keeps its modification times in it; here it only tells tools that look for it. What it
    holds is an empty map, which Jekyll reads as such.
    """
    path = os.path.join(source, METADATA)
    if enabled:
        with open(path, "w", encoding="utf-8") as file:
            file.write("--- {}\n")
        return
    try:
        os.unlink(path)
    except (FileNotFoundError, IsADirectoryError, PermissionError):
        pass
