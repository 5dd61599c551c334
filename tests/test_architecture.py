"""The layers hold, and the page that explains them shows the ones that are checked."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parent.parent
PYPROJECT = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))
LAYERS: list[str] = PYPROJECT["tool"]["importlinter"]["contracts"][0]["layers"]
PACKAGE = TOP / "src/jekylite"


def test_a_module_imports_only_from_the_layers_below_its_own() -> None:
    linter = shutil.which("lint-imports", path=str(Path(sys.executable).parent))
    if linter is None:
        pytest.skip("import-linter is not installed")
    done = subprocess.run(
        [linter, "--no-cache"],
        cwd=TOP,
        env={**os.environ, "PYTHONPATH": str(TOP / "src")},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout[-3000:]


def test_the_architecture_page_shows_the_layers_that_are_checked() -> None:
    page = (TOP / "docs/architecture.md").read_text(encoding="utf-8")
    block = re.search(r"^## Layers\n.*?^```\n(.*?)^```", page, re.M | re.S)
    assert block is not None
    shown = [line.split(" · ") for line in block[1].splitlines()]
    assert shown == [layer.split(" | ") for layer in LAYERS]


def test_the_architecture_page_names_every_part_of_the_package() -> None:
    page = (TOP / "docs/architecture.md").read_text(encoding="utf-8")
    house = page[page.index("src/jekylite/\n") : page.index("\nBeside it")]
    parts = {
        path.name for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    named = set(re.findall(r"(\w+\.py|\w+(?=/))", house.split("\n", 1)[1]))
    assert parts - {"__init__.py", "__main__.py"} - named == set()
