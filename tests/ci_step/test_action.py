"""The composite action, step by step as a runner runs it, and the workflow that shows it."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from ci_workspace import copy_example
from runner import ActionRun, run_action, runner_environment

import builders

FOLDER = builders.TOP / ".github/actions/build"
ACTION = yaml.safe_load((FOLDER / "action.yml").read_text(encoding="utf-8"))
STEPS = {step["id"]: step for step in ACTION["runs"]["steps"]}


class Runner:
    """A machine with a checked-out repository, on which `pip install` is this source at hand.

    Args:
        top: an empty folder of its own.
    """

    def __init__(self, top: Path) -> None:
        self.workspace = top / "work space"
        self.workspace.mkdir()
        self.pip_log = top / "pip.log"
        self._temporary = top / "temp"
        self._temporary.mkdir()
        self._programs = top / "programs"
        self._programs.mkdir()
        self._fill_environment(top / "environment/bin")
        self.add_python("python3")

    def _fill_environment(self, scripts: Path) -> None:
        """What `python3 -m venv` makes here: a `pip` that notes what it is asked for, and `jekylite`."""
        scripts.mkdir(parents=True)
        self._add_script(
            scripts / "python",
            f'if [[ $2 == pip ]]; then printf "%s\\n" "${{@:3}}" > "{self.pip_log}"; exit; fi\n'
            f'exec "{sys.executable}" "$@"\n',
        )
        source = builders.TOP / "src"
        self._add_script(
            scripts / "jekylite", f'PYTHONPATH="{source}" exec "{sys.executable}" -m jekylite "$@"\n'
        )

    def add_python(self, name: str) -> None:
        """A Python on the PATH."""
        made = self._programs.parent / "environment"
        self._add_script(
            self._programs / name,
            f'if [[ $1 == -m && $2 == venv ]]; then mkdir -p "$3"; cp -r "{made}/." "$3"; exit; fi\n'
            f'exec "{sys.executable}" "$@"\n',
        )

    def _add_script(self, path: Path, text: str) -> None:
        path.write_text(f"#!/bin/bash\n{text}")
        path.chmod(0o755)

    def check_out(self, example: str, into: str = ".") -> None:
        copy_example(example, self.workspace / into)

    def run(self, inputs: Mapping[str, str], **environment: str) -> ActionRun:
        started_with = runner_environment(self.workspace, self._programs) | builders.CLOCK | environment
        return run_action(
            FOLDER, inputs, workspace=self.workspace, temporary=self._temporary, environment=started_with
        )


@pytest.fixture
def machine(tmp_path: Path) -> Runner:
    return Runner(tmp_path)


def test_it_builds_an_example_and_names_the_folder(machine: Runner, tmp_path: Path) -> None:
    machine.check_out("resume-en")

    done = machine.run({})

    assert done.code == 0, done.log
    assert done.outputs == {"folder": "_site"}
    expected = builders.jekylite(builders.EXAMPLES / "resume-en", tmp_path / "expected")
    assert sorted(builders.tree(machine.workspace / "_site")) == sorted(builders.tree(expected))


def test_it_builds_a_site_in_a_folder_into_another(machine: Runner) -> None:
    machine.check_out("resume-en", into="my cv")

    done = machine.run({"source": "my cv", "destination": "out put"})

    assert done.outputs == {"folder": "out put"}
    assert (machine.workspace / "out put/index.html").exists()


def test_the_environment_is_production_unless_the_workflow_says_otherwise(machine: Runner) -> None:
    page = machine.workspace / "index.html"
    page.write_text("---\n---\n{{ jekyll.environment }}")

    machine.run({})
    assert (machine.workspace / "_site/index.html").read_text() == "production"
    machine.run({}, JEKYLL_ENV="staging")
    assert (machine.workspace / "_site/index.html").read_text() == "staging"


def test_a_mistake_is_an_annotation_at_its_line_and_fails_the_step(machine: Runner) -> None:
    (machine.workspace / "cv").mkdir()
    (machine.workspace / "cv/index.html").write_text("---\n---\n{% if %}")

    done = machine.run({"source": "cv"})

    assert done.code == 1
    assert done.steps[-1].name == "Build the site"
    assert done.steps[-1].log.startswith("::error file=cv/index.html,line=3,col=1,title=JL301::")


@pytest.mark.parametrize(("strict", "code"), [("true", 3), ("false", 0)])
def test_strict_fails_at_warnings(machine: Runner, strict: str, code: int) -> None:
    (machine.workspace / "index.html").write_text("---\nlayout: nope\n---\n")

    done = machine.run({"strict": strict})

    assert done.code == code
    assert "::warning " in done.log


def test_arguments_are_words_as_in_a_shell_and_never_commands(machine: Runner) -> None:
    page = machine.workspace / "index.html"
    page.write_text("---\n---\n{{ site.baseurl }}")

    done = machine.run({"arguments": "--baseurl '/$(touch x) `touch y`; touch z' --drafts"})

    assert done.code == 0, done.log
    assert (machine.workspace / "_site/index.html").read_text() == "/$(touch x) `touch y`; touch z"
    assert not any((machine.workspace / name).exists() for name in "xyz")


@pytest.mark.parametrize(
    ("inputs", "package"),
    [
        ({}, str(builders.TOP)),
        ({"extras": "sass"}, f"{builders.TOP}[sass]"),
        ({"version": "0.1.0"}, "jekylite==0.1.0"),
        ({"version": "latest", "extras": "sass,pygments"}, "jekylite[sass,pygments]"),
        ({"version": "0.1.0", "extras": "sass"}, "jekylite[sass]==0.1.0"),
    ],
)
def test_version_and_extras_decide_what_pip_installs(
    machine: Runner, inputs: dict[str, str], package: str
) -> None:
    machine.run(inputs)

    assert machine.pip_log.read_text().splitlines()[-1] == package


def test_a_python_can_be_chosen(machine: Runner) -> None:
    machine.add_python("python3.99")

    done = machine.run({"python-version": "3.99"})

    assert done.code == 0, done.log


def test_a_python_of_the_runners_tool_cache_is_found(machine: Runner, tmp_path: Path) -> None:
    program = tmp_path / "cache/Python/3.99.1/x64/bin/python"
    program.parent.mkdir(parents=True)
    machine.add_python("elsewhere")
    shutil.move(tmp_path / "programs/elsewhere", program)

    done = machine.run({"python-version": "3.99"}, RUNNER_TOOL_CACHE=str(tmp_path / "cache"))

    assert done.code == 0, done.log


def test_a_python_that_is_not_there_is_an_error_with_its_remedy(machine: Runner) -> None:
    done = machine.run({"python-version": "3.98"})

    assert done.code == 1
    assert done.log == (
        "::error title=jekylite::There is no Python 3.98 here; put actions/setup-python before this step\n"
    )


@pytest.mark.slow
def test_pip_really_installs_it(tmp_path: Path) -> None:
    """With the real `venv` and `pip`, where a package index can be reached."""
    workspace, temporary = tmp_path / "work", tmp_path / "temp"
    copy_example("resume-en", workspace)
    temporary.mkdir()
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "python3").symlink_to(os.path.realpath(sys.executable))

    done = run_action(
        FOLDER,
        {"strict": "true"},
        workspace=workspace,
        temporary=temporary,
        environment=runner_environment(tmp_path, programs),
    )

    if re.search(
        r"No matching distribution found for hatchling|Could not find a version|connection", done.log
    ):
        pytest.skip("no package index can be reached")
    if "ensurepip is not" in done.log:
        pytest.skip("this Python has no ensurepip")
    assert done.code == 0, done.log
    assert (workspace / "_site/index.html").exists()


def test_steps_run_scripts_only_and_take_values_as_variables() -> None:
    for step in STEPS.values():
        assert "uses" not in step
        assert "${{" not in step["run"], step["name"]


def test_every_input_is_described_and_used() -> None:
    used = re.findall(r"inputs\.([\w-]+)", str(ACTION["runs"]))
    assert sorted(used) == sorted(ACTION["inputs"])
    for one in ACTION["inputs"].values():
        assert one["description"]
        assert isinstance(one["default"], str)


def test_the_workflow_shown_gives_inputs_that_the_action_has() -> None:
    workflow = yaml.safe_load((FOLDER / "workflow-example.yml").read_text(encoding="utf-8"))
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    ours = [step for step in steps if "/.github/actions/build@" in step.get("uses", "")]

    assert len(ours) == 1
    assert set(ours[0]["with"]) <= set(ACTION["inputs"])
    assert "${{ steps.site.outputs.folder }}" in str(steps)
    assert ours[0]["id"] == "site"
    assert set(ACTION["outputs"]) == {"folder"}
