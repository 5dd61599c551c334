"""A site of more files than the system's queue of events can hold."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import builders

POSTS = 4000
DEADLINE = 120  # seconds: a guard against a hang, not a speed test


@pytest.mark.slow
def test_a_build_of_thousands_of_posts_leaves_the_watcher_quiet(tmp_path: Path) -> None:
    source = tmp_path / "site"
    (source / "_posts").mkdir(parents=True)
    (source / "_config.yml").write_text("permalink: /:year/:month/:day/:title/\n", encoding="utf-8")
    for number in range(POSTS):
        day = f"{2000 + number // 360}-{number // 30 % 12 + 1:02}-{number % 30 % 28 + 1:02}"
        (source / f"_posts/{day}-p{number}.md").write_text("---\n---\nfirst\n", encoding="utf-8")
    page = next(iter(source.glob("_posts/*-p77.md")))
    process = subprocess.Popen(
        [sys.executable, "-m", "jekylite", "build", "--watch"],
        cwd=source,
        env={**os.environ, "PYTHONPATH": str(builders.TOP / "src"), "TZ": "UTC"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if "Auto-regeneration: enabled" in line:
                break
        page.write_text("---\n---\nsecond\n", encoding="utf-8")
        year, month, day, name = page.stem.split("-")
        output = source / "_site" / year / month / day / name / "index.html"
        ends = time.monotonic() + DEADLINE
        while "second" not in output.read_text(encoding="utf-8"):
            assert time.monotonic() < ends
            time.sleep(0.05)
    finally:
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=DEADLINE)
    assert said == ""
