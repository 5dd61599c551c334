"""Jekyll's deep merge."""

from __future__ import annotations

import pytest

from jekylite.config.merge import deep_merge

CASES: dict[str, tuple[dict[str, object], dict[str, object], dict[str, object]]] = {
    "mappings merge": ({"m": {"a": 1, "b": 1}}, {"m": {"b": 2}}, {"m": {"a": 1, "b": 2}}),
    "lists are replaced": ({"l": [1, 2]}, {"l": [3]}, {"l": [3]}),
    "nil never overrides": ({"a": 1}, {"a": None}, {"a": 1}),
    "nil is kept where there is nothing": ({}, {"a": None}, {"a": None}),
    "a mapping gives way to a text": ({"a": {"b": 1}}, {"a": "x"}, {"a": "x"}),
    "a text gives way to a mapping": ({"a": "x"}, {"a": {"b": 1}}, {"a": {"b": 1}}),
    "false overrides": ({"a": True}, {"a": False}, {"a": False}),
}


@pytest.mark.parametrize(("under", "over", "merged"), CASES.values(), ids=CASES)
def test_deep_merge(under: dict[str, object], over: dict[str, object], merged: dict[str, object]) -> None:
    before = repr((under, over))

    assert deep_merge(under, over) == merged
    assert repr((under, over)) == before


def test_keys_keep_the_order_of_the_lower_mapping() -> None:
    assert list(deep_merge({"a": 1, "b": 2}, {"c": 3, "a": 4})) == ["a", "b", "c"]
