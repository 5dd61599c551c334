"""`value | filter: argument | …`: the markup of outputs and of assignments' right sides.

Strict grammar first; where that fails, its words become a warning and Liquid's lax regular
expressions read the same text. Source: Liquid 4.0.4 variable.rb.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from liquid.expression import Expression as EngineExpression

from jekylite.liquid.context import Context
from jekylite.liquid.drops import Drop
from jekylite.liquid.errors import TemplateError, syntax
from jekylite.liquid.expressions import QUOTED_FRAGMENT, Evaluate, Expression, Literal, Lookup, parse
from jekylite.liquid.filters.registry import Filter
from jekylite.liquid.grammar import StrictParser
from jekylite.liquid.strictness import JEKYLL, Strictness

_FIRST_FRAGMENT = re.compile(rf"({QUOTED_FRAGMENT})(.*)", re.A | re.S)
_AFTER_PIPE = re.compile(r"\|\s*(.*)", re.A | re.S)
_FILTER_CHUNK = re.compile(rf"(?:\s+|{QUOTED_FRAGMENT}|,)+", re.A)
_FILTER_NAME = re.compile(r"\w+", re.A)
_FILTER_ARGUMENT = re.compile(rf"[:,]\s*((?:\w+\s*:\s*)?{QUOTED_FRAGMENT})", re.A)
_KEYWORD = re.compile(rf"(\w+)\s*:\s*({QUOTED_FRAGMENT})", re.A)


def _undefined_filter(name: str) -> Evaluate:
    def fail(context: Context) -> object:
        raise TemplateError(f"undefined filter {name}")

    return fail


class FilterCall:
    """A filter's name and arguments as they are written."""

    __slots__ = ("arguments", "keywords", "name")

    def __init__(self, name: str, written: list[str], strictness: Strictness) -> None:
        self.name = name
        self.arguments: list[Expression] = []
        self.keywords: dict[str, Expression] = {}
        for argument in written:
            keyword = _KEYWORD.fullmatch(argument)
            if keyword:
                self.keywords[keyword[1]] = parse(keyword[2], strictness)
            else:
                self.arguments.append(parse(argument, strictness))


class Filtered(Expression):
    """`value | filter: argument | …`, the whole of an output."""

    __slots__ = ("filters", "value")

    def __init__(self, value: Expression, filters: list[FilterCall]) -> None:
        super().__init__()
        self.value = value
        self.filters = filters

    def compile(self) -> Evaluate:
        """As an environment without filters reads it: each returns its input."""
        return self.bind({})

    def bind(self, registry: Mapping[str, Filter], strictness: Strictness = JEKYLL) -> Evaluate:
        """Compile with the filters of an environment; an unknown filter returns its input."""
        evaluate = self._shown_clock() or self.value.compile()
        for call in self.filters:
            known = registry.get(call.name)
            if known is None and strictness.strict_filters:
                return _undefined_filter(call.name)
            if known is not None:
                evaluate = known.bind(
                    evaluate,
                    [argument.compile() for argument in call.arguments],
                    {name: value.compile() for name, value in call.keywords.items()},
                )
        return evaluate

    def _shown_clock(self) -> Evaluate | None:
        """`site.time | date: "%Y"` rests on the year, not on the second: it is noted as that."""
        call = self.filters[0] if self.filters else None
        if call is None or call.name != "date" or len(call.arguments) != 1 or call.keywords:
            return None
        pattern = call.arguments[0]
        if not isinstance(self.value, Lookup) or self.value.path() != ("site", "time"):
            return None
        if not isinstance(pattern, Literal) or type(pattern.value) is not str:
            return None
        written = pattern.value
        look_up = self.value.compile()

        def clock(context: Context) -> object:
            site = context.variables.get("site")
            if not isinstance(site, Drop):
                return look_up(context)
            context.note_clock(written)
            return site.peek("time")

        return clock

    def children(self) -> Iterable[EngineExpression]:
        yield self.value
        for call in self.filters:
            yield from call.arguments
            yield from call.keywords.values()


_PLAIN_VALUE = r"""(?:"[^"]*"|'[^']*'|-?\d+(?:\.\d+)?|[a-zA-Z_][\w-]*(?:\.[a-zA-Z_][\w-]*)*)"""
_PLAIN_CALL = rf"\|\s*[a-zA-Z_][\w-]*\s*(?::\s*{_PLAIN_VALUE}\s*(?:,\s*{_PLAIN_VALUE}\s*)*)?"
# What nearly all outputs are, read without the strict parser: both agree on these.
_PLAIN_FILTERED = re.compile(rf"\s*({_PLAIN_VALUE})\s*((?:{_PLAIN_CALL})*)", re.A)
_PLAIN_CALLS = re.compile(r"\|\s*([a-zA-Z_][\w-]*)((?:[^|\"']|\"[^\"]*\"|'[^']*')*)", re.A)
_PLAIN_ARGUMENTS = re.compile(_PLAIN_VALUE, re.A)


def _read_plain(plain: re.Match[str], strictness: Strictness) -> Filtered:
    filters = [
        FilterCall(name, _PLAIN_ARGUMENTS.findall(arguments) if arguments else [], strictness)
        for name, arguments in (_PLAIN_CALLS.findall(plain[2]) if plain[2] else ())
    ]
    return Filtered(parse(plain[1], strictness), filters)


class Parsed:
    """What a markup says, and the warning if only the lax grammar could read it."""

    __slots__ = ("expression", "warning")

    def __init__(self, expression: Filtered, warning: str | None = None) -> None:
        self.expression = expression
        self.warning = warning


@lru_cache(maxsize=4096)
def parse_filtered(markup: str, strictness: Strictness = JEKYLL) -> Parsed:
    """The markup of an output or an assignment's right side.

    Raises:
        TemplateError: the strict grammar cannot read it, and that is an error.

    What it answers has no state, and a site writes the same few outputs again and again: the
    answers are shared.
    """
    plain = _PLAIN_FILTERED.fullmatch(markup)
    if plain and "contains" not in markup:
        return Parsed(_read_plain(plain, strictness))
    try:
        return Parsed(_strict_filtered(markup, strictness))
    except TemplateError as fault:
        warning = f'{fault.text} in "{{{{{markup}}}}}"'
        if not strictness.is_lax:
            raise syntax(warning) from None
        return Parsed(_lax_filtered(markup, strictness), warning)


def _strict_filtered(markup: str, strictness: Strictness) -> Filtered:
    parser = StrictParser(markup)
    value = parse(parser.expression(), strictness)
    filters: list[FilterCall] = []
    while parser.accept("pipe") is not None:
        name = parser.consume("id")
        written: list[str] = []
        if parser.accept("colon") is not None:
            written.append(parser.argument())
            while parser.accept("comma") is not None:
                written.append(parser.argument())
        filters.append(FilterCall(name, written, strictness))
    parser.end()
    return Filtered(value, filters)


def _lax_filtered(markup: str, strictness: Strictness) -> Filtered:
    found = _FIRST_FRAGMENT.search(markup)
    if not found:
        return Filtered(Literal(None), [])
    filters: list[FilterCall] = []
    after = _AFTER_PIPE.search(found[2])
    if after:
        for chunk in _FILTER_CHUNK.findall(after[1]):
            name = _FILTER_NAME.search(chunk)
            if name:
                filters.append(FilterCall(name[0], _FILTER_ARGUMENT.findall(chunk), strictness))
    return Filtered(parse(found[1], strictness), filters)
