"""What `jekylite check` costs beside the build: a blog of N posts of about 12 KB.

    python benchmarks/checking.py 100 1000      # with jekylite installed, or src/ in PYTHONPATH

A run of `check` is a build and then the look at what was built; the look alone is timed, as CPU and as
wall time, and set against the build of the same site in one process. Figures are of the machine as it is:
the ratio means something anywhere.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from blog import make
from jekylite.build import BuildOptions, BuildResult, build
from jekylite.check.families import check
from jekylite.config.load import load_config
from jekylite.diagnostics import Collector

T = TypeVar("T")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("posts", nargs="+", type=int)
    print(
        "posts  pages  KB/page  build CPU s  check CPU s  wall s  CPU s per 100 pages  of the build  findings"
    )
    for posts in parser.parse_args().posts:
        print(measure(posts))


def measure(posts: int) -> str:
    """One line of the table."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "blog"
        make(source, posts)
        collector = Collector()
        overrides = {"destination": str(Path(folder) / "site"), "disable_disk_cache": True}
        config = load_config(source, overrides=overrides, collector=collector)
        result, build_cpu, _ = timed(lambda: build(config, collector, BuildOptions(processes=1)))
        found, cpu, wall = timed(lambda: look(result, collector))
        built = list(config.destination.rglob("*.html"))
        size = sum(path.stat().st_size for path in built) / len(built) / 1000
    return (
        f"{posts:5}  {len(built):5}  {size:7.1f}  {build_cpu:11.2f}  {cpu:11.2f}  {wall:6.2f}  "
        f"{cpu * 100 / len(built):19.3f}  {cpu / build_cpu:12.2f}  {found:8}"
    )


def look(result: BuildResult, collector: Collector) -> int:
    return check(result.config, result.site, str(result.config.destination), collector)


def timed(work: Callable[[], T]) -> tuple[T, float, float]:
    """What a piece of work gives, its CPU seconds and its wall time."""
    cpu, wall = time.process_time(), time.perf_counter()
    result = work()
    return result, time.process_time() - cpu, time.perf_counter() - wall


if __name__ == "__main__":
    main()
