"""Style sheets for coloured code."""

from __future__ import annotations

import re
import sys

import pytest

from jekylite.cli.main import run
from jekylite.errors import UsageError
from jekylite.highlight.engine import word_set
from jekylite.highlight.themes import BUILT_IN, style_sheet, theme_names

CLASSES_OF_LEXERS = word_set(
    "c c1 cd cm cp cpf dl err gd ge gh gi go gp gr gs gt gu k kc kd kn kp kr kt l m mb mf mh mi mo"
    " na nb nc nd nf ni nl nn no nt nv o ow s s1 s2 sa sb sc se sh si sr ss sx vc vg vi"
)


def luminance(colour: str) -> float:
    """WCAG 2.2's relative luminance of `#rrggbb`."""
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", BUILT_IN)
def test_every_colour_is_readable_on_its_ground(theme: str) -> None:
    colours = BUILT_IN[theme]._asdict()
    pairs = {
        name: (colour, colours.get(f"{name}_ground", colours["ground"]))
        for name, colour in colours.items()
        if not name.endswith("ground")
    }
    pairs |= {f"marked {name}": (colours[name], colours["marked_ground"]) for name in ("text", "comment")}
    assert {name: pair for name, pair in pairs.items() if contrast(*pair) < 4.5} == {}


def test_our_themes_colour_what_the_lexers_mark() -> None:
    styled = set(re.findall(r"\.highlight \.(\w+)", style_sheet("light")))
    bare = {"l", "ni", "nn", "p", "n"}
    assert CLASSES_OF_LEXERS - styled - bare == set()


def test_a_dark_theme_stands_in_a_media_query() -> None:
    light, _, dark = style_sheet("light", "dark").partition("@media (prefers-color-scheme: dark) {\n")
    assert light == style_sheet("light")
    assert dark.startswith("  .highlight { color: #d7dae0; background-color: #1e2127 }\n")
    assert dark.endswith(" }\n}\n")


def test_pygments_styles_are_there_with_the_extra() -> None:
    pytest.importorskip("pygments")
    assert "monokai" in theme_names()
    assert ".highlight .k { color: #66d9ef }" in style_sheet("monokai")


def test_an_unknown_theme_is_an_error_that_names_the_others() -> None:
    with pytest.raises(UsageError, match="no theme 'nope'") as caught:
        style_sheet("nope")
    assert "light, dark" in str(caught.value.hint)


def test_without_pygments_the_hint_says_how_to_get_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pygments.styles", None)
    with pytest.raises(UsageError) as caught:
        style_sheet("monokai")
    assert caught.value.hint == (
        "there are light, dark; Pygments brings more: `pip install jekylite[pygments]`"
    )


def test_the_command_prints_the_style_sheet(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["highlight-css", "--dark", "dark"]) == 0
    assert capsys.readouterr().out == style_sheet("light", "dark")


def test_the_command_takes_one_theme(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["highlight-css", "light", "dark"]) == UsageError.exit_code
    assert "--dark" in capsys.readouterr().err
