"""The two programs that build a site here, jekylite and the original, each in a process of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parent.parent
EXAMPLES = TOP / "examples"

# Pages print the year, so both programs get the same clock.
CLOCK = {"SOURCE_DATE_EPOCH": "1793534400", "TZ": "UTC"}


def jekylite(source: Path, destination: Path) -> Path:
    """Build with jekylite and return the destination; what it prints fails the test."""
    command = [sys.executable, "-m", "jekylite"]
    return _build(command, source, destination, PYTHONPATH=str(TOP / "src"))


def jekyll(source: Path, destination: Path) -> Path:
    """Build with the original Jekyll; the test is skipped where it is not installed."""
    program = shutil.which("jekyll")
    if program is None:
        pytest.skip("no `jekyll` here to compare with")
    # Debian's Jekyll has its gems from packages: a Gemfile would send it to Bundler.
    return _build(
        [program],
        source,
        destination,
        "--disable-disk-cache",
        JEKYLL_NO_BUNDLER_REQUIRE="true",
        HOME=str(destination.parent),
    )


def _build(command: list[str], source: Path, destination: Path, *options: str, **environment: str) -> Path:
    arguments = ["build", "--source", str(source), "--destination", str(destination), "--quiet", *options]
    done = subprocess.run(
        [*command, *arguments],
        env={**os.environ, **CLOCK, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    return destination


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below `folder`, by its path from there."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
