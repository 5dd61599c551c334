"""Ctrl-C, wherever a build is: at once, exit code 130, one line, and the site as it was."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from building import SiteUnderTest

SOURCE = Path(__file__).parents[2] / "src"
AT_ONCE = 1.0  # seconds: a machine that does nothing else takes 0.05
DEADLINE = 30  # seconds
PAGE = "-- index.md --\n---\n---\n"
CONFIG = "-- _config.yml --\ntitle: T\n"
OLD = f"{CONFIG}-- old.html --\n---\n---\nas it was\n"
WORDS = "Some *words* of `code` and [a link](https://example.org).\n"

LONG_WORK = {
    "a loop without end": f"{PAGE}{{% for i in (1..1000000000000) %}}{{% endfor %}}\n",
    "a loop that writes": f"{PAGE}{{% for i in (1..1000000000000) %}}{{{{ i }}}} {{% endfor %}}\n",
    "includes without end": (
        f"{PAGE}{{% include a.html %}}\n-- _includes/a.html --\n"
        "{% for i in (1..100000) %}{% include b.html %}{% endfor %}\n"
        "-- _includes/b.html --\n{% for i in (1..100000) %}{% include c.html %}{% endfor %}\n"
        "-- _includes/c.html --\nc\n"
    ),
    "arithmetic": (
        f"{PAGE}{{% assign a = 3 %}}{{% for i in (1..20) %}}{{% assign a = a | times: a %}}{{% endfor %}}"
        "{% for i in (1..100000) %}{{ a | minus: i }}{% endfor %}\n"
    ),
    "Markdown": f"{PAGE}{(WORDS + chr(10)) * 300_000}",
    "one paragraph of Markdown": f"{PAGE}{WORDS * 300_000}",
    "Markdown by several processes": "".join(
        f"-- p{page}.md --\n---\n---\n{page} {(WORDS + chr(10)) * 20_000}" for page in range(20)
    ),
    "highlighting": f"{PAGE}```ruby\n{'def a; x = 1; end' + chr(10)}{'x = :y' + chr(10)}```\n"
    f"```ruby\n{('def a; x = 1; end' + chr(10)) * 300_000}```\n",
    "Sass": "-- a.scss --\n---\n---\n$i: 0; @while true { $i: $i + 1; }\n",
    "YAML": "-- _data/a.yml --\n" + "- {a: 1, b: [1, 2, x]}\n" * 1_000_000,
}


@contextmanager
def running(folder: Path, *words: str) -> Iterator[subprocess.Popen[str]]:
    """`jekylite` in a process group of its own."""
    process = subprocess.Popen(
        [sys.executable, "-m", "jekylite", *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def build_of_old(folder: Path) -> SiteUnderTest:
    site = SiteUnderTest(folder, OLD)
    with running(folder, "build") as process:
        assert process.wait(DEADLINE) == 0
    return site


def interrupt(process: subprocess.Popen[str], *, alone: bool = False) -> tuple[float, str]:
    """Press Ctrl-C, which a terminal sends to all; seconds until the end, and what was said."""
    started = time.monotonic()
    (os.kill if alone else os.killpg)(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=DEADLINE)
    return time.monotonic() - started, said.removeprefix("Configuration file: none\n")


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.mark.slow
@pytest.mark.parametrize("work", LONG_WORK)
def test_it_ends_long_work_at_once_and_touches_nothing(tmp_path: Path, work: str) -> None:
    site = build_of_old(tmp_path / "site")
    before = tree(site.folder / "_site")
    site.write(f"{LONG_WORK[work]}\n-- old.html --\n---\n---\nas it shall be\n")
    with running(site.folder, "build") as process:
        time.sleep(1)
        assert process.poll() is None
        seconds, said = interrupt(process)
        assert (process.returncode, said) == (130, "interrupted\n")
    assert seconds < AT_ONCE
    assert tree(site.folder / "_site") == before


IN_A_FINALIZER = """
import signal, time
import jekylite.__main__, jekylite.cli.main

