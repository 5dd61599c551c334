"""A file with front matter anywhere in the source (or in a theme's assets).

Source: Jekyll 4.4.1 page.rb, convertible.rb, page_without_a_file.rb.
"""

from __future__ import annotations

import os.path
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from jekylite.liquid.context import Context
from jekylite.model import permalink
from jekylite.model.document import SASS_EXTENSIONS, Document
from jekylite.model.rendered import Rendered
from jekylite.ruby.values import to_s

if TYPE_CHECKING:
    from jekylite.model.pager import Pager


class Page(Rendered):
    """One page.

    Args:
        path: absolute; "" for a page that a generator makes out of nothing.
        directory: its folder as Jekyll shows it: "" or `/sub`.
        name: with extension.
        data: its own front matter.
        defaults: front-matter defaults that fit it; `data` wins over them.
        body: the text after the front matter, or what brings it.
        body_line: 1-based line of the file where `body` starts.
        converter_ext: the extension that its converters give (`.html` for Markdown).
        style: the site's `permalink`, whose ending decides between `/about/` and `/about.html`.
        url: where a generator wants it, whatever its name and front matter say.

    Attributes:
        posts: the posts that an archive lists, which templates see as `page.posts`; else None.

    While rendering, `content` becomes the HTML after Markdown and `output` the page with its
    layouts; before that they are the body and None.
    """

    __slots__ = (
        "basename", "body_line", "compose", "converter_ext",
        "data", "defaults", "directory", "extname", "name", "pager", "path", "posts",
        "relative_path", "style",
    )  # fmt: skip

    def __init__(
        self,
        path: str,
        directory: str,
        name: str,
        data: dict[str, object],
        *,
        defaults: Mapping[str, object] | None = None,
        body: str | Callable[[], str] = "",
        body_line: int = 1,
        converter_ext: str = "",
        style: str = "date",
        url: str | None = None,
    ) -> None:
        self.path = path
        self.directory = directory
        self.name = name
        self.data = data
        self.defaults: Mapping[str, object] = defaults or {}
        self.body_line = body_line
        super().__init__(body)
        # What `paginator` is while this page renders; pagination sets it.
        self.pager: Pager | None = None
        # Writes the page's text where a plugin makes it from what templates can read then, not from a body.
        self.compose: Callable[[Context], str] | None = None
        self.extname = os.path.splitext(name)[1]
        self.basename = permalink.without_trailing_dots(name[: len(name) - len(self.extname)])
        self.relative_path = f"{directory}/{name}".removeprefix("/")
        self.converter_ext = converter_ext
        self.style = style
        self.posts: Sequence[Document] | None = None
        self._url = url

    def __repr__(self) -> str:
        return f"#<Jekyll::Page @relative_path={self.relative_path!r}>"

    def restore(self, data: dict[str, object], body: str | Callable[[], str], *, keeps_url: bool) -> None:
        """Be again what was read, for another build.

        Args:
            keeps_url: `data` is what the URL was made of.
        """
        self.data = data
        self.pager = self.compose = self.posts = None
        self.begin_again(body)
        if not keeps_url:
            self._url = self._destination = None

    def setting(self, key: str) -> object:
        """Front matter's `key`, even if it says null there; else the default."""
        return self.data[key] if key in self.data else self.defaults.get(key)

    @property
    def own_permalink(self) -> str | None:
        """The `permalink` of front matter or defaults."""
        own = self.setting("permalink")
        return None if own in (None, False) else to_s(own)

    @property
    def output_ext(self) -> str:
        """The extension of its file, with the dot."""
        return permalink.permalink_extension(self.own_permalink) or self.converter_ext

    @property
    def is_html(self) -> bool:
        return self.output_ext in permalink.HTML_EXTENSIONS

    @property
    def url(self) -> str:
        if self._url is None:
            output_ext = self.output_ext
            template = self.own_permalink or permalink.page_template(self.basename, output_ext, self.style)
            self._url = permalink.url_from(
                template, {"path": self.directory, "basename": self.basename, "output_ext": output_ext}
            )
        return self._url

    def move_to(self, permalink: str) -> None:
        """Give it another permalink."""
        self.data["permalink"] = permalink
        self._url = self._destination = None

    @property
    def dir(self) -> str:
        """The folder of the URL: `/about/` for `/about/`, `/` for `/about.html`."""
        url = self.url
        return url if url.endswith("/") else url[: url.rindex("/") + 1]

    @property
    def destination(self) -> str:
        """The file written, relative to the destination."""
        if self._destination is None:
            self._destination = permalink.page_destination(self.url, self.output_ext)
        return self._destination

    @property
    def shown_path(self) -> str:
        """`page.path`: front matter may set it."""
        path = self.data.get("path")
        return self.relative_path if path is None else to_s(path)

    @property
    def wants_liquid(self) -> bool:
        """May Liquid look at the body? (Whether anything in it is Liquid is another question.)"""
        return self.setting("render_with_liquid") is not False

    @property
    def wants_layout(self) -> bool:
        return not (
            self.extname in SASS_EXTENSIONS or self.extname == ".coffee" or self.setting("layout") == "none"
        )
