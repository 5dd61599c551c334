"""The server, asked by a real client over a real socket."""

from __future__ import annotations

import http.client
import os
import socket
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from jekylite.errors import JekyliteError, Location, UsageError
from jekylite.serve.server import ServeOptions, SiteServer

from .conftest import StartServer


def ask(
    server: SiteServer, target: str, method: str = "GET", headers: dict[str, str] | None = None
) -> tuple[int, dict[str, str], bytes]:
    address = urlsplit(server.url)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=10)
    connection.request(method, target, headers=headers or {})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, {name.lower(): value for name, value in response.getheaders()}, body


def raw(server: SiteServer, request: bytes) -> bytes:
    """What comes back for these bytes, until the server closes."""
    address = urlsplit(server.url)
    with socket.create_connection((address.hostname or "", address.port), timeout=10) as connection:
        connection.sendall(request)
        answer = b""
        while chunk := connection.recv(65536):
            answer += chunk
        return answer


def test_pages_are_served_as_github_pages_does(start: StartServer) -> None:
    server = start(reloads=False)

    assert ask(server, "/")[2] == b"<html><body><h1>Home</h1></body></html>"
    assert ask(server, "/about")[2] == b"<p>About</p>"
    assert ask(server, "/about.html?x=1")[2] == b"<p>About</p>"
    assert ask(server, "/cv/")[2] == b"<p>CV</p>"
    assert ask(server, "/notes/a%20b.txt")[2] == b"text"
    assert ask(server, "/%E7%AE%80%E5%8E%86/")[2] == "<p>简历</p>".encode()
    status, headers, _ = ask(server, "/cv?lang=zh")
    assert (status, headers["location"]) == (301, "/cv/?lang=zh")


def test_a_missing_page_is_the_sites_own_404(start: StartServer) -> None:
    status, _, body = ask(start(reloads=False), "/nope")
    assert (status, body) == (404, b"<p>Nothing here</p>")


def test_the_site_lies_under_its_baseurl(start: StartServer) -> None:
    server = start(reloads=False, baseurl="/base")

    assert server.url.endswith("/base/")
    assert ask(server, "/base/about")[2] == b"<p>About</p>"
    assert ask(server, "/about")[0] == 404
    assert ask(server, "/")[1]["location"] == "/base/"
    assert ask(server, "/base/cv")[1]["location"] == "/base/cv/"


def test_a_folder_is_listed_only_where_asked_for(start: StartServer, root: Path) -> None:
    (root / "notes" / "<b>.txt").write_text("x", encoding="utf-8")

    assert ask(start(reloads=False), "/notes/")[0] == 404
    status, _, body = ask(start(reloads=False, lists_folders=True), "/notes/")
    assert status == 200
    assert b'<a href="a%20b.txt">a b.txt</a>' in body
    assert b"&lt;b&gt;.txt" in body


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("style.css", "text/css; charset=utf-8"),
        ("about.html", "text/html; charset=utf-8"),
        ("notes/a%20b.txt", "text/plain; charset=utf-8"),
    ],
)
def test_files_come_with_their_type(start: StartServer, name: str, kind: str) -> None:
    assert ask(start(), f"/{name}")[1]["content-type"] == kind


def test_head_answers_without_a_body(start: StartServer) -> None:
    status, headers, body = ask(start(), "/style.css", method="HEAD")
    assert (status, headers["content-length"], body) == (200, "17", b"")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "get"])
