"""A static file larger than memory should hold: what copying it, and leaving it, takes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from building import CLOCK, SiteUnderTest

SOURCE = Path(__file__).parents[2] / "src"
MOST_MEMORY = 64 * 1024 * 1024
WRITTEN = 1_790_000_000
DEADLINE = 600  # seconds
# A process of its own measures its child, so that no other child of the test counts.
MEASURE = """
import resource, subprocess, sys
subprocess.run([sys.executable, "-m", "jekylite", *sys.argv[1:]], check=True, stdout=subprocess.DEVNULL)
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
print(usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024), usage.ru_utime + usage.ru_stime)
"""


class Cost(NamedTuple):
    """What a build took: bytes of memory at its peak, CPU seconds."""

    memory: int
    seconds: float


def costs(folder: Path, size: int) -> tuple[Cost, Cost]:
    """Copying a file of so many bytes, most of them a hole, and building again.

    Raises:
        AssertionError: the copy is not the file, or the second build read or wrote what has the same size
            and time.
    """
    source, copy = folder / "site", folder / "site/_site/video.mp4"
    SiteUnderTest(source, "-- index.md --\n---\n---\nHello\n")
    with (source / "video.mp4").open("wb") as file:
        for at in range(0, size, 1 << 28):  # something to tell the places by
            file.seek(at)
            file.write(at.to_bytes(8, "big"))
        file.truncate(size)
    os.utime(source / "video.mp4", (WRITTEN, WRITTEN))
    first = measured(source)
    assert copy.stat().st_size == size
    with copy.open("rb") as file:
        for at in range(0, size, 1 << 28):
            file.seek(at)
            assert file.read(8) == at.to_bytes(8, "big")
    before = copy.stat()
    (source / "index.md").write_text("---\n---\nHello again\n", "utf-8")
    with copy.open("r+b") as file:  # who compares the two will see
        file.write(b"another")
    os.utime(copy, (WRITTEN, WRITTEN))
    second = measured(source)
    after = copy.stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    return first, second


def measured(source: Path) -> Cost:
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, "build", "-s", str(source), "-d", str(source / "_site")],
        env={**os.environ, "PYTHONPATH": str(SOURCE), "SOURCE_DATE_EPOCH": CLOCK},
        capture_output=True, text=True, check=True, timeout=DEADLINE,
    )  # fmt: skip
    memory, seconds = done.stdout.split()
    return Cost(int(memory), float(seconds))
