"""npm's `sass`, where no compiler with an embedded mode is there: `npm install -g sass`.

Node runs `npm_host.js`, which speaks a line of JSON each way. The same Dart Sass gives the
same CSS and map this way, but starts in a quarter of a second instead of a hundredth.
Known difference: a byte order mark of a partial counts as a column in its map.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from jekylite.sass.child import Child
from jekylite.sass.messages import Answer, CompilerError, Failure, LogEvent, Request, Span, WarningKind

_HOST = Path(__file__).with_name("npm_host.js")


class NpmCompiler:
    """One Node process that answers one request after the other.

    Args:
        node: the Node program and what it needs before the script.
        package: the folder of the installed package `sass`.
        name: how errors call it.
        directory: paths in messages are relative to it.
        deadline: seconds for each answer.

    Raises:
        CompilerError: it cannot be started.
    """

    def __init__(
        self, node: Sequence[str], package: Path, *, name: str, directory: Path, deadline: float
    ) -> None:
        self._name = name
        self._deadline = deadline
        self._child = Child([*node, str(_HOST), str(package)], name=name, directory=directory)
        self._version = ""

    @property
    def version(self) -> str:
        if not self._version:
            with self._conversation():
                self._version = str(json.loads(self._child.read_line())["version"])
        return self._version

    @property
    def is_alive(self) -> bool:
        return self._child.is_alive

    def compile(self, request: Request) -> Answer:
        """Raises CompilerError; an error in the style sheet is an Answer with a failure."""
        _ = self.version  # its answer is the first in the pipe
        with self._conversation():
            self._child.write(json.dumps(_to_json(request)).encode() + b"\n")
            return _answer(json.loads(self._child.read_line()))

    def close(self) -> None:
        self._child.close()

    @contextlib.contextmanager
    def _conversation(self) -> Iterator[None]:
        try:
            with self._child.within(self._deadline):
                yield
        except (LookupError, TypeError, json.JSONDecodeError) as error:
            self.close()
            raise CompilerError(f"{self._name} gives no answer that makes sense: {error}") from error
        except BaseException:  # an interrupt too
            self.close()
            raise


def _to_json(request: Request) -> dict[str, object]:
    options = request.options
    return {
        "source": request.source,
        "url": request.url,
        "options": {
            "syntax": request.syntax,
            "style": options.style,
            "loadPaths": [str(path) for path in options.load_paths],
            "charset": options.charset,
            "sourceMap": options.source_map,
            "quietDeps": options.quiet_deps,
            "silenceDeprecations": options.silence_deprecations,
            "fatalDeprecations": options.fatal_deprecations,
            "futureDeprecations": options.future_deprecations,
        },
    }


def _answer(answer: dict[str, Any]) -> Answer:
    failure = answer.get("failure")
    return Answer(
        css=answer.get("css", ""),
        source_map=answer.get("sourceMap", ""),
        failure=failure and Failure(failure["message"], failure["formatted"], _span(failure)),
        loaded_urls=tuple(answer.get("loadedUrls", ())),
        log=tuple(_log_event(event) for event in answer["log"]),
    )


def _log_event(event: dict[str, Any]) -> LogEvent:
    kind: WarningKind = "deprecation" if event["deprecation"] else "debug" if "debug" in event else "warning"
    formatted = f"{event['text']}\n{event['stack']}"
    return LogEvent(kind, event["text"], formatted, event["deprecation"], _span(event), event["stack"])


def _span(described: dict[str, Any]) -> Span | None:
    span = described.get("span")
    return span and Span(span["url"], span["line"], span["column"], span["context"])
