"""What outlives a build is never trusted: damage of any kind is a cold build, without a word."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from jekylite.build import BuildResult
from jekylite.build import build as build_site
from jekylite.build.options import BuildOptions
from jekylite.build.session import Session
from jekylite.config.load import load_config
from jekylite.diagnostics import Collector

from .edits import ENVIRONMENT, Site, tree

SITES = Path(__file__).parents[1] / "sites"
SOURCE = Path(__file__).resolve().parents[2] / "src"
FLIPS = 200


def test_a_damaged_store_is_a_cold_build(tmp_path: Path) -> None:
    site = Site(SITES / "plugin-feed-basic" / "source", tmp_path, seed=1)
    site.build(is_fresh=True)
    cache = site.source / ".jekylite-cache"
    chance = random.Random(2)
    for number in range(FLIPS):
        damage(chance, cache)
        if number % 3 == 0:
            site.edit()
        site.build(is_fresh=True)


def damage(chance: random.Random, cache: Path) -> None:
    """Flip a bit of one of the files, or cut it short."""
    # Not the list of our destinations: without it a build refuses, and rightly, to clean there.
    files = sorted(
        path
        for path in cache.iterdir()
        if path.suffix in (".records", ".contents") or path.name == "readings"
    )
    path = chance.choice([path for path in files if path.stat().st_size] or files)
    content = bytearray(path.read_bytes() or b"\0")
    if chance.random() < 0.3:
        del content[chance.randrange(len(content)) :]
    else:
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def build(source: Path, *arguments: str, **environment: str) -> str:
    """What `jekylite build` prints, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "jekylite", "build", *arguments],
        cwd=source,
        env=os.environ | {"PYTHONPATH": str(SOURCE), **ENVIRONMENT, **environment},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.md").write_text(
        "---\n---\n{{ site.time | date: '%Y' }} {{ site.data.cv.name }}\n", encoding="utf-8"
    )
    (folder / "_data").mkdir()
    (folder / "_data" / "cv.yml").write_text("name: Ada\n", encoding="utf-8")
    for path in folder.rglob("*"):
        os.utime(path, (1_790_000_000, 1_790_000_000))
    return folder


def test_a_site_that_did_not_change_is_built_already(source: Path) -> None:
    assert "nothing changed" not in build(source)
    before = (source / "_site" / "index.html").stat()
    assert "nothing changed" in build(source)
    assert (source / "_site" / "index.html").stat() == before


@pytest.mark.parametrize(
    "change",
    [
        lambda site: (site / "index.md").write_text("---\n---\nNew\n", encoding="utf-8"),
        lambda site: (site / "_data" / "cv.yml").write_text("name: Bo\n", encoding="utf-8"),
        lambda site: (site / "new.md").write_text("---\n---\nNew\n", encoding="utf-8"),
        lambda site: (site / "_data" / "more.yml").write_text("a: 1\n", encoding="utf-8"),
        lambda site: (site / "_config.yml").write_text("title: A\n", encoding="utf-8"),
        lambda site: (site / "_site" / "index.html").write_text("spoiled", encoding="utf-8"),
        lambda site: (site / "_site" / "index.html").unlink(),
        lambda site: (site / "_site" / "foreign.txt").write_text("x", encoding="utf-8"),
        lambda site: (site / ".jekylite-cache" / "manifest").write_bytes(b"jekylite manifest 2\nspoiled"),
    ],
)  # fmt: skip
def test_whatever_changed_is_built(source: Path, change: object, tmp_path: Path) -> None:
    build(source)
    assert callable(change)
    change(source)

    assert "nothing changed" not in build(source)

    build(source, "-d", str(tmp_path / "cold"), "--disable-disk-cache")
    assert tree(source / "_site") == tree(tmp_path / "cold")


def test_a_change_that_leaves_time_and_size_is_built(source: Path) -> None:
    build(source)
    time.sleep(0.1)
    build(source)
    assert "nothing changed" in build(source)

    data = source / "_data" / "cv.yml"
    there = data.stat()
    data.write_text("name: Eva\n", encoding="utf-8")
    os.utime(data, ns=(there.st_atime_ns, there.st_mtime_ns))

    assert "nothing changed" not in build(source)
    assert "Eva" in (source / "_site" / "index.html").read_text(encoding="utf-8")


def test_other_words_and_another_environment_are_another_build(source: Path) -> None:
    build(source)
    assert "nothing changed" not in build(source, "--drafts")
    build(source)
    assert "nothing changed" not in build(source, JEKYLL_ENV="production")


def test_a_warning_is_said_by_every_build(source: Path) -> None:
    (source / "index.md").write_text("---\nlayout: nope\n---\nText\n", encoding="utf-8")
    os.utime(source / "index.md", (1_790_000_001, 1_790_000_001))
    build(source)
    assert "nothing changed" not in build(source)


def test_a_page_that_shows_the_clock_is_built_again(source: Path) -> None:
    (source / "index.md").write_text("---\n---\n{{ site.time }}\n", encoding="utf-8")
    os.utime(source / "index.md", (1_790_000_001, 1_790_000_001))
    build(source)
    assert "nothing changed" not in build(source)


def test_no_cache_leaves_nothing_behind(source: Path) -> None:
    build(source, "--disable-disk-cache")
    assert not (source / ".jekylite-cache").exists()


def test_a_page_is_rendered_again_for_the_data_it_reads_alone(tmp_path: Path) -> None:
    source = tmp_path / "site"
    (source / "_data").mkdir(parents=True)
    for name in ("a", "b"):
        (source / "_data" / f"{name}.yml").write_text("x: 1\n", encoding="utf-8")
        (source / f"{name}.html").write_text(f"---\n---\n{{{{ site.data.{name}.x }}}}", encoding="utf-8")
    session = Session()
    build_once(source, tmp_path / "out", session)

    (source / "_data" / "a.yml").write_text("x: 2\n", encoding="utf-8")

    assert build_once(source, tmp_path / "out", session).rendered == ["a.html"]


def build_once(source: Path, destination: Path, session: Session) -> BuildResult:
    config = load_config(source, overrides={"destination": str(destination)}, environ=ENVIRONMENT)
    return build_site(config, Collector(), BuildOptions(environ=ENVIRONMENT), session)
