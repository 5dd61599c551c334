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
    """The modules that `python -m jekylite …` loads beyond `os` and what Python itself needs.

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
    return modules(setup + run) - modules("import os")


@pytest.mark.parametrize("option", ["--version", "-v"])
def test_the_version_loads_four_small_modules(tmp_path: Path, option: str) -> None:
    free = {"__future__", "atexit", "gc"}  # in the interpreter itself, or a few lines

    assert imported(tmp_path, option) - free <= {
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
    assert not {"asyncio", "babel", "dateutil", "pytz", "importlib_resources"} & loaded


def test_the_smallest_build_loads_only_what_it_is_made_of(tmp_path: Path) -> None:
    (tmp_path / "index.md").write_text("---\ntitle: Hello\n---\n# {{ page.title }}\n")
    loaded = imported(tmp_path, "build")

    rare = {
        "zoneinfo",
        "calendar",
        "locale",
        "shutil",
        "lzma",
        "threading",
        "html.parser",
        "gettext",
        "sysconfig",
    }
    assert not rare & loaded

    parts = {module.split(".")[1] for module in loaded if module.startswith("liquid.")}
    # `liquid.environment` as well, but importtime does not name what `import_module` imports
    nodes = {"ast", "expression", "exceptions", "mode", "output", "token", "undefined", "utils"}
    assert parts == nodes | {"parser", "stream", "tag", "template"}


def test_python_liquid_is_whole_although_parts_of_it_are_imported_later(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("hi")
    code = """
import jekylite.liquid, sys
assert "asyncio" not in sys.modules
import asyncio, liquid
env = liquid.Environment(extra=True, loader=liquid.FileSystemLoader("."))
text = "{{ 5 | currency }} {{ 0 | datetime: format: 'yyyy' }} {{ 'May 2 2024' | date: '%F' }}"
print(env.from_string(text).render())
print(asyncio.run(env.get_template_async("a.txt")).render())
"""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env=os.environ | {"PYTHONPATH": SRC, "TZ": "UTC"},
        cwd=tmp_path,
        text=True,
        capture_output=True,
        check=False,
    )

    assert (done.stdout, done.stderr) == ("$5.00 1970 2024-05-02\nhi\n", "")


def test_a_python_liquid_that_needs_more_at_once_is_imported_as_it_is() -> None:
    code = """
import sys
import jekylite
sys.modules["jekylite.liquid"] = type(sys)("jekylite.liquid")
sys.modules["jekylite.liquid"].__path__ = [jekylite.__path__[0] + "/liquid"]
from jekylite.liquid import quick_import
quick_import._DEFERRED = ("babel",)  # and not `babel.messages`, which a placeholder does not have
quick_import.import_liquid()
import babel, liquid
assert "asyncio" in sys.modules and babel.__file__
print(liquid.Environment().from_string("{{ 'a' | upcase }}").render())
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": SRC},
        text=True,
        capture_output=True,
        check=False,
    )

    assert (done.stdout, done.stderr) == ("A\n", "")


def test_the_process_ends_with_the_exit_code_and_all_that_was_printed(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "jekylite", "build", "-s", "nowhere"],
        env=os.environ | {"PYTHONPATH": SRC},
        cwd=tmp_path,
        text=True,
        capture_output=True,
        check=False,
    )

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Configuration file: none\nerror: the source `nowhere` does not exist\n")


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    done = subprocess.run(
        f"{sys.executable} -m jekylite help | true",
        shell=True,
        env=os.environ | {"PYTHONPATH": SRC, "PYTHONUNBUFFERED": ""},
        cwd=tmp_path,
        text=True,
        capture_output=True,
        check=False,
    )

    assert done.stderr == ""
