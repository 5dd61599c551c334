"""Filters and tags, each in a page of one site built through the command line, as Jekyll built it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from liquid_cases import ROOT, can_render, own, words, write_files

RECORD = own("jekyll-filters.json")
FINE = [case for case in RECORD["cases"] if "error" not in case and can_render(case)]
BROKEN = [case for case in RECORD["cases"] if "error" in case]


def page(case: dict[str, Any]) -> str:
    """Front matter from the case's values, then its template."""
    values = case.get("context", {})
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items()]
    extra = f"{case['yaml']}\n" if "yaml" in case else ""
    return f"---\n{''.join(lines)}{extra}---\n{case['template']}"


def build(source: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "jekylite", "build", "-s", str(source), "-d", str(source / "_site")],
        env={**os.environ, "TZ": RECORD["timezone"], "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    source = tmp_path_factory.mktemp("filters")
    write_files(source, RECORD["files"])
    write_files(source, {f"cases/{case['id']}.txt": page(case) for case in FINE})
    built = build(source)
    assert built.returncode == 0, built.stderr
    return source / "_site/cases"


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in FINE])
def test_a_page_is_what_jekyll_made_of_it(case: dict[str, Any], site: Path) -> None:
    assert (site / f"{case['id']}.txt").read_text(encoding="utf-8") == case["expected"]


@pytest.mark.slow
@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in BROKEN])
def test_a_page_stops_the_build_with_jekylls_words(case: dict[str, Any], tmp_path: Path) -> None:
    write_files(tmp_path, RECORD["files"])
    write_files(tmp_path, {"cases/broken.txt": page(case)})
    built = build(tmp_path)
    assert built.returncode == 1
    assert "cases/broken.txt:" in built.stderr
    assert words(case["error"]).rstrip(".") in words(built.stderr.replace(str(tmp_path), ""))
