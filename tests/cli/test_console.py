"""How messages look."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jekylite.cli.console import GITHUB, JSON, Console, aligned, excerpt
from jekylite.diagnostics import DEBUG, ERROR, Diagnostic
from jekylite.errors import FrontMatterError, Location

ERROR_AT_A_LINE = FrontMatterError(
    "front matter is not valid YAML: `[` is never closed",
    at=Location("_posts/hello.md", 3, 6),
    hint="close the list with `]`, or quote the text",
)


@pytest.fixture(autouse=True)
def no_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.delenv("FORCE_COLOR", raising=False)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "_posts").mkdir()
    (tmp_path / "_posts/hello.md").write_text("---\ntitle: Hi\nbad: [1\n---\n", encoding="utf-8")
    return tmp_path


def test_an_error_shows_its_place_its_line_and_what_to_do(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    console = Console()
    console.source = str(source)
    console.fail(ERROR_AT_A_LINE)

    assert capsys.readouterr().err == (
        "error: _posts/hello.md:3:6: front matter is not valid YAML: `[` is never closed\n"
        "  3 | bad: [1\n"
        "    |      ^\n"
        "  hint: close the list with `]`, or quote the text\n"
    )


def test_an_error_in_a_file_that_is_gone_shows_its_place_alone(capsys: pytest.CaptureFixture[str]) -> None:
    Console().fail(FrontMatterError("broken", at=Location("gone.md", 3)))

    assert capsys.readouterr().err == "error: gone.md:3: broken\n"


def test_an_error_names_the_files_that_led_to_it(capsys: pytest.CaptureFixture[str]) -> None:
    Console().fail(
        FrontMatterError("broken", at=Location("a.html"), chain=(Location("b.html", 2), Location("c.md", 4)))
    )

    assert capsys.readouterr().err == "error: a.html: broken\n  from b.html:2\n  from c.md:4\n"


def test_a_topic_is_aligned_as_in_jekyll(capsys: pytest.CaptureFixture[str]) -> None:
    console = Console()
    console.say("Source:", "/site")
    console.say("", "done in 0.1 seconds.")
    console.say("Generating...")
    console.say("Your test results", "are in.")
    console.info("/site/_config.yml", topic="Configuration file")

    assert capsys.readouterr().out == (
        "            Source: /site\n"
        "                    done in 0.1 seconds.\n"
        "      Generating...\n"
        "  Your test results are in.\n"
        "Configuration file: /site/_config.yml\n"
    )


def test_a_message_with_a_topic_is_one_line_and_its_place_and_hint_follow(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Console().warn(
        "Layout 'x'\n  does not exist.", topic="Build Warning", at=Location("h.md", 2), hint="make it"
    )

    assert capsys.readouterr().err == (
        "     Build Warning: Layout 'x' does not exist.\n"
        "                    in h.md:2\n"
        "                    make it\n"
    )


def test_blanks_are_folded_to_one() -> None:
    assert aligned("A:", "b  c\n\td") == f"{'A:':>19} b c d"


def test_the_same_diagnostic_is_printed_once(capsys: pytest.CaptureFixture[str]) -> None:
    console = Console()
    console.warn("twice")
    console.warn("twice")

    assert capsys.readouterr().err == "warning: twice\n"


def test_quiet_leaves_errors_only(capsys: pytest.CaptureFixture[str]) -> None:
    console = Console(quiet=True)
    console.say("Source:", "/site")
    console.info("note")
    console.warn("odd")
    console.fail(FrontMatterError("broken"))

    assert capsys.readouterr() == ("", "error: broken\n")
    assert len(console.items) == 3


@pytest.mark.parametrize(("verbose", "shown"), [(False, ""), (True, "debug: detail\n")])
def test_verbose_adds_details(capsys: pytest.CaptureFixture[str], verbose: bool, shown: str) -> None:
    Console(verbose=verbose).add(Diagnostic(DEBUG, "detail"))

    assert capsys.readouterr().out == shown


def test_json_is_one_object_a_line_on_stdout(capsys: pytest.CaptureFixture[str]) -> None:
    console = Console(form=JSON)
    console.say("Source:", "/site")
    console.warn("odd", topic="Build Warning", at=Location("é.md", 2))
    console.fail(ERROR_AT_A_LINE)
    out, err = capsys.readouterr()

    assert err == ""
    assert [json.loads(line) for line in out.splitlines()] == [
        {"severity": "warning", "path": "é.md", "line": 2, "message": "odd", "topic": "Build Warning"},
        {
            "severity": "error",
            "path": "_posts/hello.md",
            "line": 3,
            "column": 6,
            "message": "front matter is not valid YAML: `[` is never closed",
            "hint": "close the list with `]`, or quote the text",
        },
    ]


def test_github_gets_workflow_commands(capsys: pytest.CaptureFixture[str]) -> None:
    console = Console(form=GITHUB)
    console.say("Source:", "/site")
    console.warn("100%\nodd", topic="Build Warning", at=Location("a,b.md", 2))
    console.warn("no place")

    assert capsys.readouterr().out == (
        "::warning file=a%2Cb.md,line=2,title=Build Warning::100%25%0Aodd\n::warning::no place\n"
    )


@pytest.mark.parametrize(
    ("line", "column", "shown"),
    [
        ("a: b", 2, ["  1 | a: b", "    |  ^"]),
        ("姓名: x: y", 6, ["  1 | 姓名: x: y", "    |        ^"]),
        ("\ta: b", 2, ["  1 |  a: b", "    |  ^"]),
        ("", 1, ["  1 |", "    | ^"]),
    ],
)
def test_the_caret_stands_below_the_column(tmp_path: Path, line: str, column: int, shown: list[str]) -> None:
    (tmp_path / "f").write_text(line + "\n", encoding="utf-8")

    assert excerpt(str(tmp_path), Location("f", 1, column)) == shown


def test_a_very_long_line_is_cut_around_the_column(tmp_path: Path) -> None:
    (tmp_path / "f").write_text("x" * 500 + "!" + "y" * 500, encoding="utf-8")

    text, caret = excerpt(str(tmp_path), Location("f", 1, 501))

    assert len(text) < 120
    assert text[caret.index("^")] == "!"


@pytest.mark.parametrize(("variable", "coloured"), [("FORCE_COLOR", True), ("NO_COLOR", False)])
def test_colours_follow_the_environment(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], variable: str, coloured: bool
) -> None:
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv(variable, "1")
    Console().add(Diagnostic(ERROR, "broken"))

    assert ("\033[31m" in capsys.readouterr().err) is coloured


def test_a_pipe_gets_no_colours(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv("NO_COLOR")
    Console().add(Diagnostic(ERROR, "broken"))

    assert capsys.readouterr().err == "error: broken\n"
