"""Hostile text takes linear time and never runs out of stack, each piece in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import jekylite
from markdown.hostile import FRAMED, PIECES

HERE = Path(__file__).parent
FEW, MANY = 2_000, 50_000


def seconds(number: int, repetitions: int) -> float:
    source = Path(jekylite.__file__).parents[1]
    done = subprocess.run(
        [sys.executable, str(HERE / "hostile.py"), str(number), str(repetitions)],
        env={**os.environ, "PYTHONPATH": str(source)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-500:]
    return float(done.stdout)


@pytest.mark.slow
@pytest.mark.parametrize(
    "number",
    range(len(PIECES) + len(FRAMED)),
    ids=[repr(piece) for piece in PIECES] + [repr("…".join(frame)) for frame in FRAMED],
)
def test_fifty_thousand_openers_cost_each_what_two_thousand_do(number: int) -> None:
    few = seconds(number, FEW) / FEW
    many = seconds(number, MANY) / MANY
    assert many <= 2.5 * few or many * MANY < 0.1, f"{many / few:.1f} times as long for each"
