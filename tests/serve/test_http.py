"""The development server: which file answers, with what, and what is never sent."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from jekylite.serve.http import Place, SiteServer, content_type, find

FILES = {
    "index.html": "home",
    "about.html": "about",
    "folder/index.html": "folder",
    "plain/a.txt": "a",
    "data/index.json": "{}",
    "both.html": "page",
    "both/index.html": "folder page",
    "pläne/a b.html": "umlaut",
    ".htaccess": "secret",
    "~draft.html": "draft",
    ".well-known/x.txt": "known",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "_site"
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret")
    (root / "leak").symlink_to(tmp_path)
    return root


FOUND: dict[str, str | None] = {
    "/": "index.html",
    "/index.html": "index.html",
    "/about": "about.html",
    "/about.html": "about.html",
    "/folder/": "folder/index.html",
    "/folder": "folder",
    "/plain/": "plain",
    "/data/": "data/index.json",
    "/both": "both",
    "/pl%C3%A4ne/a%20b": "pläne/a b.html",
    "//about": "about.html",
    "/./about": "about.html",
    "/.well-known/x.txt": ".well-known/x.txt",
    "/nope": None,
    "/about/": None,
    "/.htaccess": None,
    "/~draft.html": None,
    "/../secret.txt": None,
    "/%2e%2e/secret.txt": None,
    "/folder/../../secret.txt": None,
    "/..%2fsecret.txt": None,
    "/..%5csecret.txt": None,
    "/leak/secret.txt": None,
    "/a%00b": None,
    "/%ff": None,
}


@pytest.mark.parametrize(("path", "file"), FOUND.items())
def test_a_path_leads_to_a_file_of_the_site_or_nowhere(root: Path, path: str, file: str | None) -> None:
    found = find(Place(root), path)

    assert (found.relative_to(root).as_posix() if found else None) == file


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("/blog/", "index.html"),
        ("/blog/about", "about.html"),
        ("/blog", "."),
        ("/about", None),
        ("/blogger", None),
    ],
)
def test_a_baseurl_is_where_the_site_begins(root: Path, path: str, file: str | None) -> None:
    found = find(Place(root, baseurl="/blog"), path)

    assert (found.relative_to(root).as_posix() if found else None) == file


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.html", "text/html; charset=utf-8"),
        ("a.css", "text/css; charset=utf-8"),
        ("a.js", "text/javascript; charset=utf-8"),
        ("a.json", "application/json; charset=utf-8"),
        ("a.svg", "image/svg+xml; charset=utf-8"),
        ("feed.xml", "application/xml; charset=utf-8"),
        ("a.png", "image/png"),
        ("a.woff2", "font/woff2"),
        ("CNAME", "application/octet-stream"),
    ],
)
def test_types(name: str, kind: str) -> None:
    assert content_type(name, "utf-8") == kind


Get = Callable[..., http.client.HTTPResponse]


@pytest.fixture
def serve(root: Path) -> Iterator[Callable[..., Get]]:
    """`serve(baseurl="/b")("/path", "HEAD")` → the response, read."""
    servers: list[SiteServer] = []

    def started(**place: object) -> Get:
        server = SiteServer(Place(root, port=0, **place))  # type: ignore[arg-type]
        servers.append(server)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()

        def get(path: str, method: str = "GET") -> http.client.HTTPResponse:
            connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
            connection.request(method, path)
            response = connection.getresponse()
            response.body = response.read().decode()  # type: ignore[attr-defined]
            connection.close()
            return response

        return get

    yield started
    for server in servers:
        server.shutdown()
        server.server_close()


def test_a_page_is_sent_and_never_cached(serve: Callable[..., Get]) -> None:
    response = serve()("/about?x=1")

    assert (response.status, response.body) == (200, "about")  # type: ignore[attr-defined]
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert response.headers["Content-Length"] == "5"
    assert "no-store" in response.headers["Cache-Control"]


def test_head_sends_no_body(serve: Callable[..., Get]) -> None:
    response = serve()("/about", "HEAD")

    assert (response.status, response.body) == (200, "")  # type: ignore[attr-defined]
    assert response.headers["Content-Length"] == "5"


def test_what_is_missing_is_404(serve: Callable[..., Get]) -> None:
    response = serve()("/<nope>")

    assert response.status == 404
    assert "&lt;nope&gt;" in response.body  # type: ignore[attr-defined]


def test_what_is_missing_gets_the_sites_own_page(serve: Callable[..., Get], root: Path) -> None:
    (root / "404.html").write_text("own")
    response = serve()("/nope")

    assert (response.status, response.body) == (404, "own")  # type: ignore[attr-defined]


def test_a_folder_without_its_slash_is_redirected(serve: Callable[..., Get]) -> None:
    response = serve()("/folder")

    assert (response.status, response.headers["Location"]) == (301, "/folder/")


def test_a_redirect_never_leads_to_another_server(serve: Callable[..., Get]) -> None:
    assert serve()("//folder").headers["Location"] == "/folder/"


def test_a_folder_without_index_is_listed(serve: Callable[..., Get]) -> None:
    body = serve()("/plain/").body  # type: ignore[attr-defined]

    assert '<a href="a.txt">a.txt</a>' in body
    assert '<a href="../">' in body


def test_a_listing_may_be_shown_instead_of_the_index(serve: Callable[..., Get]) -> None:
    body = serve(lists_folders=True)("/").body  # type: ignore[attr-defined]

    assert '<a href="folder/">folder/</a>' in body
    assert '<a href="pl%C3%A4ne/">pläne/</a>' in body
    assert "htaccess" not in body
    assert "~draft" not in body


def test_own_headers_are_sent(serve: Callable[..., Get]) -> None:
    headers = serve(headers={"X-Own": "1", "Cache-Control": "max-age=5"})("/").headers

    assert (headers["X-Own"], headers["Cache-Control"]) == ("1", "max-age=5")


def test_the_address_is_what_one_types(root: Path) -> None:
    with SiteServer(Place(root, port=0, baseurl="/my blog")) as server:
        assert server.address == f"http://127.0.0.1:{server.server_port}/my%20blog/"
