"""Liquid: names that nobody defines, and what is shown in place of being run."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from jekylite.check.built import BuiltSite
from jekylite.check.page import HtmlPage
from jekylite.check.rule import Report, Rule
from jekylite.check.sources import DATA, DOCUMENTS, TEMPLATES
from jekylite.check.uses import Name, Use
from jekylite.diagnostics import ERROR, WARNING, Collector, nearest
from jekylite.liquid.environment import JekyllEnvironment
from jekylite.plugins import registry

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
LITERAL_LIQUID = Rule(
    "JL466", "literal-liquid", WARNING, "A built page shows Liquid as text (`{{ … }}` outside of code)"
)

RULES = (UNDEFINED_VARIABLE, UNDEFINED_FILTER, MISSING_INCLUDE, LITERAL_LIQUID)

# What every template sees; then what words of the language stand in a place for variables.
_GIVEN = frozenset(
    [
        *("content", "page", "layout", "site", "paginator", "jekyll", "jekylite", "theme", "include"),
        *("forloop", "tablerowloop", "seo_tag", "feed_meta", "highlighter_prefix", "highlighter_suffix"),
        *("size", "first", "last"),
    ]
)
_OF_SITE = (
    "baseurl", "categories", "collections", "data", "documents", "github", "html_files", "html_pages",
    "pages", "plugins", "posts", "related_posts", "static_files", "time", "title", "description", "author",
)  # fmt: skip
_OF_PAGE = (
    "categories", "collection", "content", "excerpt", "layout", "output", "previous", "relative_path",
    "title", "description", "permalink", "draft", "author", "image",
)  # fmt: skip
_SHORTEST_SLIP = 5
_LITERAL = re.compile(r"""(?<![`"'“‘])(?:\{\{[^{}]*\}\}|\{%[^{}]*%\})""")
_UNSHOWN = " or ".join(
    f"ancestor::{name}" for name in ("code", "pre", "kbd", "samp", "script", "style", "textarea", "template")
)


def look(built: BuiltSite, report: Report) -> None:
    """Every template of the site itself."""
    _look_at_variables(built, report)
    _look_at_filters(built, report)
    _look_at_includes(built, report)


def _look_at_variables(built: BuiltSite, report: Report) -> None:
    defined = _GIVEN | {use.defined for use in (*built.uses, *built.theme_uses) if use.defined}
    of_site = {*_OF_SITE, *built.config.data, *built.site.settings, *built.site.collections}
    of_page = {*_OF_PAGE, *_front_matter_keys(built)}
    of_data = set(built.site.data) if isinstance(built.site.data, dict) else set()
    texts = "\n".join(
        built.sources.text(shown) for shown in (*built.sources.templates, *built.sources.data_files)
    )
    for use in built.uses:
        for name in use.names:
            if name.first not in defined:
                hint = _hint(name, use, defined, of_site, of_page)
                report.find(
                    UNDEFINED_VARIABLE, f"nothing defines the variable `{name.first}`", use.at, hint=hint
                )
                continue
            for way, key, known in (
                ("site", name.second, of_site),
                ("page", name.second, of_page),
                ("site.data", name.third, of_data),
            ):
                is_way = way == name.first or way == f"{name.first}.{name.second}"
                meant = _slip(key, known) if is_way else None
                # One that stands there twice, or in a comment of the configuration, is no slip.
                if meant is not None and texts.count(key) == 1:
                    report.find(
                        UNDEFINED_VARIABLE, f"nothing defines `{way}.{key}`", use.at,
                        hint=f"did you mean `{way}.{meant}`?",
                    )  # fmt: skip


def _hint(name: Name, use: Use, defined: Iterable[str], of_site: set[str], of_page: set[str]) -> str:
    meant = nearest(name.first, sorted({*defined, "true", "false"}))
    if meant is not None:
        return f"did you mean `{meant}`?"
    if use.at.path.startswith("_includes/"):
        return f"what an include is given is `include.{name.first}`"
    if name.first in of_site and name.first not in of_page:
        return f"the configuration's is `site.{name.first}`"
    if not use.tag:
        return f"front matter is `page.{name.first}`; to show the braces, put `raw` around them"
    return f"front matter is `page.{name.first}`, a text stands in quotes"


def _slip(key: str, known: Iterable[str]) -> str | None:
    """The known key that another one is most likely a slip of; a plural is a word of its own."""
    if len(key) < _SHORTEST_SLIP or not known or key in known:
        return None
    return _nearest_key(key, tuple(sorted(str(one) for one in known if len(str(one)) >= _SHORTEST_SLIP)))


@lru_cache(maxsize=1024)
def _nearest_key(key: str, known: tuple[str, ...]) -> str | None:
    meant = nearest(key, known)
    if meant is None or meant.rstrip("s") == key.rstrip("s") or key.rstrip("0123456789") == meant:
        return None
    return meant


def _front_matter_keys(built: BuiltSite) -> Iterator[str]:
    for page in built.site.pages:
        yield from map(str, page.data)
    for collection in built.site.collections.values():
        for document in collection.docs:
            yield from map(str, document.data)


def _look_at_filters(built: BuiltSite, report: Report) -> None:
    extensions = registry.load(built.config, Collector(), built.site.theme, os.environ)
    known = {*JekyllEnvironment().registry, *extensions.filters}
    in_ruby = built.sources.ruby
    for use in built.uses:
        for name in use.filters:
            if name in known:
                continue
            ruby = next((shown for shown, text in in_ruby if re.search(rf"\bdef {name}\b", text)), None)
            if ruby is not None:
                hint = f"it is in {ruby}, which is Ruby and not run: write it in Python"
            else:
                meant = nearest(name, sorted(known))
                hint = (
                    f"did you mean `{meant}`?" if meant else "the filters are in the documentation of Liquid"
                )
            report.find(
                UNDEFINED_FILTER, f"there is no filter `{name}`, so it does nothing", use.at, hint=hint
            )


def _look_at_includes(built: BuiltSite, report: Report) -> None:
    known = {*built.sources.includes, *built.sources.theme_includes}
    for use in built.uses:
        name = _normal(use.included or "")
        if name and name not in known and re.fullmatch(r"[\w./+-]+\.\w+", name):
            meant = nearest(name, sorted(known))
            report.find(
                MISSING_INCLUDE, f"there is no include `{name}`", use.at,
                hint=f"did you mean `{meant}`?" if meant else f"put it into `{built.config.includes_dir}`",
            )  # fmt: skip


def _normal(include: str) -> str:
    """An include as the file system has it: a slash before it, or two within, change nothing."""
    return os.path.normpath(include).lstrip("/") if include else ""


def _typed(shown: str) -> list[str]:
    """What an author wrote where Markdown has put quotes and dashes for print."""
    return [shown, re.sub("[“”]", '"', re.sub("[‘’]", "'", shown)).replace("–", "--").replace("…", "...")]


def look_at_page(page: HtmlPage, built: BuiltSite, report: Report) -> None:
    """The text of a page."""
    if not (("{{" in page.text or "{%" in page.text) and _LITERAL.search(page.text)):
        return
    for text in page.root.xpath(f"//text()[contains(., '{{{{') or contains(., '{{%')][not({_UNSHOWN})]"):
        if match := _LITERAL.search(text):
            element = text.getparent()
            report.find(
                LITERAL_LIQUID, f"`{match[0]}` is shown as text",
                built.sources.find(page.source, _typed(match[0]), TEMPLATES, DOCUMENTS, DATA)
                or built.sources.whole(page.source),
                hint="`raw`, a file without front matter or `render_with_liquid: false` keeps Liquid out",
                shown=page.shown(element),
            )  # fmt: skip
