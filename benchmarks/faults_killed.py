"""Kill builds at random moments: every file is whole afterwards, and the next build equals a cold one.

    python3 benchmarks/faults_killed.py [ROUNDS, 1000] [SEED]

A tenth of the builds convert their Markdown by several processes. The same draw, shorter, is
`tests/faults/test_killed_builds.py`.
"""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(TOP / "src"), str(TOP / "tests"), str(TOP / "tests/faults")]

from killed_builds import killed_at_random  # noqa: E402


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    chance = random.Random(seed)
    wrong: list[str] = []
    for paragraphs, share in ((1, rounds - rounds // 10), (400, rounds // 10)):
        with tempfile.TemporaryDirectory() as folder:
            wrong += killed_at_random(Path(folder), chance, rounds=share, paragraphs=paragraphs)
    print(f"{rounds} builds killed (seed {seed}): {len(wrong)} faults")
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
