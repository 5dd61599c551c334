"""`jekylite build` in a process of its own with a deadline, forked with everything loaded."""

from __future__ import annotations

import atexit
import multiprocessing
import os
import signal
import sys
import time
import warnings
from pathlib import Path
from typing import NamedTuple

from building import CLOCK

DEADLINE = 60  # seconds: a guard against a hang, not a speed test


class Outcome(NamedTuple):
    """How a build ended.

    Attributes:
        code: the exit code; negative for the signal that killed it.
        said: what it printed as errors.
        seconds: of wall clock.
    """

    code: int
    said: str
    seconds: float


def build(
    source: Path,
    destination: Path,
    *words: str,
    signal_after: tuple[signal.Signals, float, bool] | None = None,
) -> Outcome:
    """Run it.

    Args:
        words: more options.
        signal_after: which signal is sent, after how many seconds, whether to its helpers as well.

    Raises:
        TimeoutError: it hangs.
    """
    printed = source.parent / "stderr"
    words = ("build", "-s", str(source), "-d", str(destination), "--quiet", *words)
    process = multiprocessing.get_context("fork").Process(target=_run, args=(words, printed))
    started = time.monotonic()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # until the child is ready for it
    process.start()
    signal.pthread_sigmask(signal.SIG_SETMASK, before)
    assert process.pid is not None
    if signal_after:
        number, wait, to_all = signal_after
        time.sleep(wait)
        try:
            (os.killpg if to_all else os.kill)(process.pid, number)
        except ProcessLookupError:
            pass
    process.join(DEADLINE)
    if process.is_alive():
        process.kill()
        raise TimeoutError(" ".join(words))
    assert process.exitcode is not None
    return Outcome(
        process.exitcode, printed.read_text("utf-8", "replace").strip(), time.monotonic() - started
    )


def _run(words: tuple[str, ...], printed: Path) -> None:
    from jekylite.__main__ import main
    from jekylite.errors import INTERRUPTED

    atexit._clear()  # what the test has to do at its end is not to be done here
    os.setpgid(0, 0)
    os.dup2(os.open(printed, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", buffering=1)  # noqa: SIM115
    os.environ["SOURCE_DATE_EPOCH"] = CLOCK
    warnings.simplefilter("ignore")  # of which the tests make errors
    sys.argv = ["jekylite", *words]
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        os._exit(main())
    except KeyboardInterrupt:  # before its first line
        os._exit(INTERRUPTED)
