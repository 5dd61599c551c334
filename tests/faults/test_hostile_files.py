"""Files that are no files, text that is no text, a disk that fails: nothing hangs, nothing is torn.

Each build has a process of its own with a deadline.
"""

from __future__ import annotations

import builtins
import errno
import multiprocessing
import os
import resource
import socket
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from killed_builds import SITE as SMALL_SITE

from building import CLOCK, SiteUnderTest
from jekylite.build import build
from jekylite.build.options import BuildOptions
from jekylite.config.load import load_config
from jekylite.diagnostics import Collector
from jekylite.errors import JekyliteError
from jekylite.write.destination import STAGING

DEADLINE = 60  # seconds: a guard against a hang, not a speed test
SITE = (
    SMALL_SITE
    + """
-- _posts/2024-01-02-a.md --
---
layout: default
---
A post
"""
)


def run_build(folder: Path, prepare: Callable[[], None] = lambda: None, *, caches: bool = False) -> str:
    """`built`, or the error's text; a test fails if the build hangs or raises anything else."""
    context = multiprocessing.get_context("fork")
    answers = context.SimpleQueue()

    def child() -> None:
        try:
            prepare()
            collector = Collector()
            environ = {"SOURCE_DATE_EPOCH": CLOCK}
            overrides = {"destination": str(folder / "_site"), "disable_disk_cache": not caches}
            config = load_config(folder, overrides=overrides, environ=environ, collector=collector)
            build(config, collector, BuildOptions(environ=environ))
            answers.put("built")
        except JekyliteError as error:
            answers.put(f"error: {error}")
        except BaseException as error:
            answers.put(f"BUG: {type(error).__name__}: {error}")

    process = context.Process(target=child)
    process.start()
    process.join(DEADLINE)
    if process.is_alive():
        process.kill()
        pytest.fail("the build hangs")
    answer: str = answers.get()
    assert not answer.startswith("BUG"), answer
    return answer


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


PLACES = [
    "x",
    "x.md",
    "sub/x.html",
    "_posts/2024-01-03-x.md",
    "_data/x.yml",
    "_layouts/x.html",
    "_notes/x.md",
]


def _fifo(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        socket.socket(socket.AF_UNIX).bind(path.name)
    finally:
        os.chdir(here)


def _device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _device_of_its_own(path: Path) -> None:
    try:
        os.mknod(path, stat.S_IFCHR | 0o666, os.makedev(1, 5))  # what /dev/zero is
    except PermissionError:
        pytest.skip("only root makes devices")


def _circle(path: Path) -> None:
    path.symlink_to(path.name)


def _folder_circle(path: Path) -> None:
    path.symlink_to(path.parent, target_is_directory=True)


def _broken(path: Path) -> None:
    path.symlink_to("nowhere")


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    "make", [_fifo, _socket, _device, _device_of_its_own, _circle, _folder_circle, _broken]
)
def test_what_is_no_file_is_not_read(tmp_path: Path, make: Callable[[Path], None], place: str) -> None:
    folder = tmp_path / "s"
    SiteUnderTest(folder, SITE)
    run_build(folder)
    make(folder / place)
    before = tree(folder / "_site")
    answer = run_build(folder)
    assert answer == "built" or place in answer
    assert tree(folder / "_site") == before


TEXTS = {
    "UTF-16": "---\ntitle: T\n---\nx\n".encode("utf-16"),
    "Latin-1": "---\ntitle: T\n---\né\n".encode("latin-1"),
    "NUL": b"---\ntitle: T\n---\na\0b\n",
    "a lone surrogate": b"---\ntitle: T\n---\n\xed\xa0\x80\n",
    "NUL in front matter": b"---\ntitle: a\0b\n---\nx\n",
    "5,000 brackets": b"---\ntitle: T\n---\n" + b"[" * 5000 + b"\n",
    "5,000 quotes": b"---\ntitle: T\n---\n" + b">" * 5000 + b"x\n",
    "5,000 lists in YAML": b"---\nt: " + b"[" * 5000 + b"\n---\n",
    "an alias bomb": b"---\na: &a [x, x, x, x, x, x, x, x, x]\n"
    + b"".join(b"%c: &%c [%s]\n" % (98 + n, 98 + n, b", ".join([b"*%c" % (97 + n)] * 9)) for n in range(9))
    + b"---\n",
    "an include of itself": b"---\ntitle: T\n---\n{% include_relative x.md %}\n",
}


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("place", ["x.md", "_posts/2024-01-03-x.md", "_data/x.yml", "_includes/a.html"])
def test_hostile_text_ends_in_a_page_or_an_error(tmp_path: Path, text: str, place: str) -> None:
    folder = tmp_path / "s"
    SiteUnderTest(folder, SITE)
    run_build(folder)
    before = tree(folder / "_site")
    (folder / place).write_bytes(TEXTS[text])
    if run_build(folder) != "built":
        assert tree(folder / "_site") == before


