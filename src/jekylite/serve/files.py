"""A request's path → a file below the destination, or a redirect, a listing, or nothing.

Serves as GitHub Pages does: under `baseurl`, `/about` gives `about.html`, a folder its
index, anything else `404.html`.
Source: Jekyll 4.4.1 commands/serve/servlet.rb (index names, `.html` left out, 404.html).
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from html import escape
from mimetypes import MimeTypes
from urllib.parse import quote, unquote_to_bytes

# index.html first, though the original looks for index.htm first: nearly every folder has it.
INDEX_NAMES = (
    "index.html", "index.htm", "index.rhtml", "index.xht", "index.xhtml", "index.cgi", "index.xml",
    "index.json",
)  # fmt: skip

# Python's own table alone: what a system's files say differs from machine to machine.
_TYPES = MimeTypes(filenames=())
for _kind, _extension in (
    ("application/json", ".map"), ("application/manifest+json", ".webmanifest"),
    ("application/rss+xml", ".rss"),
    ("application/atom+xml", ".atom"), ("application/xml", ".xml"), ("text/javascript", ".js"),
    ("text/javascript", ".mjs"), ("text/markdown", ".md"), ("text/plain", ".yml"), ("text/plain", ".yaml"),
    ("text/plain", ".toml"), ("text/calendar", ".ics"), ("image/webp", ".webp"), ("image/avif", ".avif"),
    ("image/x-icon", ".ico"), ("font/woff", ".woff"), ("font/woff2", ".woff2"), ("font/ttf", ".ttf"),
    ("font/otf", ".otf"), ("application/wasm", ".wasm"),
):  # fmt: skip
    _TYPES.add_type(_kind, _extension)
# Served as UTF-8, as the source of a site is.
_TEXT = ("text/", "application/json", "application/xml", "image/svg+xml", "application/rss+xml",
         "application/atom+xml", "application/xhtml+xml", "application/manifest+json")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """What a path leads to.

    Args:
        status: 200, 301, 404.
        file: absolute path of the file whose bytes answer, None where `body` or `location` does.
        location: where to go instead, for 301.
        body: a page made up here (a folder's listing, a plain 404), UTF-8.
        content_type: of `file` or `body`.
    """

    status: int
    file: str | None = None
    location: str | None = None
    body: bytes | None = None
    content_type: str = "text/html; charset=utf-8"


def content_type(path: str) -> str:
    """The Content-Type of a file's name."""
    guess, encoding = _TYPES.guess_type(os.path.basename(path).replace(":", "_"))
    kind = "application/gzip" if encoding == "gzip" else guess or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith(_TEXT) else kind


class Files:
    """The built site as a server shows it.

    Args:
        root: the destination, absolute.
        baseurl: "" or `/base`, the prefix that every URL of the site has.
        lists_folders: answer a folder with a listing, even if it has an index.
    """

    def __init__(self, root: str, baseurl: str = "", *, lists_folders: bool = False) -> None:
        self.root = os.path.realpath(root)
        self.baseurl = "/" + baseurl.strip("/") if baseurl.strip("/") else ""
        self.lists_folders = lists_folders

    def find(self, target: str) -> Found:
        """What the request target `target` (path and query, still encoded) leads to.

        Never names a file outside `root`, whatever the target says and wherever links point.
        """
        encoded, _, query = target.partition("?")
        path = self._decoded(encoded)
        if path is None:
            return self._missing()
        if self.baseurl:
            if path == "/" or path == self.baseurl:
                return Found(301, location=f"{self.baseurl}/")
            if not path.startswith(f"{self.baseurl}/"):
                return self._missing()
            path = path[len(self.baseurl) :]
        relative = path.lstrip("/")
        candidate = os.path.join(self.root, relative)
        if not self._is_inside(candidate):
            return self._missing()
        if os.path.isdir(candidate):
            return self._folder(candidate, path, query)
        if os.path.isfile(candidate) and not path.endswith("/"):
            return Found(200, file=candidate, content_type=content_type(candidate))
        for extension in (".html", ".htm", ".xhtml", ".xht"):
            if (
                relative
                and not path.endswith("/")
                and os.path.isfile(candidate + extension)
                and self._is_inside(candidate + extension)
            ):
                return Found(
                    200, file=candidate + extension, content_type=content_type(candidate + extension)
                )
        return self._missing()

    def _decoded(self, encoded: str) -> str | None:
        """The path, decoded once; None where no honest client would send it."""
        try:
            path = unquote_to_bytes(encoded).decode("utf-8")
        except UnicodeDecodeError:
            return None
        if not path.startswith("/") or "\0" in path or "\\" in path:
            return None
        parts = path.split("/")
        if ".." in parts or "." in parts or any(part.endswith(":") for part in parts):
            return None
        return path

    def _is_inside(self, candidate: str) -> bool:
        real = os.path.realpath(candidate)
        return real == self.root or real.startswith(self.root + os.sep)

    def _folder(self, folder: str, path: str, query: str) -> Found:
        if not path.endswith("/"):
            # Not `//host`: a browser would read that as another site's address.
            location = self.baseurl + "/" + quote(path.lstrip("/")) + "/" + (f"?{query}" if query else "")
            return Found(301, location=location)
        if self.lists_folders:
            return Found(200, body=self._listing(folder, path))
        for name in INDEX_NAMES:
            file = os.path.join(folder, name)
            if os.path.isfile(file) and self._is_inside(file):
                return Found(200, file=file, content_type=content_type(name))
        # `/about/` for `about.html`: Pages says 404, and so does the reference's servlet.
        return self._missing()

    def _listing(self, folder: str, path: str) -> bytes:
        rows = []
        with os.scandir(folder) as entries:
            for entry in sorted(entries, key=lambda item: (not item.is_dir(), item.name)):
                name = entry.name + ("/" if entry.is_dir() else "")
                rows.append(f'<li><a href="{escape(quote(name))}">{escape(name)}</a></li>')
        title = escape(self.baseurl + path)
        page = (
            f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>{title}</title></head>'
            f'<body><h1>{title}</h1><ul><li><a href="../">../</a></li>{"".join(rows)}</ul></body></html>\n'
        )
        return page.encode()

    def _missing(self) -> Found:
        own = os.path.join(self.root, "404.html")
        if os.path.isfile(own) and self._is_inside(own):
            return Found(404, file=own)
        page = (
            '<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>404</title></head>'
            "<body><h1>Not found</h1></body></html>\n"
        )
        return Found(404, body=page.encode())
