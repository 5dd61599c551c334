"""The embedded Sass protocol, version 3, spoken with any Dart Sass.

A frame is `varint length · varint compilation id · message`; id 0 asks for the version,
each compilation takes the next id. The compiler reads files itself (importers are load
paths), so between request and answer only log events come back.

Source: github.com/sass/sass, spec/embedded-protocol.md and spec/embedded_sass.proto.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from jekylite.sass.child import Child
from jekylite.sass.messages import (
    Answer,
    CompilerError,
    Failure,
    LogEvent,
    Request,
    Span,
    WarningKind,
)
from jekylite.sass.wire import Message, WireError, encode, read_varint, varint

# InboundMessage
_COMPILE_REQUEST, _VERSION_REQUEST = 2, 7
# OutboundMessage
_ERROR, _COMPILE_RESPONSE, _LOG_EVENT, _VERSION_RESPONSE = 1, 2, 3, 8

_STACK_OVERFLOW = "Stack Overflow"
_OVERFLOW_HINT = "look for a function or mixin that calls itself, or for rules nested by the thousand"

_VERSION_ID = 0
_STYLES = {"expanded": 0, "compressed": 1}
_SYNTAXES = {"scss": 0, "indented": 1}
_LOG_KINDS: tuple[WarningKind, ...] = ("warning", "deprecation", "debug")
_LONGEST_LENGTH = 5  # bytes of a varint below 2 ** 35
_LARGEST_FRAME = 1 << 28  # bytes
_MOST_ID = (1 << 32) - 2  # a compilation id is a uint32, the last one being reserved


class EmbeddedCompiler:
    """One compiler process that answers one request after the other.

    Args:
        command: starts the compiler in embedded mode.
        name: how errors call it.
        directory: paths in messages are relative to it.
        deadline: seconds for each answer.

    Raises:
        CompilerError: it cannot be started.
    """

    def __init__(self, command: Sequence[str], *, name: str, directory: Path, deadline: float) -> None:
        self._name = name
        self._deadline = deadline
        self._child = Child(command, name=name, directory=directory)
        self._last_id = _VERSION_ID
        self._version = ""
        with self._conversation():
            self._send(_VERSION_ID, encode([(_VERSION_REQUEST, b"")]))

    @property
    def version(self) -> str:
        # Asked at the start but read late: the process comes up while pages are read.
        if not self._version:
            with self._conversation():
                response = self._receive(_VERSION_ID)
                if _VERSION_RESPONSE not in response:
                    raise WireError("its first answer has no version")
                self._version = response.message(_VERSION_RESPONSE).text(3)
        return self._version

    @property
    def is_alive(self) -> bool:
        return self._child.is_alive

    def compile(self, request: Request) -> Answer:
        """Raises CompilerError; an error in the style sheet is an Answer with a failure."""
        _ = self.version  # its answer is the first in the pipe
        self._last_id = self._last_id % _MOST_ID + 1
        log: list[LogEvent] = []
        with self._conversation():
            self._send(self._last_id, _compile_request(request))
            while True:
                message = self._receive(self._last_id)
                if _COMPILE_RESPONSE in message:
                    return _answer(message.message(_COMPILE_RESPONSE), log)
                if _LOG_EVENT not in message:
                    raise WireError("it asks something back")
                log.append(_log_event(message.message(_LOG_EVENT)))

    def close(self) -> None:
        self._child.close()

    @contextlib.contextmanager
    def _conversation(self) -> Iterator[None]:
        """What goes wrong while talking ends the process: after half a frame nothing can be trusted."""
        try:
            with self._child.within(self._deadline):
                yield
        except WireError as error:
            self.close()
            raise CompilerError(f"{self._name} does not speak the embedded Sass protocol: {error}") from error
        except BaseException:  # an interrupt too
            self.close()
            raise

    def _send(self, compilation_id: int, message: bytes) -> None:
        body = varint(compilation_id) + message
        self._child.write(varint(len(body)) + body)

    def _receive(self, compilation_id: int) -> Message:
        """The next message, which must be about that compilation."""
        body = self._child.read(self._frame_length())
        answered, start = read_varint(body, 0)
        message = Message(body[start:])
        if _ERROR in message:
            said = message.message(_ERROR).text(3).partition("\n")[0]  # the rest is where Dart was
            if said == _STACK_OVERFLOW:
                raise CompilerError(f"{self._name} reports: {said}", hint=_OVERFLOW_HINT)
            raise CompilerError(f"{self._name} reports: {said}")
        if answered != compilation_id:
            raise WireError(f"it answers {answered} where {compilation_id} was asked")
        return message

    def _frame_length(self) -> int:
        head = self._child.read(1)
        while head[-1] >= 0x80 and len(head) < _LONGEST_LENGTH:
            head += self._child.read(1)
        length, _ = read_varint(head, 0)
        if length > _LARGEST_FRAME:
            raise WireError(f"a frame claims {length} bytes")
        return length


def _compile_request(request: Request) -> bytes:
    options = request.options
    text = encode([(1, request.source), (2, request.url or ""), (3, _SYNTAXES[request.syntax])])
    return encode(
        [
            (
                _COMPILE_REQUEST,
                encode(
                    [
                        (2, text),
                        (4, _STYLES[options.style]),
                        (5, options.source_map),
                        *((6, encode([(1, str(path))])) for path in options.load_paths),
                        (10, True),  # all warnings, not five of a kind: we count them
                        (11, options.quiet_deps),
                        (12, True),  # sources in the map
                        (13, options.charset),
                        *((15, name) for name in options.fatal_deprecations),
                        *((16, name) for name in options.silence_deprecations),
                        *((17, name) for name in options.future_deprecations),
                    ]
                ),
            )
        ]
    )


def _answer(response: Message, log: list[LogEvent]) -> Answer:
    failure = None
    if 3 in response:
        failed = response.message(3)
        failure = Failure(failed.text(1), failed.text(4), _span(failed, 2))
    success = response.message(2)
    return Answer(
        css=success.text(1),
        source_map=success.text(2),
        failure=failure,
        loaded_urls=tuple(response.texts(4)),
        log=tuple(log),
    )


def _log_event(event: Message) -> LogEvent:
    kind = event.number(2)
    return LogEvent(
        kind=_LOG_KINDS[kind] if kind < len(_LOG_KINDS) else "warning",
        text=event.text(3),
        formatted=event.text(6),
        deprecation=event.text(7) or None,
        span=_span(event, 4),
        stack=event.text(5),
    )


def _span(message: Message, number: int) -> Span | None:
    if number not in message:
        return None
    span = message.message(number)
    start = span.message(2)
    return Span(
        url=span.text(4),
        line=start.number(2),
        column=start.number(3),
        context=span.text(5).partition("\n")[0],
    )
