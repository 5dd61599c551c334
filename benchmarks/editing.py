"""What an edit costs on a blog of N posts, beside the Jekyll that is installed.

    python benchmarks/editing.py 1000

CPU figures are ratios of the same step done by both in this run; memory is the largest resident
size of a cold build; a save in `--watch` is timed to the moment the page is there.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from blog import SOURCE, make

OURS = [sys.executable, "-m", "jekylite"]
JEKYLL = ["jekyll"]


class Cost(NamedTuple):
    """Of one command and its children: CPU and wall seconds, and the first one's memory in MiB."""

    cpu: float
    wall: float
    memory: float


def cost_of(command: list[str], folder: Path, *, processors: int | None = None) -> Cost:
    """Run a command to its end.

    Args:
        processors: run on so many of the machine's.
    """

    def confine() -> None:
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:processors])

    started = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment(),
        stdout=subprocess.DEVNULL,
        preexec_fn=confine if processors else None,
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{command} ended with {process.returncode}")
    return Cost(usage.ru_utime + usage.ru_stime, time.perf_counter() - started, usage.ru_maxrss / 1024)


def environment() -> dict[str, str]:
    return {**os.environ, "JEKYLL_NO_BUNDLER_REQUIRE": "true", "TZ": "UTC", "PYTHONPATH": str(SOURCE)}


def a_post(folder: Path) -> tuple[Path, Path]:
    """A post in the middle, and the page that shows it."""
    posts = sorted((folder / "_posts").iterdir())
    post = posts[len(posts) // 2]
    year, month, day, slug = post.stem.split("-", 3)
    page = next((folder / "_site").rglob(f"{slug}*"), folder / "_site" / year / month / day / f"{slug}.html")
    return post, page / "index.html" if page.is_dir() else page


def add_line(file: Path, line: str) -> None:
    with file.open("a", encoding="utf-8") as text:
        text.write(f"\n{line}\n")


def edit_layout(folder: Path, word: str) -> None:
    """Change what stands around every page."""
    for layout in (folder / "_layouts").iterdir():
        layout.write_text(layout.read_text(encoding="utf-8") + f"<!-- {word} -->\n", encoding="utf-8")


def saves(folder: Path, times: int) -> list[float]:
    """Seconds from a save to the written page under `build --watch`."""
    process = subprocess.Popen(
        [*OURS, "build", "--watch"], cwd=folder, env=environment(), stdout=subprocess.PIPE, text=True
    )
    taken = []
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if "Auto-regeneration: enabled" in line:
                break
        for number in range(times):
            time.sleep(1)
            word = f"saved-{number}-{os.getpid()}"
            post, page = a_post(folder)
            started = time.perf_counter()
            add_line(post, word)
            while word not in page.read_text(encoding="utf-8"):
                if time.perf_counter() - started > 30:
                    sys.exit(f"{page} never showed the edit")
                time.sleep(0.001)
            taken.append(time.perf_counter() - started)
    finally:
        process.terminate()
        process.wait()
    return taken


def measured(builder: list[str], *, incremental: list[str], folder: Path) -> dict[str, Cost]:
    """The steps that both builders do, in order."""
    figures = {"cold": cost_of([*builder, "build", "--quiet"], folder)}
    cost_of([*builder, "build", "--quiet", *incremental], folder)
    time.sleep(1.1)  # Jekyll compares whole seconds
    figures["nothing changed"] = cost_of([*builder, "build", "--quiet"], folder)
    cost_of([*builder, "build", "--quiet", *incremental], folder)
    add_line(a_post(folder)[0], "edited")
    figures["one post edited"] = cost_of([*builder, "build", "--quiet", *incremental], folder)
    edit_layout(folder, "edited")
    figures["layouts edited"] = cost_of([*builder, "build", "--quiet", *incremental], folder)
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("posts", type=int)
    parser.add_argument("--saves", type=int, default=9, help="how many saves to time")
    parser.add_argument("--under", type=Path, help="where to put the blogs, such as a disk in memory")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.under) as under:
        blogs = {name: Path(under, name) for name in ("ours", "jekyll", "one", "two")}
        for folder in blogs.values():
            make(folder, options.posts)
        ours = measured(OURS, incremental=[], folder=blogs["ours"])
        theirs = {}
        if shutil.which("jekyll"):
            theirs = measured(JEKYLL, incremental=["--incremental"], folder=blogs["jekyll"])
        for step, cost in ours.items():
            line = f"{step}: {cost.cpu:.3f} s CPU, {cost.memory:.0f} MiB"
            if step in theirs:
                line += f"; jekyll {theirs[step].cpu:.3f} s, ratio {cost.cpu / theirs[step].cpu:.3f}"
            print(line, flush=True)
        one = cost_of([*OURS, "build", "--quiet"], blogs["one"], processors=1)
        two = cost_of([*OURS, "build", "--quiet"], blogs["two"], processors=2)
        print(f"two processes: {two.wall / one.wall:.2f} of the wall time of one", flush=True)
        taken = saves(blogs["ours"], options.saves)
        print(f"save to page: {statistics.median(taken) * 1000:.0f} ms (median of {len(taken)})")


if __name__ == "__main__":
    main()
