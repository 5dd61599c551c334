"""Where two lists of words agree, and the stretches between, in nearly linear time.

What is written once in both lists anchors them (patience diff, by Bram Cohen); the stretches between
anchors are aligned in the same way, small ones by `difflib`. A large stretch without anchors counts as
different as a whole, so that no pair of files takes long.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

_SMALL = 60_000  # pairs that difflib may be asked to compare


class Stretch(NamedTuple):
    """`one[start:end]` stands where `other[other_start:other_end]` does."""

    start: int
    end: int
    other_start: int
    other_end: int


def stretches(one: Sequence[str], other: Sequence[str]) -> list[Stretch]:
    """The stretches that differ, in order."""
    found: list[Stretch] = []
    waiting = [Stretch(0, len(one), 0, len(other))]
    while waiting:
        stretch = _trimmed(waiting.pop(), one, other)
        start, end, other_start, other_end = stretch
        if start == end and other_start == other_end:
            continue
        if start == end or other_start == other_end:
            found.append(stretch)
        elif anchors := _anchors(one[start:end], other[other_start:other_end]):
            waiting += reversed(_between(anchors, stretch))
        elif (end - start) * (other_end - other_start) <= _SMALL:
            matcher = SequenceMatcher(None, one[start:end], other[other_start:other_end], autojunk=False)
            found += (
                Stretch(start + i, start + j, other_start + k, other_start + m)
                for tag, i, j, k, m in matcher.get_opcodes()
                if tag != "equal"
            )
        else:
            found.append(stretch)
    return found


def _trimmed(stretch: Stretch, one: Sequence[str], other: Sequence[str]) -> Stretch:
    start, end, other_start, other_end = stretch
    while start < end and other_start < other_end and one[start] == other[other_start]:
        start, other_start = start + 1, other_start + 1
    while start < end and other_start < other_end and one[end - 1] == other[other_end - 1]:
        end, other_end = end - 1, other_end - 1
    return Stretch(start, end, other_start, other_end)


def _anchors(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of places of what both have once, as many as keep their order."""
    counts, other_counts = Counter(one), Counter(other)
    places = {word: place for place, word in enumerate(other) if other_counts[word] == 1}
    pairs = [(place, places[word]) for place, word in enumerate(one) if counts[word] == 1 and word in places]
    # The longest run that rises in `other` too.
    tails: list[int] = []
    tops: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        at = bisect_left(tails, place)
        before.append(tops[at - 1] if at else -1)
        tails[at : at + 1] = [place]
        tops[at : at + 1] = [number]
    run: list[tuple[int, int]] = []
    number = tops[-1] if tops else -1
    while number >= 0:
        run.append(pairs[number])
        number = before[number]
    return run[::-1]


def _between(anchors: list[tuple[int, int]], stretch: Stretch) -> list[Stretch]:
    """The stretches before, between and behind anchors, which count from the stretch's begin."""
    parts = []
    place, other_place = stretch.start, stretch.other_start
    for start, other_start in anchors:
        start, other_start = stretch.start + start, stretch.other_start + other_start
        parts.append(Stretch(place, start, other_place, other_start))
        place, other_place = start + 1, other_start + 1
    parts.append(Stretch(place, stretch.end, other_place, stretch.other_end))
    return parts
