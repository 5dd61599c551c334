"""`jekylite serve` and `build --watch`, in a process of their own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cli.conftest import Folder

SRC = str(Path(__file__).parents[2] / "src")
PATIENCE = 30.0  # seconds; a guard against a hang


class Running:
    """A command that goes on until it is interrupted.

    Args:
        process: its stdout is a file, so that nothing blocks.
        log: that file.
    """

    def __init__(self, process: subprocess.Popen[bytes], log: Path) -> None:
        self.process = process
        self._log = log

    def wait_for(self, pattern: str) -> re.Match[str]:
        """The first match in what was printed so far, as soon as there is one."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if match := re.search(pattern, self._log.read_text("utf-8")):
                return match
            if self.process.poll() is not None:
                break
            time.sleep(0.02)
        raise AssertionError(f"no {pattern!r} in:\n{self._log.read_text('utf-8')}")

    def get(self, path: str = "/") -> str:
        port = self.wait_for(r"Server address: http://127\.0\.0\.1:(\d+)/")[1]
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
            text: str = answer.read().decode()
            return text

    def interrupt(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)


Start = Callable[..., Running]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    running: list[subprocess.Popen[bytes]] = []
    site = tmp_path / "site"

    def started(*arguments: str, **environment: str) -> Running:
        log = tmp_path / f"log{len(running)}"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "jekylite", *arguments],
                cwd=site,
                env=os.environ | {"PYTHONPATH": SRC, "PYTHONUNBUFFERED": "", **environment},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        running.append(process)
        return Running(process, log)

    site.mkdir()
    (site / "index.html").write_text("---\n---\n{{ site.url }} {{ site.serving }} one")
    yield started
    for process in running:
        process.kill()
        process.wait()


def test_serve_builds_serves_and_builds_again_after_a_change(start: Start, tmp_path: Path) -> None:
    server = start("serve", "--no-livereload", "--port", "0")
    assert "true one" in server.get()
    server.wait_for("Auto-regeneration: enabled for")

    (tmp_path / "site/index.html").write_text("---\n---\ntwo")
    server.wait_for(r"Regenerating: 1 file\(s\) changed at [-0-9]+ [:0-9]+\n +index.html\n")
    server.wait_for(r"\.\.\.done in [0-9.]+ seconds")

    assert server.get() == "two"
    assert server.interrupt() == 0


def test_a_change_that_breaks_the_site_is_told_and_the_old_site_stays(start: Start, tmp_path: Path) -> None:
    server = start("serve", "--no-livereload", "--port", "0")
    server.wait_for("Auto-regeneration: enabled for")

    (tmp_path / "site/index.html").write_text("---\n---\n{% nope %}")
    server.wait_for(r"error: index.html:3:")
    assert "one" in server.get()

    (tmp_path / "site/index.html").write_text("---\n---\nmended")
    server.wait_for(r"\.\.\.done in")
    assert server.get() == "mended"


def test_a_changed_configuration_is_read_again(start: Start, tmp_path: Path) -> None:
    (tmp_path / "site/_config.yml").write_text("title: A")
    (tmp_path / "site/index.html").write_text("---\n---\n{{ site.title }} {{ site.url }}")
    server = start("serve", "--no-livereload", "--port", "0")
    server.wait_for("Auto-regeneration: enabled for")
    assert server.get() == "A http://localhost:0"

    (tmp_path / "site/_config.yml").write_text("title: B")
    server.wait_for(r"\.\.\.done in")
    assert server.get() == "B http://localhost:0"


def test_in_production_the_url_is_the_configured_one(start: Start, tmp_path: Path) -> None:
    (tmp_path / "site/_config.yml").write_text("url: https://a.example")

    server = start("serve", "--no-livereload", "--port", "0", "--no-watch", JEKYLL_ENV="production")
    assert server.get() == "https://a.example true one"
    assert server.interrupt() == 0


def test_the_baseurl_is_where_the_site_is_served(start: Start) -> None:
    server = start("serve", "--no-livereload", "-P", "0", "-b", "/blog", "--no-watch")

    assert "one" in server.get("/blog/")


def test_skip_initial_build_serves_what_is_there(start: Start, tmp_path: Path) -> None:
    (tmp_path / "site/_site").mkdir()
    (tmp_path / "site/_site/index.html").write_text("old")
    server = start("serve", "--no-livereload", "--port", "0", "--skip-initial-build", "--no-watch")

    assert server.get() == "old"


def test_show_dir_listing_lists_the_top(start: Start) -> None:
    server = start("serve", "--no-livereload", "--port", "0", "--show-dir-listing", "--no-watch")

    assert '<a href="index.html">' in server.get()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_detach_leaves_the_server_behind(start: Start) -> None:
    command = start("serve", "--no-livereload", "--port", "0", "--detach")
    pid = int(command.wait_for(r"Server detached with pid '(\d+)'\.")[1])
    try:
        assert command.process.wait(PATIENCE) == 0
        assert "one" in command.get()
    finally:
        os.kill(pid, signal.SIGKILL)


def test_a_port_that_is_taken_is_an_error(start: Start) -> None:
    port = start("serve", "--no-livereload", "--port", "0", "--no-watch").wait_for(r"127\.0\.0\.1:(\d+)/")[1]
    second = start("serve", "--no-livereload", "--port", port, "--no-watch")

    second.wait_for(f"error: 127.0.0.1:{port} is in use by another program")
    assert second.process.wait(PATIENCE) == 1


def test_build_watch_builds_again_until_interrupted(start: Start, tmp_path: Path) -> None:
    build = start("build", "--watch")
    build.wait_for("Auto-regeneration: enabled for")

    (tmp_path / "site/new.html").write_text("new")
    build.wait_for(r"\.\.\.done in")

    assert (tmp_path / "site/_site/new.html").read_text() == "new"
    assert build.interrupt() == 0
    build.wait_for("Halting auto-regeneration.")


def test_force_polling_watches_too(start: Start, tmp_path: Path) -> None:
    build = start("build", "--watch", "--force_polling")
    build.wait_for("Auto-regeneration: enabled for")
    time.sleep(1)

    (tmp_path / "site/new.html").write_text("new")
    build.wait_for(r"\.\.\.done in")


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["--livereload-port", "1"], "require the --livereload option."),
        (["--ssl-cert", "a.pem"], "Missing --ssl_cert or --ssl_key. Both are required."),
        (["--port", "http"], "the port is 'http'"),
        (["--port", "70000"], "the port is '70000'"),
    ],
)
def test_serve_refuses_what_makes_no_sense(folder: Folder, arguments: list[str], error: str) -> None:
    outcome = folder.run("serve", *arguments)

    assert outcome.code == 1
    assert error in outcome.err
