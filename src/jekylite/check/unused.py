"""Layouts, includes and data files that nothing uses."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from jekylite.check.built import BuiltSite
from jekylite.check.rule import OFF, Report, Rule
from jekylite.diagnostics import WARNING
from jekylite.ruby.values import to_s

UNUSED_INCLUDE = Rule("JL463", "unused-include", WARNING, "No template includes this file")
UNUSED_LAYOUT = Rule("JL464", "unused-layout", WARNING, "No page, document or layout uses this layout")
UNUSED_DATA = Rule("JL465", "unused-data", OFF, "No template reads this data file")

RULES = (UNUSED_INCLUDE, UNUSED_LAYOUT, UNUSED_DATA)

_LAYOUT_LINE = re.compile(r"^[ \t-]*layout\s*:\s*[\"']?([^\s\"'#]+)", re.MULTILINE)
_WHOLE_DATA = re.compile(r"site\.data\s*[\[|%}]")
# Plugins that give layouts to pages without front matter that says so, and the names they look for.
_GIVING_LAYOUTS = frozenset(["jekyll-default-layout", "jekyll-archives", "jekyll-paginate-v2"])
_GIVEN_LAYOUTS = frozenset(["archive", "archive-taxonomies", "default", "home", "page", "post", "posts"])
_SETTINGS_WITH_LAYOUTS = ("pagination", "autopages", "jekyll-archives", "archives", "redirect_from")


def look(built: BuiltSite, report: Report) -> None:
    """What the site itself has; a theme's layouts and includes are for the sites of others."""
    if any(name.endswith(".gemspec") for name in os.listdir(built.sources.root)):
        return
    if report.wants(UNUSED_INCLUDE):
        _look_for_includes(built, report)
    if report.wants(UNUSED_LAYOUT):
        _look_for_layouts(built, report)
    if report.wants(UNUSED_DATA):
        _look_for_data(built, report)


def _look_for_includes(built: BuiltSite, report: Report) -> None:
    named = {use.included for use in (*built.uses, *built.theme_uses)}
    if "" in named:
        return  # a variable names one: it may be any
    used = {os.path.normpath(name).lstrip("/") for name in named if name}
    # A post that is not published now, or a draft, is a user as well.
    unpublished = "\n".join(built.sources.text(shown) for shown in built.sources.unpublished)
    for name, shown in built.sources.includes.items():
        if name not in used and name not in unpublished:
            report.find(
                UNUSED_INCLUDE, f"no template includes `{name}`", built.sources.whole(shown),
                hint="remove it, or switch `unused-include` off",
            )  # fmt: skip


def _look_for_layouts(built: BuiltSite, report: Report) -> None:
    used = {to_s(name) for name in _layouts_in_use(built)}
    for name, shown in built.sources.layouts.items():
        if name not in used and not os.path.isabs(shown):
            report.find(
                UNUSED_LAYOUT, f"nothing uses the layout `{name}`", built.sources.whole(shown),
                hint="remove it, or switch `unused-layout` off",
            )  # fmt: skip


def _layouts_in_use(built: BuiltSite) -> Iterator[object]:
    for layout in built.site.layouts.values():
        yield layout.data.get("layout")
    for page in built.site.pages:
        yield page.setting("layout")
    for collection in built.site.collections.values():
        for document in collection.docs:
            yield document.data.get("layout")
    # Other configurations of the same site, and what is not published now.
    for shown in (*built.sources.configurations, *built.sources.unpublished):
        yield from _LAYOUT_LINE.findall(built.sources.text(shown))
    if _GIVING_LAYOUTS & set(built.config.plugins):
        yield from _GIVEN_LAYOUTS
    yield "redirect"
    for key in _SETTINGS_WITH_LAYOUTS:
        yield from _texts(built.config.data.get(key))


def _texts(value: object) -> Iterator[str]:
    """Every text in a setting, without the extension that a layout may be named with."""
    if isinstance(value, str):
        yield value.removesuffix(".html")
    elif isinstance(value, dict):
        for below in value.values():
            yield from _texts(below)
    elif isinstance(value, list):
        for below in value:
            yield from _texts(below)


def _look_for_data(built: BuiltSite, report: Report) -> None:
    texts = [built.sources.text(shown) for shown in (*built.sources.shared, *built.sources.templates)]
    if any(_WHOLE_DATA.search(text) for text in texts):
        return
    folder = built.config.data_dir
    for shown in built.sources.data_files[:-1]:
        name = os.path.relpath(shown, folder).split(os.sep)[0].partition(".")[0]
        if not any(f"site.data.{name}" in text for text in texts):
            report.find(
                UNUSED_DATA, f"no template reads `site.data.{name}`", built.sources.whole(shown),
                hint="remove it, or switch `unused-data` off",
            )  # fmt: skip
