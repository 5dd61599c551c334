"""Values, lookups, filter chains and conditions, each of which compiles to a closure.

`parse(text)` reads one value; `parse_filtered` an output's or assignment's markup;
`parse_condition` the head of an `if`. Strict grammar first; where that fails, its words become
a warning and Liquid's lax regular expressions read the same text.

Source: Liquid 4.0.4 expression.rb, variable.rb, variable_lookup.rb, range_lookup.rb,
condition.rb, tags/if.rb. Ruby's `\\w` and `\\s` are ASCII, so are ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from liquid.expression import Expression as EngineExpression
from liquid.token import TOKEN_EXPRESSION, Token

from jekylite.liquid.context import Context
from jekylite.liquid.drops import Drop, HashDrop
from jekylite.liquid.errors import TemplateError, syntax
from jekylite.liquid.filters.registry import Filter
from jekylite.liquid.grammar import StrictParser
from jekylite.liquid.literals import BLANK, EMPTY, MethodLiteral
from jekylite.ruby.values import (
    Range,
    class_name,
    compare,
    comparison_failed,
    equals,
    float_to_s,
    parse_digits,
    strict_integer,
    string_to_f,
    string_to_i,
    to_i,
    to_s,
)

Evaluate = Callable[[Context], object]
Test = Callable[[Context], bool]

QUOTED_FRAGMENT = r"""(?:"[^"]*"|'[^']*'|(?:[^\s,|'"]|"[^"]*"|'[^']*')+)"""
IF_SYNTAX = "Syntax Error in tag 'if' - Valid syntax: if [expression]"

_NOWHERE = Token(TOKEN_EXPRESSION, "", -1, "")
_MISSING = object()


def literal_integer(value: object) -> int:
    """`Liquid::Utils.to_integer`: an Integer, or text that spells one.

    Raises:
        TemplateError: `invalid integer`.
    """
    if type(value) is int:
        return value
    number = strict_integer(to_s(value))
    if number is None:
        raise TemplateError("invalid integer")
    return number


class Expression(EngineExpression):
    """A value that is known, or known when the template runs."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__(_NOWHERE)

    def compile(self) -> Evaluate:
        """A closure from the context to the value."""
        raise NotImplementedError

    def evaluate(self, context: object) -> object:
        assert isinstance(context, Context)
        return self.compile()(context)

    def children(self) -> Iterable[EngineExpression]:
        return ()


class Literal(Expression):
    """nil, true, false, `empty`, `blank`, a string, a number, a range of numbers."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        super().__init__()
        self.value = value

    def compile(self) -> Evaluate:
        value = self.value
        return lambda context: value


class RangeOf(Expression):
    """`(a..b)` where an end is a variable."""

    __slots__ = ("first", "last")

    def __init__(self, first: Expression, last: Expression) -> None:
        super().__init__()
        self.first = first
        self.last = last

    def compile(self) -> Evaluate:
        first, last = self.first.compile(), self.last.compile()
        return lambda context: Range(_range_end(first(context)), _range_end(last(context)))

    def children(self) -> Iterable[EngineExpression]:
        return (self.first, self.last)


def _range_end(value: object) -> int:
    if value is None:
        return 0
    return string_to_i(value) if type(value) is str else literal_integer(value)


_COMMANDS = frozenset(("size", "first", "last"))


class Lookup(Expression):
    """`name.key[0][other]`: a variable and what is looked up in it, one key after the other."""

    __slots__ = ("keys", "name")

    def __init__(self, name: Expression, keys: list[tuple[Expression, bool]]) -> None:
        super().__init__()
        self.name = name
        self.keys = keys
        """(key, whether it may be a command: written `.size`, not `["size"]`)."""

    def children(self) -> Iterable[EngineExpression]:
        return (self.name, *(key for key, _ in self.keys))

    def compile(self) -> Evaluate:
        if not isinstance(self.name, Literal) or type(self.name.value) is not str:
            return self._compile_dynamic(self._computed_name())
        name = self.name.value
        keys = self.keys
        if not keys:
            return lambda context: context.variables.get(name)
        if all(isinstance(key, Literal) and type(key.value) is str for key, _ in keys):
            texts = [key.value for key, _ in keys if isinstance(key, Literal) and isinstance(key.value, str)]
            if name == "site" and texts[0] == "data":
                return _site_data(texts, [is_command for _, is_command in keys])
            if len(keys) == 1:
                return _one_key(name, texts[0], keys[0][1])
            if len(keys) == 2:
                return _two_keys(name, texts[0], keys[0][1], texts[1], keys[1][1])
        return self._compile_dynamic(lambda context: context.variables.get(name))

    def _computed_name(self) -> Evaluate:
        name = self.name.compile()

        def find(context: Context) -> object:
            key = name(context)
            return context.variables.get(key) if type(key) is str else None

        return find

    def _compile_dynamic(self, find: Evaluate) -> Evaluate:
        steps = [(key.compile(), is_command) for key, is_command in self.keys]
        reads_data = (
            isinstance(self.name, Literal)
            and self.name.value == "site"
            and bool(self.keys)
            and isinstance(self.keys[0][0], Literal)
            and self.keys[0][0].value == "data"
        )

        def look_up(context: Context) -> object:
            value = find(context)
            for position, (key, is_command) in enumerate(steps):
                wanted = key(context)
                if position == 1 and reads_data:
                    context.note_data(wanted)
                value = look_up_key(value, wanted, is_command)
                if value is None:
                    return None
            return value

        return look_up


