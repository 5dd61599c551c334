"""Openers that are never closed take time in proportion to the text, for 2,000 as for 20,000."""

from __future__ import annotations

import subprocess
import sys

import pytest
from liquid_cases import ROOT

OPENERS = [
    "{%",
    "{{",
    "{% raw %}",
    "{% comment %}",
    "{% if x %}",
    "{{ '",
    '{{ "',
    "{% if a == '",
    "{% raw %}{{ ",
    "{{ a | b: '",
    "{% assign x",
    "{{ a[",
    "{% if (",
    "{{ x | y:",
    "{%- ",
]

# One `{{ … }}` or tag whose inside repeats: (before, repeated, after).
INSIDES = [
    ("{{ ", "a | ", "}}"),
    ("{{ '", '"', "}}"),
    ("{{ ", "'\"", " }}"),
    ("{{ a", "[0", "}}"),
    ("{% if ", "a and ", "%}{% endif %}"),
    ("{% if ", "' ", "%}{% endif %}"),
    ("{% assign ", "a ", "%}"),
    ("{% assign ", "(", "= 1 %}"),
    ("{% include a.html ", "a='x' ", "!%}"),
    ("{% include a.html ", 'a="', "%}"),
    ("{% cycle ", "a,", " %}"),
    ("{% case x %}{% when ", "1 or ", "%}{% endcase %}"),
    ("{% highlight ruby ", "a=1 ", "! %}{% endhighlight %}"),
    ("{% for i in a ", "limit: 1 ", "x %}{% endfor %}"),
]

PROGRAM = """
import sys, time
from jekylite.errors import LiquidError
from jekylite.liquid import JekyllEnvironment
env = JekyllEnvironment()
before, repeated, after = sys.argv[1:4]
def cpu(count):
    least = 9.0
    for attempt in range(3):
        start = time.process_time()
        try:
            env.from_string(before + repeated * (count + attempt) + after)
        except LiquidError:
            pass
        least = min(least, time.process_time() - start)
    return least
cpu(100)
print(cpu(2000), cpu(20000))
"""


@pytest.mark.slow
@pytest.mark.parametrize(("before", "repeated", "after"), [("", opener, "") for opener in OPENERS] + INSIDES)
def test_parsing_is_linear(before: str, repeated: str, after: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, before, repeated, after],
        env={"PYTHONPATH": str(ROOT / "src"), "PATH": ""},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    small, large = map(float, done.stdout.split())
    assert large < 25 * max(small, 0.002), (small, large)


FILTERS = [
    "strip_html",
    "escape_once",
    "normalize_whitespace",
    "slugify",
    "number_of_words: 'auto'",
    "date: '%Y'",
]


@pytest.mark.slow
@pytest.mark.parametrize("call", FILTERS)
@pytest.mark.parametrize("piece", ["<", "<!--", "<script", "&", "&#", " ", "1 ", "a:", "- "])
def test_filters_are_linear(call: str, piece: str) -> None:
    import time

    from jekylite.liquid import JekyllEnvironment

    template = JekyllEnvironment().from_string(f"{{{{ x | {call} }}}}")

    def cpu(count: int) -> float:
        start = time.process_time()
        template.render({"x": piece * count})
        return time.process_time() - start

    small, large = cpu(20_000), cpu(200_000)
    assert large < 25 * max(small, 0.002)
