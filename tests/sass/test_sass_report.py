"""What a build says about its style sheets."""

from __future__ import annotations

from collections.abc import Iterable

from jekylite.diagnostics import INFO, WARNING, Collector, Diagnostic
from jekylite.errors import Location
from jekylite.sass import SassWarning, diagnostics


def deprecated(name: str, text: str, line: int) -> SassWarning:
    return SassWarning("deprecation", text, name, Location("_sass/a.scss", line, 1), "")


OLD_THEME = [
    deprecated("import", "Sass @import rules are deprecated.\n\nMore info: https://…", 1),
    deprecated("slash-div", "Using / for division is deprecated.\n\nRecommendation: …", 2),
    deprecated("import", "Sass @import rules are deprecated.\n\nMore info: https://…", 3),
    deprecated("color-functions", "lighten() is deprecated. Suggestions:\n\ncolor.scale()", 4),
    SassWarning("warning", "the grid is too wide", None, Location("_sass/a.scss", 5, 1), ""),
    SassWarning("debug", "12px", None, Location("_sass/a.scss", 6, 1), ""),
]


def lines(told: Iterable[Diagnostic]) -> list[tuple[str, str, str]]:
    return [(diagnostic.severity, str(diagnostic.at), diagnostic.message) for diagnostic in told]


def test_deprecations_take_one_line_a_kind_with_a_count() -> None:
    assert lines(diagnostics(OLD_THEME)) == [
        (WARNING, "_sass/a.scss:5:1", "the grid is too wide"),
        (INFO, "_sass/a.scss:6:1", "12px"),
        (WARNING, "_sass/a.scss:1:1", "Sass @import rules are deprecated (import: 2 times)"),
        (WARNING, "_sass/a.scss:2:1", "Using / for division is deprecated (slash-div: once)"),
        (WARNING, "_sass/a.scss:4:1", "lighten() is deprecated (color-functions: once)"),
    ]


def test_verbose_tells_each_at_its_place() -> None:
    told = lines(diagnostics(OLD_THEME, verbose=True))

    assert [place for _, place, _ in told] == [f"_sass/a.scss:{line}:1" for line in range(1, 7)]
    assert told[2] == (WARNING, "_sass/a.scss:3:1", "Sass @import rules are deprecated")


def test_each_says_what_to_write_and_the_last_how_to_see_or_silence_them() -> None:
    hints = [told.hint for told in diagnostics(OLD_THEME)]

    assert hints == [
        "the style sheet itself says so, with `@warn`",
        None,
        "load it with `@use`",
        '`@use "sass:math"`, and `math.div(a, b)`',
        (
            '`@use "sass:color"`, and `color.adjust` or `color.scale`; '
            "see each with `--verbose`; name those you know in `sass.silence_deprecations`"
        ),
    ]


def test_a_collector_keeps_them() -> None:
    collector = Collector()
    for diagnostic in diagnostics(OLD_THEME):
        collector.add(diagnostic)

    assert collector.count(WARNING) == 4
