"""The server as `jekylite serve` uses it: start, publish, fail, stop.

The event loop runs in a thread of its own; builds run in the caller's. The two meet in
`publishing()`: while it is held, a request waits before it looks for its file, so no page
is put together from two builds.
"""

from __future__ import annotations

import asyncio
import errno
import os
import socket
import ssl
import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from jekylite.errors import JekyliteError, UsageError
from jekylite.serve import http, live_reload
from jekylite.serve.files import Files
from jekylite.serve.overlay import overlay, waiting_page

# Names that may stand in a request's Host header when the server listens on loopback. Any
# other name reached us by DNS rebinding: a foreign page that wants to read this site.
_BACKLOG = 1024
_LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]", "::1", "0.0.0.0"})


@dataclass(frozen=True, slots=True)
class ServeOptions:
    """How to serve.

    Args:
        host: name or address to listen on.
        port: 0 takes any free one.
        baseurl: "" or `/base`.
        lists_folders: show a listing for a folder without index.
        reloads: put the live-reload script into HTML pages.
        certificate, key: PEM files, both or neither; with them the server speaks TLS.
        headers: sent with every answer of the site, over ours.
    """

    host: str = "127.0.0.1"
    port: int = 4000
    baseurl: str = ""
    lists_folders: bool = False
    reloads: bool = True
    certificate: str | None = None
    key: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


