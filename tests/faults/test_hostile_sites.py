"""What a site can hold that is too deep, too long, endless or senseless: a page or an error, soon.

Each is built in a process of its own with a deadline, on top of a site that stands: an error leaves that
as it was. Among the sizes are 5,000 nested brackets in everything that has brackets.
"""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from build_process import build
from killed_builds import files

from building import SiteUnderTest

SOON = 20  # seconds: a guard, the slowest takes one
N = 5000
MD = "-- index.md --\n---\n---\n"
HTML = "-- index.html --\n---\n---\n"
BUILT = ""


def matter(text: str) -> str:
    return f"-- index.md --\n---\n{text}\n---\nBody\n"


def data(name: str, text: str) -> str:
    return f"-- _data/{name} --\n{text}\n{HTML}{{{{ site.data.a | jsonify | size }}}}\n"


def layouts(*pairs: tuple[str, str]) -> str:
    return f"-- index.md --\n---\nlayout: {pairs[0][0]}\n---\nx\n" + "".join(
        f"-- _layouts/{name}.html --\n---\nlayout: {parent}\n---\n{{{{ content }}}}\n"
        for name, parent in pairs
    )


def aliases(levels: int) -> str:
    """`a` nine times in `b`, that nine times in `c` …"""
    names = [chr(ord("a") + level) for level in range(levels + 1)]
    lines = [f"{name}: &{name} [{','.join([f'*{inner}'] * 9)}]" for inner, name in itertools.pairwise(names)]
    return "\n".join(["a: &a [x, x, x, x, x, x, x, x, x]", *lines])


def repeat(count: int, text: str) -> str:
    """The text with its number in each."""
    return "".join(text.replace("#", str(number)) for number in range(count))


