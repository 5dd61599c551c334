"""`assign`, `capture`, `increment`, `decrement`, `comment`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from liquid.ast import Node as EngineNode
from liquid.expression import Expression as EngineExpression
from liquid.token import Token

from jekylite.liquid.blocks import BlockTag, Stream, Tag, parse_in_comment
from jekylite.liquid.context import Context
from jekylite.liquid.errors import syntax
from jekylite.liquid.expressions import Evaluate
from jekylite.liquid.filtered import Filtered, parse_filtered
from jekylite.liquid.nodes import Block, Node, Render, Write
from jekylite.ruby.values import integer_to_s

if TYPE_CHECKING:
    from liquid.builtin.expressions import Identifier

_NAME = r"(?:\(?[\w\-.\[\]]\)?)+"
_VARIABLE = re.compile(_NAME, re.A)
_EQUALS = re.compile(r"\s*=\s*", re.A)


class AssignTag(Tag):
    """`{% assign name = value | filter %}`."""

    name = "assign"

    def read(self, token: Token, markup: str, stream: Stream) -> Node:
        for variable in _VARIABLE.finditer(markup):
            equals = _EQUALS.match(markup, variable.end())
            if equals:
                parsed = parse_filtered(markup[equals.end() :], self.env.strictness)
                stream.warn(token, parsed.warning)
                evaluate = parsed.expression.bind(self.env.registry, self.env.strictness)
                return AssignNode(token, variable[0], parsed.expression, evaluate)
        raise syntax("Syntax Error in 'assign' - Valid syntax: assign [var] = [source]", token)


class AssignNode(Node):
    """Sets a variable of the outermost scope."""

    __slots__ = ("evaluate", "expression", "name")

    def __init__(self, token: Token, name: str, expression: Filtered, evaluate: Evaluate) -> None:
        super().__init__(token)
        self.name = name
        self.expression = expression
        self.evaluate = evaluate
        self.blank = True

    def compile(self) -> Render:
        name, evaluate = self.name, self.evaluate

        def render(context: Context, write: Write) -> None:
            context.assign(name, context.budget.check(evaluate(context)))

        return render

    def expressions(self) -> Iterable[EngineExpression]:
        return (self.expression,)

    def template_scope(self) -> Iterable[Identifier]:
        from liquid.builtin.expressions import Identifier

        return (Identifier(self.name, token=self.token),)


class CaptureTag(BlockTag):
    """`{% capture name %}…{% endcapture %}`."""

    name = "capture"
    end = "endcapture"

    def read(self, token: Token, markup: str, stream: Stream) -> Node:
        found = _VARIABLE.search(markup)
        if not found:
            raise syntax("Syntax Error in 'capture' - Valid syntax: capture [var]", token)
        block = self.body(token, stream)
        self.branch(stream)
        return CaptureNode(token, found[0], block)


class CaptureNode(Node):
    """Sets a variable of the outermost scope to the text of its body, white space and all."""

    __slots__ = ("block", "name")

    def __init__(self, token: Token, name: str, block: Block) -> None:
        super().__init__(token)
        self.name = name
        self.block = block
        self.blank = True

    def compile(self) -> Render:
        name, body = self.name, self.block.compile()

        def render(context: Context, write: Write) -> bool | None:
            text, interrupted = context.budget.gather(body, context)
            context.assign(name, text)
            return interrupted

        return render

    def bodies(self) -> Iterable[EngineNode]:
        return (self.block,)

    def template_scope(self) -> Iterable[Identifier]:
        from liquid.builtin.expressions import Identifier

        return (Identifier(self.name, token=self.token),)


class IncrementTag(Tag):
    """`{% increment name %}`: writes the counter, then adds one."""

    name = "increment"

    def read(self, token: Token, markup: str, stream: Stream) -> Node:
        return CounterNode(token, markup.strip(), 1, shown_before=True)


class DecrementTag(Tag):
    """`{% decrement name %}`: takes one off, then writes the counter."""

    name = "decrement"

    def read(self, token: Token, markup: str, stream: Stream) -> Node:
        return CounterNode(token, markup.strip(), -1, shown_before=False)


class CounterNode(Node):
    """A counter of the payload, below all variables of that name."""

    __slots__ = ("name", "shown_before", "step")

    def __init__(self, token: Token, name: str, step: int, *, shown_before: bool) -> None:
        super().__init__(token)
        self.name = name
        self.step = step
        self.shown_before = shown_before

    def compile(self) -> Render:
        name, step = self.name, self.step
        correction = step if self.shown_before else 0

        def render(context: Context, write: Write) -> None:
            write(integer_to_s(context.count(name, step) - correction))

        return render


class CommentTag(BlockTag):
    """`{% comment %}…{% endcomment %}`: parsed, so that it must be sound, except for unknown tags."""

    name = "comment"
    end = "endcomment"

    def read(self, token: Token, markup: str, stream: Stream) -> Node:
        stream.next_token()
        parse_in_comment(self.env, stream, token)
        self.branch(stream)
        return CommentNode(token)


class CommentNode(Node):
    """Nothing."""

    __slots__ = ()

    def __init__(self, token: Token) -> None:
        super().__init__(token)
        self.blank = True

    def compile(self) -> Render:
        def render(context: Context, write: Write) -> None:
            return None

        return render


TAGS = (AssignTag, CaptureTag, IncrementTag, DecrementTag, CommentTag)
