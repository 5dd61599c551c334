"""Data files: their keys, and CSV as Ruby's library reads it."""

from __future__ import annotations

from datetime import date

import pytest

from jekylite.errors import DataError
from jekylite.read.data import key_of
from jekylite.read.delimited import rows


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("members", "members"),
        ("dots.in.name", "dotsinname"),
        ("other file.v2", "other_filev2"),
        ("My File (1)", "My_File_1"),
        ("a&b's", "abs"),
        ("履历 表", "_"),
        ("名单", ""),
        ("_under", "_under"),
        ("with-hyphen", "with-hyphen"),
        ("  two  blanks  ", "two_blanks_"),
    ],
)
def test_the_key_of_a_file(name: str, key: str) -> None:
    assert key_of(name) == key


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ("a,b\n1,2\n", [{"a": "1", "b": "2"}]),
        ("a,b\r\n1,2\r\n", [{"a": "1", "b": "2"}]),
        ("a,b\n1,2", [{"a": "1", "b": "2"}]),
        ("a,b\n,\n", [{"a": None, "b": None}]),
        ('a\n""\n', [{"a": ""}]),
        ('a\n"x, ""y""\nz"\n', [{"a": 'x, "y"\nz'}]),
        ("a,b\n1\n", [{"a": "1", "b": None}]),
        ("a\n1,2\n", [{"a": "1", None: "2"}]),
        ("a,a\n1,2\n", [{"a": "1"}]),
        ("a\n\nb\n", [{"a": None}, {"a": "b"}]),
        ("a,b,\n1,2,3\n", [{"a": "1", "b": "2", None: "3"}]),
        ("a\n", []),
        ("", []),
    ],
)
def test_rows_are_maps_of_texts(text: str, table: list[object]) -> None:
    assert rows(text, ",", {}, "x.csv") == table


def test_without_headers_rows_are_lists() -> None:
    assert rows("a,b\n1,\n", ",", {"headers": False}, "x.csv") == [["a", "b"], ["1", None]]


def test_converters_read_numbers_and_dates() -> None:
    options = {"csv_converters": ["numeric", "date"]}

    assert rows("n\td\ts\n1\t2024-05-06\tx1\n-2.5\t2024-13-01\t\n", "\t", options, "x.tsv") == [
        {"n": 1, "d": date(2024, 5, 6), "s": "x1"},
        {"n": -2.5, "d": "2024-13-01", "s": None},
    ]


@pytest.mark.parametrize(
    ("text", "message", "place"),
    [
        ('a,b\n1,"x\n', "Unclosed quoted field in line 2", "2:3"),
        ('a\nx"y\n', "Illegal quoting in line 2", "2:2"),
        ('a\n\n"x"y\n', "Any value after quoted field isn't allowed in line 3", "3:4"),
    ],
)
def test_quotes_that_do_not_fit_name_their_place(text: str, message: str, place: str) -> None:
    with pytest.raises(DataError, match=message) as caught:
        rows(text, ",", {}, "_data/x.csv")

    assert str(caught.value.at) == f"_data/x.csv:{place}"


def test_a_quote_that_is_never_closed_is_found_in_linear_time() -> None:
    with pytest.raises(DataError):
        rows('a\n"' + '""' * 200_000, ",", {}, "x.csv")
