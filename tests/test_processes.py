"""A build by several processes gives the bytes that one gives."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from building import SiteUnderTest
from jekylite.convert.ahead import convert_ahead

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks")

_TEXT = "## A heading\n\nSome *text* with `code` and a [link](/there).\n\n- one\n- two\n\n" * 160


def _site(folder: Path) -> SiteUnderTest:
    posts = "".join(
        f"-- _posts/2024-01-{day:02}-post.md --\n---\nlayout: page\n---\n# Number {day}\n\n{_TEXT}"
        for day in range(1, 29)
    )
    files = "-- _layouts/page.html --\n<p>{{ page.title }}</p>{{ content }}\n-- index.md --\n---\n---\n"
    return SiteUnderTest(
        folder, files + "{% for post in site.posts %}{{ post.content }}{% endfor %}\n" + posts
    )


def test_two_processes_write_what_one_writes(tmp_path: Path) -> None:
    one = _site(tmp_path / "one").build(processes=1)
    two = _site(tmp_path / "two").build(processes=2)
    assert one.paths() == two.paths()
    assert len(two.paths()) == 29
    assert all(one[path] == two[path] for path in one.paths())


ALL_BUT_ONE = """
texts = [f"{number} {'x' * 200}" for number in range(3000)]

def convert(text):
    return None if text.startswith("7 ") else text.upper()

pairs = list(convert_ahead(texts, convert, 3))
assert sorted(pairs) == sorted((text, text.upper()) for text in texts if not text.startswith("7 "))
"""
DYING = """
parent = os.getpid()
texts = [f"{number} {'x' * 2000}" for number in range(300)]

def convert(text):
    if os.getpid() != parent:
        os._exit(1)
    return text

done = dict(convert_ahead(texts, convert, 2))
assert set(done) <= set(texts)
assert len(done) >= len(texts) - 1
"""


def _run_alone(code: str) -> None:
    """In a process of its own: one that has threads, as a test run may, is not forked."""
    source = str(Path(__file__).parents[1] / "src")
    start = "import os\nfrom jekylite.convert.ahead import convert_ahead\n"
    subprocess.run(
        [sys.executable, "-c", start + code], env=os.environ | {"PYTHONPATH": source}, check=True, timeout=60
    )


def test_every_text_is_converted_once_and_what_cannot_be_is_left_out() -> None:
    _run_alone(ALL_BUT_ONE)


def test_a_helper_that_dies_leaves_its_texts_for_their_turn() -> None:
    _run_alone(DYING)


@pytest.mark.parametrize(("texts", "processes"), [(["short"] * 9, 2), (["x" * 400_000], 1)])
def test_little_text_or_one_process_is_not_worth_it(texts: list[str], processes: int) -> None:
    assert list(convert_ahead(texts, str.upper, processes)) == []
