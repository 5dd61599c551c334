"""Thousands of random edits: after each the tree must equal a cold build's.

    python benchmarks/edits.py --edits 10000

Prints how many renderings were saved; stops at the first difference with the seed that shows it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from incremental.edits import Site  # noqa: E402
from incremental.test_edits import NAMES, SITES  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--edits", type=int, default=10_000)
    parser.add_argument("--edits-a-site", type=int, default=200, help="before it is begun anew")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    done = kept = 0
    seed = arguments.seed
    while done < arguments.edits:
        with tempfile.TemporaryDirectory() as folder:
            name = NAMES[seed % len(NAMES)]
            site = Site(SITES / name / "source", Path(folder), seed)
            site.build(is_fresh=True)
            for number in range(min(arguments.edits_a_site, arguments.edits - done)):
                edit = site.edit()
                try:
                    site.build(is_fresh=number % 3 == 0)
                except AssertionError as difference:
                    sys.exit(f"{name}, seed {seed}, edit {number} ({edit}): {difference}")
                done += 1
            kept += site.kept
        print(f"{done} edits, {kept} renderings saved, 0 differences", flush=True)
        seed += 1


if __name__ == "__main__":
    main()
