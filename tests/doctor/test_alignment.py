"""Two lists of words: what lies between the stretches that differ is the same in both."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from jekylite.doctor.alignment import stretches

WORDS = st.lists(st.sampled_from("abcdef"), max_size=30)


def common(one: list[str], other: list[str]) -> tuple[list[str], list[str]]:
    """What is left of both without the stretches."""
    left, other_left = list(one), list(other)
    for start, end, other_start, other_end in reversed(stretches(one, other)):
        del left[start:end]
        del other_left[other_start:other_end]
    return left, other_left


@given(WORDS, WORDS)
def test_what_is_no_stretch_is_common(one: list[str], other: list[str]) -> None:
    left, other_left = common(one, other)
    assert left == other_left


@given(WORDS)
def test_equal_lists_have_no_stretch(words: list[str]) -> None:
    assert stretches(words, list(words)) == []


def test_one_changed_word_is_the_only_stretch() -> None:
    words = [str(number % 7) for number in range(1000)] + ["mark"] + ["x"] * 1000
    changed = [*words[:500], "new", *words[501:]]
    assert stretches(words, changed) == [(500, 501, 500, 501)]


def test_lists_of_thousands_in_another_order_are_aligned_by_what_is_unique() -> None:
    words = [str(number) for number in range(20_000)]
    moved = words[:]
    random.Random(1).shuffle(moved)
    left, other_left = common(words, moved)
    assert left == other_left != []
