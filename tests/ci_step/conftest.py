"""A repository that CI has checked out."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from ci_workspace import Workspace

from builders import TOP


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    programs = tmp_path / "programs"
    programs.mkdir()
    script = programs / "jekylite"
    script.write_text(f"#!/bin/sh\nPYTHONPATH='{TOP / 'src'}' exec '{sys.executable}' -m jekylite \"$@\"\n")
    script.chmod(0o755)
    top = tmp_path / "repository"
    top.mkdir()
    return Workspace(top, programs)
