"""A built site in a folder, and a server that shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from jekylite.serve.server import ServeOptions, SiteServer

StartServer = Callable[..., SiteServer]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "_site"
    files = {
        "index.html": "<html><body><h1>Home</h1></body></html>",
        "about.html": "<p>About</p>",
        "cv/index.html": "<p>CV</p>",
        "404.html": "<p>Nothing here</p>",
        "style.css": "h1 { color: red }",
        "notes/a b.txt": "text",
        "简历/index.html": "<p>简历</p>",
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    return folder


@pytest.fixture
def start(root: Path) -> Iterator[StartServer]:
    servers: list[SiteServer] = []

    def start_server(**options: object) -> SiteServer:
        server = SiteServer(str(root), ServeOptions(port=0, **options))  # type: ignore[arg-type]
        server.start()
        servers.append(server)
        return server

    yield start_server
    for server in servers:
        server.stop()
