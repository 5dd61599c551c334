"""File events → change sets: one burst, one set.

A save through a temporary file, a `git checkout` of a thousand files, an editor that writes
twice: all of it arrives as one set of paths, shortly after the last event. Where the system
has no events to give (inotify used up, a network file system) the files are polled instead,
and that is said.
"""

from __future__ import annotations

import errno
import logging
import os
import queue
import time
import warnings
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from jekylite.diagnostics import Collector

if TYPE_CHECKING:
    from watchdog.events import FileSystemEvent, FileSystemEventHandler
    from watchdog.observers.api import BaseObserver

# Seconds of silence that end a burst: fewest after a file was written in place and closed, which is all
# that many editors do; few for another save; more once it is clearly a crowd.
QUIET_WHEN_CLOSED = 0.008
QUIET = 0.02
QUIET_IN_A_CROWD = 0.12
_CROWD = 20
# A program that never stops writing must not keep the site from being built.
LONGEST_BURST = 2.0

_POLL_SECONDS = 0.5
_LOGGER = "watchdog"
# Events that say that something was written; opening and reading a file are events, too.
_WRITES = frozenset({"created", "modified", "moved", "deleted"})
# A file that was open for writing no longer is.
_CLOSED = "closed"


class Watcher:
    """Watches folders until closed.

    Args:
        roots: absolute folders; what does not exist is passed over.
        is_ignored: True for an absolute path whose change means nothing (the output, caches).
        collector: told where polling has to do.
        polls: do not even ask for events.
    """

    def __init__(
        self,
        roots: Iterable[str],
        is_ignored: Callable[[str], bool],
        collector: Collector,
        *,
        polls: bool = False,
    ) -> None:
        self._roots = _outermost(os.path.realpath(root) for root in roots if os.path.isdir(root))
        self._is_ignored = is_ignored
        # Paths, and what happened there.
        self._events: queue.SimpleQueue[tuple[str, str]] = queue.SimpleQueue()
        self._quiet, self._quiet_in_a_crowd = QUIET, QUIET_IN_A_CROWD
        self._lost = _listen_for_lost_events(self._suspect_all)
        self._observer = self._start(collector, polls=polls)

    def add(self, root: str) -> None:
        """Watch one more folder, unless it lies in one that is watched."""
        folder = os.path.realpath(root)
        if (
            os.path.isdir(folder)
            and folder not in self._roots
            and _outermost([*self._roots, folder]) != self._roots
        ):
            self._roots.append(folder)
            self._schedule(self._observer, folder)

    def _suspect_all(self) -> None:
        """Anything may have changed."""
        for root in self._roots:
            self._events.put((root, "modified"))

    def next_change(self) -> frozenset[str]:
        """Wait for the next burst: absolute paths that were written, moved or deleted."""
        path, event = self._next_write()
        paths, events = {path}, [event]
        deadline = time.monotonic() + LONGEST_BURST
        while (left := deadline - time.monotonic()) > 0:
            try:
                path, event = self._events.get(timeout=min(self._silence_after(paths, events), left))
            except queue.Empty:
                break
            paths.add(path)
            events.append(event)
        return frozenset(paths)

    def _silence_after(self, paths: Collection[str], events: Sequence[str]) -> float:
        """Seconds to wait for another event of the burst."""
        if len(paths) >= _CROWD:
            return self._quiet_in_a_crowd
        if len(paths) == 1 and events[-1] == _CLOSED and set(events) == {"modified", _CLOSED}:
            return QUIET_WHEN_CLOSED
        return self._quiet

    def _next_write(self) -> tuple[str, str]:
        # With a timeout, since a wait without one does not hear Ctrl-C on Windows.
        while True:
            try:
                path, event = self._events.get(timeout=1)
            except queue.Empty:
                continue
            if event != _CLOSED:
                return path, event

    def close(self) -> None:
        """Stop watching."""
        self._observer.stop()
        self._observer.join()
        logging.getLogger(_LOGGER).removeHandler(self._lost)

    def _start(self, collector: Collector, *, polls: bool) -> BaseObserver:
        if not polls:
            from watchdog.observers import Observer

            try:
                return self._started(Observer())
            except OSError as error:
                why = {
                    errno.ENOSPC: "all inotify watches are in use (fs.inotify.max_user_watches)",
                    errno.EMFILE: "all inotify instances are in use (fs.inotify.max_user_instances)",
                }.get(error.errno or 0, error.strerror or "no file events here")
                collector.warn(
                    f"the system gives no file events, so files are polled: {why}",
                    hint="raise the limit, or pass --force_polling to say that you know",
                    topic="Auto-regeneration:",
                    code="JL118",
                )
        from watchdog.observers.polling import PollingObserver

        # A look may fall into the middle of a burst; the next one shows the rest of it.
        self._quiet = self._quiet_in_a_crowd = _POLL_SECONDS * 1.5
        return self._started(PollingObserver(timeout=_POLL_SECONDS))

    def _started(self, observer: BaseObserver) -> BaseObserver:
        try:
            for root in self._roots:
                self._schedule(observer, root)
            observer.start()
        except OSError:
            observer.stop()
            raise
        return observer

    def _schedule(self, observer: BaseObserver, folder: str) -> None:
        from watchdog import events

        # A folder that is made while its parent is listed is met twice, which watchdog warns of, each time.
        warnings.filterwarnings("ignore", category=RuntimeWarning, module=r"watchdog\.")
        # A build opens every file. Asked for all events, the system tells of that, too, and a large site's
        # are more than its queue holds.
        meant: list[type[FileSystemEvent]] = [
            events.FileCreatedEvent, events.FileModifiedEvent, events.FileMovedEvent,
            events.FileDeletedEvent, events.FileClosedEvent, events.DirCreatedEvent,
            events.DirMovedEvent, events.DirDeletedEvent,
        ]  # fmt: skip
        observer.schedule(self._handler(), folder, recursive=True, event_filter=meant)

    def _handler(self) -> FileSystemEventHandler:
        from watchdog.events import FileSystemEventHandler

        events, is_ignored = self._events, self._is_ignored

        class Handler(FileSystemEventHandler):
            def on_any_event(self, event: FileSystemEvent) -> None:
                kind = event.event_type
                if kind not in _WRITES and kind != _CLOSED:
                    return
                if event.is_directory and kind in ("modified", _CLOSED):
                    return
                for path in (os.fsdecode(event.src_path), os.fsdecode(event.dest_path)):
                    if path and not is_ignored(path):
                        events.put((path, kind))

        return Handler()


def _listen_for_lost_events(notify: Callable[[], None]) -> logging.Handler:
    """Call `notify` where the queue of events has run over, of which watchdog only writes a log.

    What else it logs is nothing that a user could do anything about.
    """

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if "overflow" in record.getMessage():
                notify()

    handler = Handler()
    logging.getLogger(_LOGGER).addHandler(handler)
    return handler


def _outermost(folders: Iterable[str]) -> list[str]:
    """The folders that lie in none of the others."""
    kept: list[str] = []
    for folder in sorted(set(folders)):
        if not kept or not folder.startswith(kept[-1].rstrip(os.sep) + os.sep):
            kept.append(folder)
    return kept
