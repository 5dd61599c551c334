"""`python -m jekylite` and the `jekylite` script: as little as possible before the command is known."""

from __future__ import annotations

import gc
import sys


def main() -> int:
    """Run the command named in `sys.argv`; the exit code is its answer (see `jekylite.errors`)."""
    try:
        sys.unraisablehook = _raise_later
        from jekylite.cli.main import run

        # Imports and parsed sites make many objects and no garbage; looking for it takes 10 of 165 ms.
        gc.set_threshold(100_000, 20, 20)
        exit_code = run(sys.argv[1:])
        _leave(exit_code)
    except KeyboardInterrupt:
        exit_code = _say_interrupted()
    return exit_code


def _raise_later(lost: sys.UnraisableHookArgs) -> None:
    """Ctrl-C that came while Python called something whose errors it can only print: once more."""
    if lost.exc_type is not KeyboardInterrupt:
        sys.__unraisablehook__(lost)
        return
    import _thread
    import signal
    import time

    def interrupt(main_thread: int) -> None:
        time.sleep(0.001)
        if hasattr(signal, "pthread_kill"):  # ends a wait, too
            signal.pthread_kill(main_thread, signal.SIGINT)
        else:
            _thread.interrupt_main()

    _thread.start_new_thread(interrupt, (_thread.get_ident(),))


def _say_interrupted() -> int:
    """One line, whatever was going on; pressed once more, Ctrl-C ends us without a word."""
    import signal

    from jekylite.errors import INTERRUPTED

    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.stderr.write("\ninterrupted\n" if sys.stderr.isatty() else "interrupted\n")
    _leave(INTERRUPTED)
    return INTERRUPTED


def _leave(exit_code: int) -> None:
    """End the process without taking the interpreter apart: 20 of the 180 ms that a small build takes.

    Exit functions run as ever. Where someone looks on (a debugger, a profiler, another thread), nothing
    is done here and Python ends in its own time.
    """
    _flush()
    threads = sys.modules.get("threading")
    if sys.gettrace() or sys.getprofile() or (threads and threads.active_count() > 1):
        return

    import atexit
    import os

    atexit._run_exitfuncs()
    _flush()
    os._exit(exit_code)


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:  # whoever read our output has gone; Python would say so, and fail, once more
            import os

            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


if __name__ == "__main__":
    sys.exit(main())