def _one_key(name: str, key: str, is_command: bool) -> Evaluate:
    def look_up(context: Context) -> object:
        value = context.variables.get(name)
        if type(value) is dict:
            found = value.get(key, _MISSING)
            return found if found is not _MISSING else look_up_key(value, key, is_command)
        return look_up_key(value, key, is_command)

    return look_up


def _two_keys(name: str, key: str, is_command: bool, key2: str, is_command2: bool) -> Evaluate:
    def look_up(context: Context) -> object:
        value = context.variables.get(name)
        if type(value) is dict:
            inner = value.get(key, _MISSING)
            if inner is _MISSING:
                inner = look_up_key(value, key, is_command)
        else:
            inner = look_up_key(value, key, is_command)
        if type(inner) is dict:
            found = inner.get(key2, _MISSING)
            return found if found is not _MISSING else look_up_key(inner, key2, is_command2)
        return look_up_key(inner, key2, is_command2)

    return look_up


def _site_data(keys: list[str], commands: list[bool]) -> Evaluate:
    """`site.data.key…`: the key is noted, so that another data file's change is no concern."""
    noted = keys[1] if len(keys) > 1 else "*"
    steps = list(zip(keys, commands, strict=True))

    def look_up(context: Context) -> object:
        context.note_data(noted)
        value = context.variables.get("site")
        for key, is_command in steps:
            value = look_up_key(value, key, is_command)
        return value

    return look_up


def look_up_key(value: object, key: object, is_command: bool = False) -> object:
    """One step of a lookup: a Hash's or drop's key, an Array's index, or a command.

    Nothing else of a value can be reached.
    """
    kind = type(value)
    if kind is dict:
        return _hash_key(value, key, is_command)  # type: ignore[arg-type]
    if isinstance(value, Drop):
        if type(key) is not str:
            return None
        if is_command and isinstance(value, HashDrop) and not value.has(key):
            return _hash_command(value.to_h(), key)
        return value.get(key)
    if kind is list:
        if type(key) is int:
            return _item(value, key)  # type: ignore[arg-type]
        return _array_command(value, key) if is_command else None  # type: ignore[arg-type]
    if is_command:
        if key == "size":
            if kind is str or kind is Range:
                return len(value)  # type: ignore[arg-type]
            return _integer_size(value) if type(value) is int else None
        if isinstance(value, Range):
            return value.first if key == "first" else value.last
    return None


def _hash_key(value: dict[object, object], key: object, is_command: bool) -> object:
    if type(key) is str:
        found = value.get(key, _MISSING)
        if found is not _MISSING:
            return found
        return _hash_command(value, key) if is_command else None
    for candidate, item in value.items():  # eql?, so 1 is neither 1.0 nor true
        if type(candidate) is type(key) and equals(candidate, key):
            return item
    return None


def _hash_command(value: dict[str, object] | dict[object, object], key: str) -> object:
    if key == "size":
        return len(value)
    if key == "first" and value:
        return list(next(iter(value.items())))
    return None


def _item(items: list[object], index: int) -> object:
    try:
        return items[index]
    except IndexError:
        return None


def _array_command(items: list[object], key: object) -> object:
    if key == "size":
        return len(items)
    if not items:
        return None
    return items[0] if key == "first" else items[-1] if key == "last" else None


