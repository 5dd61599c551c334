"""A site in a folder, a compiler for it, and programs that only look like compilers."""

from __future__ import annotations

import os
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest
from sass_fixtures import FakeCompiler, WriteFiles

from jekylite.errors import ConvertError
from jekylite.sass import SassCompiler, find_compiler


@pytest.fixture
def files(tmp_path: Path) -> WriteFiles:
    """Write files given as `-- path --` and their text into a site's source; returns that."""
    source = tmp_path / "site"
    source.mkdir()

    def write(text: str) -> Path:
        for block in ("\n" + textwrap.dedent(text).lstrip("\n")).split("\n-- ")[1:]:
            name, _, content = block.partition(" --\n")
            path = source / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        return source

    return write


@pytest.fixture
def sass(tmp_path: Path) -> Iterator[SassCompiler]:
    """The Dart Sass of this machine, for the site in `files`."""
    try:
        place = find_compiler()
    except ConvertError as error:
        pytest.skip(f"{error}: {error.hint}")
    assert place.kind != "library"
    with SassCompiler(tmp_path / "site") as compiler:
        yield compiler


@pytest.fixture
def fake_compiler(tmp_path: Path) -> FakeCompiler:
    """A program that says it is Dart Sass, and then does as the given Python code says."""
    if os.name != "posix":
        pytest.skip("a fake compiler is a script with a #! line")

    def write(behaviour: str) -> Path:
        program = tmp_path / "fake-sass"
        program.write_text(
            f"#!{sys.executable} -IS\n"
            "import os, signal, subprocess, sys, time\n"
            "if '--version' in sys.argv:\n"
            '    print(\'{"protocolVersion": "3.2.0"}\')\n'
            "    raise SystemExit\n"
            "VERSION = bytes.fromhex('0b 00 42 08 1a 06') + b'9.99.0'\n" + textwrap.dedent(behaviour)
        )
        program.chmod(0o755)
        return program

    return write
