"""Tags that are one function of what stands behind their name."""

from __future__ import annotations

from collections.abc import Callable

from liquid.token import Token

from jekylite.liquid.blocks import Stream, Tag
from jekylite.liquid.context import Context
from jekylite.liquid.nodes import Node, Render, Write

Function = Callable[[Context, str], str]


def function_tag(tag_name: str, function: Function) -> type[Tag]:
    """`{% name markup %}` → what `function(context, markup)` answers.

    Args:
        function: `context.variables` has `site`, `page` and the other things that templates see;
            the markup is stripped, and nothing in it is resolved.
    """

    class FunctionTag(Tag):
        """The tag of that function."""

        name = tag_name

        def read(self, token: Token, markup: str, stream: Stream) -> Node:
            return FunctionNode(token, function, markup.strip())

    return FunctionTag


class FunctionNode(Node):
    """Writes the function's answer."""

    __slots__ = ("_function", "_markup")

    def __init__(self, token: Token, function: Function, markup: str) -> None:
        super().__init__(token)
        self._function = function
        self._markup = markup

    def compile(self) -> Render:
        function, markup = self._function, self._markup

        def render(context: Context, write: Write) -> None:
            write(function(context, markup))

        return render
