"""jemoji: `:name:` in a finished page becomes GitHub's image of that emoji.

Source: jemoji 0.13.0, html-pipeline 2.14 emoji_filter.rb, gemoji 4.1.0 (names).
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from jekylite.diagnostics import Collector
from jekylite.model.document import Document
from jekylite.model.page import Page
from jekylite.plugins.api import Extensions
from jekylite.plugins.fields import read
from jekylite.plugins.html_body import Fragment, change_body, is_html_output
from jekylite.ruby.values import to_s

# The closing colon may open the next name.
_NAME = re.compile(r":([a-z0-9_+\-]+)(?=:)")
_IGNORED = frozenset({"pre", "code", "tt"})
_SLASHES = re.compile(r"/+\Z")


def register(extensions: Extensions, settings: Mapping[str, object], collector: Collector) -> None:
    """The plugin."""
    root = _asset_root(settings)

    def show(item: Page | Document) -> None:
        output = item.output or ""
        if is_html_output(item) and _has_emoji(output):
            item.output = change_body(output, lambda html: _shown(html, root))

    for owner in ("pages", "documents"):
        extensions.hooks.register(owner, "post_render", show)


@lru_cache(maxsize=1)
def names() -> Mapping[str, str]:
    """Name → file of its image below `emoji/`."""
    table: dict[str, str] = {}
    text = files("jekylite.plugins").joinpath("emoji_names.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, _, points = line.partition(" ")
            table[name] = f"unicode/{points}.png" if points else f"{name}.png"
    return table


def _has_emoji(text: str) -> bool:
    return any(match[1] in names() for match in _NAME.finditer(text))


def _shown(html: str, root: str) -> str:
    fragment = Fragment(html)
    fragment.replace_texts(lambda text: _with_images(text, root), _IGNORED, needle=":")
    return fragment.html()


def _with_images(text: str, root: str) -> str:
    parts: list[str] = []
    at = 0
    for match in _NAME.finditer(text):
        file = names().get(match[1])
        if file is None or match.start() < at:
            continue
        name = f":{match[1]}:"
        parts.append(text[at : match.start()])
        parts.append(
            f"<img class='emoji' title='{name}' alt='{name}' src='{root}/emoji/{file}'"
            " height='20' width='20' />"
        )
        at = match.end() + 1
    parts.append(text[at:])
    return "".join(parts)


def _asset_root(settings: Mapping[str, object]) -> str:
    own = read(settings.get("emoji"), "src")
    if own is not None:
        return _SLASHES.sub("", to_s(own))
    host = os.environ.get("ASSET_HOST_URL", "").removesuffix("/") or "https://github.githubassets.com"
    return f"{host}/images/icons"
