"""A compiler's process: it can neither outlive us nor make us wait longer than a deadline.

Blocking reads and writes are ended by killing the process: the pipe then closes, and both
return. That needs no reader thread and works the same on every system.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
import weakref
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from jekylite.sass.messages import CompilerError

_STDERR_SHOWN = 2_000  # bytes from the end: enough for a stack trace's head line and cause


class Child:
    """A process with its own group, its stdin and stdout piped, its stderr kept for errors.

    Args:
        command: the program and its arguments; never a shell.
        name: how errors call it.
        directory: where it runs; paths in its messages are relative to that.

    Raises:
        CompilerError: it cannot be started.
    """

    def __init__(self, command: Sequence[str], *, name: str, directory: Path) -> None:
        self._name = name
        self._timed_out = False
        # A file, not a pipe: nobody has to empty it while we wait for stdout.
        self._stderr = tempfile.TemporaryFile()  # noqa: SIM115 - closed by the finalizer
        try:
            self._process = _spawn(command, directory, self._stderr)
        except OSError as error:
            self._stderr.close()
            raise CompilerError(f"{name} cannot be started: {error.strerror or error}") from error
        # Also runs at exit, so that no way out of a build leaves a compiler behind.
        self._end = weakref.finalize(self, _end, self._process, self._stderr)

    @property
    def is_alive(self) -> bool:
        return self._end.alive and self._process.poll() is None

    @contextlib.contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Kill the process if the body takes longer; what it waits for then fails as a hang."""
        timer = threading.Timer(seconds, self._give_up)
        timer.daemon = True
        timer.start()
        try:
            yield
        except OSError as error:
            raise self._failure(seconds) from error
        except EOFError:
            raise self._failure(seconds) from None
        finally:
            timer.cancel()

    def write(self, data: bytes) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(data)
        self._process.stdin.flush()

    def read(self, size: int) -> bytes:
        """Exactly `size` bytes; EOFError where the process ends before."""
        assert self._process.stdout is not None
        data = self._process.stdout.read(size)
        if len(data) < size:
            raise EOFError
        return data

    def read_line(self) -> bytes:
        """Up to and with the next newline; EOFError where the process ends before."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line.endswith(b"\n"):
            raise EOFError
        return line

    def close(self) -> None:
        """End the whole group, at once: a compiler has nothing to save."""
        self._end()

    def _give_up(self) -> None:
        self._timed_out = True
        _kill(self._process)

    def _failure(self, seconds: float) -> CompilerError:
        if self._timed_out:
            what = f"{self._name} gave no answer within {seconds:g} seconds"
        else:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout=1)
            status = self._process.poll()
            what = f"{self._name} closed its output" if status is None else f"{self._name} {_death(status)}"
        said = self._last_words()
        self.close()
        return CompilerError(f"{what}: {said}" if said else what)

    def _last_words(self) -> str:
        size = self._stderr.seek(0, os.SEEK_END)
        self._stderr.seek(max(0, size - _STDERR_SHOWN))
        return self._stderr.read().decode(errors="replace").strip()


def _death(status: int) -> str:
    if status < 0:
        try:
            return f"was ended by {signal.Signals(-status).name}"
        except ValueError:
            return f"was ended by signal {-status}"
    return f"ended with status {status}"


def _spawn(command: Sequence[str], directory: Path, stderr: IO[bytes]) -> subprocess.Popen[bytes]:
    if sys.platform == "win32":
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stderr,
            cwd=directory,
            creationflags=subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW,
        )
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=stderr,
        cwd=directory,
        start_new_session=True,  # its own group, so that a wrapper script's child ends too
    )


def _kill(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)


def _end(process: subprocess.Popen[bytes], stderr: IO[bytes]) -> None:
    _kill(process)
    process.wait()
    for pipe in (process.stdin, process.stdout, stderr):
        if pipe is not None:
            with contextlib.suppress(OSError):  # unsent bytes meet a closed pipe
                pipe.close()
