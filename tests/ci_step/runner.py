"""Runs a composite action as GitHub's runner does: expressions, files of outputs, bash's options.

As much of it as an action of `run` steps needs. Source: docs.github.com, "Metadata syntax for GitHub
Actions", "Workflow commands".
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import yaml

_EXPRESSION = re.compile(r"\$\{\{\s*([\w.-]+)\s*\}\}")


class StepOutcome(NamedTuple):
    """Args: the step's name, its exit code, and what it printed."""

    name: str
    code: int
    log: str


class ActionRun(NamedTuple):
    """Args: the steps that ran, the last one perhaps failed; the action's outputs."""

    steps: list[StepOutcome]
    outputs: dict[str, str]

    @property
    def log(self) -> str:
        return "".join(step.log for step in self.steps)

    @property
    def code(self) -> int:
        return self.steps[-1].code


def run_action(
    folder: Path,
    inputs: Mapping[str, str],
    *,
    workspace: Path,
    temporary: Path,
    environment: Mapping[str, str],
) -> ActionRun:
    """Run the steps of `folder/action.yml` until one fails.

    Args:
        folder: holds `action.yml`.
        inputs: from the workflow's `with`; an input that the action does not have fails.
        workspace: the repository that is checked out; the scripts' working folder.
        temporary: the runner's, empty at first.
        environment: what else the runner has in its environment.
    """
    action = yaml.safe_load((folder / "action.yml").read_text(encoding="utf-8"))
    declared = action["inputs"]
    assert set(inputs) <= set(declared)
    values = {f"inputs.{name}": inputs.get(name, one.get("default", "")) for name, one in declared.items()}
    steps: list[StepOutcome] = []
    for step in action["runs"]["steps"]:
        outputs = temporary / f"{step['id']}.outputs"
        outputs.touch()
        script = temporary / f"{step['id']}.sh"
        script.write_text(step["run"], encoding="utf-8")
        assert step["shell"] == "bash"
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=workspace,
            env={
                **environment,
                "CI": "true",
                "GITHUB_ACTIONS": "true",
                "GITHUB_ACTION_PATH": str(folder),
                "GITHUB_OUTPUT": str(outputs),
                "GITHUB_WORKSPACE": str(workspace),
                "RUNNER_OS": "Linux",
                "RUNNER_TEMP": str(temporary),
                **{name: evaluated(text, values) for name, text in step.get("env", {}).items()},
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=300,
        )
        steps.append(StepOutcome(step["name"], done.returncode, done.stdout))
        for line in outputs.read_text(encoding="utf-8").splitlines():
            name, _, value = line.partition("=")
            values[f"steps.{step['id']}.outputs.{name}"] = value
        if done.returncode:
            return ActionRun(steps, {})
    return ActionRun(
        steps, {name: evaluated(one["value"], values) for name, one in action["outputs"].items()}
    )


def evaluated(text: str, values: Mapping[str, str]) -> str:
    """`${{ inputs.source }}` → its value; a name that is not there is empty, as on GitHub."""
    return _EXPRESSION.sub(lambda found: values.get(found[1], ""), text)


def runner_environment(home: Path, *programs: Path) -> dict[str, str]:
    """What a runner starts with; `programs` come first on its PATH."""
    path = os.pathsep.join([*map(str, programs), os.environ["PATH"]])
    kept = {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "UV_", "SSL_"))}
    proxies = {name: value for name, value in os.environ.items() if name.lower().endswith("_proxy")}
    return {**kept, **proxies, "PATH": path, "HOME": str(home), "LANG": "C.UTF-8"}
