"""A stamp tells of every change; when it can be trusted depends on how fine the clock ticks."""

from __future__ import annotations

import os
from pathlib import Path
from struct import pack

import pytest

from jekylite.stamp import is_settled, stamp_of

SECOND = 1_000_000_000
CHANGED = 1_700_000_000 * SECOND


def test_a_file_of_the_same_size_and_time_has_another_stamp_once_it_was_written(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("before")
    os.utime(file, ns=(SECOND, SECOND))
    before = file.stat()
    while file.stat().st_ctime_ns == before.st_ctime_ns:
        file.write_text("behind")
        os.utime(file, ns=(SECOND, SECOND))

    assert (file.stat().st_mtime_ns, file.stat().st_size) == (before.st_mtime_ns, before.st_size)
    assert stamp_of(file.stat()) != stamp_of(before)


@pytest.mark.parametrize(
    ("inode_changed", "seconds", "settled"),
    [
        (CHANGED + 123_456, 0.04, False),
        (CHANGED + 123_456, 0.06, True),
        # Whole milliseconds: the clock may be one that ticks every two seconds.
        (CHANGED, 0.06, False),
        (CHANGED + 10_000_000, 1.9, False),
        (CHANGED, 2.1, True),
    ],
)
def test_a_coarse_clock_is_given_more_time(inode_changed: int, seconds: float, *, settled: bool) -> None:
    stamp = pack("<4q", CHANGED - 5 * SECOND, inode_changed, 10, 1)

    assert is_settled(stamp, inode_changed + int(seconds * SECOND)) is settled


def test_a_time_in_the_future_is_never_settled() -> None:
    stamp = pack("<4q", CHANGED + 100 * SECOND, CHANGED + 123_456, 10, 1)

    assert not is_settled(stamp, CHANGED + 50 * SECOND)
