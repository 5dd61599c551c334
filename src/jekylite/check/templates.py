"""Liquid: names that nobody defines, and templates that nobody uses."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import NamedTuple

from liquid.token import TOKEN_EXPRESSION, TOKEN_OUTPUT, TOKEN_TAG

from jekylite.check.built import BuiltSite
from jekylite.check.rule import OFF, Report, Rule
from jekylite.diagnostics import ERROR, WARNING, Collector, nearest
from jekylite.errors import Location
from jekylite.liquid.environment import JekyllEnvironment
from jekylite.liquid.lexer import tokenize
from jekylite.plugins import registry
from jekylite.ruby.values import to_s

UNDEFINED_VARIABLE = Rule(
    "JL460", "undefined-variable", WARNING, "A template prints or asks for a variable that nothing defines"
)
UNDEFINED_FILTER = Rule(
    "JL461",
    "undefined-filter",
    ERROR,
    "A template uses a filter that does not exist; Liquid ignores it silently",
)
MISSING_INCLUDE = Rule("JL462", "missing-include", ERROR, "A template includes a file that does not exist")
UNUSED_INCLUDE = Rule("JL463", "unused-include", WARNING, "No template includes this file")
UNUSED_LAYOUT = Rule("JL464", "unused-layout", WARNING, "No page, document or layout uses this layout")
UNUSED_DATA = Rule("JL465", "unused-data", OFF, "No template reads this data file")
LITERAL_LIQUID = Rule(
    "JL466", "literal-liquid", WARNING, "A built page shows Liquid as text (`{{ … }}` outside of code)"
)

RULES = (
    UNDEFINED_VARIABLE, UNDEFINED_FILTER, MISSING_INCLUDE, UNUSED_INCLUDE, UNUSED_LAYOUT, UNUSED_DATA,
    LITERAL_LIQUID,
)  # fmt: skip

# What every template sees.
_GIVEN = frozenset(
    [
        "content",
        "page",
        "layout",
        "site",
        "paginator",
        "jekyll",
        "theme",
        "forloop",
        "tablerowloop",
        "include",
        "seo_tag",
        "feed_meta",
        "highlighter_prefix",
        "highlighter_suffix",
        "size",
        "first",
        "last",
    ]
)
_WORDS = frozenset(
    [
        "true",
        "false",
        "nil",
        "null",
        "empty",
        "blank",
        "and",
        "or",
        "contains",
        "in",
        "reversed",
        "limit",
        "offset",
        "with",
        "for",
        "cols",
    ]
)
_STRING = re.compile(r"\"[^\"]*\"|'[^']*'")
_FILTER = re.compile(r"\|\s*([A-Za-z_]\w*)")
_NAME = re.compile(r"(?<![\w.\-\]])([A-Za-z_][\w-]*)(?!\s*:)(?![\w-])")
_EXPRESSIONS = frozenset(
    [
        "if",
        "unless",
        "elsif",
        "case",
        "when",
        "assign",
        "for",
        "tablerow",
        "echo",
        "include",
        "include_cached",
        "cycle",
    ]
)
_INCLUDES = ("include", "include_cached")
_ASSIGNED = re.compile(r"\s*([\w-]+)\s*(?:=|in\b)|\s*([\w-]+)")
_LITERAL = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}")
_UNSHOWN = " or ".join(
    f"ancestor::{name}" for name in ("code", "pre", "script", "style", "textarea", "template")
)


class _Use(NamedTuple):
    """An expression of a template: of an output, or of the tag `tag`."""

    shown: str
    line: int
    column: int
    tag: str
    text: str


def look(built: BuiltSite, report: Report) -> None:
    """Every template of the site; those of a theme only say what is in use."""
    own = [use for shown in built.sources.templates for use in _uses(built, shown)]
    themes = [path for path in built.sources.shared if os.path.isabs(path)]
    foreign = [use for shown in themes for use in _uses(built, shown)]
    _look_at_names(own, foreign, built, report)
    included = _look_at_includes(own, foreign, built, report)
    _look_for_unused(included, built, report)
    _look_for_literals(built, report)


def _uses(built: BuiltSite, shown: str) -> Iterator[_Use]:
    text = built.sources.text(shown)
    if "{{" not in text and "{%" not in text:
        return
    body, line = _body(text)
    if re.search(r"^render_with_liquid:\s*false\s*$", text[: len(text) - len(body)], re.MULTILINE):
        return
    tag = ""
    is_comment = False
    for token in tokenize(body):
        if token.kind == TOKEN_TAG:
            tag = token.value
            is_comment = tag == "comment" or (is_comment and tag != "endcomment")
        elif token.kind == TOKEN_OUTPUT:
            tag = ""
        elif token.kind == TOKEN_EXPRESSION and not is_comment:
            start = token.start_index
            row = line + body.count("\n", 0, start)
            yield _Use(shown, row, start - body.rfind("\n", 0, start), tag, token.value)


def _body(text: str) -> tuple[str, int]:
    """A template without its front matter, and the line it begins at."""
    if text.startswith("---"):
        end = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?\n", re.MULTILINE).search(text, text.find("\n") + 1)
        if end is not None:
            return text[end.end() :], text.count("\n", 0, end.end()) + 1
    return text, 1


def _look_at_names(own: list[_Use], foreign: list[_Use], built: BuiltSite, report: Report) -> None:
    environment = JekyllEnvironment()
    extensions = registry.load(built.config, Collector(), built.site.theme, os.environ)
    filters = {*environment.registry, *extensions.filters}
    defined = set(_GIVEN)
    for use in (*own, *foreign):
        if use.tag in ("assign", "capture", "for", "tablerow", "increment", "decrement"):
            match = _ASSIGNED.match(use.text)
            if match:
                defined.add(match[1] or match[2])
    for use in own:
        if use.tag and use.tag not in _EXPRESSIONS:
            continue
        bare = _STRING.sub('""', use.text)
        at = Location(use.shown, use.line, use.column)
        for name in _FILTER.findall(bare):
            if name not in filters and (not use.tag or use.tag in ("assign", "echo")):
                meant = nearest(name, sorted(filters))
                report.find(
                    UNDEFINED_FILTER, f"there is no filter `{name}`, so it does nothing", at,
                    hint=f"did you mean `{meant}`?" if meant else None,
                )  # fmt: skip
        for name in _variables(use.tag, bare):
            if name not in defined:
                meant = nearest(name, sorted(defined))
                report.find(
                    UNDEFINED_VARIABLE,
                    f"nothing defines the variable `{name}`",
                    at,
                    hint=f"did you mean `{meant}`?" if meant else f"front matter is `page.{name}`",
                )  # fmt: skip


def _variables(tag: str, bare: str) -> Iterator[str]:
    """The first names of the variables in an expression without strings."""
    if tag in _INCLUDES:
        bare = " ".join(re.findall(r"=\s*(\S+)", bare))
        if "{" in bare:
            return
    elif tag in ("assign", "for", "tablerow"):
        bare = re.sub(r"^\s*[\w-]+\s*(=|in\b)", "", bare)
    elif tag == "cycle":
        bare = bare.rpartition(":")[2]
    bare = re.sub(r"\|\s*[A-Za-z_]\w*", "|", bare)
    for name in _NAME.findall(re.sub(r"\.\s*[\w?-]+", ".x", bare)):
        if name not in _WORDS:
            yield name


def _look_at_includes(
    own: list[_Use], foreign: list[_Use], built: BuiltSite, report: Report
) -> set[str] | None:
    """The includes that templates name; None if one is named by a variable."""
    named: set[str] = set()
    is_open = False
    known = {*built.sources.includes, *built.sources.theme_includes}
    for use in (*own, *foreign):
        if use.tag not in _INCLUDES:
            continue
        name = (use.text.split() or [""])[0].strip("\"'")
        if "{" in name:
            is_open = True
            continue
        named.add(name)
        if name and not os.path.isabs(use.shown) and name not in known and _is_file_name(name):
            meant = nearest(name, sorted(known))
            report.find(
                MISSING_INCLUDE, f"there is no include `{name}`", Location(use.shown, use.line, use.column),
                hint=f"did you mean `{meant}`?" if meant else f"put it into `{built.config.includes_dir}`",
            )  # fmt: skip
    return None if is_open else named


def _is_file_name(name: str) -> bool:
    return bool(re.fullmatch(r"[\w./+-]+\.\w+", name))


def _look_for_unused(included: set[str] | None, built: BuiltSite, report: Report) -> None:
    if any(name.endswith(".gemspec") for name in os.listdir(built.sources.root)):
        return  # a theme: its layouts and includes are for the sites of others
    if included is not None:
        for name, shown in built.sources.includes.items():
            if name not in included:
                report.find(
                    UNUSED_INCLUDE, f"no template includes `{name}`", built.sources.whole(shown),
                    hint="remove it, or switch `unused-include` off",
                )  # fmt: skip
    used = {to_s(layout.data.get("layout")) for layout in built.site.layouts.values()}
    for item in _items(built):
        used.add(to_s(item))
    sets = built.config.data.get("defaults")
    for one in sets if isinstance(sets, list) else ():
        values = one.get("values") if isinstance(one, dict) else None
        if isinstance(values, dict):
            used.add(to_s(values.get("layout")))
    used |= _layouts_of_plugins(built)
    for name, shown in built.sources.layouts.items():
        if name not in used and not os.path.isabs(shown):
            report.find(UNUSED_LAYOUT, f"nothing uses the layout `{name}`", built.sources.whole(shown))
    if report.wants(UNUSED_DATA):
        _look_for_unused_data(built, report)


def _items(built: BuiltSite) -> Iterator[object]:
    for page in built.site.pages:
        yield page.setting("layout")
    for collection in built.site.collections.values():
        for document in collection.docs:
            yield document.data.get("layout")
    # A post that is not due, or a draft, is a user as well.
    for folder, folders, names in os.walk(built.sources.root):
        folders[:] = [one for one in folders if not one.startswith(".") and one != "node_modules"]
        if os.path.basename(folder) in ("_posts", "_drafts") or "/_posts/" in folder:
            for name in names:
                text = built.sources.text(os.path.relpath(os.path.join(folder, name), built.sources.root))
                if match := re.search(r"^layout:\s*[\"']?([^\s\"'#]+)", text[:4000], re.MULTILINE):
                    yield match[1]


def _layouts_of_plugins(built: BuiltSite) -> set[str]:
    """Layouts that generators or other settings name."""
    names: set[str] = {
        "archive",
        "archive-taxonomies",
        "redirect",
        "default",
        "home",
        "page",
        "post",
        "posts",
    }
    if not {"jekyll-default-layout", "jekyll-archives", "jekyll-paginate-v2"} & set(built.config.plugins):
        names = {"redirect"}

    def gather(value: object) -> None:
        if isinstance(value, dict):
            for key, below in value.items():
                if isinstance(below, str) and "layout" in str(key):
                    names.add(below.removesuffix(".html"))
                gather(below)
        elif isinstance(value, list):
            for below in value:
                if isinstance(below, str):
                    names.add(below)
                gather(below)
        elif isinstance(value, str):
            names.add(value.removesuffix(".html"))

    for key in ("pagination", "autopages", "jekyll-archives", "archives", "redirect_from"):
        gather(built.config.data.get(key))
    return names


def _look_for_unused_data(built: BuiltSite, report: Report) -> None:
    texts = [built.sources.text(shown) for shown in (*built.sources.shared, *built.sources.templates)]
    if any(re.search(r"site\.data\s*[\[|%}]", text) for text in texts):
        return
    data = built.site.data
    for name in data if isinstance(data, dict) else ():
        if not any(f"site.data.{name}" in text for text in texts):
            folder = built.config.data_dir
            report.find(UNUSED_DATA, f"no template reads `site.data.{name}`", Location(f"{folder}/{name}"))


def _look_for_literals(built: BuiltSite, report: Report) -> None:
    for page in built.pages:
        if not _LITERAL.search(page.text):
            continue
        for text in page.root.xpath(f"//text()[contains(., '{{{{') or contains(., '{{%')][not({_UNSHOWN})]"):
            if match := _LITERAL.search(text):
                element = text.getparent()
                report.find(
                    LITERAL_LIQUID, f"`{match[0]}` is shown as text",
                    built.origins.of_value(page, page.tag(element), match[0]),
                    hint="`raw`, a file without front matter or `render_with_liquid: false` keeps Liquid out",
                    shown=page.shown(element),
                )  # fmt: skip
