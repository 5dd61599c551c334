"""`jekylite serve`, started as a user starts it, edited as a user edits."""

from __future__ import annotations

import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src"


class Served:
    """A running `jekylite serve` and the site it serves."""

    def __init__(self, source: Path, *arguments: str) -> None:
        self.source = source
        environment = os.environ | {"PYTHONPATH": str(SOURCE), "PYTHONUNBUFFERED": "1"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "jekylite", "serve", "--port", "0", *arguments],
            cwd=source,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()
        self.url = self.wait_for(r"Server address: (\S+)")

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)

    def wait_for(self, pattern: str) -> str:
        """The first group of the first line that matches."""
        said = ""
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                line = self._lines.get(timeout=1)
            except queue.Empty:
                continue
            said += line
            if match := re.search(pattern, line):
                return match[1] if match.groups() else match[0]
        raise AssertionError(f"{pattern!r} was never said:\n{said}")

    def get(self, path: str) -> str:
        with urllib.request.urlopen(self.url + path, timeout=10) as answer:
            return answer.read().decode()

    def write(self, name: str, text: str) -> None:
        path = self.source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(20)


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Served]]:
    running: list[Served] = []

    def start(files: dict[str, str], *arguments: str) -> Served:
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
        served = Served(tmp_path, *arguments)
        running.append(served)
        return served

    yield start
    for served in running:
        if served.process.poll() is None:
            served.process.kill()
            served.process.wait()
        if served.process.stdout is not None:
            served.process.stdout.close()


Serve = Callable[..., Served]


def test_an_edit_is_served(serve: Serve) -> None:
    served = serve({"index.md": "---\n---\nOne\n"})
    served.wait_for("press ctrl-c")
    assert "<p>One</p>" in served.get("")

    served.write("index.md", "---\n---\nTwo\n")
    served.wait_for("done in")

    assert "<p>Two</p>" in served.get("")
    assert served.stop() == 0


def test_an_edit_of_the_configuration_is_taken_up(serve: Serve) -> None:
    """The reference goes on with the old one until it is started again."""
    served = serve({"_config.yml": "title: Old\n", "index.md": "---\n---\n{{ site.title }}\n"})
    served.wait_for("press ctrl-c")

    served.write("_config.yml", "title: New\n")
    served.wait_for("done in")

    assert "<p>New</p>" in served.get("")


def test_a_broken_edit_leaves_the_last_good_page(serve: Serve) -> None:
    served = serve({"index.md": "---\n---\nGood\n"})
    served.wait_for("press ctrl-c")

    served.write("index.md", "---\n---\n{% if %}\n")
    served.wait_for(r"error: index\.md:3")
    assert "<p>Good</p>" in served.get("")

    served.write("index.md", "---\n---\nMended\n")
    served.wait_for("done in")
    assert "<p>Mended</p>" in served.get("")


def test_a_site_that_never_built_is_waited_for(serve: Serve) -> None:
    served = serve({"index.md": "---\n---\n{% if %}\n"})
    served.wait_for("press ctrl-c")
    with pytest.raises(urllib.error.HTTPError) as refused:
        served.get("")
    with refused.value as answer:
        assert b"data-jekylite-waiting" in answer.read()

    served.write("index.md", "---\n---\nNow\n")
    served.wait_for("done in")
    assert "<p>Now</p>" in served.get("")


def test_the_site_url_is_the_servers_in_development(serve: Serve) -> None:
    files = {
        "_config.yml": "url: https://cv.example\nbaseurl: /me\n",
        "index.md": "---\n---\n{{ '/' | absolute_url }}",
    }
    served = serve(files, "--port", "40123")
    assert served.url == "http://127.0.0.1:40123/me/"
    assert "http://localhost:40123/me/" in served.get("")


def test_detached_it_outlives_the_command(serve: Serve, tmp_path: Path) -> None:
    served = serve({"index.md": "---\n---\nHello\n"}, "--detach", "--no-watch")
    pid = int(served.wait_for(r"detached with pid '(\d+)'"))
    try:
        assert served.process.wait(10) == 0
        assert "<p>Hello</p>" in served.get("")
    finally:
        os.kill(pid, signal.SIGTERM)