class SiteServer:
    """Serves one destination folder until `stop`.

    Args:
        root: the destination, absolute; need not exist yet.
        options: how to serve.
        on_answer: called with (method, target, status) for each answer, in the server's thread.
    """

    def __init__(
        self, root: str, options: ServeOptions, on_answer: Callable[[str, str, int], None] | None = None
    ) -> None:
        self.options = options
        self._files = Files(root, options.baseurl, lists_folders=options.lists_folders)
        self._on_answer = on_answer
        self._browsers = live_reload.Browsers()
        self._gate = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._port = options.port
        self._socket: socket.socket | None = None
        self._tls: ssl.SSLContext | None = None
        self._connections: set[asyncio.Task[None]] = set()

    @property
    def url(self) -> str:
        """Where the site's home is, with a slash at the end."""
        scheme = "https" if self.options.certificate else "http"
        host = f"[{self.options.host}]" if ":" in self.options.host else self.options.host
        return f"{scheme}://{host}:{self._port}{self._files.baseurl}/"

    def listen(self) -> None:
        """Open the port; requests wait until `start`.

        Raises:
            UsageError: the port is taken, the host is not ours, a certificate cannot be read.
        """
        self._tls = _tls_context(self.options)
        try:
            family = socket.getaddrinfo(self.options.host, self.options.port, type=socket.SOCK_STREAM)[0][0]
            self._socket = socket.create_server(
                (self.options.host, self.options.port), family=family, backlog=_BACKLOG
            )
        except OSError as error:
            raise _listen_error(error, self.options) from None
        self._port = self._socket.getsockname()[1]

    def start(self) -> None:
        """Answer requests, in a thread of the server's own, until `stop`.

        Raises:
            UsageError: see `listen`, which this does first where it was not done.
        """
        if self._socket is None:
            self.listen()
        loop = asyncio.new_event_loop()
        server = loop.run_until_complete(
            asyncio.start_server(
                self._connected, sock=self._socket, ssl=self._tls, limit=http.HEAD_LIMIT, backlog=_BACKLOG
            )
        )
        self._loop = loop
        self._thread = threading.Thread(
            target=self._run, args=(loop, server), name="jekylite-serve", daemon=True
        )
        self._thread.start()

    def wait(self) -> None:
        """Until `stop` is called elsewhere."""
        while self._thread is not None and self._thread.is_alive():
            self._thread.join(1)

    def stop(self) -> None:
        """Close every connection and the port."""
        if self._loop is None or self._thread is None:
            return
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop = self._thread = None

    @contextmanager
    def publishing(self) -> Iterator[None]:
        """Hold requests back while files are being replaced."""
        with self._gate:
            yield

    def published(self, changed: Collection[str]) -> None:
        """Tell the browsers. `changed`: paths relative to the destination, `/` between parts."""
        urls = [f"{self._files.baseurl}/{path}" for path in changed]
        self._in_loop(lambda: self._browsers.published(urls))

    def failed(self, error: JekyliteError, excerpt: Collection[str] = ()) -> None:
        """Show the error over every open page until the next `published`."""
        fragment = overlay(error, list(excerpt))
        self._in_loop(lambda: self._browsers.failed(fragment))

    def _in_loop(self, call: Callable[[], None]) -> None:
        if self._loop is not None:
            self._loop.call_soon_threadsafe(call)

    def _run(self, loop: asyncio.AbstractEventLoop, server: asyncio.Server) -> None:
        asyncio.set_event_loop(loop)
        try:
            loop.run_forever()
        finally:
            server.close()
            for task in self._connections:
                task.cancel()
            loop.run_until_complete(asyncio.gather(*self._connections, return_exceptions=True))
            loop.close()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        try:
            await http.serve_connection(reader, writer, self._answer, self._answered)
        except asyncio.CancelledError:
            # Only `stop` cancels; asyncio would log a cancelled connection as an error.
            pass
        finally:
            self._connections.discard(task)

    def _answered(self, request: http.Request, status: int) -> None:
        if self._on_answer is not None and not request.target.startswith(live_reload.PREFIX):
            self._on_answer(request.method, request.target, status)

    async def _answer(self, request: http.Request) -> http.Response:
        if not self._is_addressed(request):
            return http.Response(
                421, {"Content-Type": "text/plain; charset=utf-8"}, b"Not a name of this server\n"
            )
        if self.options.reloads and request.target.startswith(live_reload.PREFIX):
            return self._own_answer(request)
        while not self._gate.acquire(blocking=False):
            await asyncio.sleep(0.005)
        try:
            response = self._site_answer(request)
        finally:
            self._gate.release()
        response.headers.update(self.options.headers)
        return response

    def _is_addressed(self, request: http.Request) -> bool:
        """Does the Host header name us? See `_LOCAL_NAMES`."""
        if self.options.host not in _LOCAL_NAMES or self.options.host == "0.0.0.0":
            return True
        host = request.headers.get("host", "")
        name = (
            host[: host.rindex(":")] if host.rpartition(":")[2].isdigit() and not host.endswith("]") else host
        )
        return name.lower() in _LOCAL_NAMES or name.lower().endswith(".localhost")

    def _own_answer(self, request: http.Request) -> http.Response:
        no_store = {"Cache-Control": "no-store"}
        if request.target == live_reload.SCRIPT:
            headers = {"Content-Type": "text/javascript; charset=utf-8", **no_store}
            return http.Response(200, headers, live_reload.SCRIPT_TEXT.encode())
        if request.target == live_reload.EVENTS:
            headers = {"Content-Type": "text/event-stream", **no_store}
            return http.Response(200, headers, stream=self._browsers.stream)
        return http.Response(404)

    def _site_answer(self, request: http.Request) -> http.Response:
        found = self._files.find(request.target)
        if found.location is not None:
            return http.Response(found.status, {"Location": found.location})
        is_html = self.options.reloads and found.content_type.startswith("text/html")
        if found.file is None:
            body = found.body or b""
            if (
                found.status == 404
                and self._browsers.overlay is not None
                and not os.path.exists(self._files.root)
            ):
                body = waiting_page()
            return self._page(body, found.content_type, found.status, is_html=is_html)
        try:
            file = open(found.file, "rb")  # noqa: SIM115 (closed when it was sent)
        except OSError:
            return http.Response(404)
        if is_html:
            with file:
                return self._page(file.read(), found.content_type, found.status, is_html=True)
        return http.file_response(file, found.content_type, request, found.status)

    def _page(self, body: bytes, content_type: str, status: int, *, is_html: bool) -> http.Response:
        headers = {"Content-Type": content_type, "Cache-Control": "no-cache"}
        return http.Response(status, headers, live_reload.with_script(body) if is_html else body)


def _tls_context(options: ServeOptions) -> ssl.SSLContext | None:
    if options.certificate is None or options.key is None:
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    try:
        context.load_cert_chain(options.certificate, options.key)
    except (OSError, ssl.SSLError) as error:
        raise UsageError(
            f"the certificate or its key cannot be read: {error}",
            hint="--ssl-cert and --ssl-key are PEM files, given relative to the source",
            code="JL117",
        ) from None
    return context


def _listen_error(error: OSError, options: ServeOptions) -> UsageError:
    place = f"{options.host}:{options.port}"
    if error.errno == errno.EADDRINUSE:
        return UsageError(
            f"{place} is in use by another program",
            hint=f"stop it, or serve on another port: --port {options.port + 1}",
            code="JL117",
        )
    if error.errno in (errno.EACCES, errno.EPERM):
        return UsageError(
            f"this user may not listen on {place}", hint="take a port from 1024 on: --port 4000", code="JL117"
        )
    return UsageError(
        f"cannot listen on {place}: {error.strerror}",
        hint="name an address of this machine: --host",
        code="JL117",
    )
