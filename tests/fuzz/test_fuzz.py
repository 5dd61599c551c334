"""A short draw of each; `benchmarks/fuzz.py` draws for minutes, and by atheris where that is installed."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, seed, settings
from targets import TARGETS


@pytest.mark.parametrize("name", [name for name, target in TARGETS.items() if target.examples])
def test_what_holds_for_any_text(name: str) -> None:
    target = TARGETS[name]

    @seed(1)
    @settings(
        max_examples=target.examples, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(target.texts)
    def holds(text: str) -> None:
        target.check(text)

    holds()


@pytest.mark.parametrize(
    ("name", "text"), [(name, text) for name, one in TARGETS.items() for text in one.found]
)
def test_what_was_found_stays_mended(name: str, text: str) -> None:
    TARGETS[name].check(text)
