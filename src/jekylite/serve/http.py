"""HTTP/1.1 for one site on one machine: GET and HEAD, ranges, conditional answers.

An asyncio stream server: a thousand browsers that only wait for a reload cost a thousand
small objects, not a thousand threads. What is asked for is found by `files`; this module
reads requests, checks them, and writes answers.
"""

from __future__ import annotations

import asyncio
import email.utils
import os
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import BinaryIO

# A request's head may be this long (bytes), and must arrive within this time (seconds).
HEAD_LIMIT = 32 * 1024
HEAD_SECONDS = 20.0
_CHUNK = 256 * 1024


@dataclass(frozen=True, slots=True)
class Request:
    """One request's head. `target` is as sent (path and query); header names are lower case."""

    method: str
    target: str
    headers: Mapping[str, str]

    @property
    def wants_body(self) -> bool:
        return self.method == "GET"


@dataclass(slots=True)
class Response:
    """An answer. `file` (open, closed after sending) or `body`; `stream` keeps the line open.

    `stream` is called with the writer after the head was sent and ends when the client goes.
    """

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    file: BinaryIO | None = None
    stream: Callable[[asyncio.StreamWriter], Awaitable[None]] | None = None


class BadRequestError(Exception):
    """What arrived is no request that we answer; `status` says why."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


Handler = Callable[[Request], Awaitable[Response]]


async def serve_connection(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    handler: Handler,
    on_answer: Callable[[Request, int], None],
) -> None:
    """Answer the requests of one connection until it closes."""
    try:
        while True:
            request: Request | None = None
            try:
                async with asyncio.timeout(HEAD_SECONDS):
                    request = await _read_request(reader)
                if request is None:
                    return
                response = await handler(request)
            except BadRequestError as refusal:
                headers = {"Allow": "GET, HEAD"} if refusal.status == 405 else {}
                await _send(writer, None, Response(refusal.status, headers), keeps_open=False)
                return
            on_answer(request, response.status)
            keeps_open = request.headers.get("connection", "").lower() != "close" and response.stream is None
            await _send(writer, request, response, keeps_open=keeps_open)
            if not keeps_open:
                return
    except (TimeoutError, ConnectionError, asyncio.IncompleteReadError):
        return
    finally:
        writer.close()


async def _read_request(reader: asyncio.StreamReader) -> Request | None:
    """The next request, None at the end of the connection."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError as end:
        if end.partial.strip():
            raise BadRequestError(400) from None
        return None
    except asyncio.LimitOverrunError:
        raise BadRequestError(431) from None
    lines = head.decode("latin-1").split("\r\n")
    words = lines[0].split(" ")
    if len(words) != 3 or not words[2].startswith("HTTP/1."):
        raise BadRequestError(400)
    method, target, _ = words
    if method not in ("GET", "HEAD"):
        raise BadRequestError(405)
    headers: dict[str, str] = {}
    for line in lines[1:-2]:
        name, colon, value = line.partition(":")
        if not colon or not name or name != name.strip():
            raise BadRequestError(400)
        headers[name.lower()] = value.strip()
    if headers.get("content-length", "0") != "0" or "transfer-encoding" in headers:
        # A body would be read as the next request.
        raise BadRequestError(400)
    if target.startswith(("http://", "https://")):
        target = "/" + target.split("/", 3)[3] if target.count("/") >= 3 else "/"
    if not target.startswith("/"):
        raise BadRequestError(400)
    return Request(method, target, headers)


def file_response(file: BinaryIO, content_type: str, request: Request, status: int = 200) -> Response:
    """The answer whose body is `file`, an open file: whole, a part (Range), or 304.

    The file is open already, so a rename under its name meanwhile changes nothing.
    """
    facts = os.fstat(file.fileno())
    tag = f'"{facts.st_mtime_ns:x}-{facts.st_size:x}"'
    headers = {
        "Content-Type": content_type,
        "Last-Modified": email.utils.formatdate(facts.st_mtime, usegmt=True),
        "ETag": tag,
        "Cache-Control": "no-cache",
        "Accept-Ranges": "bytes",
    }
    if status == 200 and request.headers.get("if-none-match") == tag:
        file.close()
        return Response(304, headers)
    size = facts.st_size
    span = _range(request.headers.get("range"), size) if status == 200 else None
    if span == (-1, -1):
        file.close()
        return Response(416, {"Content-Range": f"bytes */{size}"})
    if span is not None:
        start, end = span
        file.seek(start)
        headers["Content-Range"] = f"bytes {start}-{end}/{size}"
        headers["Content-Length"] = str(end - start + 1)
        return Response(206, headers, file=file)
    headers["Content-Length"] = str(size)
    return Response(status, headers, file=file)


def _range(header: str | None, size: int) -> tuple[int, int] | None:
    """(first, last) byte of a single range; None: send all; (-1, -1): cannot be met."""
    if header is None or not header.startswith("bytes=") or "," in header:
        return None
    first, dash, last = header[6:].strip().partition("-")
    if not dash or not (first + last).isascii() or not (first + last).isdigit() or len(first + last) > 36:
        return None
    if not first:
        length = min(int(last), size)
        return (size - length, size - 1) if length else (-1, -1)
    start = int(first)
    end = min(int(last), size - 1) if last else size - 1
    return (start, end) if start <= end else (-1, -1)


async def _send(
    writer: asyncio.StreamWriter, request: Request | None, response: Response, *, keeps_open: bool
) -> None:
    phrase = HTTPStatus(response.status).phrase
    headers = {"Server": "jekylite", "X-Content-Type-Options": "nosniff", **response.headers}
    if response.file is None and response.stream is None:
        headers.setdefault("Content-Length", str(len(response.body)))
    headers["Connection"] = "keep-alive" if keeps_open else "close"
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    writer.write(f"HTTP/1.1 {response.status} {phrase}\r\n{head}\r\n".encode("latin-1"))
    try:
        if request is not None and request.wants_body:
            if response.stream is not None:
                await writer.drain()
                await response.stream(writer)
            elif response.file is not None:
                await _send_file(writer, response.file, int(headers["Content-Length"]))
            else:
                writer.write(response.body)
        await writer.drain()
    finally:
        if response.file is not None:
            response.file.close()


async def _send_file(writer: asyncio.StreamWriter, file: BinaryIO, length: int) -> None:
    while length > 0:
        chunk = file.read(min(_CHUNK, length))
        if not chunk:
            # Truncated in place under us: the client must not wait for the rest.
            raise ConnectionError("the file became shorter while it was sent")
        length -= len(chunk)
        writer.write(chunk)
        await writer.drain()
