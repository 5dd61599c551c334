"""jekyll-avatar: `{% avatar user [size=N] [lazy=true] %}` → the GitHub avatar of a user.

Source: jekyll-avatar 0.8.0.
"""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from liquid.token import Token

from jekylite.diagnostics import Collector
from jekylite.liquid.blocks import Stream, Tag
from jekylite.liquid.context import Context
from jekylite.liquid.nodes import Node, Render, Write
from jekylite.plugins.api import Extensions
from jekylite.plugins.fields import holds, read
from jekylite.ruby.values import to_s

if TYPE_CHECKING:
    from jekylite.liquid.environment import JekyllEnvironment

_USER = re.compile(r"\buser=([\w.]+)\b", re.A)
_SIZE = re.compile(r"\bsize=(\d+)\b", re.I | re.A)
_SERVERS = 4
_SCALES = (1, 2, 3, 4)
# An avatar narrower than this, in pixels, has rounder corners.
_SMALL = 48


def register(extensions: Extensions, settings: Mapping[str, object], collector: Collector) -> None:
    """The plugin."""
    extensions.tags.append(AvatarTag)


class AvatarTag(Tag):
    """The markup is Liquid itself; `user=page.author` names a variable."""

    name = "avatar"

    def read(self, token: Token, markup: str, stream: Stream) -> Node:
        return AvatarNode(token, self.env, markup.strip())


class AvatarNode(Node):
    """Writes the `<img>`."""

    __slots__ = ("environment", "markup")

    def __init__(self, token: Token, environment: JekyllEnvironment, markup: str) -> None:
        super().__init__(token)
        self.environment = environment
        self.markup = markup

    def compile(self) -> Render:
        rendered = self.environment.from_string(self.markup).run_to_text
        size_given = _SIZE.search(self.markup)
        size = size_given[1] if size_given else "40"
        user_given = _USER.search(self.markup)
        host = os.environ.get("PAGES_AVATARS_URL", "")

        def render(context: Context, write: Write) -> None:
            text = rendered(context)
            user = _variable(user_given[1], context) if user_given else text.split(" ")[0].removeprefix("@")
            write(_image(user, size, host, is_lazy="lazy=true" in text))

        return render


def _variable(name: str, context: Context) -> str:
    first, *rest = name.split(".")
    value = read(context.variables.get(first), *rest)
    return to_s(value) if holds(value) else name


def _image(user: str, size: str, host: str, *, is_lazy: bool) -> str:
    def address(scale: int) -> str:
        pixels = size if scale == 1 else str(int(size) * scale)
        path = f"{user}?v=3&s={pixels}"
        if host:
            return urljoin(host if host.endswith("/") else f"{host}/", path)
        # By the path of the plain size: all sizes of a user come from one server.
        server = zlib.crc32(f"{user}?v=3&s={size}".encode()) % _SERVERS
        return f"https://avatars{server}.githubusercontent.com/{path}"

    sources = ", ".join(f"{address(scale)} {scale}x" for scale in _SCALES)
    style = "avatar avatar-small" if int(size) < _SMALL else "avatar"
    start = f'<img class="{style}" alt="{user}" width="{size}" height="{size}" data-proofer-ignore="true"'
    if is_lazy:
        return f'{start} src="" data-src="{address(1)}" data-srcset="{sources}" />'
    return f'{start} src="{address(1)}" srcset="{sources}" />'