def _integer_size(number: int) -> int:
    """`Integer#size`: bytes of the machine's representation, eight at a time."""
    magnitude = number if number >= 0 else ~number
    return 8 * max(1, -(-magnitude.bit_length() // 64))


_LITERALS: dict[str, object] = {
    "": None,
    "nil": None,
    "null": None,
    "true": True,
    "false": False,
    "blank": BLANK,
    "empty": EMPTY,
}
_QUOTED = re.compile(r"""'(.*)'|"(.*)\"""", re.S)
_INTEGER = re.compile(r"-?\d+", re.A)
_FLOAT = re.compile(r"-?\d[\d.]+", re.A)
_RANGE = re.compile(r"\((\S+)\.\.(\S+)\)", re.A)
_SEGMENT = re.compile(r"\[[^\]]+\]|[\w\-]+\??", re.A)
_WORD = re.compile(r"[\w\-]+\??", re.A)


@lru_cache(maxsize=4096)
def parse(text: str) -> Expression:
    """One value as Liquid spells it: a literal, else a lookup. Anything is accepted."""
    if text in _LITERALS:
        return Literal(_LITERALS[text])
    quoted = _QUOTED.fullmatch(text)
    if quoted:
        return Literal(quoted[1] if quoted[1] is not None else quoted[2])
    if _INTEGER.fullmatch(text):
        return Literal(parse_digits(text))
    ends = _RANGE.fullmatch(text)
    if ends:
        return _range(parse(ends[1]), parse(ends[2]))
    if _FLOAT.fullmatch(text):
        return Literal(string_to_f(text))
    # Behind the last `]` no `[` can match; looking for it again and again would be quadratic.
    closed = text.rfind("]") + 1
    segments = _SEGMENT.findall(text, 0, closed) + _WORD.findall(text, closed)
    if not segments:
        return Literal(None)
    keys = [_key(segment) for segment in segments]
    return Lookup(keys[0][0], keys[1:])


def _key(segment: str) -> tuple[Expression, bool]:
    if segment.startswith("["):
        return parse(segment[1:-1]), False
    return Literal(segment), segment in _COMMANDS


def _range(first: Expression, last: Expression) -> Expression:
    if isinstance(first, Literal) and isinstance(last, Literal):
        return Literal(Range(to_i(first.value), to_i(last.value)))
    return RangeOf(first, last)


# --- filters ----------------------------------------------------------------------------------

_FIRST_FRAGMENT = re.compile(rf"({QUOTED_FRAGMENT})(.*)", re.A | re.S)
_AFTER_PIPE = re.compile(r"\|\s*(.*)", re.A | re.S)
_FILTER_CHUNK = re.compile(rf"(?:\s+|{QUOTED_FRAGMENT}|,)+", re.A)
_FILTER_NAME = re.compile(r"\w+", re.A)
_FILTER_ARGUMENT = re.compile(rf"[:,]\s*((?:\w+\s*:\s*)?{QUOTED_FRAGMENT})", re.A)
_KEYWORD = re.compile(rf"(\w+)\s*:\s*({QUOTED_FRAGMENT})", re.A)


class FilterCall:
    """A filter's name and arguments as they are written."""

    __slots__ = ("arguments", "keywords", "name")

    def __init__(self, name: str, written: list[str]) -> None:
        self.name = name
        self.arguments: list[Expression] = []
        self.keywords: dict[str, Expression] = {}
        for argument in written:
            keyword = _KEYWORD.fullmatch(argument)
            if keyword:
                self.keywords[keyword[1]] = parse(keyword[2])
            else:
                self.arguments.append(parse(argument))


class Filtered(Expression):
    """`value | filter: argument | …`, the whole of an output."""

    __slots__ = ("filters", "value")

    def __init__(self, value: Expression, filters: list[FilterCall]) -> None:
        super().__init__()
        self.value = value
        self.filters = filters

    def bind(self, registry: Mapping[str, Filter]) -> Evaluate:
        """Compile with the filters of an environment; an unknown filter returns its input."""
        evaluate = self.value.compile()
        for call in self.filters:
            known = registry.get(call.name)
            if known is not None:
                evaluate = known.bind(
                    evaluate,
                    [argument.compile() for argument in call.arguments],
                    {name: value.compile() for name, value in call.keywords.items()},
                )
        return evaluate

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


def _read_plain(plain: re.Match[str]) -> Filtered:
    filters = [
        FilterCall(name, _PLAIN_ARGUMENTS.findall(arguments) if arguments else [])
        for name, arguments in (_PLAIN_CALLS.findall(plain[2]) if plain[2] else ())
    ]
    return Filtered(parse(plain[1]), filters)


class Parsed:
    """What a markup says, and the warning if only the lax grammar could read it."""

    __slots__ = ("expression", "warning")

    def __init__(self, expression: Filtered, warning: str | None = None) -> None:
        self.expression = expression
        self.warning = warning


@lru_cache(maxsize=4096)
def parse_filtered(markup: str) -> Parsed:
    """The markup of an output or an assignment's right side.

    What it answers has no state, and a site writes the same few outputs again and again: the
    answers are shared.
    """
    plain = _PLAIN_FILTERED.fullmatch(markup)
    if plain and "contains" not in markup:
        return Parsed(_read_plain(plain))
    try:
        return Parsed(parse_filtered_strictly(markup))
    except TemplateError as fault:
        return Parsed(_lax_filtered(markup), f'{fault.text} in "{{{{{markup}}}}}"')


def parse_filtered_strictly(markup: str) -> Filtered:
    """By the strict grammar alone.

    Raises:
        TemplateError: it is not that grammar's.
    """
    parser = StrictParser(markup)
    value = parse(parser.expression())
    filters: list[FilterCall] = []
    while parser.accept("pipe") is not None:
        name = parser.consume("id")
        written: list[str] = []
        if parser.accept("colon") is not None:
            written.append(parser.argument())
            while parser.accept("comma") is not None:
                written.append(parser.argument())
        filters.append(FilterCall(name, written))
    parser.end()
    return Filtered(value, filters)


def _lax_filtered(markup: str) -> Filtered:
    found = _FIRST_FRAGMENT.search(markup)
    if not found:
        return Filtered(Literal(None), [])
    filters: list[FilterCall] = []
    after = _AFTER_PIPE.search(found[2])
    if after:
        for chunk in _FILTER_CHUNK.findall(after[1]):
            name = _FILTER_NAME.search(chunk)
            if name:
                filters.append(FilterCall(name[0], _FILTER_ARGUMENT.findall(chunk)))
    return Filtered(parse(found[1]), filters)


# --- conditions -------------------------------------------------------------------------------


class Condition(Expression):
    """One comparison, or one value asked for its truth."""

    __slots__ = ("left", "operator", "right")

    def __init__(
        self, left: Expression, operator: str | None = None, right: Expression | None = None
    ) -> None:
        super().__init__()
        self.left = left
        self.operator = operator
        self.right = right or Literal(None)

    def children(self) -> Iterable[EngineExpression]:
        return (self.left, self.right)

    def compile(self) -> Evaluate:
        return self.test()

    def test(self) -> Test:
        """A closure that answers as Python's bool."""
        left = self.left.compile()
        operator = self.operator
        if operator is None:

            def is_true(context: Context) -> bool:
                value = left(context)
                return value is not None and value is not False

            return is_true
        if operator in ("==", "!=", "<>"):
            return self._equality(left, negated=operator != "==")
        compared = _OPERATORS.get(operator)
        if compared is None:

            def unknown(context: Context) -> bool:
                raise TemplateError(f"Unknown operator {operator}")

            return unknown
        right = self.right.compile()
        return lambda context: compared(left(context), right(context))

    def _equality(self, left: Evaluate, *, negated: bool) -> Test:
        if isinstance(self.right, Literal) and not isinstance(self.left, Literal):
            wanted = self.right.value
            # A String is equal to nothing but a String in Python as in Ruby.
            if type(wanted) is str:
                if negated:
                    return lambda context: left(context) != wanted
                return lambda context: left(context) == wanted
            if wanted is None or type(wanted) is bool:
                if negated:
                    return lambda context: left(context) is not wanted
                return lambda context: left(context) is wanted
        right = self.right.compile()
        if negated:
            return lambda context: not liquid_equals(left(context), right(context))
        return lambda context: liquid_equals(left(context), right(context))


class Logical(Expression):
    """`a and b`, `a or b`; right-associative, without precedence."""

    __slots__ = ("left", "operator", "right")

    def __init__(self, left: Condition, operator: str, right: Condition | Logical) -> None:
        super().__init__()
        self.left = left
        self.operator = operator
        self.right = right

    def children(self) -> Iterable[EngineExpression]:
        return (self.left, self.right)

    def compile(self) -> Evaluate:
        return self.test()

    def test(self) -> Test:
        """A closure that answers as Python's bool."""
        left, right = self.left.test(), self.right.test()
        if self.operator == "and":
            return lambda context: left(context) and right(context)
        return lambda context: left(context) or right(context)


def liquid_equals(left: object, right: object) -> bool:
    """`left == right`, where `empty` and `blank` ask a question of the other side."""
    if isinstance(left, MethodLiteral):
        return left.is_true_of(right)
    if isinstance(right, MethodLiteral):
        return right.is_true_of(left)
    return equals(left, right)


def contains(left: object, right: object) -> bool:
    """`left contains right`: a substring, a member, a key; false where either is nil."""
    if left is None or left is False or right is None or right is False:
        return False
    if isinstance(left, str):
        return to_s(right) in left
    if isinstance(left, list):
        return any(equals(item, right) for item in left)
    if isinstance(left, dict):
        return any(type(key) is type(right) and equals(key, right) for key in left)
    if isinstance(left, HashDrop):
        return isinstance(right, str) and left.has(right)
    return isinstance(left, Range) and right in left


def _ordered(symbol: str, holds: Callable[[int], bool]) -> Callable[[object, object], bool]:
    def compared(left: object, right: object) -> bool:
        if type(left) is int and type(right) is int:
            return holds((left > right) - (left < right))
        if not (_has_order(left) and _has_order(right)):
            return False
        order = compare(left, right)
        if order is None:
            if left != left or right != right:  # NaN: no order, no error
                return False
            comparison_failed(left, right)
        return holds(order)

    return compared


def _has_order(value: object) -> bool:
    """Whether Ruby's class has `<`: String, Integer, Float, Time, Date."""
    return class_name(value) in _ORDERED_CLASSES


_ORDERED_CLASSES = frozenset(("String", "Integer", "Float", "Time", "Date"))
_OPERATORS: dict[str, Callable[[object, object], bool]] = {
    "<": _ordered("<", lambda order: order < 0),
    ">": _ordered(">", lambda order: order > 0),
    "<=": _ordered("<=", lambda order: order <= 0),
    ">=": _ordered(">=", lambda order: order >= 0),
    "contains": contains,
}

_COMPARISON = re.compile(rf"({QUOTED_FRAGMENT})\s*([=!<>a-z_]+)?\s*({QUOTED_FRAGMENT})?", re.A)
_CLAUSE_OR_OPERATOR = re.compile(
    r"(?:\b(?:\s?and\s?|\s?or\s?)\b"
    rf"|(?:\s*(?!\b(?:\s?and\s?|\s?or\s?)\b)(?:{QUOTED_FRAGMENT}|\S+)\s*)+)",
    re.A,
)

Tree = Condition | Logical


@lru_cache(maxsize=4096)
def parse_condition(markup: str) -> tuple[Tree, str | None]:
    """The head of an `if`, `unless` or `elsif` → (its tree, a warning or None).

    Raises:
        TemplateError: neither grammar can read it.
    """
    try:
        return parse_condition_strictly(markup), None
    except TemplateError as fault:
        return _lax_condition(markup), f'{fault.text} in "{markup.strip()}"'


def parse_condition_strictly(markup: str) -> Tree:
    """By the strict grammar alone, as `where_exp` reads its expression.

    Raises:
        TemplateError: it is not that grammar's.
    """
    parser = StrictParser(markup)
    parts: list[tuple[Condition, str]] = []
    while True:
        left = parse(parser.expression())
        operator = parser.accept("comparison")
        right = parse(parser.expression()) if operator is not None else None
        condition = Condition(left, operator, right)
        if parser.accept_word("and"):
            parts.append((condition, "and"))
        elif parser.accept_word("or"):
            parts.append((condition, "or"))
        else:
            parser.end()
            return _right_associative(parts, condition)


def _right_associative(parts: list[tuple[Condition, str]], last: Tree) -> Tree:
    tree = last
    for condition, operator in reversed(parts):
        tree = Logical(condition, operator, tree)
    return tree


def _lax_condition(markup: str) -> Tree:
    pieces = _CLAUSE_OR_OPERATOR.findall(markup)
    tree: Tree = _lax_comparison(pieces.pop() if pieces else "")
    while pieces:
        operator = pieces.pop().strip()
        left = _lax_comparison(pieces.pop() if pieces else "")
        if operator not in ("and", "or"):
            raise syntax(IF_SYNTAX)
        tree = Logical(left, operator, tree)
    return tree


def _lax_comparison(text: str) -> Condition:
    found = _COMPARISON.search(text)
    if not found:
        raise syntax(IF_SYNTAX)
    return Condition(parse(found[1]), found[2], parse(found[3] or ""))


__all__ = [
    "Condition",
    "Expression",
    "Filtered",
    "Literal",
    "Logical",
    "Lookup",
    "Parsed",
    "contains",
    "float_to_s",
    "liquid_equals",
    "literal_integer",
    "look_up_key",
    "parse",
    "parse_condition",
    "parse_condition_strictly",
    "parse_filtered",
    "parse_filtered_strictly",
]
