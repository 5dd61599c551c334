"""How a filter is called: the arity that Ruby would check, and whether it wants the context.

A filter is a function `(input, *arguments)`; one with a keyword-only parameter `context` is
given the `Context`. Keyword arguments of a template arrive as one dict, the last argument.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from inspect import Parameter, signature
from types import FunctionType
from typing import TypeVar

from jekylite.liquid.context import Context
from jekylite.ruby.values import ArgumentError

Function = TypeVar("Function", bound=Callable[..., object])
Evaluate = Callable[[Context], object]


class Filter:
    """A filter's function and what calling it takes.

    Args:
        function: see above.

    Attributes:
        least, most: how many arguments Ruby's method takes, the input among them; `most` is
            None without limit.
        wants_context: it has a keyword-only parameter `context`.
    """

    __slots__ = ("function", "least", "most", "wants_context")

    def __init__(self, function: Callable[..., object]) -> None:
        self.function = function
        if isinstance(function, FunctionType):
            self._read_code(function)
        else:
            self._read_signature(function)

    def _read_code(self, function: FunctionType) -> None:
        code = function.__code__
        positional = code.co_argcount
        self.least = positional - len(function.__defaults__ or ())
        self.most = None if code.co_flags & 0x04 else positional
        keywords = code.co_varnames[positional : positional + code.co_kwonlyargcount]
        self.wants_context = "context" in keywords

    def _read_signature(self, function: Callable[..., object]) -> None:
        parameters = signature(function).parameters.values()
        positional = [
            p for p in parameters if p.kind in (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)
        ]
        self.least = sum(p.default is Parameter.empty for p in positional)
        has_rest = any(p.kind is Parameter.VAR_POSITIONAL for p in parameters)
        self.most = None if has_rest else len(positional)
        self.wants_context = any(p.name == "context" and p.kind is Parameter.KEYWORD_ONLY for p in parameters)

    def takes(self, count: int) -> bool:
        """Whether a call with so many arguments, the input among them, is allowed."""
        return count >= self.least and (self.most is None or count <= self.most)

    @property
    def expected(self) -> str:
        """The arity in Ruby's words: `2`, `1..2`, `1+`."""
        if self.most is None:
            return f"{self.least}+"
        return str(self.least) if self.least == self.most else f"{self.least}..{self.most}"

    def bind(
        self, value: Evaluate, arguments: Sequence[Evaluate], keywords: Mapping[str, Evaluate]
    ) -> Evaluate:
        """A closure that calls the filter with these."""
        count = 1 + len(arguments) + bool(keywords)
        if not self.takes(count):
            return self._wrong_arity(value, count)
        if keywords:
            arguments = [*arguments, _gathered(keywords)]
        if self.wants_context:
            return _with_context(self.function, value, tuple(arguments))
        return _plain(self.function, value, tuple(arguments))

    def _wrong_arity(self, value: Evaluate, count: int) -> Evaluate:
        text = f"wrong number of arguments (given {count}, expected {self.expected})"

        def fail(context: Context) -> object:
            value(context)
            raise ArgumentError(text)

        return fail


def _gathered(keywords: Mapping[str, Evaluate]) -> Evaluate:
    return lambda context: {name: evaluate(context) for name, evaluate in keywords.items()}


def _plain(function: Callable[..., object], value: Evaluate, arguments: tuple[Evaluate, ...]) -> Evaluate:
    if not arguments:
        return lambda context: function(value(context))
    if len(arguments) == 1:
        first = arguments[0]
        return lambda context: function(value(context), first(context))
    return lambda context: function(value(context), *[argument(context) for argument in arguments])


def _with_context(
    function: Callable[..., object], value: Evaluate, arguments: tuple[Evaluate, ...]
) -> Evaluate:
    if not arguments:
        return lambda context: function(value(context), context=context)
    return lambda context: function(
        value(context), *[argument(context) for argument in arguments], context=context
    )


class Table(dict[str, Callable[..., object]]):
    """Name → function, filled by decorators."""

    def add(self, *names: str) -> Callable[[Function], Function]:
        """Register a function under its own name without trailing `_`, or under the names given."""

        def register(function: Function) -> Function:
            for name in names or (function.__name__.rstrip("_"),):
                self[name] = function
            return function

        return register
