"""The nodes of a parsed template, and the closures they compile to.

A node compiles to `render(context, write)`, which answers True if a `break` or `continue` is
pending. Blocks are tuples of such closures; text is written in between without a call of its
own. An error gets its place where a block sees it pass: a `try` costs nothing until then.

Source: Liquid 4.0.4 block_body.rb (order, blank blocks, interrupts).
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NoReturn, TextIO

from liquid.ast import Node as EngineNode
from liquid.expression import Expression as EngineExpression
from liquid.token import Token

from jekylite.liquid.context import Context
from jekylite.liquid.errors import fail_at
from jekylite.ruby.values import output

if TYPE_CHECKING:
    from liquid.context import RenderContext

    from jekylite.liquid.expressions import Evaluate

Write = Callable[[str], object]
Render = Callable[[Context, Write], bool | None]


def discard(text: str) -> None:
    """Where a blank block writes to."""


class Node(EngineNode):
    """Base of our nodes.

    Attributes:
        blank: writes nothing but white space whatever happens; a block of blank nodes is run,
            but its output is dropped. A tag is not blank unless it says so.
    """

    __slots__ = ()

    def __init__(self, token: Token) -> None:
        super().__init__(token)
        self.blank = False

    @abstractmethod
    def compile(self) -> Render:
        """A closure that renders the node."""

    def bodies(self) -> Iterable[EngineNode]:
        """The nodes inside."""
        return ()

    def children(
        self, static_context: RenderContext, *, include_partials: bool = True
    ) -> Iterable[EngineNode]:
        return self.bodies()

    def render_to_output(self, context: RenderContext | Context, buffer: TextIO) -> int:
        """Run once, without keeping the closure (python-liquid's way in)."""
        assert isinstance(context, Context)
        self.compile()(context, buffer.write)
        return 0


class Text(Node):
    """Text between tags."""

    __slots__ = ("text",)

    def __init__(self, token: Token, text: str, *, blank: bool) -> None:
        super().__init__(token)
        self.text = text
        self.blank = blank

    def compile(self) -> Render:
        text = self.text

        def render(context: Context, write: Write) -> None:
            write(text)

        return render


class Output(Node):
    """`{{ expression }}`."""

    __slots__ = ("evaluate", "expression")

    def __init__(self, token: Token, expression: EngineExpression, evaluate: Evaluate) -> None:
        super().__init__(token)
        self.expression = expression
        self.evaluate = evaluate

    def compile(self) -> Render:
        evaluate = self.evaluate

        def render(context: Context, write: Write) -> None:
            value = evaluate(context)
            if type(value) is str:
                write(value)
            elif value is not None:
                write(output(value))

        return render

    def expressions(self) -> Iterable[EngineExpression]:
        yield self.expression


class Block(Node):
    """A sequence of nodes; `blank` if all of them are.

    Args:
        may_be_interrupted: it may begin with a `break` or `continue` pending, which a `tablerow`
            leaves behind; it then ends after its first tag.
    """

    __slots__ = ("may_be_interrupted", "nodes")

    def __init__(
        self, token: Token, nodes: Sequence[EngineNode], *, may_be_interrupted: bool = False
    ) -> None:
        super().__init__(token)
        self.nodes = list(nodes)
        self.may_be_interrupted = may_be_interrupted
        self.blank = all(node.blank for node in nodes)

    def compile(self, *, drop_output: bool = False) -> Render:
        return compile_sequence(
            self.nodes, drop_output=drop_output, may_be_interrupted=self.may_be_interrupted
        )

    def bodies(self) -> Iterable[EngineNode]:
        return self.nodes


def compile_node(node: EngineNode) -> Render:
    """The closure of any node; one of python-liquid's own is called through `render_to_output`."""
    if isinstance(node, Node):
        return node.compile()

    def render(context: Context, write: Write) -> None:
        node.render_to_output(context, _Writer(write))  # type: ignore[arg-type]

    return render


class _Writer:
    """`write`, as the file object that python-liquid's nodes expect."""

    __slots__ = ("write",)

    def __init__(self, write: Write) -> None:
        self.write = write


def compile_sequence(
    nodes: Sequence[EngineNode], *, drop_output: bool = False, may_be_interrupted: bool = False
) -> Render:
    """Nodes → one closure.

    Args:
        nodes: in order.
        drop_output: all of them are blank: they are run, and nothing is written.
        may_be_interrupted: see `Block`.
    """
    steps: list[tuple[str, Render, EngineNode]] = []
    text = ""
    for node in nodes:
        if isinstance(node, Text):
            text += node.text
            continue
        render = compile_node(node)
        if may_be_interrupted and not isinstance(node, Output):
            render = _ending_if_interrupted(render)
        steps.append((text, render, node))
        text = ""
    if drop_output:
        return _run_silently([(render, node) for _, render, node in steps])
    if not steps:
        return Text(nodes[0].token, text, blank=False).compile() if text else _nothing
    if len(steps) == 1:
        return _run_one(*steps[0], text)
    return _run(steps, text)


def _ending_if_interrupted(render: Render) -> Render:
    return lambda context, write: render(context, write) or bool(context.interrupts)


def _nothing(context: Context, write: Write) -> None:
    return None


def _fail(error: Exception, node: EngineNode, context: Context) -> NoReturn:
    """The error with the place of the node, or of its filter."""
    from jekylite.liquid.blame import failed_filter

    fail_at(error, node.token, lambda: failed_filter(error, node, context.environment.registry))


def _run_one(before: str, render: Render, node: EngineNode, after: str) -> Render:
    def run(context: Context, write: Write) -> bool | None:
        try:
            if before:
                write(before)
            if render(context, write):
                return True
            if after:
                write(after)
        except Exception as error:
            _fail(error, node, context)
        return None

    return run


def _run(steps: list[tuple[str, Render, EngineNode]], after: str) -> Render:
    pairs = [(text, render) for text, render, _ in steps]
    nodes = {id(render): node for _, render, node in steps}

    def run(context: Context, write: Write) -> bool | None:
        render: Render
        try:
            for text, render in pairs:
                if text:
                    write(text)
                if render(context, write):
                    return True
            if after:
                write(after)
        except Exception as error:
            _fail(error, nodes[id(render)], context)
        return None

    return run


def _run_silently(steps: list[tuple[Render, EngineNode]]) -> Render:
    nodes = {id(render): node for render, node in steps}
    renders = [render for render, _ in steps]

    def run(context: Context, write: Write) -> bool | None:
        render: Render
        try:
            for render in renders:
                if render(context, discard):
                    return True
        except Exception as error:
            _fail(error, nodes[id(render)], context)
        return None

    return run
