"""Feed texts that look like front matter, Liquid, Markdown, permalinks and configurations to what reads them.

    python3 benchmarks/fuzz.py [--minutes 5] [--seed N] [TARGET…]     # by hypothesis
    python3 benchmarks/fuzz.py --atheris TARGET [libFuzzer's options]   # by coverage, where it is installed
    python3 benchmarks/fuzz.py --kramdown [--minutes 5]                # Markdown against the kramdown here
    python3 benchmarks/fuzz.py --list

What must hold is `tests/fuzz/properties.py`, a shorter draw `tests/fuzz/test_fuzz.py`. A text that fails
is printed, and becomes a test.
"""

from __future__ import annotations

import argparse
import json
import resource
import select
import subprocess
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


def against_kramdown(minutes: float, seed_number: int) -> int:
    """Markdown whose HTML is another one than that of the kramdown that `ruby` has, each made small.

    Not every difference is a fault: 2.5 is what counts, and is rarely the one that is installed. A text
    for which it needs more than two seconds, or a gigabyte, is passed over.
    """
    from hypothesis import HealthCheck, Phase, given, seed, settings
    from targets import TARGETS

    from jekylite.markdown import convert

    kramdown = Kramdown()
    end = time.monotonic() + 60 * minutes
    drawn, different = 0, set()
    while time.monotonic() < end:
        seed_number += 1

        @seed(seed_number)
        @settings(
            max_examples=200, deadline=None, database=None, suppress_health_check=list(HealthCheck),
            phases=[Phase.generate, Phase.shrink],
        )  # fmt: skip
        @given(TARGETS["markdown"].texts)
        def is_the_same(text: str) -> None:
            nonlocal drawn
            drawn += 1
            is_the_same.text = text
            if time.monotonic() < end:
                theirs = kramdown.html(text)
                assert theirs is None or convert(text, {"syntax_highlighter": "none"}) == theirs

        try:
            is_the_same()
        except AssertionError:
            text = is_the_same.text
            if text not in different:
                different.add(text)
                ours = convert(text, {"syntax_highlighter": "none"})
                print(f"{text!r}\n  kramdown {kramdown.html(text)!r}\n  jekylite {ours!r}", flush=True)
    print(f"{drawn:,} texts, {len(different)} differ from kramdown {kramdown.version}")
    return len(different)


class Kramdown:
    """The installed kramdown, started again after a text that was too much for it."""

    def __init__(self) -> None:
        version = ["ruby", "-rkramdown", "-e", "print Kramdown::VERSION"]
        self.version = subprocess.run(version, capture_output=True, text=True, check=True).stdout
        self._start()

    def _start(self) -> None:
        def limit() -> None:
            resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))

        script = str(Path(__file__).with_name("fuzz_kramdown.rb"))
        self._process = subprocess.Popen(
            ["ruby", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            text=True, bufsize=1, preexec_fn=limit,
        )  # fmt: skip

    def html(self, text: str) -> str | None:
        """The HTML, None where there is none soon."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(text) + "\n")
        if select.select([self._process.stdout], [], [], 2)[0] and (line := self._process.stdout.readline()):
            html: str | None = json.loads(line)
            return html
        self._process.kill()
        self._process.wait()
        self._start()
        return None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("targets", nargs="*", metavar="TARGET")
    parser.add_argument("--minutes", type=float, default=5, help="for each target")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--atheris", metavar="TARGET")
    parser.add_argument("--kramdown", action="store_true", help="compare Markdown with kramdown's")
    parser.add_argument("--list", action="store_true", help="name the targets")
    options, rest = parser.parse_known_args()
    if options.atheris:
        by_atheris(options.atheris, rest)
        return 0
    if rest:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    if options.kramdown:
        return 1 if against_kramdown(options.minutes, options.seed) else 0
    from targets import TARGETS

    if options.list:
        print("\n".join(TARGETS))
        return 0
    found = sum(by_hypothesis(name, options.minutes, options.seed) for name in options.targets or TARGETS)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
