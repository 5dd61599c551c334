"""Large static files pass through in pieces: `benchmarks/faults_large_file.py` takes one of 1 GB."""

from __future__ import annotations

from pathlib import Path

import pytest
from large_file import MOST_MEMORY, costs


@pytest.mark.slow
def test_a_large_file_is_copied_in_little_memory_and_once(tmp_path: Path) -> None:
    copied, left = costs(tmp_path, 200 << 20)
    assert max(copied.memory, left.memory) < MOST_MEMORY
