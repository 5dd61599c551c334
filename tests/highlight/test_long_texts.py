"""No text takes longer than its length allows: openers without end, long words, long lines.

Time is compared with that of an ordinary program of the same length, in the same process:
where a search starts anew at each sign, it is hundreds of times longer.
"""

from __future__ import annotations

import time
from itertools import cycle, islice
from pathlib import Path

import pytest

from jekylite.highlight import highlight

PROGRAMS = Path(__file__).parent / "programs"
LENGTH = 40_000
TIMES_AS_LONG = 40

# Language → pieces, each repeated to the whole text; `start … piece` begins with `start`.
PIECES = {
    "c": ["x f(", "x f() //\n", "x f() /*", "a ", "/*", "include<", "\f", "#if 0\n … a", "#define … /*"],
    "cpp": ["x f(", 'R"a(', "template<", "a* ", "'", "#if 0\n … @", "x f(int a) : "],
    "csharp": ['"\\', '@"', "/*", "'", "a(", '$" … {', "#if\n"],
    "dockerfile": ["FROM ", "FROM  ", "RUN ", "\\\n", "ONBUILD ", "RUN … a\\\n", "RUN … $("],
    "go": ["/*", '"\\', "`", "1_", "0x", "'", "a."],
    "haskell": ["'\\", "{-", "--\n", "'a", "[|", "import … A (", '" … \\ '],
    "java": ["a ", "a<", "a.", "\n", "/*", '"\\"', '"""\n', "'", "1_", "x ("],
    "kotlin": ["\n", " \n[", '"\\', '"""', "`", "/*", "a-", "1_", "a<"],
    "lua": ["--[[", "[=[", "--[=[\n", '"\\', "a.", "1.", 'gsub(" … ['],
    "makefile": ["a", "a ", "#", '"\\"', "$(", "include ", "$(call ", "a: … $(", "export "],
    "matlab": ["'a", "{%", "!a", '"', "...", "1.", "a'"],
    "php": [
        "<?php … /*",
        "<?php … <<<A\n",
        '<?php " … {a',
        '<?php " … $a[',
        "<?php … $",
        "<?php … #[",
        "<? ",
    ],
    "powershell": ["${", "@'", "1_", "-", '"$(', "<#", "`", "$a:", "a["],
    "r": ["'\\'", '"', "`", "%", "a.", "+", "\\"],
    "rust": ['r#"', "/*", "'a", "a!(", "#[", "a::", '"\\', "1_", ".\n"],
    "sql": ["/*", "'\\", '"', "--", "``", "1.", "a."],
    "swift": ["#", "/a ", "#/", '"\\(', "/*", "let ", "1_", "#/\n … a"],
    "tex": ["\\begin{", "\\a[", "\\verb|", "$", "\\[", "{", "% "],
}


def repeated(piece: str) -> str:
    return "".join(islice(cycle(piece), LENGTH))


def seconds(code: str, language: str) -> float:
    before = time.process_time()
    highlight(code, language)
    return time.process_time() - before


@pytest.mark.parametrize("language", PIECES)
def test_hostile_texts_take_time_in_proportion_to_their_length(language: str) -> None:
    program = (PROGRAMS / f"{language}.txt").read_text(encoding="utf-8")
    ordinary = min(seconds(repeated(program), language) for _ in range(2))
    slow = []
    for piece in PIECES[language]:
        start, _, rest = piece.rpartition(" … ")
        if seconds(start + repeated(rest), language) > TIMES_AS_LONG * ordinary:
            slow.append(piece)
    assert slow == []
