"""Protocol Buffers, as far as the embedded protocol goes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jekylite.sass.wire import Message, WireError, encode, read_varint, varint


@pytest.mark.parametrize(
    ("number", "encoded"),
    [(0, "00"), (1, "01"), (127, "7f"), (128, "80 01"), (300, "ac 02"), (2**32 - 1, "ff ff ff ff 0f")],
)
def test_a_varint_has_seven_bits_a_byte_lowest_first(number: int, encoded: str) -> None:
    assert varint(number) == bytes.fromhex(encoded)


@given(number=st.integers(0, 2**64 - 1), before=st.binary(), after=st.binary())
def test_a_varint_is_read_back_where_it_lies(number: int, before: bytes, after: bytes) -> None:
    data = before + varint(number) + after

    assert read_varint(data, len(before)) == (number, len(data) - len(after))


@given(text=st.text(), number=st.integers(0, 2**63), flag=st.booleans(), names=st.lists(st.text(min_size=1)))
def test_a_message_is_read_back_as_written(text: str, number: int, flag: bool, names: list[str]) -> None:
    inner = encode([(1, text), (2, number)])
    message = Message(encode([(3, flag), *((16, name) for name in names), (2000, inner)]))

    assert message.number(3) == flag
    assert message.texts(16) == names
    assert message.message(2000).text(1) == text
    assert message.message(2000).number(2) == number


def test_absent_fields_are_false_zero_or_empty() -> None:
    message = Message(b"")

    assert (message.number(1), message.text(1), message.texts(1), 1 in message) == (0, "", [], False)
    assert message.message(1).text(1) == ""


def test_an_empty_inner_message_is_there() -> None:
    assert 7 in Message(encode([(7, b"")]))


def test_fields_of_fixed_width_are_skipped() -> None:
    fixed32, fixed64 = bytes.fromhex("0d 01 02 03 04"), bytes.fromhex("11 01 02 03 04 05 06 07 08")

    assert Message(fixed32 + fixed64 + encode([(3, "kept")])).text(3) == "kept"


@pytest.mark.parametrize(
    "data",
    [
        "80",  # the key has no end
        "0a",  # no length
        "0a 05 61",  # shorter than it says
        "0b",  # a group, which proto3 has not
        "80 80 80 80 80 80 80 80 80 80 01",  # longer than 64 bits
    ],
)
def test_bytes_that_are_no_message_are_refused(data: str) -> None:
    with pytest.raises(WireError):
        Message(bytes.fromhex(data))


def test_a_field_of_another_type_than_asked_for_is_refused() -> None:
    message = Message(encode([(1, 5), (2, "five"), (3, b"\xff")]))

    with pytest.raises(WireError, match="field 1 is a number"):
        message.text(1)
    with pytest.raises(WireError, match="field 2 is no number"):
        message.number(2)
    with pytest.raises(WireError, match="field 3 is no UTF-8"):
        message.text(3)
