"""Python values print, compare and convert as Ruby's do."""

from __future__ import annotations

import datetime as dt

import pytest

from jekylite.ruby import times
from jekylite.ruby.values import (
    ArgumentError,
    NoMethodError,
    Range,
    compare,
    equals,
    inspect,
    output,
    sort,
    strict_integer,
    string_to_f,
    string_to_i,
    to_i,
    to_s,
)

SHANGHAI = times.zone("Asia/Shanghai")

PRINTED = [
    (None, "", "nil"),
    (True, "true", "true"),
    (12345678901234567890123, "12345678901234567890123", "12345678901234567890123"),
    (1.0, "1.0", "1.0"),
    (-0.0, "-0.0", "-0.0"),
    (0.0001, "0.0001", "0.0001"),
    (0.00001, "1.0e-05", "1.0e-05"),
    (123456789012345.0, "123456789012345.0", "123456789012345.0"),
    (1e15, "1.0e+15", "1.0e+15"),
    (1234567890123456.8, "1234567890123456.8", "1234567890123456.8"),
    (1.5e300, "1.5e+300", "1.5e+300"),
    (float("inf"), "Infinity", "Infinity"),
    (float("nan"), "NaN", "NaN"),
    ('a"b\\#{c}#d\n\x00é中', 'a"b\\#{c}#d\n\x00é中', '"a\\"b\\\\\\#{c}#d\\n\\u0000é中"'),
    ([1, "a", None], '[1, "a", nil]', '[1, "a", nil]'),
    ({"a": [None], 1: "x"}, '{"a"=>[nil], 1=>"x"}', '{"a"=>[nil], 1=>"x"}'),
    (Range(1, 3), "1..3", "1..3"),
    (dt.date(2024, 1, 2), "2024-01-02", "#<Date: 2024-01-02 ((2460312j,0s,0n),+0s,2299161j)>"),
    (
        dt.datetime(2024, 1, 2, 3, 4, 5, tzinfo=SHANGHAI),
        "2024-01-02 03:04:05 +0800",
        "2024-01-02 03:04:05 +0800",
    ),
    (dt.datetime(2024, 1, 2, tzinfo=times.UTC), "2024-01-02 00:00:00 UTC", "2024-01-02 00:00:00 UTC"),
    (
        dt.datetime(2024, 1, 2, 0, 0, 0, 250_000, tzinfo=times.fixed_offset(0)),
        "2024-01-02 00:00:00 +0000",
        "2024-01-02 00:00:00.25 +0000",
    ),
]


@pytest.mark.parametrize(("value", "text", "inspected"), PRINTED)
def test_a_value_prints_as_in_ruby(value: object, text: str, inspected: str) -> None:
    assert (to_s(value), inspect(value)) == (text, inspected)


def test_an_output_of_an_array_is_the_text_of_its_items() -> None:
    assert output([1, ["a", None, {"k": 1}], 2.0]) == '1a{"k"=>1}2.0'


@pytest.mark.parametrize(
    ("left", "right", "answer"),
    [
        (1, 1.0, True),
        (True, 1, False),
        ("1", 1, False),
        ([1, 2.0], [1.0, 2], True),
        ({"a": True}, {"a": 1}, False),
        (None, False, False),
        (Range(1, 2), Range(1, 2), True),
        (0, False, False),
    ],
)
def test_equality_is_rubys(left: object, right: object, answer: bool) -> None:
    assert equals(left, right) is answer


@pytest.mark.parametrize(
    ("left", "right", "answer"),
    [
        (1, 2.5, -1),
        ("b", "a", 1),
        ([1, "a"], [1, "b"], -1),
        ([1], [1, 2], -1),
        (None, None, 0),
        (None, 1, None),
        ("1", 1, None),
        (True, False, None),
        (dt.date(2024, 1, 1), dt.date(2024, 1, 2), -1),
    ],
)
def test_order_is_rubys(left: object, right: object, answer: int | None) -> None:
    assert compare(left, right) == answer


@pytest.mark.parametrize(
    ("items", "words"),
    [
        ([3, None, 1], "comparison of NilClass with 1 failed"),
        (["b", "a", "c", None], "comparison of String with nil failed"),
        ([[], {}, 1, "4"], "comparison of Array with Hash failed"),
        ([1, "a"], "comparison of Integer with String failed"),
        ([True, 1], "comparison of TrueClass with 1 failed"),
        ([1.5, "x"], "comparison of Float with String failed"),
    ],
)
def test_a_sort_that_fails_names_the_pair_that_ruby_names(items: list[object], words: str) -> None:
    with pytest.raises(ArgumentError, match=words):
        sort(items)


def test_a_sort_is_stable() -> None:
    pairs = [(1, "x"), (0, "y"), (1, "a")]
    assert sort(pairs, lambda a, b: (a[0] > b[0]) - (a[0] < b[0])) == [(0, "y"), (1, "x"), (1, "a")]


@pytest.mark.parametrize(
    ("text", "integer", "floating", "strict"),
    [
        ("12", 12, 12.0, 12),
        (" -7x", -7, -7.0, None),
        ("1_000", 1000, 1000.0, 1000),
        ("1__0", 1, 1.0, None),
        ("0x1f", 0, 0.0, 31),
        ("017", 17, 17.0, 15),
        ("1e3", 1, 1000.0, None),
        (".5", 0, 0.5, None),
        ("", 0, 0.0, None),
        ("3.7abc", 3, 3.7, None),
        ("９", 0, 0.0, None),
        ("0b11", 0, 0.0, 3),
        ("+5", 5, 5.0, 5),
    ],
)
def test_text_becomes_a_number_as_in_ruby(
    text: str, integer: int, floating: float, strict: int | None
) -> None:
    assert (string_to_i(text), string_to_f(text), strict_integer(text)) == (integer, floating, strict)


def test_what_has_no_to_i_says_so_in_rubys_words() -> None:
    assert to_i(None) == 0
    with pytest.raises(NoMethodError, match=r"undefined method `to_i' for \[1\]:Array"):
        to_i([1])
