"""How long our kramdown takes beside kramdown in Ruby and mistune as it comes: CPU time, ratios of one run.

    python benchmarks/markdown/compare.py [documents…]

Highlighting is off everywhere. Needs `ruby` with the gems kramdown and kramdown-parser-gfm for the
first ratio; without, only mistune is compared. A fourth document, `mixed`, is the three given ones
together: about 12 kB.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import mistune

from jekylite.markdown import convert

HERE = Path(__file__).parent
ROUNDS, REPEATS = 5, 20
PLUGINS = ["table", "footnotes", "strikethrough", "def_list", "abbr", "task_lists"]


def milliseconds(work: Callable[[str], object], text: str) -> float:
    for _ in range(3):
        work(text)
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        for _ in range(REPEATS):
            work(text)
        best = min(best, (time.process_time() - start) / REPEATS)
    return best * 1000


def kramdown(paths: list[Path]) -> dict[Path, float]:
    if shutil.which("ruby") is None:
        return {}
    command = ["ruby", str(HERE / "kramdown.rb"), *map(str, paths)]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    return {Path(path): float(took) for path, took in (line.split("\t") for line in lines)}


def main(arguments: list[str]) -> None:
    paths = [Path(argument) for argument in arguments] or sorted((HERE / "documents").glob("*.md"))
    with tempfile.TemporaryDirectory() as folder:
        if not arguments:
            mixed = Path(folder, "mixed.md")
            mixed.write_text("\n".join(path.read_text("utf-8") for path in paths), "utf-8")
            paths.append(mixed)
        stock = mistune.create_markdown(escape=False, plugins=PLUGINS)
        ruby = kramdown(paths)
        print(
            f"{'document':12} {'chars':>6} {'ours':>8} {'mistune':>8} {'kramdown':>9}   /mistune   /kramdown"
        )
        for path in paths:
            text = path.read_text("utf-8")
            ours = milliseconds(lambda text: convert(text, highlight=lambda *_: None), text)
            theirs = milliseconds(stock, text)
            line = f"{path.stem:12} {len(text):6} {ours:8.2f} {theirs:8.2f}"
            if path in ruby:
                print(f"{line} {ruby[path]:9.2f} {ours / theirs:10.2f} {ours / ruby[path]:11.2f}")
            else:
                print(f"{line} {'-':>9} {ours / theirs:10.2f} {'-':>11}")


if __name__ == "__main__":
    main(sys.argv[1:])
