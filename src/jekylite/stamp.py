"""The stamp of a file or folder: what tells, without reading it, that it is as it was."""

from __future__ import annotations

import os
from struct import Struct

_PACKED = Struct("<4q")

SETTLED = 0.05
"""Seconds after which another change shows in the times of a file, where clocks are fine."""

_SETTLED_ON_COARSE_CLOCKS = 2.0
_MILLISECOND = 1_000_000


def stamp_of(there: os.stat_result) -> bytes:
    """Both its times (that of the inode cannot be set by anybody), its size and its number."""
    return _PACKED.pack(
        there.st_mtime_ns, there.st_ctime_ns, there.st_size, there.st_ino & 0x7FFF_FFFF_FFFF_FFFF
    )


def is_settled(stamp: bytes, now_ns: int, settled: float = SETTLED) -> bool:
    """Would a change from `now_ns` on show in another stamp?

    Args:
        now_ns: before the file was read, nanoseconds since 1970.
        settled: seconds that are enough on a clock that ticks finely. The inode's time is always the
            file system's own; one in whole milliseconds is taken to be of a coarse one (FAT: 2 s).
    """
    mtime: int
    ctime: int
    mtime, ctime, _, _ = _PACKED.unpack(stamp)
    enough = settled if ctime % _MILLISECOND else max(settled, _SETTLED_ON_COARSE_CLOCKS)
    return max(mtime, ctime) < now_ns - int(enough * 1e9)
