"""Builds of the command line that are killed at random moments, and what has to hold afterwards.

After each: the files of the destination are those of the last build or of this one, none half written;
nothing of Python was printed; the next build, on what the killed one left of the store, is a cold one's
equal and clears away what lies about.
"""

from __future__ import annotations

import random
import signal
import statistics
import time
from pathlib import Path

from build_process import build

from building import SiteUnderTest

SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
CACHE_FILES = (".gitignore", "manifest", "destinations")

SITE = """
-- _config.yml --
title: T
collections: {notes: {output: true}}
-- index.html --
---
layout: default
---
{% include a.html %}{{ site.data.cv.name }}{% for post in site.posts %}{{ post.title }}{% endfor %}
-- _layouts/default.html --
<html>{{ content }}</html>
-- _includes/a.html --
included
-- _data/cv.yml --
name: Lin
-- _notes/n.md --
---
---
A note
-- static.txt --
static
-- sub/page.md --
---
---
# Sub
"""


def write_site(folder: Path, *, paragraphs: int) -> SiteUnderTest:
    """Twenty posts and their surroundings; many paragraphs are converted by several processes."""
    site = SiteUnderTest(folder, SITE)
    body = "Some *words* of a `post`, and [a link](https://example.org).\n\n" * paragraphs
    for day in range(1, 21):
        site.write(f"-- _posts/2024-01-{day:02}-p.md --\n---\nlayout: default\n---\n# Post {day}\n\n{body}")
    return site


def change(site: SiteUnderTest, turn: int) -> None:
    """Every page becomes another one, a post and a static file come, those of the last turn go."""
    site.write(
        f"-- _layouts/default.html --\n<html>{turn}{{{{ content }}}}</html>\n"
        f"-- turn{turn}.txt --\n{turn}\n"
        f"-- _posts/2024-02-01-t{turn}.md --\n---\n---\nTurn {turn}\n"
    )
    for gone in (f"turn{turn - 1}.txt", f"_posts/2024-02-01-t{turn - 1}.md"):
        (site.folder / gone).unlink(missing_ok=True)


def killed_at_random(folder: Path, chance: random.Random, *, rounds: int, paragraphs: int = 1) -> list[str]:
    """Kill builds at random moments; answers what was torn or wrong afterwards.

    Args:
        paragraphs: of each post; from 300 on several processes convert them.
    """
    source, destination, cold = folder / "source", folder / "out", folder / "cold"
    site = write_site(source, paragraphs=paragraphs)
    wrong: list[str] = []
    usual: list[float] = []
    for turn in range(3):  # how long a build takes here
        change(site, turn)
        started = time.monotonic()
        build(source, destination)
        usual.append(time.monotonic() - started)
    for turn in range(3, 3 + rounds):
        before = files(destination)
        if paragraphs > 1:  # else nothing is left to convert
            for day in range(1, 21):
                path = source / f"_posts/2024-01-{day:02}-p.md"
                path.write_text(path.read_text("utf-8").replace("Some ", f"Some {turn} "), "utf-8")
        change(site, turn)
        number = chance.choice(SIGNALS)
        wait = chance.random() * 1.15 * statistics.median(usual)
        said = build(source, destination, signal_after=(number, wait, chance.random() < 0.5)).said
        left = files(destination)
        place = f"turn {turn}, {number.name} after {wait * 1000:.1f} ms"
        if "Traceback" in said or "Error" in said:
            wrong.append(f"{place}: {said}")
        if said := build(source, destination).said:
            wrong.append(f"{place}: the next build says {said}")
        after = files(destination)
        build(source, cold, "--disable-disk-cache", "--force")
        if after != files(cold):
            wrong.append(f"{place}: the next build is not a cold one")
        if lies_about := [path for path in after if path.startswith(".")] + litter(source):
            wrong.append(f"{place}: {lies_about} lie about")
        wrong += [
            f"{place}: {path} is torn"
            for path, content in left.items()
            if content not in (before.get(path), after.get(path)) and not path.startswith(".jekylite-staging")
        ]
    return wrong


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def litter(source: Path) -> list[str]:
    """What a store has no use for."""
    return [
        path.name
        for path in (source / ".jekylite-cache").iterdir()
        if path.suffix not in (".records", ".contents", ".readings") and path.name not in CACHE_FILES
    ]
