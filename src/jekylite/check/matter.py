"""Front matter: slips of the pen that Jekyll takes for keys of the user's own."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from jekylite.check.built import BuiltSite
from jekylite.check.rule import Report, Rule
from jekylite.diagnostics import ERROR, WARNING, nearest
from jekylite.errors import Location
from jekylite.model.static_file import StaticFile
from jekylite.ruby.values import to_s

MISSPELLED_KEY = Rule(
    "JL450",
    "misspelled-front-matter",
    WARNING,
    "A front-matter key looks like a slip for one that Jekyll knows",
)
UNKNOWN_LAYOUT = Rule("JL451", "unknown-layout", ERROR, "Front matter asks for a layout that does not exist")
HIDDEN_MATTER = Rule(
    "JL452",
    "hidden-front-matter",
    ERROR,
    "Front matter is not read, since a blank line, a byte order mark or a fourth dash stands before it",
)
TEXT_FLAG = Rule(
    "JL453", "text-as-flag", WARNING, '`published: "false"` is a text, and every text counts as true'
)
OPEN_MATTER = Rule("JL454", "unclosed-front-matter", ERROR, "Front matter begins and never ends")

RULES = (MISSPELLED_KEY, UNKNOWN_LAYOUT, HIDDEN_MATTER, TEXT_FLAG, OPEN_MATTER)

KNOWN = (
    "layout", "title", "permalink", "published", "categories", "category", "tags", "date", "excerpt",
    "excerpt_separator", "description", "redirect_from", "redirect_to", "render_with_liquid",
    "last_modified_at", "author", "image", "sitemap", "pagination",
)  # fmt: skip
_TEXT_EXTENSIONS = (".md", ".markdown", ".mkd", ".html", ".htm")
# What may come before the dashes by mistake, and then a line that is a key.
_HIDDEN = re.compile(rb"(?:\xef\xbb\xbf|[ \t]*\r?\n)+---[ \t]*\r?\n[A-Za-z_]+:|----+[ \t]*\r?\n[A-Za-z_]+:")
_OPEN = re.compile(rb"---[ \t]*\r?\n(?:[A-Za-z_][\w-]*:[^\n]*\n)+")
_END = re.compile(rb"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)
_YAML = (".yml", ".yaml")  # a whole file may begin with `---`
_SHORTEST_SLIP = 6
_RARE = 2
_FLAGS = ("published", "sitemap", "render_with_liquid", "draft", "comments")


class _Matter(NamedTuple):
    """The front matter of a file."""

    shown: str
    data: Mapping[str, object]


def look(built: BuiltSite, report: Report) -> None:
    """Every page, document and layout, then the files that should have been pages."""
    matters = list(_matters(built))
    _look_at_keys(matters, built, report)
    for shown, data in matters:
        _look_at_layout(shown, data, built, report)
        _look_at_flags(shown, data, built, report)
    for file in built.site.static_files:
        if file.extname.lower() in _TEXT_EXTENSIONS and file.is_written:
            _look_at_file(file, built, report)
    for shown in built.sources.own:
        _look_at_end(shown, built, report)


def _look_at_keys(matters: list[_Matter], built: BuiltSite, report: Report) -> None:
    """Keys that no template mentions, and that are near to one of Jekyll's or of the templates'."""
    mentioned = _mentioned(built)
    asked = {name.second for use in (*built.uses, *built.theme_uses) for name in use.names}
    counts = Counter(key for _, data in matters for key in data)
    known = [key for key in KNOWN if len(key) > 3]
    # The templates' own keys are many; a slip for one of them is rare and in a long word.
    known_here = known + sorted(key for key in asked - {*KNOWN} if len(key) >= _SHORTEST_SLIP)
    for shown, data in matters:
        for key in data:
            if not isinstance(key, str) or key in KNOWN or key in mentioned or len(key) <= 3:
                continue
            meant = nearest(key, known_here if counts[key] <= _RARE else known)
            if meant is not None and meant not in data and not _is_plural(key, meant):
                report.find(
                    MISSPELLED_KEY,
                    f"no template asks for the key `{key}`",
                    built.sources.key(shown, key),
                    hint=f"did you mean `{meant}`?",
                )


def _look_at_layout(shown: str, data: Mapping[str, object], built: BuiltSite, report: Report) -> None:
    layout = data.get("layout")
    if layout in (None, "none") or to_s(layout) in built.site.layouts:
        return
    names = sorted(built.site.layouts)
    meant = nearest(to_s(layout), names)
    hint = f"did you mean `{meant}`?" if meant else f"the layouts are {', '.join(names) or 'none'}"
    at = built.sources.key(shown, "layout")
    report.find(UNKNOWN_LAYOUT, f"there is no layout `{to_s(layout)}`", at, hint=hint)


def _look_at_flags(shown: str, data: Mapping[str, object], built: BuiltSite, report: Report) -> None:
    for key in _FLAGS:
        value = data.get(key)
        if isinstance(value, str) and value.strip().lower() in ("false", "no", "off"):
            report.find(
                TEXT_FLAG,
                f'`{key}` is the text "{value}", and every text counts as true',
                built.sources.key(shown, key),
                hint=f"write `{key}: false` without quotes",
            )


def _matters(built: BuiltSite) -> Iterator[_Matter]:
    for page in built.site.pages:
        if page.path and not os.path.isabs(shown := built.sources.shown(page)):
            yield _Matter(shown, page.data)
    for collection in built.site.collections.values():
        for document in collection.docs:
            yield _Matter(built.sources.shown(document), document.data)
    for layout in built.site.layouts.values():
        if not os.path.isabs(shown := built.sources.layouts[layout.name]):
            yield _Matter(shown, layout.data)


def _is_plural(key: str, meant: str) -> bool:
    """`titles` and `dates` are words of their own."""
    return key in (f"{meant}s", meant.removesuffix("s")) or key.rstrip("0123456789") == meant


def _mentioned(built: BuiltSite) -> frozenset[str]:
    """Every word that templates have, theme's too: a key among them is no slip."""
    words: set[str] = set()
    for shown in (*built.sources.shared, *built.sources.own):
        for tag in re.findall(r"\{[{%][^}]*\}", built.sources.text(shown)):
            words.update(re.findall(r"[A-Za-z_][\w-]*", tag))
    return frozenset(words)


def _look_at_file(file: StaticFile, built: BuiltSite, report: Report) -> None:
    try:
        with open(file.path, "rb") as opened:
            start = opened.read(400)
    except OSError:
        return
    if _HIDDEN.match(start):
        report.find(
            HIDDEN_MATTER,
            "its front matter is not read, because the file does not begin with `---`",
            Location(built.sources.shown(file), 1),
            hint="begin the file with three dashes, without a blank line or byte order mark before them",
        )


def _look_at_end(shown: str, built: BuiltSite, report: Report) -> None:
    content = built.sources.text(shown).encode("utf-8", "replace").removeprefix(b"\xef\xbb\xbf")
    if not shown.endswith(_YAML) and _OPEN.match(content) and len(_END.findall(content[4:])) == 0:
        report.find(
            OPEN_MATTER,
            "its front matter never ends, so all of it is text",
            Location(shown, 1),
            hint="close it with a line of three dashes",
        )
