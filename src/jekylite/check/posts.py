"""Posts and drafts that are not published, and why."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from jekylite import front_matter
from jekylite.check.built import BuiltSite
from jekylite.check.rule import OFF, Report, Rule
from jekylite.diagnostics import WARNING
from jekylite.errors import FrontMatterError
from jekylite.model.document import Document, date_and_slug
from jekylite.read.dates import local_date
from jekylite.ruby import times

FUTURE = Rule("JL470", "post-in-future", WARNING, "A post is left out because its date has not come yet")
UNPUBLISHED = Rule("JL471", "post-unpublished", OFF, "A post is left out because it says `published: false`")
BAD_NAME = Rule(
    "JL472", "post-name", WARNING, "A file in `_posts` is left out because its name is no date and title"
)
DRAFT = Rule("JL473", "draft", OFF, "A draft is not published")
DAY_SHIFT = Rule(
    "JL474", "post-day", WARNING, "A post's date falls on another day in the site's zone than its name says"
)

RULES = (FUTURE, UNPUBLISHED, BAD_NAME, DRAFT, DAY_SHIFT)

_TEXT = (".md", ".markdown", ".mkd", ".mkdn", ".mkdown", ".html", ".htm", ".textile")
_DATE_LINE = re.compile(r"^date\s*:", re.MULTILINE)


def look(built: BuiltSite, report: Report) -> None:
    """Every file below a `_posts` or `_drafts`, published or not."""
    published = {
        os.path.join(built.sources.root, built.sources.shown(post)): post for post in built.site.posts
    }
    limit = built.config.limit_posts
    for path, is_draft in _candidates(built):
        if path in published:
            _look_at_day(published[path], path, built, report)
        elif is_draft:
            if not built.config.show_drafts:
                shown = os.path.relpath(path, built.sources.root)
                report.find(
                    DRAFT, "a draft is not published", built.sources.whole(shown), hint="build with --drafts"
                )
        elif not limit:
            _look_at_left_out(path, built, report)


def _candidates(built: BuiltSite) -> Iterator[tuple[str, bool]]:
    skipped = {"node_modules", "vendor", os.path.basename(str(built.config.destination))}
    for folder, folders, names in os.walk(built.sources.root):
        below = os.path.relpath(folder, built.sources.root).split(os.sep)
        folders[:] = [
            name for name in folders
            if not name.startswith((".", "#", "~")) and name not in skipped
            and (name in ("_posts", "_drafts") or not name.startswith("_") or "_posts" in below
                 or name == built.config.collections_dir)
            and not built.config_excludes(os.path.relpath(os.path.join(folder, name), built.sources.root))
        ]  # fmt: skip
        if "_posts" in below or "_drafts" in below:
            for name in sorted(names):
                if not name.startswith(".") and not name.endswith("~"):
                    yield os.path.join(folder, name), "_drafts" in below


def _look_at_left_out(path: str, built: BuiltSite, report: Report) -> None:
    shown = os.path.relpath(path, built.sources.root)
    name = os.path.basename(path)
    if date_and_slug(name) is None:
        if name.lower().endswith(_TEXT) and name.lower() != "readme.md" and not name.startswith("_"):
            report.find(
                BAD_NAME, "the post is left out: its name does not begin with a date",
                built.sources.whole(shown), hint="call it `YYYY-MM-DD-title.md`",
            )  # fmt: skip
        return
    matter = _matter(shown, built)
    if matter.get("published", True) in (None, False):
        if not built.config.unpublished:
            report.find(
                UNPUBLISHED, "the post is left out: it says `published: false`",
                built.sources.key(shown, "published"), hint="build with --unpublished to see it",
            )  # fmt: skip
        return
    zone = times.zone(built.config.timezone)
    given = matter.get("date") or name[:10]
    date = local_date(given, zone)
    if date is not None and date > built.site.time and not built.config.future:
        hours = (date - built.site.time).total_seconds() / 3600
        left = f"in {hours:.0f} hours" if hours < 48 else f"in {hours / 24:.0f} days"
        report.find(
            FUTURE,
            f"the post is left out: its date, {date:%Y-%m-%d %H:%M %z}, comes {left} (in {_zone(built)})",
            built.sources.key(shown, "date"),
            hint="build with --future, set `future: true`, or give the date its zone (`… +0800`)",
        )


def _look_at_day(post: Document, path: str, built: BuiltSite, report: Report) -> None:
    """`2024-03-04-x.md` with `date: 2024-03-03 20:30` is of the 3rd, or of the 4th in Shanghai."""
    shown = os.path.relpath(path, built.sources.root)
    named = date_and_slug(os.path.basename(path))
    if named is None:
        return
    day = local_date(named[0], times.zone(built.config.timezone))
    if day is not None and abs((day.date() - post.date.date()).days) == 1 and "date" in _matter(shown, built):
        report.find(
            DAY_SHIFT,
            f"its name says {day:%Y-%m-%d}, its date is {post.date:%Y-%m-%d %H:%M %z} in {_zone(built)}",
            built.sources.key(shown, "date"),
            hint="give the date its zone (`… +0800`), or rename the file",
        )


def _zone(built: BuiltSite) -> str:
    zone = built.config.timezone
    return f"the site's zone, {zone}" if zone else "the computer's zone, as the site sets none"


def _matter(shown: str, built: BuiltSite) -> dict[str, object]:
    try:
        return front_matter.split(built.sources.text(shown), shown).data
    except FrontMatterError:
        return {}