@pytest.mark.parametrize(
    "name", ["lone surrogates \udced\udca0\udc80.md", "latin-1 \udce9.md", "new\nline.md", "a\x01.md"]
)
def test_odd_file_names_are_pages_as_any(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "s"
    SiteUnderTest(folder, SITE)
    (folder / name).write_text("---\n---\nodd\n", "utf-8")
    assert run_build(folder) == "built"
    assert (folder / "_site" / name.replace(".md", ".html")).read_text("utf-8") == "<p>odd</p>\n"


@pytest.mark.parametrize("more", range(8))
def test_few_file_descriptors_are_enough_or_an_error(tmp_path: Path, more: int) -> None:
    folder = tmp_path / "s"
    SiteUnderTest(folder, SITE)
    run_build(folder)
    before = tree(folder / "_site")
    (folder / "index.html").write_text("---\n---\nanother\n", "utf-8")

    def allow_few() -> None:
        most = len(os.listdir("/dev/fd")) + more
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))

    if run_build(folder, allow_few) != "built":
        assert tree(folder / "_site") == before


# Fault injection: the nth call of one of the system's functions on the source or the destination fails.
READING = [
    (number, function, nth)
    for number in (errno.EACCES, errno.ENOENT, errno.EMFILE, errno.EIO)
    for function in ("open", "os.open", "os.scandir", "os.stat", "os.readlink")
    for nth in (0, 2, 5)
]
WRITING = [
    (number, function, nth)
    for number in (errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EDQUOT)
    for function in ("open", "os.open", "os.replace", "os.mkdir", "os.utime", "os.unlink", "os.lstat")
    for nth in (0, 3)
]


def _break(function: str, number: int, nth: int, below: str, without: str) -> None:
    owner: Any = os if function.startswith("os.") else builtins
    name = function.removeprefix("os.")
    real = getattr(owner, name)
    seen = 0

    def broken(path: Any, *arguments: Any, **named: Any) -> Any:
        nonlocal seen
        text = os.fspath(path) if isinstance(path, (str, os.PathLike)) else ""
        if str(text).startswith(below) and not (without and str(text).startswith(without)):
            seen += 1
            if seen > nth:
                raise OSError(number, os.strerror(number), str(text))
        return real(path, *arguments, **named)

    setattr(owner, name, broken)


@pytest.mark.parametrize(("number", "function", "nth"), READING)
def test_a_source_that_fails_leaves_the_old_site_whole(
    tmp_path: Path, number: int, function: str, nth: int
) -> None:
    folder = tmp_path / "s"
    SiteUnderTest(folder, SITE)
    run_build(folder)
    before = tree(folder / "_site")
    answer = run_build(folder, lambda: _break(function, number, nth, f"{folder}/", f"{folder}/_site"))
    if answer != "built":
        assert tree(folder / "_site") == before


@pytest.mark.parametrize("most", [0, 1, 100, 2000, 5000, 20_000])
def test_a_disk_that_is_full_in_the_middle_of_a_file_tears_none(tmp_path: Path, most: int) -> None:
    """The system's own limit on the size of a file: the write that passes it is cut short, then refused."""
    folder = tmp_path / "s"
    site = SiteUnderTest(folder, SITE)
    assert run_build(folder, caches=True) == "built"
    before = tree(folder / "_site")
    site.write(f"-- long.html --\n---\n---\n{'x' * 10_000}\n-- large.txt --\n{'x' * 4000}\n")

    def fill_up() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    answer = run_build(folder, fill_up, caches=True)
    left = tree(folder / "_site")
    if answer != "built":
        assert "File too large" in answer
        assert left == before
    assert run_build(folder, caches=True) == "built"
    after = tree(folder / "_site")
    assert after["long.html"] == b"x" * 10_000 + b"\n"
    assert answer != "built" or left == after


@pytest.mark.parametrize(("number", "function", "nth"), WRITING)
def test_a_destination_that_fails_has_only_whole_files(
    tmp_path: Path, number: int, function: str, nth: int
) -> None:
    folder = tmp_path / "s"
    site = SiteUnderTest(folder, SITE)
    run_build(folder)
    before = tree(folder / "_site")
    site.write(
        "-- _layouts/default.html --\n<html><b>{{ content }}</b></html>\n-- new/p.md --\n---\n---\nNew\n"
    )
    answer = run_build(folder, lambda: _break(function, number, nth, f"{folder}/_site", ""))
    left = tree(folder / "_site")
    assert run_build(folder) == "built"
    after = tree(folder / "_site")
    if answer == "built":
        assert left == after
    for path, content in left.items():
        if not path.startswith(STAGING):  # what could not be removed either; the next build does
            assert content in (before.get(path), after.get(path)), path
    assert not [path for path in after if path.startswith(STAGING)]
