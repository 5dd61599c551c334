"""Markdown converted before it is asked for, by several processes.

A forked process begins with everything loaded and sends back nothing but HTML. What it could
not convert, or had something to say of, is converted again when its turn comes, and said then.
"""

from __future__ import annotations

import gc
import marshal
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import IO

# Characters of text below which a second process costs more than it brings.
_WORTH_A_PROCESS = 300_000
_MOST_PROCESSES = 4
# Batches are handed out by number through a pipe, which must hold them all (64 KiB).
_BATCHES = 1000
_NUMBER = 2


def useful_processes() -> int:
    """How many processes convert well here: one for each processor that is ours, a few at most.

    Only Linux forks a process that has done so much already without harm.
    """
    return min(len(os.sched_getaffinity(0)), _MOST_PROCESSES) if sys.platform == "linux" else 1


def convert_ahead(
    texts: Sequence[str], convert: Callable[[str], str | None], processes: int
) -> Iterator[tuple[str, str]]:
    """Pairs of text and HTML of what could be converted; none where one process is enough.

    Args:
        convert: a text's HTML, or None for a text that has to wait for its turn.
        processes: this one counted.
    """
    if processes < 2 or sum(map(len, texts)) < _WORTH_A_PROCESS:
        return
    # All of them are of no use to a small site.
    import signal
    import tempfile
    import threading

    # A fork takes along the locks of other threads, but not the threads.
    if threading.active_count() > 1:
        return
    size = -(-len(texts) // _BATCHES)
    batches = [texts[start : start + size] for start in range(0, len(texts), size)]
    queue, end = os.pipe()
    os.write(end, b"".join(number.to_bytes(_NUMBER, "big") for number in range(len(batches))))
    os.close(end)
    helpers: list[tuple[int, IO[bytes]]] = []
    gc.freeze()  # else a collection in a helper copies every page of memory
    try:
        for _ in range(processes - 1):
            file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 (closed below, in another order)
            process = _fork()
            if process == 0:
                _help(batches, queue, convert, file)
            if process is None:
                file.close()
                break
            helpers.append((process, file))
        for text in _taken(batches, queue):
            if (html := convert(text)) is not None:
                yield text, html
    except BaseException:
        for process, _ in helpers:
            os.kill(process, signal.SIGKILL)  # what they have is of no use any more
        raise
    finally:
        os.close(queue)
        gc.unfreeze()
        results = [file for process, file in helpers if os.waitpid(process, 0)[1] == 0]
    for file in results:
        file.seek(0)
        yield from _results(batches, file)
    for _, file in helpers:
        file.close()


def _fork() -> int | None:
    """As `os.fork`, None where there is no process left; Ctrl-C ends the child without a word."""
    import signal

    # Until the child has let go of the parent's handler, it would run what the parent does at its end.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        process = os.fork()
        if process == 0:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
    except OSError:
        process = None
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return process


def _help(
    batches: Sequence[Sequence[str]], queue: int, convert: Callable[[str], str | None], file: IO[bytes]
) -> None:
    """What a helper does, and all it does: nothing of the parent's may be run to its end here."""
    status = 1
    try:
        parent = os.getppid()
        while os.getppid() == parent and (number := os.read(queue, _NUMBER)):
            batch = batches[int.from_bytes(number, "big")]
            marshal.dump((int.from_bytes(number, "big"), [convert(text) for text in batch]), file)
        file.flush()
        status = 0
    finally:
        os._exit(status)


def _taken(batches: Sequence[Sequence[str]], queue: int) -> Iterator[str]:
    while number := os.read(queue, _NUMBER):
        yield from batches[int.from_bytes(number, "big")]


def _results(batches: Sequence[Sequence[str]], file: IO[bytes]) -> Iterator[tuple[str, str]]:
    end = os.fstat(file.fileno()).st_size
    while file.tell() < end:
        number, batch = marshal.load(file)
        yield from (
            (text, html) for text, html in zip(batches[number], batch, strict=True) if html is not None
        )
