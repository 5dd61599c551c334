"""A store that is damaged: `benchmarks/faults_damaged_store.py` has the long run."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from damaged_store import damaged_at_random


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_a_damaged_store_is_a_cold_build_without_a_word(tmp_path: Path, seed: int) -> None:
    assert damaged_at_random(tmp_path, random.Random(seed), rounds=30) == []
