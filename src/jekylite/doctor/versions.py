"""The versions of Gemfile.lock beside those whose behaviour jekylite reproduces.

A lock file is read line by line: under `specs:` four spaces, a gem's name, its version in parentheses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jekylite.config.config import Config
from jekylite.doctor.entry import APPROXIMATED, SUPPORTED, Entry
from jekylite.errors import Location

LOCK = "Gemfile.lock"
_SPEC = re.compile(r" {4}([\w.-]+) \((\d+(?:\.\d+)*)[^)]*\)\s*\Z")

# What is reproduced. Of plugins only those are here whose output a build holds.
REPRODUCED = {
    "jekyll": "4.4.1",
    "liquid": "4.0.4",
    "kramdown": "2.5.2",
    "kramdown-parser-gfm": "1.1.0",
    "rouge": "4.7.0",
    "jekyll-sass-converter": "3.1.0",
    "jekyll-archives": "2.2.1",
    "jekyll-avatar": "0.8.0",
    "jekyll-default-layout": "0.1.5",
    "jekyll-feed": "0.17.0",
    "jekyll-gist": "1.5.0",
    "jekyll-github-metadata": "2.16.1",
    "jekyll-include-cache": "0.2.1",
    "jekyll-last-modified-at": "1.3.2",
    "jekyll-mentions": "1.6.0",
    "jekyll-optional-front-matter": "0.3.2",
    "jekyll-paginate": "1.1.0",
    "jekyll-paginate-v2": "3.0.0",
    "jekyll-readme-index": "0.3.0",
    "jekyll-redirect-from": "0.16.0",
    "jekyll-relative-links": "0.7.0",
    "jekyll-seo-tag": "2.8.0",
    "jekyll-sitemap": "1.4.0",
    "jekyll-titles-from-headings": "0.5.3",
    "jekyll-toc": "0.18.0",
    "jemoji": "0.13.0",
}

# (gem, versions below this one, what they do otherwise); the first that fits is told.
_OLDER: tuple[tuple[str, tuple[int, ...], str], ...] = (
    (
        "jekyll",
        (3,),
        "permalinks, `post_url` and collections of Jekyll 2 differ: compare every address",
    ),
    (
        "jekyll",
        (4,),
        "Jekyll 3: posts of one date, `link` and `exclude` differ",
    ),
    ("kramdown", (2,), "kramdown 1: other ids of headings and footnotes, other code blocks, GFM inside it"),
    ("kramdown", (2, 4), "other footnote links and ids"),
    ("rouge", (4,), "classes of code differ in many languages"),
    ("rouge", (4, 7), "classes of code differ in some languages"),
    (
        "jekyll-sass-converter",
        (2,),
        "Ruby's Sass: other spaces, colours and rounding in CSS, no `@use`",
    ),
    ("jekyll-sass-converter", (3,), "sassc (LibSass): other spaces, colours and rounding in CSS, no `@use`"),
    ("jekyll-seo-tag", (2, 8), "other tags and order in the head"),
    ("jekyll-feed", (0, 17), "other elements in feed.xml"),
    ("jekyll-paginate-v2", (3,), "other trails of pages"),
)
_NEWER = {
    "liquid": "Liquid 5 reads some broken markup otherwise, and prints numbers and maps otherwise",
    "rouge": "classes of code may differ in some languages",
}


def versions(config: Config) -> Iterator[Entry]:
    """Every gem of the lock file that is known here, in the file's order; nothing without the file."""
    try:
        text = (config.source / LOCK).read_text("utf-8", "replace")
    except OSError:
        return
    for number, line in enumerate(text.splitlines(), 1):
        spec = _SPEC.match(line)
        if spec and spec[1] in REPRODUCED:
            yield _judged(spec[1], spec[2], Location(LOCK, number, 5))


def _judged(gem: str, locked: str, at: Location) -> Entry:
    ours, theirs = _parts(REPRODUCED[gem]), _parts(locked)
    name = f"{gem} {locked}"
    if ours[:2] == theirs[:2]:
        return Entry(name, SUPPORTED, f"{REPRODUCED[gem]} is reproduced", at)
    if theirs < ours:
        found = (what for known, below, what in _OLDER if known == gem and theirs < below)
        what = next(found, "an older version may differ in details")
    else:
        what = _NEWER.get(gem, "a newer version may differ in details")
    return Entry(name, APPROXIMATED, f"{REPRODUCED[gem]} is reproduced; {what}", at)


def _parts(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))