class Thing:
    def __del__(self):
        signal.raise_signal(signal.SIGINT)

def run(words):
    thing = Thing()
    del thing
    time.sleep(30)

jekylite.cli.main.run = run
raise SystemExit(jekylite.__main__.main())
"""


def test_it_is_heard_where_python_can_raise_nothing() -> None:
    # A lock of an import that is taken away, a finalizer: what is raised there is printed and forgotten.
    done = subprocess.run(
        [sys.executable, "-c", IN_A_FINALIZER],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        check=False,
        timeout=DEADLINE,
    )
    assert (done.returncode, done.stderr) == (130, "interrupted\n")


@pytest.mark.slow
def test_the_helpers_end_with_the_build_that_started_them(tmp_path: Path) -> None:
    """Also where the signal is sent to the build alone."""
    site = SiteUnderTest(tmp_path / "site", CONFIG + LONG_WORK["Markdown by several processes"])
    with running(site.folder, "build") as process:
        time.sleep(1)
        seconds, said = interrupt(process, alone=True)
        assert (process.returncode, said) == (130, "interrupted\n")
        assert seconds < AT_ONCE
        with pytest.raises(ProcessLookupError):
            os.killpg(process.pid, 0)


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_the_helpers_do_not_outlive_a_build_that_is_killed(tmp_path: Path, number: signal.Signals) -> None:
    site = SiteUnderTest(tmp_path / "site", CONFIG + LONG_WORK["Markdown by several processes"])
    with running(site.folder, "build") as process:
        time.sleep(1)
        os.kill(process.pid, number)
        process.wait(DEADLINE)
        for _ in range(DEADLINE * 10):  # a helper looks up after each batch
            try:
                os.killpg(process.pid, 0)
            except ProcessLookupError:
                return
            time.sleep(0.1)
    pytest.fail("helpers are left")


SERVING = [("build", "--watch"), ("serve", "--port", "0")]


@pytest.mark.slow
@pytest.mark.parametrize("words", SERVING)
def test_it_ends_watching_and_serving_at_once(tmp_path: Path, words: tuple[str, ...]) -> None:
    site = SiteUnderTest(tmp_path / "site", OLD)
    with running(site.folder, *words) as process:
        wait_for(site.folder / "_site/old.html", "as it was")
        time.sleep(1)
        seconds, said = interrupt(process)
        assert (process.returncode, said) == (0, "")
    assert seconds < AT_ONCE


@pytest.mark.slow
@pytest.mark.parametrize("words", SERVING)
def test_it_ends_a_build_of_the_watcher_at_once(tmp_path: Path, words: tuple[str, ...]) -> None:
    site = SiteUnderTest(tmp_path / "site", OLD)
    with running(site.folder, *words) as process:
        wait_for(site.folder / "_site/old.html", "as it was")
        time.sleep(1)
        site.write(f"{LONG_WORK['a loop that writes']}\n-- old.html --\n---\n---\nas it shall be\n")
        time.sleep(2)
        seconds, said = interrupt(process)
        assert (process.returncode, said) == (0, "")
    assert seconds < AT_ONCE
    assert (site.folder / "_site/old.html").read_text("utf-8") == "as it was\n"


@pytest.mark.slow
@pytest.mark.parametrize("words", SERVING)
def test_it_ends_the_first_build_of_the_watcher_at_once(tmp_path: Path, words: tuple[str, ...]) -> None:
    site = SiteUnderTest(tmp_path / "site", CONFIG + LONG_WORK["a loop without end"])
    with running(site.folder, *words) as process:
        time.sleep(1.5)
        seconds, said = interrupt(process)
        assert (process.returncode, said) == (130, "interrupted\n")
    assert seconds < AT_ONCE


def wait_for(path: Path, text: str) -> None:
    for _ in range(DEADLINE * 20):
        if path.exists() and text in path.read_text("utf-8"):
            return
        time.sleep(0.05)
    pytest.fail(f"{path.name} does not come")
