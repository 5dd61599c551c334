"""Changes in the source: which count, and how they come."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from jekylite.watch import Watched, watch

COUNTS = {
    "index.md": "index.md",
    "_posts/a.md": "_posts/a.md",
    "_config.yml": "_config.yml",
    "_site/index.html": None,
    "_site": None,
    "_sites/index.html": "_sites/index.html",
    ".jekylite-cache/x": None,
    "node_modules/x/y.js": None,
    "a.tmp": None,
    "../elsewhere.md": None,
    ".": None,
}


@pytest.mark.parametrize(("path", "counted"), COUNTS.items())
def test_what_a_build_writes_or_leaves_out_does_not_count(
    tmp_path: Path, path: str, counted: str | None
) -> None:
    watched = Watched(tmp_path, [tmp_path / "_site", tmp_path / ".jekylite-cache"], ["node_modules", "*.tmp"])

    assert watched.relative(str(tmp_path / path)) == counted


@pytest.mark.parametrize("polling", [False, True])
def test_a_burst_of_changes_is_one_call(tmp_path: Path, polling: bool) -> None:
    (tmp_path / "_site").mkdir()
    calls: list[list[str]] = []

    def change() -> None:
        time.sleep(0.5)
        (tmp_path / "_site/out.html").write_text("x")
        (tmp_path / "b.md").write_text("x")
        (tmp_path / "a.md").write_text("x")

    thread = threading.Thread(target=change)
    thread.start()
    deadline = time.monotonic() + 20
    watch(
        Watched(tmp_path, [tmp_path / "_site"], []),
        calls.append,
        polling=polling,
        stopped=lambda: bool(calls) or time.monotonic() > deadline,
    )
    thread.join()

    assert calls == [["a.md", "b.md"]]