MARKDOWN = {
    "[": "[" * N + "x" + "]" * N,
    "[](": "[" * N + "x" + "](y)" * N,
    "![](": "![" * N + "x" + "](y)" * N,
    "[](((": f"[x]({'(' * N}{')' * N})",
    "*": "*" * N + "x" + "*" * N,
    "*a": "*a " * N + "*" * N,
    "_a **b": "_a **b " * N,
    ">": ">" * N + "x",
    "> >": "> " * N + "x",
    "- -": "- " * N + "x",
    "1. 1.": "1. " * N + "x",
    "lists": "\n".join(" " * (2 * level) + "- x" for level in range(1500)),
    "div": "<div>" * N + "x" + "</div>" * N,
    "div markdown": '<div markdown="1">\n' * N + "x\n" + "</div>\n" * N,
    "b": "a <b>" * N + "x" + "</b>" * N,
    "<": "<" * N,
    "<!--": "<!--" * N,
    "backtick": "`" * N + "x" + "`" * N,
    "fence": "```\n" * N,
    "$$": "$$" * N,
    "backslash": "\\" * N + "*",
    "&": "&" * N + "&amp;" * N,
    "footnote": repeat(N, "x[^#]\n\n[^#]: y[^#0]\n\n"),
    "abbreviation": repeat(N, "*[a#]: b\n") + "a1 a2 " * N,
    "reference": repeat(N, "[a#]: b\n") + "[a1] " * N,
    "table": "|a" * N + "|\n" + "|-" * N + "|\n" + "|b" * N + "|\n",
    "{:": "{:" * N + "}" * N,
    "{: .a": "x\n{: " + ".a #b c='d' " * N + "}",
    "{::": "{::comment}" * N,
}
LIQUID = {
    "if": ("JL307", "{% if a %}" * N + "x" + "{% endif %}" * N),
    "for": ("JL307", "{% for a in b %}" * N + "x" + "{% endfor %}" * N),
    "comment": ("JL307", "{% comment %}" * N + "{% endcomment %}" * N),
    "[": ("JL307", "{{ a" + "[b" * N + "]" * N + " }}"),
    "(": ("JL307", "{% if " + "(" * N + ")" * N + " %}{% endif %}"),
    "and": (BUILT, "{% if " + "a and " * N + "a %}x{% endif %}"),
    "filters": (BUILT, "{{ a " + "| upcase " * N + "}}"),
    "elsif": (BUILT, "{% if a %}" + "{% elsif b %}" * N + "{% endif %}"),
    ".b.b": (BUILT, "{{ a" + ".b" * N + " }}"),
    "an array in an array": (
        "JL307",
        (
            "{% assign a = '' | split: ',' %}{% for i in (1..5000) %}"
            "{% assign b = '' | split: ',' | push: a %}{% assign a = b %}{% endfor %}{{ a }}"
        ),
    ),
    "a loop of three million steps": (BUILT, "{% for i in (1..3000000) %}{% endfor %}"),
    "a loop over more than there is": (
        "JL314",
        "{% for i in (1..1000000000000) %}0123456789{% endfor %}" * 9,
    ),
    "a text doubled": (
        "JL314",
        "{% assign a = 'x' %}{% for i in (1..60) %}{% assign a = a | append: a %}{% endfor %}",
    ),
    "a number squared": (
        "JL314",
        "{% assign a = 3 %}{% for i in (1..60) %}{% assign a = a | times: a %}{% endfor %}",
    ),
    "slugify": (BUILT, "{{ '" + "é " * 100_000 + "' | slugify: 'latin' | size }}"),
    "date": (BUILT, "{{ '2024-01-01' | date: '" + "%Y" * 100_000 + "' | size }}"),
    "a wide date": (
        BUILT,
        "{{ '2024-01-01' | date: '%9999999999Y' | size }}{{ 99999999999999999999 | date: '%Y' }}",
    ),
    "huge numbers": (
        BUILT,
        (
            "{{ 'a' | truncate: 99999999999999999999999 }}{{ 'a' | slice: 9999999999999999999999 }}"
            "{{ 1.5 | round: 999999999 }}{{ 12345 | round: -99999999999999 }}{{ 1.5 | round: -999999999 }}"
            "{% tablerow i in (1..10) cols: 99999999999999999999999 %}{% endtablerow %}"
            "{% for i in (1..10) limit: 99999999999999999999999 offset: -99999999999999999999 %}{% endfor %}"
        ),
    ),
}
SITES: dict[str, tuple[str, str]] = {  # name → (code of the error or "", files)
    **{f"Markdown: {name}": (BUILT, f"{MD}{text}\n") for name, text in MARKDOWN.items()},
    **{f"Liquid: {name}": (code, f"{HTML}{text}\n") for name, (code, text) in LIQUID.items()},
    "front matter: [": ("JL201", matter(f"a: {'[' * N}{']' * N}")),
    "front matter: {": ("JL201", matter(f"a: {'{a: ' * N}1{'}' * N}")),
    "front matter: - -": ("JL201", matter(f"a:\n{'- ' * N}x")),
    "front matter: ? ?": ("JL201", matter(f"{'? ' * N}x")),
    "front matter: indents": ("JL201", matter("\n".join(" " * level + "a:" for level in range(2000)))),
    "front matter: a list in itself": ("JL201", matter("a: &a [*a]")),
    "front matter: merges": (BUILT, matter("a: &a {b: 1}\nc:\n" + "  <<: *a\n" * N)),
    "front matter: a million digits": (BUILT, matter(f"a: {'9' * 1_000_000}")),
    "front matter: minutes of minutes": (BUILT, matter(f"a: 1{':59' * N}")),
    "front matter: no date": (BUILT, matter("date: 99999-99-99")),
    "front matter: tags": (BUILT, matter(f"tags: [{'a, ' * N}]")),
    "data: YAML [": ("JL211", data("a.yml", "[" * N + "]" * N)),
    "data: an alias bomb": ("JL211", data("a.yml", aliases(9))),
    "data: an alias firecracker": (BUILT, data("a.yml", aliases(3))),
    "data: JSON [": ("JL211", data("a.json", "[" * N + "]" * N)),
    "data: JSON {": ("JL211", data("a.json", '{"a":' * N + "1" + "}" * N)),
    "data: JSON, 100,000 deep": ("JL211", data("a.json", "[" * 100_000 + "]" * 100_000)),
    "data: a million digits": (BUILT, data("a.json", f"[{'9' * 1_000_000}]")),
    "data: a CSV of 200,000 columns": (BUILT, data("a.csv", "a," * 200_000 + "\n" + "b," * 200_000)),
    "configuration: YAML [": ("JL101", f"-- _config.yml --\na: {'[' * N}{']' * N}\n{HTML}"),
    "configuration: an alias bomb": ("JL101", f"-- _config.yml --\n{aliases(9)}\n{HTML}"),
    "configuration: TOML [": ("JL101", f"-- _config.toml --\na = {'[' * N}{']' * N}\n{HTML}"),
    "configuration: TOML digits": ("JL101", f"-- _config.toml --\na = {'9' * N}\n{HTML}"),
    "layouts in a circle": (BUILT, layouts(("a", "b"), ("b", "a"))),
    "a layout in itself": (BUILT, layouts(("a", "a"))),
    "2,000 layouts": (BUILT, layouts(*((f"l{number}", f"l{number + 1}") for number in range(2000)))),
    "includes in a circle": (
        "JL307",
        (
            f"{HTML}{{% include a.html %}}\n-- _includes/a.html --\n{{% include b.html %}}\n"
            "-- _includes/b.html --\n{% include a.html %}\n"
        ),
    ),
    "an include by variable, in a circle": (
        "JL307",
        (
            f"{HTML}{{% assign x = 'a.html' %}}{{% include {{{{ x }}}} %}}\n"
            "-- _includes/a.html --\n{% include {{ x }} p=1 %}\n"
        ),
    ),
    "pages that show each other": (
        BUILT,
        (
            "-- a.md --\n---\n---\n{% for p in site.pages %}{{ p.content }}{% endfor %}\n"
            "-- b.md --\n---\n---\n{% for p in site.pages %}{{ p.content }}{% endfor %}\n"
        ),
    ),
    "posts that show each other": (
        BUILT,
        (
            "-- _posts/2024-01-01-a.md --\n---\n---\n{{ site.posts.first.excerpt }}{{ page.excerpt }}\n"
            "-- _posts/2024-01-02-b.md --\n---\n---\n{{ site.posts.last.excerpt }}{{ page.excerpt }}\n"
        ),
    ),
    "Sass: nested": ("JL332", f"-- a.scss --\n---\n---\n{'a{' * 2000}b:c{'}' * 2000}\n"),
    "Sass: an import of itself": (
        "JL330",
        "-- a.scss --\n---\n---\n@import 'x';\n-- _sass/_x.scss --\n@import 'x';\n",
    ),
    "Sass: a function in itself": (
        "JL332",
        "-- a.scss --\n---\n---\n@function f($x) { @return f($x); }\na { b: f(1) }\n",
    ),
    "permalink: 5,000 folders": ("JL354", f"-- a.md --\n---\npermalink: {'/a' * N}/\n---\nx\n"),
    "permalink: 5,000 placeholders": ("JL354", f"-- a.md --\n---\npermalink: {'/:title' * N}/\n---\nx\n"),
    "permalink: 400 folders": (BUILT, f"-- a.md --\n---\npermalink: {'/a' * 399}/\n---\nx\n"),
    "a folder 400 deep": (BUILT, f"-- {'d/' * 400}a.md --\n---\n---\nx\n"),
}


@pytest.mark.parametrize("name", SITES)
def test_it_is_a_page_or_an_error_soon(tmp_path: Path, name: str) -> None:
    code, hostile = SITES[name]
    source, destination = tmp_path / "source", tmp_path / "out"
    site = SiteUnderTest(source, "-- old.html --\n---\n---\nas it was\n")
    build(source, destination)
    before = files(destination)
    site.write(hostile)
    outcome = build(source, destination)
    assert "Traceback" not in outcome.said
    assert "internal" not in outcome.said
    assert code in outcome.said
    assert outcome.seconds < SOON
    # Front matter that is broken is told, and the page published without it, as in Jekyll.
    if outcome.code != 0:
        assert (outcome.code, files(destination)) == (1, before)
    assert outcome.code == 0 or code not in (BUILT, "JL201")
