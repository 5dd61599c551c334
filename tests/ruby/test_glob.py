"""`Dir.glob` without flags; the answers are Ruby 3.1's."""

from __future__ import annotations

from pathlib import Path

import pytest

from jekylite.ruby.glob import glob

FILES = ["docs/a.html", "docs/b/deep.md", "docs/.hidden/x.md", "docs/.dot.md", "docsy.html", "b{c.txt"]

CASES = {
    "docs/*": ["docs/a.html", "docs/b"],
    "docs*": ["docs", "docsy.html"],
    "docs/*/deep.md": ["docs/b/deep.md"],
    "**/*.md": ["docs/b/deep.md"],
    "**/deep.md": ["docs/b/deep.md"],
    "docs/**": ["docs/a.html", "docs/b"],
    "docs/.*.md": ["docs/.dot.md"],
    "docs/{a,b/deep}*": ["docs/a.html", "docs/b/deep.md"],
    "d{o{c,x}s,y}/a.html": ["docs/a.html"],
    "docs/[ab]*": ["docs/a.html", "docs/b"],
    "./docs/a.html": ["docs/a.html"],
    "b{c*": [],
    "docs*/": ["docs"],
    "/docs/*": [],
    "../*": [],
    "nowhere/*": [],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    return tmp_path


@pytest.mark.parametrize(("pattern", "paths"), CASES.items())
def test_a_glob_yields_the_paths_that_exist(folder: Path, pattern: str, paths: list[str]) -> None:
    assert glob(str(folder), pattern) == paths


def test_two_stars_follow_no_symbolic_link(folder: Path) -> None:
    (folder / "docs" / "loop").symlink_to(folder)

    assert glob(str(folder), "**/deep.md") == ["docs/b/deep.md"]


def test_braces_without_end_are_cut_off(folder: Path) -> None:
    assert glob(str(folder), "{a,b}" * 40) == []
