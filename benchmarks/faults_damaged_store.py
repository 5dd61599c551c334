"""Damage the store of the incremental build at random: every build is silent and equals a cold one.

    python3 benchmarks/faults_damaged_store.py [ROUNDS, 1000] [SEED]

The same draw, shorter, is `tests/faults/test_damaged_store.py`.
"""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(TOP / "src"), str(TOP / "tests"), str(TOP / "tests/faults")]

from damaged_store import damaged_at_random  # noqa: E402


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    with tempfile.TemporaryDirectory() as folder:
        wrong = damaged_at_random(Path(folder), random.Random(seed), rounds=rounds)
    print(f"{rounds} stores damaged (seed {seed}): {len(wrong)} faults")
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
