"""Values that templates read → a few bytes that are equal when the values are.

Drops stand for themselves by their identity, so a list of posts is the list of their names;
what is read *of* a post is a read of its own.
"""

from __future__ import annotations

import marshal
from datetime import date, datetime

from jekylite.digest import digest
from jekylite.liquid.drops import Drop

# Long enough that two different values never meet, short enough to keep by the ten thousand.
_LENGTH = 12


# What marshal writes.
_Plain = None | bool | int | float | bytes | str | tuple["_Plain", ...]


class UntraceableError(Exception):
    """A value that nothing can be said of in another build."""


def fingerprint(value: object) -> bytes:
    """The fingerprint of a value.

    Raises:
        UntraceableError: it holds something that has no identity.
    """
    if type(value) is str:
        return text_fingerprint(value)
    return digest(marshal.dumps(_plain(value), 2), _LENGTH)


def text_fingerprint(text: str) -> bytes:
    """The fingerprint of a text, as `fingerprint` has it for a `str` that stands alone."""
    return digest(text.encode("utf-8", "surrogatepass"), _LENGTH)


def _plain(value: object) -> _Plain:
    # Equal texts are written alike up to version 2 of marshal, which knows no interned ones.
    if type(value) is str or value is None or isinstance(value, (bool, int, float, bytes)):
        return value
    if isinstance(value, str):
        return ("s", str.__str__(value))
    if isinstance(value, list):
        return ("l", *[_plain(item) for item in value])
    if isinstance(value, dict):
        return (
            "d",
            *[(key if type(key) is str else _plain(key), _plain(item)) for key, item in value.items()],
        )
    if isinstance(value, tuple):
        return ("t", *[_plain(item) for item in value])
    if isinstance(value, datetime):
        return ("m", value.isoformat().encode(), str(value.tzinfo).encode())
    if isinstance(value, date):
        return ("y", value.isoformat().encode())
    if isinstance(value, Drop):
        identity = value.identity()
        if identity is not None:
            return ("o", identity.encode("utf-8", "surrogatepass"))
    raise UntraceableError(type(value).__name__)
