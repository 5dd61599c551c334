"""What a CI step sees of a build: its exit code, and its messages in a form that it can read."""

from __future__ import annotations

import json
import re

import pytest
from ci_workspace import Workspace

from builders import TOP
from jekylite import errors

WARNS = {"docs/_posts/2024-01-02-a.md": "---\nlayout: nope\n---\nx\n"}
FAILS = {"docs/index.html": "---\n---\n\n{% for a in b %}\n"}
BUILD = ("jekylite", "build", "--source", "docs", "--destination", "_site")


def test_the_documented_exit_codes_are_those_of_the_program() -> None:
    text = (TOP / "site/docs/command-line.md").read_text(encoding="utf-8")
    section = text[text.index("{: #exit-codes}") :].split("\n## ", 1)[0]
    documented = [int(code) for code in re.findall(r"^\| (\d+) \|", section, re.M)]
    constants = sorted(
        value for name, value in vars(errors).items() if name.isupper() and isinstance(value, int)
    )

    assert documented == constants


@pytest.mark.parametrize(
    ("files", "arguments", "code"),
    [
        ({"docs/index.html": "x"}, ("--strict",), errors.OK),
        (WARNS, (), errors.OK),
        (WARNS, ("--strict",), errors.STRICT_WARNINGS),
        (FAILS, (), errors.BUILD_FAILED),
        (FAILS, ("--strict",), errors.BUILD_FAILED),
        ({"docs/a.md": "---\na: b: c\n---\n"}, (), errors.OK),
        ({"docs/a.md": "---\na: b: c\n---\n"}, ("--strict",), errors.BUILD_FAILED),
        ({"docs/_config.yml": "exclude: a\n"}, (), errors.BUILD_FAILED),
        ({}, ("--nope",), errors.BUILD_FAILED),
    ],
)
def test_the_exit_code_says_what_happened(
    workspace: Workspace, files: dict[str, str], arguments: tuple[str, ...], code: int
) -> None:
    workspace.write(files)

    done = workspace.run(*BUILD, *arguments)

    assert done.returncode == code, done.stderr


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_strict_says_in_every_format_why_it_fails(workspace: Workspace, form: str) -> None:
    workspace.write(WARNS)

    done = workspace.run(*BUILD, "--strict", "--format", form)

    assert done.returncode == errors.STRICT_WARNINGS
    assert "1 warning, and `--strict` allows none" in done.stdout + done.stderr


def test_annotations_have_paths_from_the_top_of_the_repository(workspace: Workspace) -> None:
    workspace.write(FAILS)

    done = workspace.run(*BUILD, "--format", "github")

    assert done.stderr == ""
    assert done.stdout.startswith("::error file=docs/index.html,line=4,col=1,title=JL305::Liquid")


def test_annotations_of_a_step_in_a_folder_have_the_same_paths(workspace: Workspace) -> None:
    workspace.write(FAILS)

    done = workspace.run("sh", "-c", "cd docs && jekylite build --format github")

    assert done.stdout.startswith("::error file=docs/index.html,line=4,col=1,title=JL305::")


def test_the_topic_of_a_message_is_the_annotations_title(workspace: Workspace) -> None:
    workspace.write(WARNS)

    done = workspace.run(*BUILD, "--format", "github")

    assert re.match(r"::warning (file=[^:]*,)?title=JL214 Build Warning::", done.stdout)


@pytest.mark.parametrize("files", [WARNS, FAILS, {"docs/_config.yml": "exclude: a\n"}])
@pytest.mark.parametrize("arguments", [(), ("--nope",), ("--verbose",), ("--strict", "--profile")])
def test_json_is_all_that_is_printed(
    workspace: Workspace, files: dict[str, str], arguments: tuple[str, ...]
) -> None:
    workspace.write(files)

    done = workspace.run(*BUILD, *arguments, "--format", "json")

    assert done.stderr == ""
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert {line["severity"] for line in lines} <= {"error", "warning", "info", "debug"}
    assert any(line["severity"] in ("error", "warning") for line in lines)


@pytest.mark.parametrize("form", ["--format=github", "--format github"])
def test_words_that_make_no_sense_are_annotated_too(workspace: Workspace, form: str) -> None:
    done = workspace.run("jekylite", "build", *form.split(), "--nope")

    assert done.stdout.startswith("::error title=JL100::invalid option: --nope")
