"""What starting costs: `--version` and the smallest site, against bare Python and the Jekyll installed.

    python benchmarks/startup.py [ROUNDS]

Every round runs each program once, in turn, so that a busy machine slows all of them alike. Shown are
medians of CPU time (user + system, children included) and ratios within this run; seconds of two runs
must not be compared. Budgets: `--version` 2 × `python -c pass`; the smallest site 0.5 × Jekyll's.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

SRC = str(Path(__file__).parent.parent / "src")

SMALLEST_SITE = {
    "_layouts/default.html": "<!DOCTYPE html>\n<title>{{ page.title }}</title>\n{{ content }}\n",
    "index.md": "---\nlayout: default\ntitle: Hello\n---\nOne *paragraph*.\n",
}


def cpu_seconds(command: list[str], cwd: Path, bytecode: Path) -> float:
    """User and system time of one run; compiled modules are kept, as those of an installed package are."""
    environment = os.environ | {
        "PYTHONPATH": SRC,
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(bytecode),
        "JEKYLL_NO_BUNDLER_REQUIRE": "true",
    }
    with subprocess.Popen(
        command, cwd=cwd, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(command)} failed with {process.returncode}")
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    """Measure and print a table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    jekylite = [sys.executable, "-m", "jekylite"]
    programs = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "jekylite --version": [*jekylite, "--version"],
        "jekylite help": [*jekylite, "help"],
        "jekylite build, smallest site": [*jekylite, "build", "--quiet"],
    }
    if jekyll := shutil.which("jekyll"):
        programs["jekyll --version"] = [jekyll, "--version"]
        programs["jekyll build, smallest site"] = [jekyll, "build", "--quiet", "--disable-disk-cache"]

    times: dict[str, list[float]] = {name: [] for name in programs}
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(rounds + 1):
            for name, command in programs.items():
                site = Path(folder, "site")
                for file, text in SMALLEST_SITE.items():
                    (site / file).parent.mkdir(parents=True, exist_ok=True)
                    (site / file).write_text(text, encoding="utf-8")
                seconds = cpu_seconds(command, site, Path(folder, "bytecode"))
                if turn > 0:  # the first turn compiles
                    times[name].append(seconds)
                shutil.rmtree(site)

    medians = {name: statistics.median(values) for name, values in times.items()}
    bare = medians["python -c pass"]
    print(f"{'median of ' + str(rounds):32}{'CPU ms':>8}{'x bare':>8}{'x jekyll':>10}")
    for name, median in medians.items():
        peer = medians.get(name.replace("jekylite", "jekyll"))
        of_jekyll = f"{median / peer:10.2f}" if peer and name.startswith("jekylite") else ""
        print(f"{name:32}{median * 1000:8.1f}{median / bare:8.2f}{of_jekyll}")


if __name__ == "__main__":
    main()
