"""Builds that are killed, by SIGKILL, SIGTERM or SIGINT: `benchmarks/faults_killed.py` has the long run."""

from __future__ import annotations

import os
import random
import signal
from pathlib import Path

import pytest
from build_process import build
from killed_builds import change, files, killed_at_random, write_site


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "rounds", "paragraphs"), [(1, 25, 1), (2, 25, 1), (3, 4, 400)])
def test_a_killed_build_leaves_whole_files_and_the_next_one_is_right(
    tmp_path: Path, seed: int, rounds: int, paragraphs: int
) -> None:
    assert killed_at_random(tmp_path, random.Random(seed), rounds=rounds, paragraphs=paragraphs) == []


@pytest.mark.parametrize("file", ["destinations", "manifest", "*.records", "*.contents"])
def test_a_destination_stays_ours_whatever_is_lost_of_the_store(tmp_path: Path, file: str) -> None:
    source, destination = tmp_path / "source", tmp_path / "out"
    site = write_site(source, paragraphs=1)
    change(site, 1)
    build(source, destination)
    for path in (source / ".jekylite-cache").glob(file):
        path.write_bytes(b"\xff\0spoiled")
    change(site, 2)
    assert build(source, destination).said == ""
    assert "turn1.txt" not in files(destination)


def test_a_first_build_that_is_killed_has_begun_to_fill_its_destination(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the next one would take what it left for somebody else's."""
    source, destination = tmp_path / "source", tmp_path / "out"
    site = write_site(source, paragraphs=1)
    change(site, 1)
    rename = os.replace

    def killed_while_renaming(aside: str, target: str) -> None:
        rename(aside, target)
        if str(target).endswith("turn1.txt"):
            os.kill(os.getpid(), signal.SIGKILL)

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", killed_while_renaming)
        build(source, destination)
    assert "turn1.txt" in files(destination)
    change(site, 2)
    assert build(source, destination).said == ""
    assert "turn1.txt" not in files(destination)
    assert not [path for path in files(destination) if path.startswith(".")]
