"""`empty` and `blank`: literals that compare by a question instead of by value."""

from __future__ import annotations

from jekylite.ruby.values import RubyObject


class MethodLiteral(RubyObject):
    """`x == empty` asks `x.empty?`; printed it is nothing.

    Without ActiveSupport nothing answers `blank?`, so `x == blank` is never true.
    Source: Liquid 4.0.4 expression.rb, condition.rb.
    """

    __slots__ = ("name",)

    ruby_class = "Liquid::Expression::MethodLiteral"

    def __init__(self, name: str) -> None:
        self.name = name

    def to_s(self) -> str:
        return ""

    def is_true_of(self, value: object) -> bool:
        """Whether `value == empty`: only a String, an Array or a Hash can be."""
        return self is EMPTY and isinstance(value, (str, list, dict)) and not value


EMPTY = MethodLiteral("empty")
BLANK = MethodLiteral("blank")
