"""A parsed template: rendered as often as wanted, compiled once."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from liquid.ast import Node as EngineNode
from liquid.template import BoundTemplate
from liquid.token import Token

from jekylite.diagnostics import WARNING, Diagnostic
from jekylite.errors import LiquidError, Location
from jekylite.liquid.context import Context, SiteAccess
from jekylite.liquid.errors import Kind, TemplateError
from jekylite.liquid.hints import hint_for, hint_for_warning
from jekylite.liquid.nodes import Node, Render, Write, compile_sequence
from jekylite.liquid.tags.site import IncludeNode

if TYPE_CHECKING:
    from jekylite.liquid.environment import JekyllEnvironment

_RECURSION_LIMIT = 12_000
"""Enough Python frames for 100 includes with 100 blocks in each; they take no C stack."""


_STUMBLED = re.compile(r'Unexpected character (\S) in "(.*)"\Z', re.DOTALL)


class Source:
    """The text of a template and where it stands in its file.

    Args:
        text: what is parsed.
        path: for messages; "" without a file.
        body_line: 1-based line of the file where `text` begins.
    """

    __slots__ = ("_line_starts", "body_line", "path", "text")

    def __init__(self, text: str, path: str = "", body_line: int = 1) -> None:
        self.text = text
        self.path = path
        self.body_line = body_line
        self._line_starts: list[int] | None = None

    def line(self, index: int) -> int:
        """1-based line of the file at an offset of the text."""
        return self._row(index) + self.body_line

    def location(self, index: int) -> Location:
        """Path, line and column at an offset of the text."""
        row = self._row(index)
        assert self._line_starts is not None
        return Location(self.path or "<template>", row + self.body_line, index - self._line_starts[row] + 1)

    def _row(self, index: int) -> int:
        if self._line_starts is None:
            starts = [0]
            at = -1
            while (at := self.text.find("\n", at + 1)) >= 0:
                starts.append(at + 1)
            self._line_starts = starts
        return bisect_right(self._line_starts, index) - 1


class JekyllTemplate(BoundTemplate):
    """What `JekyllEnvironment.from_string` answers.

    Attributes:
        source: text, path and first line.
        warnings: what only the lax grammar could read, as diagnostics with Jekyll's text.
    """

    env: JekyllEnvironment

    def __init__(
        self,
        env: JekyllEnvironment,
        nodes: list[EngineNode],
        source: Source,
        warnings: list[tuple[Token, str]],
    ) -> None:
        super().__init__(env, nodes, path=source.path or None)
        self.source = source
        self.warnings = [self._diagnostic(token, text) for token, text in warnings]
        self._run: Render | None = None
        self._has_warned = False

    def _diagnostic(self, token: Token, text: str) -> Diagnostic:
        line = self.source.line(token.start_index)
        return Diagnostic(
            WARNING,
            f"Liquid syntax error (line {line}): {text}",
            at=self.source.location(self._doubtful(token, text)),
            hint=hint_for_warning(text),
            topic="Liquid Warning",
            code="JL309",
        )

    def _doubtful(self, token: Token, text: str) -> int:
        """The offset of the character that the strict grammar stumbles over, or of the token."""
        found = _STUMBLED.match(text)
        start = token.start_index
        if found is None:
            return start
        written = self.source.text.find(found[2].strip("{}"), start)
        return self.source.text.find(found[1], max(written, start))

    def render(
        self,
        payload: Mapping[str, object] | None = None,
        *,
        site: SiteAccess | None = None,
        page_path: str = "",
        counters: dict[str, int] | None = None,
    ) -> str:
        """Render with these variables.

        Args:
            payload: all that the template sees, by name; not changed.
            site: what tags and filters ask; the environment's own if None.
            page_path: path of the page, for `include_relative`.
            counters: of `increment` and `decrement`; hand in one dict for a whole build, as
                Jekyll does, None for counters of this render alone.

        Returns:
            The text.

        Raises:
            LiquidError: the first thing that goes wrong, with file, line, column and the chain
                of includes; the message is the reference's.
        """
        context = Context(self.env, payload or {}, site or self.env.site, page_path, counters)
        self.warn(context.site)
        try:
            with _deep_recursion():
                text, _ = context.budget.gather(self.run, context)
        except TemplateError as fault:
            raise as_liquid_error(fault) from fault.__cause__
        return text

    def run(self, context: Context, write: Write) -> bool | None:
        """Render into an open context, as `include` does.

        Raises:
            TemplateError: with this template, if no inner one has claimed it.
        """
        run = self._run
        if run is None:
            run = self._run = compile_sequence(self.nodes)
        try:
            return run(context, write)
        except TemplateError as fault:
            fault.pass_through(self.source)
            raise

    def run_to_text(self, context: Context) -> str:
        """The text of a template inside a tag; a fault in it is the tag's."""
        parts: list[str] = []
        try:
            compile_sequence(self.nodes)(context, parts.append)
        except TemplateError as fault:
            fault.token = fault.index = None
            raise
        return "".join(parts)

    @property
    def includes(self) -> frozenset[str]:
        """The names in `include` tags, less those written with variables; of this file alone."""
        return frozenset(_include_names(self.nodes))

    def warn(self, site: SiteAccess) -> None:
        """Hand the warnings to the site, the first time only."""
        if self.warnings and not self._has_warned:
            self._has_warned = True
            for warning in self.warnings:
                site.warn(warning)


def _include_names(nodes: Iterable[EngineNode]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, IncludeNode) and node.static_name is not None:
            yield node.static_name
        elif isinstance(node, Node):
            yield from _include_names(node.bodies())


@contextmanager
def _deep_recursion() -> Iterator[None]:
    before = sys.getrecursionlimit()
    if before >= _RECURSION_LIMIT:
        yield
        return
    sys.setrecursionlimit(_RECURSION_LIMIT)
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


def as_liquid_error(fault: TemplateError) -> LiquidError:
    """A fault that has left its templates → the error that is shown.

    The message is the reference's, except that its line is the file's. Liquid gives the path of
    the outermost include beside the line of the innermost; we give the innermost's.
    """
    places = fault.places
    if not places or fault.token is None:
        return LiquidError(fault.text, hint=fault.hint or hint_for(fault.text), code=fault.code)
    source, index = places[0]
    at = source.location(index)
    hint = fault.hint or hint_for(fault.text, fault.filter_name)
    # An include that includes itself is in the chain once.
    chain = tuple(dict.fromkeys(outer.location(position) for outer, position in places[1:]))
    if fault.at is not None:
        return LiquidError(fault.text, at=fault.at, hint=fault.hint, chain=(at, *chain), code=fault.code)
    if fault.kind is Kind.BARE:
        return LiquidError(fault.text, at=at, hint=hint, chain=chain, code=fault.code)
    line = source.line(index if fault.line_index is None else fault.line_index)
    file = f"{source.path} " if chain else ""
    included = " included " if chain else ""
    message = f"{fault.kind.value} ({file}line {line}): {fault.text}{included}"
    error = LiquidError(message, at=at, hint=hint, chain=chain, code=fault.code)
    outer = f"{places[-2][0].path} " if chain else ""
    error.logged = f"{fault.kind.value} ({outer}line {line - source.body_line + 1}): {fault.text}{included}"
    return error
