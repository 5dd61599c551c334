"""Start-up is a feature: what is imported before a command is known, and for each command."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

SRC = str(Path(__file__).parents[2] / "src")

HEAVY = {"liquid", "mistune", "pygments", "watchdog", "yaml", "frontmatter", "click", "argparse", "typing"}
HEAVY |= {"pathlib", "dataclasses", "collections", "re", "json", "importlib.metadata", "asyncio", "babel"}


def imported(cwd: Path, *arguments: str) -> set[str]:
    """The modules that `python -m jekylite …` loads beyond those of a bare `python` with annotations as text.

    `-I -S` keeps out what the environment adds: `.pth` files, PYTHON* variables.
    """

    def modules(code: str) -> set[str]:
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-X", "importtime", "-c", code],
            cwd=cwd,
            env={"PATH": os.environ["PATH"]},
            text=True,
            capture_output=True,
            check=False,
        )
        return set(re.findall(r"^import time:[^|]*\|[^|]*\| +(\S+)$", done.stderr, re.MULTILINE))

    setup = f"import sys; sys.path[:0] = {[SRC, *(path for path in sys.path if 'site-packages' in path)]!r}; "
    run = f"from jekylite.__main__ import main; sys.argv[1:] = {list(arguments)!r}; main()"
    return modules(setup + run) - modules("import __future__")


@pytest.mark.parametrize("option", ["--version", "-v"])
def test_the_version_loads_three_small_modules(tmp_path: Path, option: str) -> None:
    assert imported(tmp_path, option) <= {
        "jekylite",
        "jekylite.__main__",
        "jekylite.cli",
        "jekylite.cli.main",
    }


@pytest.mark.parametrize("arguments", [["help"], ["build", "--help"], ["--nope"], ["publish"]])
def test_help_and_usage_errors_load_nothing_heavy(tmp_path: Path, arguments: list[str]) -> None:
    assert not HEAVY & imported(tmp_path, *arguments)


@pytest.mark.parametrize("arguments", [["completion", "bash"], ["new", "x"], ["schema"], ["clean"]])
def test_small_commands_load_no_engine(tmp_path: Path, arguments: list[str]) -> None:
    engines = {"liquid", "mistune", "pygments", "watchdog", "jekylite.build"}

    assert not engines & imported(tmp_path, *arguments)


def test_a_build_loads_neither_watchdog_nor_the_server(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("x")
    loaded = imported(tmp_path, "build")

    assert "jekylite.build" in loaded
    assert not {"watchdog", "jekylite.watch", "http.server", "pygments", "click", "argparse"} & loaded
