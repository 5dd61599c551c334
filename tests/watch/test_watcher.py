"""The watcher, with real file events."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, Queue

import pytest

from jekylite.diagnostics import Collector
from jekylite.watch import Watcher


class Changes:
    """Change sets as they come, with a deadline for each."""

    def __init__(self, watcher: Watcher) -> None:
        self._sets: Queue[frozenset[str]] = Queue()
        self._watcher = watcher
        threading.Thread(target=self._collect, daemon=True).start()

    def _collect(self) -> None:
        while True:
            self._sets.put(self._watcher.next_change())

    def next(self) -> frozenset[str]:
        return self._sets.get(timeout=10)

    def none(self, seconds: float = 0.4) -> bool:
        try:
            self._sets.get(timeout=seconds)
        except Empty:
            return True
        return False

    def close(self) -> None:
        self._watcher.close()


@pytest.fixture(params=[False, True], ids=["events", "polling"])
def changes(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Changes]:
    ignored = str(tmp_path / "_site")
    watcher = Watcher(
        [str(tmp_path)], lambda path: path.startswith(ignored), Collector(), polls=request.param
    )
    found = Changes(watcher)
    yield found
    found.close()


def test_a_saved_file_is_one_change(changes: Changes, tmp_path: Path) -> None:
    (tmp_path / "index.md").write_text("a", encoding="utf-8")
    assert str(tmp_path / "index.md") in changes.next()


def test_a_save_through_a_temporary_file_is_one_change(changes: Changes, tmp_path: Path) -> None:
    (tmp_path / ".index.md.swp").write_text("a", encoding="utf-8")
    os.replace(tmp_path / ".index.md.swp", tmp_path / "index.md")

    assert str(tmp_path / "index.md") in changes.next()
    assert changes.none()


def test_a_thousand_files_are_one_change(changes: Changes, tmp_path: Path) -> None:
    for number in range(1000):
        (tmp_path / f"{number}.md").write_text("a", encoding="utf-8")

    assert len(changes.next()) == 1000
    assert changes.none()


def test_our_own_output_is_no_change(changes: Changes, tmp_path: Path) -> None:
    (tmp_path / "_site").mkdir()
    (tmp_path / "_site" / "index.html").write_text("a", encoding="utf-8")
    assert changes.none(1.2)


def test_reading_is_no_change(changes: Changes, tmp_path: Path) -> None:
    (tmp_path / "index.md").write_text("a", encoding="utf-8")
    changes.next()
    (tmp_path / "index.md").read_text(encoding="utf-8")
    assert changes.none(1.2)


def test_a_file_in_a_new_folder_is_seen(changes: Changes, tmp_path: Path) -> None:
    (tmp_path / "_posts").mkdir()
    (tmp_path / "_posts" / "2024-03-04-a.md").write_text("a", encoding="utf-8")

    seen = changes.next()
    while str(tmp_path / "_posts" / "2024-03-04-a.md") not in seen:
        seen |= changes.next()


def test_a_deleted_file_is_a_change(changes: Changes, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("a", encoding="utf-8")
    changes.next()
    (tmp_path / "a.md").unlink()
    assert str(tmp_path / "a.md") in changes.next()


def test_without_inotify_files_are_polled_and_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from watchdog.observers import Observer

    def refuse(self: object, *arguments: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(Observer, "start", refuse)
    collector = Collector()
    found = Changes(Watcher([str(tmp_path)], lambda path: False, collector))
    try:
        (tmp_path / "index.md").write_text("a", encoding="utf-8")
        assert str(tmp_path / "index.md") in found.next()
        assert "fs.inotify.max_user_watches" in collector.items[0].message
    finally:
        found.close()


def test_events_that_were_lost_are_a_change_of_everything(changes: Changes, tmp_path: Path) -> None:
    # As watchdog says that the system's queue was full; filling it takes more files than a test should.
    logging.getLogger("watchdog.observers.inotify_c").warning("Inotify queue overflowed; events were lost")
    assert str(tmp_path) in changes.next()
