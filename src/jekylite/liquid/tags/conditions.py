"""`if`, `unless`, `case`, `ifchanged`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from liquid.ast import Node as EngineNode
from liquid.expression import Expression as EngineExpression
from liquid.token import Token

from jekylite.liquid.blocks import BlockTag, Stream
from jekylite.liquid.conditions import Condition, Logical, liquid_equals, parse_condition
from jekylite.liquid.context import Context
from jekylite.liquid.errors import TemplateError, syntax
from jekylite.liquid.expressions import QUOTED_FRAGMENT, Evaluate, Expression, parse
from jekylite.liquid.nodes import Block, Node, Render, Write, discard

Branch = tuple[Condition | Logical | None, Block]
"""A condition (None: `else`) and what it guards."""

_BRANCHES = frozenset(("elsif", "else"))


class IfTag(BlockTag):
    """`{% if a == b and c %}…{% elsif d %}…{% else %}…{% endif %}`."""

    name = "if"
    end = "endif"
    negates_first = False

    def read(self, token: Token, markup: str, stream: Stream) -> Node:
        branches: list[Branch] = []
        condition: Condition | Logical | None = self._condition(token, token, markup, stream)
        while True:
            branches.append((condition, self.body(token, stream, _BRANCHES)))
            at, name, markup = self.branch(stream)
            if name == self.end:
                return IfNode(token, branches, negates_first=self.negates_first)
            condition = None if name == "else" else self._condition(token, at, markup, stream)

    def _condition(self, opener: Token, at: Token, markup: str, stream: Stream) -> Condition | Logical:
        try:
            condition, warning = parse_condition(markup, self.env.strictness)
        except TemplateError as fault:
            fault.token = at
            raise
        stream.warn(opener, warning)  # Liquid names the line of the `if`, also for an `elsif`
        return condition


class UnlessTag(IfTag):
    """`{% unless a %}…{% endunless %}`: the first condition is turned round, others are not."""

    name = "unless"
    end = "endunless"
    negates_first = True


class IfNode(Node):
    """Branches, the first of which that holds is rendered."""

    __slots__ = ("branches", "negates_first")

    def __init__(self, token: Token, branches: Sequence[Branch], *, negates_first: bool) -> None:
        super().__init__(token)
        self.branches = branches
        self.negates_first = negates_first
        self.blank = all(block.blank for _, block in branches)

    def compile(self) -> Render:
        tests = [_always if condition is None else condition.test() for condition, _ in self.branches]
        bodies = [block.compile(drop_output=self.blank) for _, block in self.branches]
        if self.negates_first:
            first = tests[0]
            tests[0] = lambda context: not first(context)
        if len(tests) == 1:
            test, body = tests[0], bodies[0]

            def render_if(context: Context, write: Write) -> bool | None:
                return body(context, write) if test(context) else None

            return render_if
        if len(tests) == 2 and self.branches[1][0] is None:
            test, body, otherwise = tests[0], bodies[0], bodies[1]

            def render_if_else(context: Context, write: Write) -> bool | None:
                return body(context, write) if test(context) else otherwise(context, write)

            return render_if_else
        pairs = list(zip(tests, bodies, strict=True))

        def render(context: Context, write: Write) -> bool | None:
            for test, body in pairs:
                if test(context):
                    return body(context, write)
            return None

        return render

    def bodies(self) -> Iterable[EngineNode]:
        return [block for _, block in self.branches]

    def expressions(self) -> Iterable[EngineExpression]:
        return [condition for condition, _ in self.branches if condition is not None]


def _always(context: Context) -> bool:
    return True


_CASE = re.compile(QUOTED_FRAGMENT, re.A)
_WHEN = re.compile(rf"({QUOTED_FRAGMENT})(?:(?:\s+or\s+|\s*,\s*)({QUOTED_FRAGMENT}.*))?", re.A | re.S)
_WHEN_SYNTAX = "Syntax Error in tag 'case' - Valid when condition: {% when [condition] [or condition2...] %}"
_WHENS = frozenset(("when", "else"))


class CaseTag(BlockTag):
    """`{% case x %}{% when 1, 2 or 3 %}…{% else %}…{% endcase %}`; every `when` that fits is rendered."""

    name = "case"
    end = "endcase"

    def read(self, token: Token, markup: str, stream: Stream) -> Node:
        found = _CASE.search(markup)
        if not found:
            raise syntax("Syntax Error in 'case' - Valid syntax: case [condition]", token)
        subject = parse(found[0], self.env.strictness)
        before = self.body(token, stream, _WHENS)
        branches: list[tuple[list[EngineExpression] | None, Block]] = []
        at, name, markup = self.branch(stream)
        while name != self.end:
            values = None if name == "else" else self._values(at, markup)
            if values is None and markup.strip():
                text = "Syntax Error in tag 'case' - Valid else condition: {% else %} (no parameters) "
                raise syntax(text, at)
            branches.append((values, self.body(token, stream, _WHENS)))
            at, name, markup = self.branch(stream)
        return CaseNode(token, subject, before, branches)

    def _values(self, at: Token, markup: str) -> list[EngineExpression]:
        values: list[EngineExpression] = []
        rest: str | None = markup
        while rest is not None:
            found = _WHEN.search(rest)
            if not found:
                raise syntax(_WHEN_SYNTAX, at)
            values.append(parse(found[1], self.env.strictness))
            rest = found[2]
        return values


class CaseNode(Node):
    """A value and the bodies of the `when`s that are equal to it."""

    __slots__ = ("before", "branches", "subject")

    def __init__(
        self,
        token: Token,
        subject: EngineExpression,
        before: Block,
        branches: Sequence[tuple[list[EngineExpression] | None, Block]],
    ) -> None:
        super().__init__(token)
        self.subject = subject
        self.before = before  # never rendered, but Liquid counts it when it asks for blank
        self.branches = branches
        self.blank = before.blank and all(block.blank for _, block in branches)

    def compile(self) -> Render:
        subject = _evaluator(self.subject)
        branches = [
            (
                None if values is None else [_evaluator(value) for value in values],
                block.compile(drop_output=self.blank),
            )
            for values, block in self.branches
        ]

        def render(context: Context, write: Write) -> bool | None:
            is_open = True
            interrupted = None
            for values, body in branches:
                if values is None:
                    if is_open:
                        return body(context, write)
                    continue
                for value in values:
                    if liquid_equals(subject(context), value(context)):
                        is_open = False
                        interrupted = body(context, write) or interrupted
            return interrupted

        return render

    def bodies(self) -> Iterable[EngineNode]:
        return [self.before, *(block for _, block in self.branches)]

    def expressions(self) -> Iterable[EngineExpression]:
        yield self.subject
        for values, _ in self.branches:
            yield from values or ()


def _evaluator(expression: EngineExpression) -> Evaluate:
    assert isinstance(expression, Expression)
    return expression.compile()


class IfchangedTag(BlockTag):
    """`{% ifchanged %}…{% endifchanged %}`: rendered unless it gives what the last one gave."""

    name = "ifchanged"
    end = "endifchanged"

    def read(self, token: Token, markup: str, stream: Stream) -> Node:
        block = self.body(token, stream)
        self.branch(stream)
        return IfchangedNode(token, block)


class IfchangedNode(Node):
    """A body whose text is compared with what any `ifchanged` of the page gave before."""

    __slots__ = ("block",)

    def __init__(self, token: Token, block: Block) -> None:
        super().__init__(token)
        self.block = block
        self.blank = block.blank

    def compile(self) -> Render:
        body = self.block.compile()
        is_blank = self.blank

        def render(context: Context, write: Write) -> bool | None:
            text, interrupted = context.budget.gather(body, context)
            if text != context.ifchanged:
                context.ifchanged = text
                (discard if is_blank else write)(text)
            return interrupted

        return render

    def bodies(self) -> Iterable[EngineNode]:
        return (self.block,)


TAGS = (IfTag, UnlessTag, CaseTag, IfchangedTag)