def test_only_get_and_head_are_answered(start: StartServer, method: str) -> None:
    answer = raw(start(), f"{method} / HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    assert answer.startswith(b"HTTP/1.1 405 ")


@pytest.mark.parametrize(
    "head",
    [
        b"GET /\r\n\r\n",
        b"GET / HTTP/2.0\r\n\r\n",
        b"GET / HTTP/1.1\r\nno colon\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost : localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"GET style.css HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n",
    ],
)
def test_a_malformed_request_is_refused(start: StartServer, head: bytes) -> None:
    assert raw(start(), head).startswith(b"HTTP/1.1 400 ")


def test_an_endless_head_is_refused(start: StartServer) -> None:
    assert raw(start(), b"GET / HTTP/1.1\r\nX: " + b"a" * 40_000 + b"\r\n\r\n").startswith(b"HTTP/1.1 431 ")


@pytest.mark.parametrize(
    ("header", "status", "body"),
    [
        ("bytes=0-1", 206, b"h1"),
        ("bytes=-1", 206, b"}"),
        ("bytes=12-", 206, b"red }"),
        ("bytes=99-", 416, b""),
        ("bytes=1-0", 416, b""),
        ("bytes=0-1,3-4", 200, b"h1 { color: red }"),
        ("lines=1-2", 200, b"h1 { color: red }"),
        ("bytes=x-", 200, b"h1 { color: red }"),
    ],
)
def test_a_part_of_a_file_can_be_asked_for(start: StartServer, header: str, status: int, body: bytes) -> None:
    answer = ask(start(), "/style.css", headers={"Range": header})
    assert (answer[0], answer[2]) == (status, body)


def test_an_unchanged_file_is_not_sent_again(start: StartServer) -> None:
    server = start()
    tag = ask(server, "/style.css")[1]["etag"]
    assert ask(server, "/style.css", headers={"If-None-Match": tag})[0] == 304


TRAVERSALS = [
    prefix + middle + "secret.txt"
    for prefix in ("/", "/cv/", "/nope/", "//", "/%2e/", "/notes/%2e%2e/")
    for middle in (
        "../", "../../", "%2e%2e/", "%2e%2e%2f", "..%2f", "..%5c", "..\\", "%2E%2E/", "....//",
        "..;/", "..%00/",
        "%252e%252e/", "%c0%ae%c0%ae/", "%uff0e%uff0e/", "..%c0%af",
    )
]  # fmt: skip


@pytest.mark.parametrize("target", [*TRAVERSALS, "/..", "/%2e%2e", "/C:/secret.txt", "/\x7f../secret.txt"])
def test_nothing_outside_the_destination_is_served(start: StartServer, target: str) -> None:
    answer = raw(
        start(), f"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode("latin-1")
    )
    assert b"secret" not in answer.partition(b"\r\n\r\n")[2]
    assert answer.startswith((b"HTTP/1.1 404", b"HTTP/1.1 400"))


def test_a_link_out_of_the_destination_is_not_followed(start: StartServer, root: Path) -> None:
    os.symlink(root.parent / "secret.txt", root / "link.txt")
    os.symlink(root.parent, root / "up")
    server = start()
    assert ask(server, "/link.txt")[0] == 404
    assert ask(server, "/up/secret.txt")[0] == 404


def test_a_redirect_never_leaves_the_site(start: StartServer, root: Path) -> None:
    (root / "evil.example").mkdir()
    location = ask(start(), "//evil.example")[1].get("location", "")
    assert not location.startswith("//")


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:4000", 200), ("127.0.0.1", 200), ("[::1]:4000", 200), ("cv.localhost", 200),
        ("evil.example", 421), ("127.0.0.1.evil.example:4000", 421), ("", 421),
    ],
)  # fmt: skip
def test_a_foreign_host_name_is_not_answered(start: StartServer, host: str, status: int) -> None:
    """DNS rebinding: a foreign page makes its own name mean 127.0.0.1 and reads the site."""
    assert ask(start(), "/", headers={"Host": host})[0] == status


def test_html_gets_the_reload_script_and_nothing_else_does(start: StartServer, root: Path) -> None:
    server = start()
    assert ask(server, "/")[2].endswith(b'<script src="/__jekylite/live.js" async></script></body></html>')
    assert b"script" not in ask(server, "/style.css")[2]
    assert b"script" not in (root / "index.html").read_bytes()
    assert b"EventSource" in ask(server, "/__jekylite/live.js")[2]


class Listener:
    """A browser's event stream, read line by line."""

    def __init__(self, server: SiteServer) -> None:
        address = urlsplit(server.url)
        self._connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=10)
        self._connection.request("GET", "/__jekylite/events")
        self._response = self._connection.getresponse()

    def event(self) -> str:
        """The next event's name."""
        while line := self._response.readline():
            if line.startswith(b"event: "):
                return line[7:].strip().decode()
        return ""

    def close(self) -> None:
        self._response.close()
        self._connection.close()


def test_browsers_hear_what_a_build_changed(start: StartServer) -> None:
    server = start()
    listener = Listener(server)

    assert listener.event() == "hello"
    server.published(["index.html", "style.css"])
    assert listener.event() == "reload"
    server.published(["style.css"])
    assert listener.event() == "styles"
    server.failed(JekyliteError("unknown tag `nope`", at=Location("index.md", 3)))
    assert listener.event() == "error"
    server.published([])
    assert listener.event() == "mended"
    listener.close()


def test_a_late_browser_hears_of_the_error_too(start: StartServer) -> None:
    server = start()
    server.failed(JekyliteError("broken"))
    listener = Listener(server)
    assert (listener.event(), listener.event()) == ("hello", "error")
    listener.close()


def test_requests_wait_while_files_are_replaced(start: StartServer, root: Path) -> None:
    server = start(reloads=False)
    bodies: list[bytes] = []
    with server.publishing():
        asking = threading.Thread(target=lambda: bodies.append(ask(server, "/about")[2]))
        asking.start()
        time.sleep(0.1)
        (root / "about.html").write_text("<p>New</p>", encoding="utf-8")
        assert not bodies
    asking.join(10)
    assert bodies == [b"<p>New</p>"]


def test_a_thousand_idle_clients_do_not_block_the_next(start: StartServer) -> None:
    server = start()
    address = urlsplit(server.url)
    idle = []
    try:
        for number in range(1000):
            client = socket.create_connection((address.hostname or "", address.port), timeout=10)
            if number % 2:
                client.sendall(b"GET /__jekylite/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
            idle.append(client)
        assert ask(server, "/about")[0] == 200
    finally:
        for client in idle:
            client.close()


def test_a_taken_port_says_which_and_what_to_do(start: StartServer, root: Path) -> None:
    port = urlsplit(start().url).port or 0
    with pytest.raises(UsageError, match=f"{port} is in use") as caught:
        SiteServer(str(root), ServeOptions(port=port)).start()
    assert caught.value.hint == f"stop it, or serve on another port: --port {port + 1}"


def test_a_server_that_stops_closes_its_streams(start: StartServer) -> None:
    server = start()
    listener = Listener(server)
    assert listener.event() == "hello"
    server.stop()
    assert listener.event() == ""
    listener.close()
