"""Feed texts that look like front matter, Liquid, Markdown, permalinks and configurations to what reads them.

    python3 benchmarks/fuzz.py [--minutes 5] [--seed N] [TARGET…]     # by hypothesis
    python3 benchmarks/fuzz.py --atheris TARGET [libFuzzer's options]   # by coverage, where it is installed
    python3 benchmarks/fuzz.py --list

What must hold is `tests/fuzz/properties.py`, a shorter draw `tests/fuzz/test_fuzz.py`. A text that fails
is printed; mended, it belongs into `found` of `tests/fuzz/targets.py`.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(TOP / "src"), str(TOP / "tests"), str(TOP / "tests/fuzz")]

EXAMPLES = 1000  # of one draw


def by_hypothesis(name: str, minutes: float, seed_number: int) -> int:
    """Draw until the time is over; how many different failures there were."""
    from hypothesis import HealthCheck, given, seed, settings
    from targets import TARGETS

    target = TARGETS[name]
    end = time.monotonic() + 60 * minutes
    failures: dict[str, str] = {}
    drawn = 0
    while time.monotonic() < end:
        seed_number += 1

        @seed(seed_number)
        @settings(
            max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck)
        )
        @given(target.texts)
        def holds(text: str) -> None:
            nonlocal drawn
            drawn += 1
            holds.text = text
            if time.monotonic() < end:
                target.check(text)

        try:
            holds()
        except Exception as error:
            where = "".join(traceback.format_tb(error.__traceback__)[-1:]).strip()
            key = f"{type(error).__name__} {where}"
            if key not in failures:
                failures[key] = holds.text
                print(
                    f"{name}: {type(error).__name__}: {str(error)[:300]}\n  {where}\n  text: {holds.text!r}",
                    flush=True,
                )
    print(
        f"{name}: {drawn:,} texts, {len(failures)} kinds of failure (seeds up to {seed_number})", flush=True
    )
    return len(failures)


def by_atheris(name: str, options: list[str]) -> None:
    """Let coverage lead; ends by libFuzzer's rules (`-max_total_time=60`)."""
    import atheris

    with atheris.instrument_imports(include=["jekylite"]):
        from targets import TARGETS

        target = TARGETS[name]
        target.check("a")  # what is imported where it is used

    def one(data: bytes) -> None:
        target.check(data.decode("utf-8", "ignore"))

    atheris.Setup([sys.argv[0], *options], one)
    atheris.Fuzz()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("targets", nargs="*", metavar="TARGET")
    parser.add_argument("--minutes", type=float, default=5, help="for each target")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--atheris", metavar="TARGET")
    parser.add_argument("--list", action="store_true", help="name the targets")
    options, rest = parser.parse_known_args()
    if options.atheris:
        by_atheris(options.atheris, rest)
        return 0
    if rest:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    from targets import TARGETS

    if options.list:
        print("\n".join(TARGETS))
        return 0
    found = sum(by_hypothesis(name, options.minutes, options.seed) for name in options.targets or TARGETS)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
