"""Values as templates write them: literals, ranges and lookups, each of which compiles to a closure.

`parse(text)` reads one. Chains of filters are in `filtered`, conditions in `conditions`.

Source: Liquid 4.0.4 expression.rb, variable_lookup.rb, range_lookup.rb. Ruby's `\\w` and `\\s`
are ASCII, so are ours.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Callable, Iterable
from functools import lru_cache

from liquid.expression import Expression as EngineExpression
from liquid.token import TOKEN_EXPRESSION, Token

from jekylite.liquid.context import Context
from jekylite.liquid.drops import Drop, HashDrop
from jekylite.liquid.errors import TemplateError
from jekylite.liquid.literals import BLANK, EMPTY
from jekylite.liquid.strictness import JEKYLL, Strictness
from jekylite.ruby.values import (
    Range,
    equals,
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

    @abstractmethod
    def compile(self) -> Evaluate:
        """A closure from the context to the value."""

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

    __slots__ = ("is_strict", "keys", "name")

    def __init__(
        self, name: Expression, keys: list[tuple[Expression, bool]], *, is_strict: bool = False
    ) -> None:
        super().__init__()
        self.name = name
        self.keys = keys
        """(key, whether it may be a command: written `.size`, not `["size"]`)."""
        self.is_strict = is_strict
        """What is not there is an error."""

    def children(self) -> Iterable[EngineExpression]:
        return (self.name, *(key for key, _ in self.keys))

    def path(self) -> tuple[str, ...] | None:
        """The name and the keys where all of them are written out, as in `site.time`; else None."""
        parts = [part.value for part in self.children() if isinstance(part, Literal)]
        texts = tuple(part for part in parts if isinstance(part, str))
        return texts if len(texts) == 1 + len(self.keys) else None

    def compile(self) -> Evaluate:
        if self.is_strict:
            return self._compile_strictly()
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

    def _compile_strictly(self) -> Evaluate:
        name = self.name.compile()
        steps = [(key.compile(), is_command) for key, is_command in self.keys]

        def look_up(context: Context) -> object:
            first = name(context)
            if type(first) is not str or first not in context.variables:
                raise TemplateError(f"undefined variable {to_s(first)}")
            value = context.variables[first]
            for key, is_command in steps:
                wanted = key(context)
                if not has_key(value, wanted, is_command):
                    raise TemplateError(f"undefined variable {to_s(wanted)}")
                value = look_up_key(value, wanted, is_command)
            return value

        return look_up

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
        if is_plain and isinstance(value, Drop):
            return value.get(key)
        return look_up_key(value, key, is_command)

    is_plain = not is_command
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
        rest = steps
        if isinstance(value, Drop):
            # Peeked at: noted as read, all of the data would count.
            value, rest = value.peek("data"), steps[1:]
        for key, is_command in rest:
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
            if kind is str:
                return len(value)  # type: ignore[arg-type]
            if isinstance(value, Range):
                return value.size
            return _integer_size(value) if type(value) is int else None
        if isinstance(value, Range):
            return value.first if key == "first" else value.last
    return None


def has_key(value: object, key: object, is_command: bool) -> bool:
    """Whether `look_up_key` finds something, be it nil."""
    if isinstance(value, dict):
        return any(type(known) is type(key) and known == key for known in value) or (
            is_command and (key == "size" or (key == "first" and bool(value)))
        )
    if isinstance(value, Drop):
        return isinstance(key, str) and (value.has(key) or (is_command and isinstance(value, HashDrop)))
    if isinstance(value, list):
        return type(key) is int or is_command
    if isinstance(value, Range):
        return is_command
    return is_command and key == "size" and (isinstance(value, str) or type(value) is int)


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
def parse(text: str, strictness: Strictness = JEKYLL) -> Expression:
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
        return _range(parse(ends[1], strictness), parse(ends[2], strictness))
    if _FLOAT.fullmatch(text):
        return Literal(string_to_f(text))
    # Behind the last `]` no `[` can match; looking for it again and again would be quadratic.
    closed = text.rfind("]") + 1
    segments = _SEGMENT.findall(text, 0, closed) + _WORD.findall(text, closed)
    if not segments:  # a variable without a name, which is nil but no literal
        return Lookup(Literal(None), [])
    keys = [_key(segment, strictness) for segment in segments]
    return Lookup(keys[0][0], keys[1:], is_strict=strictness.strict_variables)


def _key(segment: str, strictness: Strictness) -> tuple[Expression, bool]:
    if segment.startswith("["):
        return parse(segment[1:-1], strictness), False
    return Literal(segment), segment in _COMMANDS


def _range(first: Expression, last: Expression) -> Expression:
    if isinstance(first, Literal) and isinstance(last, Literal):
        return Literal(Range(to_i(first.value), to_i(last.value)))
    return RangeOf(first, last)
