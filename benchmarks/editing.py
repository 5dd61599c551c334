"""What an edit costs on a blog of N posts, beside the Jekyll and the Hugo that are installed.

    python benchmarks/editing.py 1000

CPU figures are ratios of the same step done by all in this run; memory is the largest resident
size of a cold build; a save under `--watch` is timed to the moment the page is there.
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
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from blog import environment, make, make_for_hugo


class Builder(NamedTuple):
    """One of those that are compared.

    Args:
        command: builds the blog in the working folder.
        incremental: what lets it build only what an edit reaches.
        watching: a part of the line that says that it watches.
        make: writes its blog of so many posts.
        posts, output, layouts: folders.
    """

    command: list[str]
    incremental: list[str]
    watching: str
    make: Callable[[Path, int], None] = make
    posts: str = "_posts"
    output: str = "_site"
    layouts: str = "_layouts"


BUILDERS = {
    "jekylite": Builder([sys.executable, "-m", "jekylite", "build"], [], "Auto-regeneration: enabled"),
    "jekyll": Builder(["jekyll", "build"], ["--incremental"], "Auto-regeneration: enabled"),
    "hugo": Builder(
        ["hugo"], [], "Watching for", make_for_hugo, "content/posts", "public", "layouts/_default"
    ),
}


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


def a_post(builder: Builder, folder: Path) -> tuple[Path, Path]:
    """A post in the middle, and the page that shows it."""
    posts = sorted((folder / builder.posts).iterdir())
    post = posts[len(posts) // 2]
    year, month, day, slug = post.stem.split("-", 3)
    return post, folder / builder.output / year / month / day / slug / "index.html"


def add_line(file: Path, line: str) -> None:
    with file.open("a", encoding="utf-8") as text:
        text.write(f"\n{line}\n")


def edit_layouts(builder: Builder, folder: Path, word: str) -> None:
    """Change what stands around every page."""
    for layout in (folder / builder.layouts).iterdir():
        text = layout.read_text(encoding="utf-8")
        layout.write_text(text.replace("</main>", f"<!-- {word} --></main>"), encoding="utf-8")


def saves(builder: Builder, folder: Path, times: int) -> list[float]:
    """Seconds from a save to the written page under `--watch`."""
    process = subprocess.Popen(
        [*builder.command, *builder.incremental, "--watch"],
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    taken = []
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if builder.watching in line:
                break
        for number in range(times):
            time.sleep(2)
            word = f"saved-{number}-{os.getpid()}"
            post, page = a_post(builder, folder)
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


def measured(builder: Builder, folder: Path) -> dict[str, Cost]:
    """The steps that all builders do, in order."""
    quiet = [*builder.command, "--quiet"]
    figures = {"cold": cost_of(quiet, folder)}
    time.sleep(1.1)  # Jekyll compares whole seconds
    # With the options of the build before: others empty Jekyll's cache.
    figures["nothing changed"] = cost_of(quiet, folder)
    cost_of([*quiet, *builder.incremental], folder)
    time.sleep(1.1)
    add_line(a_post(builder, folder)[0], "edited")
    figures["one post edited"] = cost_of([*quiet, *builder.incremental], folder)
    edit_layouts(builder, folder, "edited")
    figures["layouts edited"] = cost_of([*quiet, *builder.incremental], folder)
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("posts", type=int)
    parser.add_argument("--saves", type=int, default=9, help="how many saves to time")
    parser.add_argument("--under", type=Path, help="where to put the blogs, such as a disk in memory")
    parser.add_argument("--alone", action="store_true", help="without the others")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.under) as under:
        figures: dict[str, dict[str, Cost]] = {}
        for name, builder in BUILDERS.items():
            if shutil.which(builder.command[0]) and not (options.alone and name != "jekylite"):
                builder.make(Path(under, name), options.posts)
                figures[name] = measured(builder, Path(under, name))
        ours = figures.pop("jekylite")
        for step, cost in ours.items():
            line = f"{step}: {cost.cpu:.3f} s CPU, {cost.memory:.0f} MiB"
            for name, costs in figures.items():
                theirs = costs[step]
                line += (
                    f"; {name} {theirs.cpu:.3f} s, {theirs.memory:.0f} MiB, ratio {cost.cpu / theirs.cpu:.3f}"
                )
            print(line, flush=True)
        walls = []
        for processors in (1, 2):
            folder = Path(under, f"on-{processors}")
            make(folder, options.posts)
            cost = cost_of([*BUILDERS["jekylite"].command, "--quiet"], folder, processors=processors)
            walls.append(cost.wall)
            print(f"cold on {processors}: {cost.memory:.0f} MiB", flush=True)
        print(f"two processes: {walls[1] / walls[0]:.2f} of the wall time of one", flush=True)
        for name in ("jekylite", *figures):
            taken = saves(BUILDERS[name], Path(under, name), options.saves)
            middle = statistics.median(taken) * 1000
            print(f"save to page, {name}: {middle:.0f} ms (median of {len(taken)})", flush=True)


if __name__ == "__main__":
    main()
