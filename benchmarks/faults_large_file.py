"""Copy a static file of 1 GB: within 64 MB of memory, and not again by the second build.

    python3 benchmarks/faults_large_file.py [MEGABYTES, 1024]

The file is mostly a hole, its copy is not. The same with 200 MB is `tests/faults/test_large_file.py`.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(TOP / "src"), str(TOP / "tests"), str(TOP / "tests/faults")]

from large_file import MOST_MEMORY, costs  # noqa: E402


def main() -> int:
    megabytes = int(sys.argv[1]) if len(sys.argv) > 1 else 1024
    with tempfile.TemporaryDirectory() as folder:
        pair = costs(Path(folder), megabytes << 20)
    for name, cost in zip(("copied", "left"), pair, strict=True):
        print(f"{megabytes} MB {name}: {cost.memory / 1e6:.0f} MB of memory, {cost.seconds:.2f} CPU s")
    return 1 if max(cost.memory for cost in pair) > MOST_MEMORY else 0


if __name__ == "__main__":
    raise SystemExit(main())
