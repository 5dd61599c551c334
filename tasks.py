#!/usr/bin/env python3
"""The project's chores, for a machine that has nothing but Python and git.

python3 tasks.py demo [FOLDER]      install jekylite, build every site of examples/ into FOLDER (out/)
python3 tasks.py test [ARGUMENT…]   install jekylite and its tests, run pytest with the arguments
python3 tasks.py lint               format, lint rules, types and import layers
python3 tasks.py docs [FOLDER]      build jekylite's own site into FOLDER (out/site)

Everything is installed into .venv/ beside this file, again only when pyproject.toml changes.
Only the standard library is used here: this runs before anything is installed.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - this file is the first that a too old Python meets
    sys.exit("tasks.py: jekylite needs Python 3.11 or newer, this is " + sys.version.split()[0])
import tomllib

TOP = Path(__file__).resolve().parent
VENV = TOP / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")

# What tests and lint need beside the package: everything optional, since all of it is tested.
EXTRA = "all"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one chore and return its exit code."""
    parser = argparse.ArgumentParser(
        prog="tasks.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    chores = parser.add_subparsers(dest="chore", required=True, metavar="demo|test|lint|docs")
    demo = chores.add_parser("demo", help="install jekylite and build the examples")
    demo.add_argument("folder", nargs="?", type=Path, default=TOP / "out")
    docs = chores.add_parser("docs", help="build jekylite's own site")
    docs.add_argument("folder", nargs="?", type=Path, default=TOP / "out" / "site")
    chores.add_parser("test", help="install what the tests need and run pytest", add_help=False)
    chores.add_parser("lint", help="format, lint rules, types and import layers")
    options, rest = parser.parse_known_args(arguments)
    if rest and options.chore != "test":
        parser.error(f"unrecognized arguments: {' '.join(rest)}")

    try:
        if options.chore == "demo":
            return build_examples(options.folder.resolve())
        if options.chore == "docs":
            return build_docs(options.folder.resolve())
        if options.chore == "test":
            return run_tests(rest)
        return run_lint()
    except MachineError as error:
        print(f"tasks.py: {error}", file=sys.stderr)
        return 2


class MachineError(Exception):
    """Something about this machine stops the chore; the text says what to do about it."""


# --- chores ---------------------------------------------------------------------------------------


def build_examples(folder: Path) -> int:
    """Each folder of examples/ becomes FOLDER/NAME; FOLDER/index.html leads to them."""
    install(groups=[])
    examples = TOP / "examples"
    for source in sorted(path for path in examples.iterdir() if (path / "_config.yml").is_file()):
        code = jekylite("build", "--source", source, "--destination", folder / source.name, "--quiet")
        if code:
            return code
        print(f"built {source.relative_to(TOP)} into {folder / source.name}")
    shutil.copyfile(examples / "index.html", folder / "index.html")
    print(f"\nOpen this file in a browser:\n  {folder / 'index.html'}")
    return 0


def build_docs(folder: Path) -> int:
    """jekylite's own site, built by jekylite."""
    install(groups=[])
    code = jekylite("build", "--source", TOP / "site", "--destination", folder, "--quiet")
    if code == 0:
        print(f"built site into {folder}; `python3 -m http.server -d {folder}` shows it")
    return code


def run_tests(arguments: Sequence[str]) -> int:
    install(groups=["test", "lint"])  # the layer rule is a test, and needs import-linter
    return run(PYTHON, "-m", "pytest", *arguments)


def run_lint() -> int:
    """All four, even when the first fails: one run shows everything there is to mend."""
    install(groups=["test", "lint"])
    codes = [
        run(BIN / "ruff", "format", "--check", "."),
        run(BIN / "ruff", "check", "."),
        run(BIN / "mypy"),
        run(BIN / "lint-imports"),
    ]
    return max(codes)


def jekylite(*arguments: str | Path) -> int:
    return run(PYTHON, "-m", "jekylite", *arguments)


def run(*command: str | Path) -> int:
    return subprocess.run([str(part) for part in command], cwd=TOP, check=False).returncode


# --- the environment ------------------------------------------------------------------------------


def install(groups: Sequence[str]) -> None:
    """Bring .venv to what pyproject.toml asks for: the package, or with groups all that they need.

    A stamp in .venv names what was installed, so a second run starts at once.
    """
    pyproject = (TOP / "pyproject.toml").read_bytes()
    digest = hashlib.sha256(pyproject + sys.version.encode()).hexdigest()
    stamp = VENV / "installed"
    held = stamp.read_text().split() if PYTHON.exists() and stamp.is_file() else []
    if {digest, *groups} <= set(held):
        return
    print(f"installing into {VENV} …", flush=True)
    create_venv()
    # pip learned --group in 25.1; a group of plain requirements is only a list, so it gets the list.
    known = tomllib.loads(pyproject.decode())["dependency-groups"]
    requirements = [requirement for group in groups for requirement in known[group]]
    package = f".[{EXTRA}]" if groups else "."
    if pip("install", "--quiet", "--editable", package, *requirements):
        raise MachineError("installing failed; pip says above what it could not get")
    stamp.write_text(" ".join([digest, *groups]) + "\n")


def create_venv() -> None:
    if PYTHON.exists() and subprocess.run([str(PYTHON), "-c", ""], check=False).returncode == 0:
        return
    # Debian packs ensurepip apart; a pip outside the environment does as well (see `pip`).
    has_ensurepip = importlib.util.find_spec("ensurepip") is not None
    if not has_ensurepip and importlib.util.find_spec("pip") is None:
        raise MachineError("this Python has neither venv nor pip: on Debian, `apt install python3-venv`")
    venv.create(VENV, clear=True, with_pip=has_ensurepip, symlinks=os.name != "nt")


def pip(*arguments: str) -> int:
    inside = subprocess.run([str(PYTHON), "-c", "import pip"], check=False, capture_output=True)
    if inside.returncode == 0:
        return run(PYTHON, "-m", "pip", *arguments)
    return run(sys.executable, "-m", "pip", "--python", PYTHON, *arguments)


if __name__ == "__main__":
    sys.exit(main())
