"""Conditions: comparisons, and `and`/`or` between them, read from the right.

Strict grammar first; where that fails, its words become a warning and Liquid's lax regular
expressions read the same text. Source: Liquid 4.0.4 condition.rb, tags/if.rb.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from liquid.expression import Expression as EngineExpression

from jekylite.liquid.context import Context
from jekylite.liquid.drops import HashDrop
from jekylite.liquid.errors import TemplateError, syntax
from jekylite.liquid.expressions import QUOTED_FRAGMENT, Evaluate, Expression, Literal, Test, parse
from jekylite.liquid.grammar import StrictParser
from jekylite.liquid.literals import MethodLiteral
from jekylite.liquid.strictness import JEKYLL, Strictness
from jekylite.ruby.values import Range, class_name, compare, comparison_failed, equals, to_s

IF_SYNTAX = "Syntax Error in tag 'if' - Valid syntax: if [expression]"


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
def parse_condition(markup: str, strictness: Strictness = JEKYLL) -> tuple[Tree, str | None]:
    """The head of an `if`, `unless` or `elsif` → (its tree, a warning or None).

    Raises:
        TemplateError: neither grammar can read it, or the strict one cannot and must.
    """
    try:
        return parse_condition_strictly(markup, strictness), None
    except TemplateError as fault:
        warning = f'{fault.text} in "{markup.strip()}"'
        if not strictness.is_lax:
            raise syntax(warning) from None
        return _lax_condition(markup, strictness), warning


def parse_condition_strictly(markup: str, strictness: Strictness = JEKYLL) -> Tree:
    """By the strict grammar alone, as `where_exp` reads its expression.

    Raises:
        TemplateError: it is not that grammar's.
    """
    parser = StrictParser(markup)
    parts: list[tuple[Condition, str]] = []
    while True:
        left = parse(parser.expression(), strictness)
        operator = parser.accept("comparison")
        right = parse(parser.expression(), strictness) if operator is not None else None
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


def _lax_condition(markup: str, strictness: Strictness) -> Tree:
    pieces = _CLAUSE_OR_OPERATOR.findall(markup)
    tree: Tree = _lax_comparison(pieces.pop() if pieces else "", strictness)
    while pieces:
        operator = pieces.pop().strip()
        left = _lax_comparison(pieces.pop() if pieces else "", strictness)
        if operator not in ("and", "or"):
            raise syntax(IF_SYNTAX)
        tree = Logical(left, operator, tree)
    return tree


def _lax_comparison(text: str, strictness: Strictness) -> Condition:
    found = _COMPARISON.search(text)
    if not found:
        raise syntax(IF_SYNTAX)
    return Condition(parse(found[1], strictness), found[2], parse(found[3] or "", strictness))
