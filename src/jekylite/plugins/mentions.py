"""jekyll-mentions: `@user` in a finished page becomes a link to the user.

Source: jekyll-mentions 1.6.0, html-pipeline 2.14 @mention_filter.rb.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

from jekylite.diagnostics import Collector
from jekylite.errors import ConfigError
from jekylite.model.document import Document
from jekylite.model.page import Page
from jekylite.plugins.api import Extensions
from jekylite.plugins.html_body import Fragment, change_body, is_html_output

_KEY = "jekyll-mentions"
_MENTION = re.compile(r"(?:^|\W)@((?>\w[\w-]*))(?!/)(?=\.+[ \t\W]|\.+$|[^0-9a-zA-Z_.]|$)", re.A | re.I | re.M)
_IGNORED = frozenset({"pre", "code", "a", "style", "script"})
# Words that are no users: `@mention` speaks of mentions.
_NO_USERS = frozenset({"mention", "mentions", "mentioned", "mentioning"})


def register(extensions: Extensions, settings: Mapping[str, object], collector: Collector) -> None:
    """The plugin."""

    def link(item: Page | Document) -> None:
        output = item.output or ""
        if "@" not in output or item.data.get(_KEY) is False or not is_html_output(item):
            return
        base = _base_url(item.data[_KEY] if _KEY in item.data else settings.get(_KEY))
        item.output = change_body(output, lambda html: _linked(html, base))

    for owner in ("pages", "documents"):
        extensions.hooks.register(owner, "post_render", link)


def _linked(html: str, base: str) -> str:
    if not _MENTION.search(html):
        return html
    fragment = Fragment(html)

    def replace(match: re.Match[str]) -> str:
        user = match[1]
        if user.lower() in _NO_USERS:
            return match[0]
        slash = "" if base.endswith(("/", "~")) else "/"
        link = f"<a href='{base}{slash}{user}' class='user-mention'>@{user}</a>"
        return match[0].replace(f"@{user}", link, 1)

    fragment.replace_texts(lambda text: _MENTION.sub(replace, text), _IGNORED, needle="@")
    return fragment.html()


def _base_url(config: object) -> str:
    if isinstance(config, str):
        return config
    if isinstance(config, dict):
        return str(config.get("base_url") or _default_base())
    if config is None:
        return _default_base()
    raise ConfigError(
        f"Your {_KEY} config has to either be a string or a hash",
        hint=f"write `{_KEY}: https://example.org`",
        code="JL115",
        setting=(_KEY,),
    )


def _default_base() -> str:
    """GitHub, or the enterprise server that the environment names."""
    tls, host = os.environ.get("SSL", ""), os.environ.get("GITHUB_HOSTNAME", "")
    if not tls or not host:
        return "https://github.com"
    return f"{'https' if tls == 'true' else 'http'}://{host.removesuffix('/')}"
