"""Protocol Buffers on the wire, as much of it as the embedded Sass protocol needs.

A message is written as `(field number, value)` pairs and read back as a `Message`, whose
getters name the field number. Only two wire types occur in the protocol: varints (bool,
enum, uint32) and length-delimited bytes (strings, messages); the fixed-width ones are
skipped, so that fields of a newer compiler do no harm.

Source: protobuf.dev, "Encoding"; nothing here knows Sass.
"""

from __future__ import annotations

from collections.abc import Iterable

_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_LONGEST_VARINT = 10  # bytes: 64 bits, seven a byte


class WireError(Exception):
    """Bytes that are no Protocol Buffers message."""


def varint(number: int) -> bytes:
    """`300` → `b"\\xac\\x02"`: seven bits a byte, lowest first, the top bit set on all but the last."""
    encoded = bytearray()
    while number > 0x7F:
        encoded.append(number & 0x7F | 0x80)
        number >>= 7
    encoded.append(number)
    return bytes(encoded)


def read_varint(data: bytes, start: int) -> tuple[int, int]:
    """The varint at `start` and the offset behind it.

    Raises:
        WireError: the data ends inside it, or it is longer than 64 bits.
    """
    if start < len(data) and data[start] < 0x80:  # most of them
        return data[start], start + 1
    number = 0
    for index, byte in enumerate(data[start : start + _LONGEST_VARINT]):
        number |= (byte & 0x7F) << 7 * index
        if byte < 0x80:
            return number, start + index + 1
    raise WireError("a varint has no end")


def encode(fields: Iterable[tuple[int, str | bytes | int]]) -> bytes:
    """One message; a repeated field is simply given more than once.

    Defaults (False, 0, "") are left out, as proto3 does: absent means the same. Bytes (an
    inner message) are kept even when empty, because there presence alone says something.
    """
    encoded = bytearray()
    for number, value in fields:
        if isinstance(value, int):
            if value:
                encoded += varint(number << 3 | _VARINT) + varint(value)
        elif value or isinstance(value, bytes):
            content = value.encode() if isinstance(value, str) else value
            encoded += varint(number << 3 | _BYTES) + varint(len(content)) + content
    return bytes(encoded)


class Message:
    """A message that was read; absent fields give proto3's defaults.

    Raises:
        WireError: the bytes are no message.
    """

    __slots__ = ("_fields",)

    def __init__(self, data: bytes) -> None:
        self._fields: dict[int, list[bytes | int]] = {}
        position = 0
        while position < len(data):
            key, position = read_varint(data, position)
            number, kind = key >> 3, key & 7
            if kind == _VARINT:
                value, position = read_varint(data, position)
                self._fields.setdefault(number, []).append(value)
                continue
            if kind == _BYTES:
                length, position = read_varint(data, position)
            elif kind in (_FIXED64, _FIXED32):
                length = 8 if kind == _FIXED64 else 4
            else:
                raise WireError(f"unknown wire type {kind}")
            end = position + length
            if end > len(data):
                raise WireError("a field is longer than its message")
            if kind == _BYTES:
                self._fields.setdefault(number, []).append(data[position:end])
            position = end

    def __contains__(self, number: int) -> bool:
        return number in self._fields

    def number(self, number: int) -> int:
        value = self._fields.get(number, (0,))[-1]
        if not isinstance(value, int):
            raise WireError(f"field {number} is no number")
        return value

    def text(self, number: int) -> str:
        return self.texts(number)[-1] if number in self._fields else ""

    def texts(self, number: int) -> list[str]:
        """All values of a repeated string."""
        try:
            return [content.decode() for content in self._contents(number)]
        except UnicodeDecodeError as error:
            raise WireError(f"field {number} is no UTF-8") from error

    def message(self, number: int) -> Message:
        """The inner message; an empty one where it is absent (`in` tells the difference)."""
        contents = self._contents(number)
        return Message(contents[-1] if contents else b"")

    def _contents(self, number: int) -> list[bytes]:
        values = self._fields.get(number, [])
        contents = [value for value in values if isinstance(value, bytes)]
        if len(contents) != len(values):
            raise WireError(f"field {number} is a number")
        return contents
