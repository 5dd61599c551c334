"""CPU time of our lexers against Rouge's, on the same texts, as ratios.

    python benchmarks/highlight/against_rouge.py [LANGUAGE …]

Each side runs in one process of its own and times itself: all snippets of a language several
times (warm), and one long text made of them. Needs `ruby` with the gem `rouge`; the version is
printed, since Rouge's lexers change (Debian 12 has 3.30, our reference is 4.7).
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

from jekylite.highlight import highlight
from jekylite.highlight.names import LEXER_OF
from jekylite.highlight.registry import lexer_for

CASES = Path(__file__).parents[2] / "tests" / "highlight" / "cases"
NOT_SNIPPETS = {"languages", "probes", "words", "wrappers"}
ROUNDS = 10
LONG = 40_000

RUBY = """
require "json"; require "rouge"
input = JSON.parse(STDIN.read)
formatter = Rouge::Formatters::HTML.new
clock = -> { Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID) }
run = ->(name, code) { formatter.format(Rouge::Lexer.find_fancy(name, code).lex(code)) }
times = input["languages"].map do |name, (snippets, long)|
  snippets.each { |code| run.(name, code) }
  start = clock.call
  input["rounds"].times { snippets.each { |code| run.(name, code) } }
  middle = clock.call
  run.(name, long)
  [name, [middle - start, clock.call - middle]]
end
version = Rouge.respond_to?(:version) ? Rouge.version : "?"
puts JSON.generate({ "version" => version, "times" => times.to_h })
"""


def texts(languages: list[str]) -> dict[str, tuple[list[str], str]]:
    snippets: dict[str, list[str]] = {}
    for path in sorted(CASES.glob("*.json")):
        name = LEXER_OF.get(path.stem)
        if path.stem not in NOT_SNIPPETS and name and lexer_for(name):
            cases = json.loads(path.read_text(encoding="utf-8"))
            snippets.setdefault(name, []).extend(case["code"] for case in cases)
    wanted = {name: codes for name, codes in snippets.items() if not languages or name in languages}
    return {name: (codes, longer(codes)) for name, codes in wanted.items()}


def longer(codes: list[str]) -> str:
    text = "\n".join(codes) + "\n"
    return text * max(1, LONG // len(text))


def ours(languages: dict[str, tuple[list[str], str]]) -> dict[str, tuple[float, float]]:
    times = {}
    for name, (snippets, long) in languages.items():
        for code in snippets:
            highlight(code, name)
        start = time.process_time()
        for _ in range(ROUNDS):
            for code in snippets:
                highlight(code, name)
        middle = time.process_time()
        highlight(long, name)
        times[name] = (middle - start, time.process_time() - middle)
    return times


def main() -> None:
    languages = texts(sys.argv[1:])
    done = subprocess.run(
        ["ruby", "-e", RUBY],
        input=json.dumps({"rounds": ROUNDS, "languages": languages}),
        capture_output=True,
        text=True,
        check=True,
    )
    theirs = json.loads(done.stdout)
    mine = ours(languages)
    print(f"ours / Rouge {theirs['version']}    snippets    long text")
    for name in sorted(languages):
        ratios = [own / other for own, other in zip(mine[name], theirs["times"][name], strict=True)]
        print(f"{name:24} {ratios[0]:9.2f} {ratios[1]:12.2f}")
    sums = [(sum(t[i] for t in mine.values()), sum(t[i] for t in theirs["times"].values())) for i in (0, 1)]
    print(f"{'all':24} {sums[0][0] / sums[0][1]:9.2f} {sums[1][0] / sums[1][1]:12.2f}")


if __name__ == "__main__":
    main()
