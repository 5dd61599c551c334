"""The command in a folder of its own, in a process of its own, as a CI step runs it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from builders import CLOCK, EXAMPLES


def copy_example(name: str, folder: Path) -> None:
    """The example's files as a checkout has them, without what builds left there."""
    left_there = shutil.ignore_patterns("_site", ".*-cache")
    shutil.copytree(EXAMPLES / name, folder, ignore=left_there, dirs_exist_ok=True)


class Workspace:
    """A folder, and the command run at its top.

    Args:
        top: of the repository that CI has checked out.
        programs: holds `jekylite`, this source's.
    """

    def __init__(self, top: Path, programs: Path) -> None:
        self.top = top
        self.environment = {
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(top.parent),
            "GITHUB_WORKSPACE": str(top),
            **CLOCK,
        }

    def write(self, files: dict[str, str]) -> None:
        for name, text in files.items():
            path = self.top / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def run(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=self.top,
            env=self.environment | environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )
