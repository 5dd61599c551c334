"""Has anything changed at all? Answered without reading a file of the site, or loading what builds one.

After a build without warnings the manifest notes every file and folder of the source and the
destination with its times and size. As long as all of them are as noted, the words of the command
line, the environment and our version are the same, and no shown clock has moved on, the site is
built already. What the manifest cannot be sure of is not in it; anything odd is a build.

Imports next to nothing: it stands before everything else a build loads.
"""

from __future__ import annotations

import marshal
import os
import sys
import time
import zlib

from jekylite import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime
    from typing import Any

    Stamp = tuple[int, int, int, int]
    Stamps = dict[str, Stamp]

_FOLDER = ".jekylite-cache"
_FORMAT = b"jekylite manifest 2\n"
_ENVIRONMENT = (
    "JEKYLL_ENV", "TZ", "GEM_PATH", "GEM_HOME", "HOME", "SOURCE_DATE_EPOCH", "PAGES_AVATARS_URL",
    "ASSET_HOST_URL", "GITHUB_HOSTNAME", "SSL", "JEKYLITE_SASS", "PATH", "PYTHONPATH", "VIRTUAL_ENV",
)  # fmt: skip
# Never read by a build, whatever the configuration says, and sometimes huge.
_PASSED_OVER = frozenset({".git", ".jekylite-cache", ".jekyll-cache", ".sass-cache", ".jekyll-metadata"})
# A file written this shortly (nanoseconds) before a build began may have been read half.
_RACY = 50_000_000
# What of a date does not change within a day.
_DAILY = frozenset("YyCGgmbBhdejaAuwUVWFDxvs-%^0_#")


def still_holds(source: str, words: object) -> list[tuple[str, str]] | None:
    """What the last build said (topic, message), if it would only be repeated; else None.

    Args:
        source: the folder that was named, or the working folder.
        words: the parsed command line.
    """
    try:
        with open(_path(source), "rb") as file:
            content = file.read()
        start = len(_FORMAT) + 4
        checksum = int.from_bytes(content[len(_FORMAT) : start], "big")
        if not content.startswith(_FORMAT) or zlib.crc32(content[start:]) != checksum:
            return None
        key, expires, stamps, said = marshal.loads(content[start:])
        if key != _key(source, words) or (expires is not None and time.time() >= expires):
            return None
        stat = os.lstat
        for path, stamp in stamps.items():
            if _stamp_of(stat(path)) != stamp:
                return None
    except (OSError, ValueError, EOFError, TypeError):
        return None
    lines: list[tuple[str, str]] = said
    return lines


def save(
    source: str,
    words: object,
    *,
    started: float,
    folders: Iterable[str],
    outputs: Iterable[str],
    destination: str,
    expires: float | None,
    said: Sequence[tuple[str, str]],
) -> None:
    """Note the state after a build; a state that could not be told from a later one is not noted.

    Args:
        started: when the build began, seconds since 1970.
        folders: absolute; all that is in them counts, but for the destination.
        outputs: paths below the destination.
        expires: when something that was shown changes by itself, seconds since 1970.
        said: (topic, message) of what the build printed.
    """
    stamps: Stamps = {}
    newest = int(started * 1e9) - _RACY
    try:
        for folder in folders:
            _stamp_tree(folder, destination, stamps, newest)
        seen: set[str] = set()
        for output in outputs:
            path = f"{destination}/{output}"
            _stamp(path, stamps)
            while path != destination and (path := os.path.dirname(path)) not in seen:
                seen.add(path)
                _stamp(path, stamps)
        state: tuple[Any, ...] = (_key(source, words), expires, stamps, list(said))
        payload = marshal.dumps(state)
        aside = f"{_path(source)}.new"  # one name for all, so that builds that are killed leave no heap
        with open(aside, "wb") as file:
            file.write(_FORMAT + zlib.crc32(payload).to_bytes(4, "big") + payload)
        os.replace(aside, _path(source))
    except (OSError, _TooNewError):
        forget(source)


def forget(source: str) -> None:
    """The next build is not to be passed over."""
    try:
        os.unlink(_path(source))
    except OSError:
        pass


def end_of(patterns: Iterable[str], clock: datetime) -> float | None:
    """When what the patterns show of the clock changes: the next midnight, or now for finer ones.

    Returns:
        Seconds since 1970; None where nothing is shown.
    """
    from datetime import timedelta

    is_shown = False
    for pattern in patterns:
        is_shown = True
        for part in pattern.split("%")[1:]:
            directive = part.lstrip("-^0_#:")[:1]
            if directive not in _DAILY:
                return clock.timestamp()
    if not is_shown:
        return None
    midnight = clock.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return midnight.timestamp()


class _TooNewError(Exception):
    """A file changed so late that the build may have read it before."""


def _stamp_of(there: os.stat_result) -> Stamp:
    """As `jekylite.stamp` has it, without what that imports; nobody can set the inode's time."""
    return there.st_mtime_ns, there.st_ctime_ns, there.st_size, there.st_ino


def _stamp(path: str, stamps: Stamps) -> None:
    stamps[path] = _stamp_of(os.lstat(path))


def _stamp_tree(folder: str, destination: str, stamps: Stamps, newest: int) -> None:
    _stamp(folder, stamps)
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.path == destination or entry.name in _PASSED_OVER:
                continue
            if entry.is_symlink():
                # Where it leads is beyond these folders.
                raise _TooNewError
            if entry.is_dir():
                _stamp_tree(entry.path, destination, stamps, newest)
                continue
            there = entry.stat(follow_symlinks=False)
            if there.st_mtime_ns >= newest:
                raise _TooNewError
            stamps[entry.path] = _stamp_of(there)


def _key(source: str, words: object) -> tuple[object, ...]:
    environment: Mapping[str, str] = os.environ
    return (
        __version__,
        sys.version,
        os.path.abspath(source),
        os.getcwd(),
        repr(words),
        tuple(environment.get(name) for name in _ENVIRONMENT),
    )


def _path(source: str) -> str:
    return f"{source}/{_FOLDER}/manifest"
