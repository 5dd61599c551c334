"""The standard filters on numbers: decimal arithmetic, Ruby's rounding.

Source: Liquid 4.0.4 standardfilters.rb, utils.rb (to_number).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal, localcontext
from typing import Any

from jekylite.liquid.errors import TemplateError
from jekylite.liquid.filters.registry import Table
from jekylite.ruby.strings import WHITESPACE
from jekylite.ruby.values import DivisionByZeroError, FloatDomainError, float_to_s, string_to_i

FILTERS = Table()
add = FILTERS.add


Number = int | float | Decimal

_DECIMAL = re.compile(r"-?\d+\.\d+", re.A)
_PRECISION = 60
_FLOAT_DIGITS = 400  # no Float has so many before or behind its point
_MOST_BITS = 3_321_928  # a million digits: squared again and again, a number takes all time there is


def to_number(value: object) -> Number:
    """`Liquid::Utils.to_number`: decimal arithmetic for Floats and text with a point."""
    if type(value) is int:
        return value
    if isinstance(value, float):
        return Decimal(float_to_s(value)) if math.isfinite(value) else value
    if isinstance(value, str):
        stripped = value.strip(WHITESPACE)
        return Decimal(stripped) if _DECIMAL.fullmatch(stripped) else string_to_i(value)
    return 0


def _plain(number: Number) -> int | float:
    return float(number) if isinstance(number, Decimal) else number


@add()
def abs_(value: object) -> int | float:
    number = to_number(value)
    return _plain(-number if number < 0 else number)


def _calculate(left: object, right: object, operation: Callable[[Any, Any], Any]) -> int | float:
    mine, theirs = to_number(left), to_number(right)
    if isinstance(mine, float) or isinstance(theirs, float):
        return _plain(operation(float(mine), float(theirs)))
    if isinstance(mine, int) and isinstance(theirs, int):
        return _plain(operation(mine, theirs))
    with localcontext() as arithmetic:
        arithmetic.prec = _PRECISION
        return _plain(operation(Decimal(mine), Decimal(theirs)))


@add()
def plus(value: object, operand: object) -> int | float:
    return _calculate(value, operand, lambda a, b: a + b)


@add()
def minus(value: object, operand: object) -> int | float:
    return _calculate(value, operand, lambda a, b: a - b)


@add()
def times(value: object, operand: object) -> int | float:
    return _calculate(value, operand, _multiply)


def _multiply(left: Any, right: Any) -> Number:
    if isinstance(left, int) and isinstance(right, int):
        bits = left.bit_length() + right.bit_length()
        if bits > _MOST_BITS:
            raise TemplateError("the product has more than a million digits", code="JL314")
    product: Number = left * right
    return product


@add()
def divided_by(value: object, operand: object) -> int | float:
    """Integers divide downwards; a Float divided by zero is Infinity."""
    return _calculate(value, operand, _divide)


def _divide(left: Any, right: Any) -> Number:
    if right == 0:
        if isinstance(left, int):
            raise DivisionByZeroError("divided by 0")
        return math.nan if left == 0 else math.copysign(math.inf, left) * math.copysign(1, right)
    if isinstance(left, int) and isinstance(right, int):
        return left // right
    quotient: Number = left / right
    return quotient


@add()
def modulo(value: object, operand: object) -> int | float:
    """The remainder, with the sign of the operand."""
    return _calculate(value, operand, _modulo)


def _modulo(left: Any, right: Any) -> Number:
    if right == 0:
        raise DivisionByZeroError("divided by 0")
    remainder: Number = left % right
    if isinstance(left, Decimal) and remainder and (remainder < 0) != (right < 0):
        remainder += right
    if isinstance(remainder, Decimal) and not remainder:
        return Decimal(0)  # not minus zero
    return remainder


@add()
def round_(value: object, digits: object = 0) -> int | float:
    """Half away from zero; to a number of digits, which may be negative."""
    number = to_number(value)
    places = int(to_number(digits))
    if isinstance(number, float):
        raise FloatDomainError(float_to_s(number))
    if isinstance(number, int):
        return number if places >= 0 else _round_integer(number, -places)
    if abs(places) > _FLOAT_DIGITS:
        return float(number) if places > 0 else 0
    with localcontext() as arithmetic:
        arithmetic.prec = _PRECISION + 2 * _FLOAT_DIGITS
        rounded = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return int(rounded) if places <= 0 else float(rounded)


def _round_integer(number: int, zeros: int) -> int:
    if zeros > number.bit_length():  # more than it has digits
        return 0
    unit: int = 10**zeros
    rounded = (abs(number) + unit // 2) // unit * unit
    return -rounded if number < 0 else rounded


@add()
def ceil(value: object) -> int:
    return _to_integral(value, ROUND_CEILING)


@add()
def floor(value: object) -> int:
    return _to_integral(value, ROUND_FLOOR)


def _to_integral(value: object, rounding: str) -> int:
    number = to_number(value)
    if isinstance(number, float):
        raise FloatDomainError(float_to_s(number))
    return number if isinstance(number, int) else int(number.to_integral_value(rounding=rounding))


@add()
def at_least(value: object, minimum: object) -> int | float:
    number, least = to_number(value), to_number(minimum)
    return _plain(least if least > number else number)


@add()
def at_most(value: object, maximum: object) -> int | float:
    number, most = to_number(value), to_number(maximum)
    return _plain(most if most < number else number)
