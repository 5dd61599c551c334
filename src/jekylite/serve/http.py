"""The built site over HTTP, as Jekyll's development server gives it.

`/about` answers with `about`, `about/index.html` or `about.html`; a folder with its index, or a listing
where that is asked for; what is missing with the site's own `404.html`. Nothing outside the destination
is ever sent. Source: Jekyll 4.4.1 commands/serve.rb, serve/servlet.rb, WEBrick's FileHandler.
Known difference: dates and ranges in requests are not looked at, since nothing is to be cached.
"""

from __future__ import annotations

import html
import mimetypes
import os
import shutil
import socket
import socketserver
from collections.abc import Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

INDEX_NAMES = (
    "index.htm",
    "index.html",
    "index.rhtml",
    "index.xht",
    "index.xhtml",
    "index.cgi",
    "index.xml",
    "index.json",
)
OMITTED_EXTENSIONS = (".html", ".xhtml")

_NO_CACHE = "private, max-age=0, proxy-revalidate, no-store, no-cache, must-revalidate"
_TEXT_TYPES = ("application/javascript", "application/json", "application/xml", "image/svg+xml")
_MORE_TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".json": "application/json",
    ".md": "text/markdown",
    ".webmanifest": "application/manifest+json",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
    ".yml": "text/yaml",
}


class Place(NamedTuple):
    """What and where to serve.

    Args:
        root: the absolute folder.
        host: to bind to.
        port: 0 for any that is free.
        baseurl: the path that the site is mounted at, "" for the top.
        lists_folders: show the files of a folder even if it has an index.
        encoding: named in the type of text files.
        headers: sent with every answer; they may replace the one against caching.
        certificate, key: absolute paths, for HTTPS; both or none.
    """

    root: Path
    host: str = "127.0.0.1"
    port: int = 4000
    baseurl: str = ""
    lists_folders: bool = False
    encoding: str = "utf-8"
    headers: Mapping[str, str] = {}
    certificate: Path | None = None
    key: Path | None = None


class SiteServer(ThreadingHTTPServer):
    """A server of one place; `serve_forever` and `shutdown` as in `http.server`.

    Raises:
        OSError: the address is taken, or not ours.
    """

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, place: Place) -> None:
        if ":" in place.host:
            self.address_family = socket.AF_INET6
        self.place = place
        super().__init__((place.host, place.port), _Handler)
        if place.certificate and place.key:
            import ssl

            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(place.certificate, place.key)
            self.socket = context.wrap_socket(self.socket, server_side=True)

    def server_bind(self) -> None:
        # http.server asks the name service for its own host here, which may take seconds.
        socketserver.TCPServer.server_bind(self)
        self.server_name = self.place.host
        self.server_port = self.server_address[1]

    @property
    def address(self) -> str:
        """What to type into a browser: `http://127.0.0.1:4000/base/`."""
        scheme = "https" if self.place.certificate else "http"
        host = f"[{self.place.host}]" if ":" in self.place.host else self.place.host
        base = self.place.baseurl.strip("/")
        return f"{scheme}://{host}:{self.server_port}/{quote(base) + '/' if base else ''}"


def find(place: Place, url_path: str) -> Path | None:
    """The file or folder that answers a path, or None.

    Args:
        place: its `root` and `baseurl`.
        url_path: as requested, still percent-encoded, without the query.
    """
    try:
        path = unquote(url_path, errors="strict")
    except UnicodeDecodeError:
        return None
    base = "/" + place.baseurl.strip("/") if place.baseurl.strip("/") else ""
    if not (path + "/").startswith(base + "/") or "\0" in path:
        return None
    parts = [part for part in path[len(base) :].split("/") if part not in ("", ".")]
    if any(part == ".." or "\\" in part or part.startswith(("~", ".ht")) for part in parts):
        return None
    root = place.root.resolve()
    found = root.joinpath(*parts)
    if found.is_dir() and path.endswith("/") and not place.lists_folders:
        found = next((found / name for name in INDEX_NAMES if (found / name).is_file()), found)
    elif not found.exists() and parts and not path.endswith("/"):
        named = (found.with_name(found.name + extension) for extension in OMITTED_EXTENSIONS)
        found = next((file for file in named if file.is_file()), found)
    if not found.exists() or not found.resolve().is_relative_to(root):
        return None
    return found


def content_type(name: str, encoding: str) -> str:
    """`content_type("a.css", "utf-8")` → `text/css; charset=utf-8`."""
    extension = os.path.splitext(name)[1].lower()
    kind = _MORE_TYPES.get(extension) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"{kind}; charset={encoding}" if kind.startswith("text/") or kind in _TEXT_TYPES else kind


class _Handler(BaseHTTPRequestHandler):
    server: SiteServer
    protocol_version = "HTTP/1.1"
    server_version = "jekylite"
    sys_version = ""

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        found = find(self.server.place, path)
        if found is None:
            self._send_missing()
        elif found.is_file():
            self._send_file(found, HTTPStatus.OK)
        elif not path.endswith("/"):
            self._send_redirect(path + "/")
        else:
            self._send(_listing(found, unquote(path)), "text/html; charset=utf-8", HTTPStatus.OK)

    do_HEAD = do_GET  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Requests are not shown, as in Jekyll."""

    def _send_file(self, file: Path, status: HTTPStatus) -> None:
        try:
            with file.open("rb") as content:
                size = os.fstat(content.fileno()).st_size
                self._begin(status, content_type(file.name, self.server.place.encoding), size)
                if self.command != "HEAD":
                    shutil.copyfileobj(content, self.wfile)
        except FileNotFoundError:  # a build has just removed it
            self._send_missing()

    def _send_missing(self) -> None:
        own = self.server.place.root / "404.html"
        if own.is_file():
            self._send_file(own, HTTPStatus.NOT_FOUND)
        else:
            text = (
                f"<!DOCTYPE html>\n<title>Not found</title>\n<h1>{html.escape(self.path)} is not there</h1>\n"
            )
            self._send(text, "text/html; charset=utf-8", HTTPStatus.NOT_FOUND)

    def _send_redirect(self, path: str) -> None:
        # `//host` would lead to another server.
        location = "/" + path.lstrip("/")
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, text: str, kind: str, status: HTTPStatus) -> None:
        content = text.encode()
        self._begin(status, kind, len(content))
        if self.command != "HEAD":
            self.wfile.write(content)

    def _begin(self, status: HTTPStatus, kind: str, size: int) -> None:
        self.send_response(status)
        for name, value in {"Cache-Control": _NO_CACHE, **self.server.place.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(size))
        self.end_headers()


def _listing(folder: Path, path: str) -> str:
    """A folder as a page of links, folders first."""
    entries = sorted(folder.iterdir(), key=lambda entry: (not entry.is_dir(), entry.name))
    rows = [
        f'<li><a href="{quote(entry.name)}{slash}">{html.escape(entry.name)}{slash}</a></li>'
        for entry in entries
        if not entry.name.startswith(("~", ".ht"))
        for slash in ["/" if entry.is_dir() else ""]
    ]
    title = f"Index of {html.escape(path)}"
    parent = ['<li><a href="../">../</a></li>'] if path != "/" else []
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<meta charset="utf-8"><title>{title}</title>',
            f"<h1>{title}</h1>",
            "<ul>",
            *parent,
            *rows,
            "</ul>",
            "",
        ]
    )
