"""Changes in the source → one call for each burst of them.

Editors save in several steps, so a burst is waited out for a few milliseconds. What a build itself
writes (the destination, the caches) and what `exclude` leaves out changes nothing.
Source: jekyll-watch 2.2 watcher.rb. Known difference: a changed configuration file counts too.
"""

from __future__ import annotations

import os
import queue
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

from jekylite.ruby.fnmatch import fnmatch

if TYPE_CHECKING:
    from watchdog.observers.api import BaseObserver

BURST_SECONDS = 0.02
POLLING_SECONDS = 0.5


class Watched:
    """Which paths of a source a change counts in.

    Args:
        source: the absolute folder.
        ignored: absolute folders and files that are left alone, with all that is in them.
        exclude: the configuration's patterns.
    """

    def __init__(self, source: Path, ignored: Iterable[Path], exclude: Iterable[str]) -> None:
        self.source = source
        self._ignored = tuple(str(path) for path in ignored)
        self._exclude = tuple(exclude)

    def relative(self, path: str) -> str | None:
        """The path from the source, `/` between parts; None if its change means nothing."""
        if any(path == ignored or path.startswith(ignored + os.sep) for ignored in self._ignored):
            return None
        relative = os.path.relpath(path, self.source).replace(os.sep, "/")
        if relative == "." or relative.startswith("../"):
            return None
        if any(relative.startswith(pattern) or fnmatch(pattern, relative) for pattern in self._exclude):
            return None
        return relative


def watch(
    watched: Watched,
    changed: Callable[[list[str]], None],
    *,
    polling: bool = False,
    stopped: Callable[[], bool] = lambda: False,
) -> None:
    """Call `changed` with the sorted paths of each burst, one burst after the other, until `stopped`.

    Args:
        watched: what counts.
        changed: gets paths from the source; while it works, further changes wait for the next call.
        polling: look every half second instead of asking the system to tell.
        stopped: asked at least twice a second.
    """
    events: queue.Queue[str] = queue.Queue()
    observer: BaseObserver = PollingObserver(timeout=POLLING_SECONDS) if polling else Observer()
    observer.schedule(_Listener(watched, events), str(watched.source), recursive=True)
    observer.start()
    try:
        while not stopped():
            paths = _next_burst(events)
            if paths:
                changed(paths)
    finally:
        observer.stop()
        observer.join()


def _next_burst(events: queue.Queue[str]) -> list[str]:
    try:
        paths = {events.get(timeout=0.5)}
    except queue.Empty:
        return []
    quiet_at = time.monotonic() + BURST_SECONDS
    while (left := quiet_at - time.monotonic()) > 0:
        try:
            paths.add(events.get(timeout=left))
        except queue.Empty:
            break
        quiet_at = time.monotonic() + BURST_SECONDS
    return sorted(paths)


class _Listener(FileSystemEventHandler):
    """Puts the paths that matter into the queue; runs in watchdog's thread."""

    def __init__(self, watched: Watched, events: queue.Queue[str]) -> None:
        self._watched = watched
        self._events = events

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in ("opened", "closed_no_write") or (
            event.is_directory and event.event_type == "modified"
        ):
            return
        for path in (event.src_path, event.dest_path):
            relative = self._watched.relative(os.fsdecode(path)) if path else None
            if relative is not None:
                self._events.put(relative)
