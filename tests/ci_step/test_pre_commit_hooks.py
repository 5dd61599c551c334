"""The hooks, run by their entries as pre-commit runs them: at the top of a repository."""

from __future__ import annotations

import shlex
import subprocess

import pytest
import yaml
from ci_workspace import Workspace, copy_example

import builders

HOOKS = {
    hook["id"]: hook for hook in yaml.safe_load((builders.TOP / ".pre-commit-hooks.yaml").read_text("utf-8"))
}


def run_hook(name: str, workspace: Workspace) -> subprocess.CompletedProcess[str]:
    return workspace.run(*shlex.split(HOOKS[name]["entry"]))


@pytest.mark.parametrize("name", HOOKS)
def test_a_hook_is_a_program_of_this_package_and_takes_no_files(name: str) -> None:
    hook = HOOKS[name]

    assert hook["language"] == "python"
    assert hook["entry"].split()[0] == "jekylite"
    assert hook["pass_filenames"] is False
    assert hook["name"]
    assert hook["description"]


@pytest.mark.parametrize("name", HOOKS)
def test_a_hook_is_content_with_an_example_and_changes_no_file_of_it(name: str, workspace: Workspace) -> None:
    copy_example("resume-en", workspace.top)
    config = workspace.top / "_config.yml"
    config.write_text(config.read_text("utf-8") + "\nurl: https://example.com\n", encoding="utf-8")
    before = builders.tree(workspace.top)

    done = run_hook(name, workspace)

    assert done.returncode == 0, done.stdout + done.stderr
    after = builders.tree(workspace.top)
    assert {path: after[path] for path in before} == before


@pytest.mark.parametrize(
    ("content", "code"), [("---\nlayout: nope\n---\n", 3), ("---\n---\n{% if %}", 1), ("x", 0)]
)
def test_the_build_hook_fails_at_errors_and_warnings(workspace: Workspace, content: str, code: int) -> None:
    workspace.write({"index.html": content})

    assert run_hook("jekylite-build", workspace).returncode == code
