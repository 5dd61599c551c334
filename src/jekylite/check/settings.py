"""The configuration: values that build, and then do something else than was meant."""

from __future__ import annotations

import os
import re
from urllib.parse import urlsplit

from jekylite.check.built import BuiltSite
from jekylite.check.rule import Report, Rule
from jekylite.diagnostics import WARNING
from jekylite.errors import Location
from jekylite.ruby.values import to_s

BASEURL_FORM = Rule(
    "JL455", "baseurl-form", WARNING, "`baseurl` should begin with a slash and not end with one"
)
URL_FORM = Rule("JL456", "url-form", WARNING, "`url` should be `https://host`, without a path or last slash")
MISSING_URL = Rule("JL457", "missing-url", WARNING, "Feeds and sitemaps need `url` in the configuration")
IDLE_DEFAULTS = Rule(
    "JL458", "idle-defaults", WARNING, "A set of `defaults` has a path or type that fits no file"
)
IDLE_INCLUDE = Rule("JL459", "idle-include", WARNING, "`include` names a file that does not exist")

RULES = (BASEURL_FORM, URL_FORM, MISSING_URL, IDLE_DEFAULTS, IDLE_INCLUDE)

_GIVING_URL = frozenset(["jekyll-github-metadata", "github-pages"])
_NEED_URL = ("jekyll-feed", "jekyll-sitemap", "jekyll-seo-tag")


def look(built: BuiltSite, report: Report) -> None:
    """Each setting that a rule knows."""
    config = built.config

    def at(*way: object) -> Location:
        return config.place(*way) or built.sources.whole(built.sources.settings_file)

    baseurl = config.data.get("baseurl")
    if isinstance(baseurl, str) and not re.fullmatch(r"(?:/[^/:]+)*", baseurl):
        meant = "/" + (urlsplit(baseurl).path if "://" in baseurl else baseurl).strip("/")
        hint = f"write `baseurl: {meant}`" if meant != "/" else 'write `baseurl: ""`'
        report.find(BASEURL_FORM, f"`baseurl` is `{baseurl}`", at("baseurl"), hint=hint)
    url = config.data.get("url")
    if isinstance(url, str) and url:
        _look_at_url(url, at("url"), report)
    elif not url and not _GIVING_URL & set(config.plugins):
        needing = [name for name in _NEED_URL[:2] if name in config.plugins]
        if needing:
            report.find(
                MISSING_URL,
                f"`url` is not set, and {needing[0]} writes absolute addresses",
                at("plugins"),
                hint="write `url: https://…`",
            )
    _look_at_defaults(built, report)
    for entry in config.include:
        if not re.search(r"[*?\[]", entry) and entry != ".htaccess":
            found = os.path.exists(os.path.join(built.sources.root, entry.lstrip("/")))
            if not found and "/" in entry:
                report.find(
                    IDLE_INCLUDE,
                    f"`include` names `{entry}`, which does not exist",
                    at("include"),
                    hint="take it out",
                )


def _look_at_url(url: str, at: Location, report: Report) -> None:
    try:
        parts = urlsplit(url)
    except ValueError:
        report.find(URL_FORM, f"`url` is `{url}`, which is no URL", at, hint="write `url: https://…`")
        return
    if parts.scheme not in ("http", "https") or not parts.netloc:
        report.find(
            URL_FORM,
            f"`url` is `{url}`, without a scheme",
            at,
            hint=f"write `url: https://{url.lstrip('/')}`",
        )
    elif parts.path not in ("", "/") or url.endswith("/"):
        short = f"{parts.scheme}://{parts.netloc}"
        path = parts.path.rstrip("/")
        hint = f"write `url: {short}`" + (f" and `baseurl: {path}`" if path else "")
        report.find(URL_FORM, f"`url` is `{url}`", at, hint=hint)


def _look_at_defaults(built: BuiltSite, report: Report) -> None:
    sets = built.config.data.get("defaults")
    types = {"pages", "posts", "drafts", *built.site.collections}
    for index, one in enumerate(sets if isinstance(sets, list) else ()):
        scope = one.get("scope") if isinstance(one, dict) else None
        if not isinstance(scope, dict):
            continue
        at = built.config.place("defaults", index, "scope") or built.sources.whole(
            built.sources.settings_file
        )
        kind = scope.get("type")
        if isinstance(kind, str) and kind not in types and kind not in ("page", "post", "draft"):
            report.find(
                IDLE_DEFAULTS,
                f"`defaults` has a set for the type `{kind}`, and there is no such collection",
                at,
                hint=f"the types are {', '.join(sorted(types))}",
            )  # fmt: skip
        path = scope.get("path")
        if isinstance(path, str) and path.strip("/") and "*" not in path:
            name = path.strip("/")
            folder, _, prefix = os.path.join(built.sources.root, name).rpartition("/")
            within = os.path.join(built.sources.root, to_s(built.config.collections_dir), name)
            exists = os.path.isdir(folder) and any(one.startswith(prefix) for one in os.listdir(folder))
            if not exists and not os.path.exists(within):
                report.find(
                    IDLE_DEFAULTS,
                    f"`defaults` has a set for the path `{path}`, which no file has",
                    at,
                    hint="paths count from the source folder, `_` and all",
                )
