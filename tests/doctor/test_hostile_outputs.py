"""Files that no page should be like are compared in linear time: unclosed things, a great many of them."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jekylite.doctor.differences import differences
from jekylite.doctor.kinds import Circumstances

AROUND = Circumstances(datetime(2026, 11, 1, 12, tzinfo=UTC), "https://a.example", "/x")
MANY = 20_000
DEADLINE = 20.0  # seconds; a guard against hanging

PIECES = {
    "comments": ("a.html", "<!--", "<!-- "),
    "tags": ("a.html", "<a ", "<a x"),
    "quotes": ("a.html", '<a href="', '<a href="x'),
    "blocks of code": ("a.html", "<pre><span>", "<pre><span class=a>"),
    "entities": ("a.html", "&#1", "&#x"),
    "elements": ("a.html", "<i>a</i>", "<b>a</b>"),
    "addresses": ("a.html", "<a href=https://a.example/x>", "<a href=http://localhost:4000/x>"),
    "braces": ("a.css", "{", "{a"),
    "declarations": ("a.css", "a{b:c}", "a{b:d}"),
    "parentheses": ("a.css", "a{b:calc((", "a{b:calc((1*"),
    "strings": ("a.json", '"', '"\\'),
    "lists": ("a.json", "[", "[1,"),
    "XML": ("a.xml", "<a>", "<b>"),
    "lines": ("a.txt", "a\n", "b\n"),
    "dates": ("a.txt", "2024-01-01 ", "2024-01-02 "),
    "digits": ("a.txt", "1", "2"),
}


@pytest.mark.parametrize(("path", "one", "other"), PIECES.values(), ids=list(PIECES))
def test_many_of_them_take_no_long_time(path: str, one: str, other: str) -> None:
    started = time.process_time()
    found = differences(path, (one * MANY).encode(), (other * MANY).encode(), AROUND)

    assert found
    assert time.process_time() - started < DEADLINE


PARTS = (
    "<a href='x'>", "</a>", "<p id=a>", "<pre>", "</pre>", "<span class=k>", "</span>", "<!-- x -->", "<!--",
    "&amp;", "“", '"', "a b", "\n", "  ", "{", "}", ":", ";", "/*", "*/", "#fff", "rgb(1,2,3)", "calc(",
    "2026-11-01", "http://localhost:4000/x", "https://a.example/x/",
    "[", "]", ",", "1.50", "'", "\\", "<br/>",
    "<script>", "</script>", "<![CDATA[x]]>", "é", "\r\n", "\0", "\u2028", "<h2 id=b>",
    "@media x", "=", "--", ")",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PARTS), max_size=12).map("".join)


@given(TEXTS, TEXTS, st.sampled_from(["a.html", "a.css", "a.xml", "a.json", "a.txt"]))
def test_other_bytes_are_always_told_and_equal_ones_never(one: str, other: str, path: str) -> None:
    found = differences(path, one.encode(), other.encode(), AROUND)

    assert bool(found) == (one != other)
    assert all(place.kinds and place.line >= 1 and place.other_line >= 1 for place in found)
