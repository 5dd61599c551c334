"""`to_json` of Ruby's core classes: no spaces, text as it is, times as `to_s`.

Source: json 2.6, as `ruby` answers.
"""

from __future__ import annotations

import math
import re

from jekylite.ruby.values import RubyError, float_to_s, integer_to_s, to_s


class GeneratorError(RubyError):
    """JSON::GeneratorError."""


_SPECIAL = re.compile(r'["\\\x00-\x1f]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def quote(text: str) -> str:
    """A JSON string; `/` and everything beyond ASCII stay."""
    return f'"{_SPECIAL.sub(_escape, text)}"'


def _escape(found: re.Match[str]) -> str:
    return _SHORT.get(found[0]) or f"\\u{ord(found[0]):04x}"


def generate(value: object) -> str:
    """The JSON text of a value; what is none of JSON's is quoted `to_s`.

    Raises:
        GeneratorError: NaN and Infinity.
    """
    if value is None:
        return "null"
    if isinstance(value, str):
        return quote(value)
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, int):
        return integer_to_s(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise GeneratorError(f"920: {float_to_s(value)} not allowed in JSON")
        return float_to_s(value)
    if isinstance(value, list):
        return f"[{','.join(map(generate, value))}]"
    if isinstance(value, dict):
        return "{" + ",".join(f"{quote(to_s(key))}:{generate(item)}" for key, item in value.items()) + "}"
    return quote(to_s(value))
