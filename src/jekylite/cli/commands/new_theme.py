"""`jekylite new-theme NAME`: a theme to start from, in the form of a gem.

Source: Jekyll 4.4.1 commands/new_theme.rb and theme_builder.rb. Known difference: where git is not
installed, the folder is simply no repository.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from datetime import datetime
from pathlib import Path

from jekylite.cli.console import Console
from jekylite.cli.parser import Arguments
from jekylite.diagnostics import ERROR, Diagnostic
from jekylite.errors import BUILD_FAILED, OK, JekyliteError, UsageError

SCAFFOLD = Path(__file__).parent.parent / "scaffold" / "gem"
_FOLDERS = ("assets", "_data", "_layouts", "_includes", "_sass")
_LAYOUTS = ("page", "post", "default")


def run(arguments: Arguments, console: Console) -> int:
    """Write the theme; a folder of that name is left alone."""
    if not arguments.words:
        raise UsageError(
            "You must specify a theme name.",
            hint="`jekylite new-theme my-theme` makes that folder",
            code="JL100",
        )
    name = re.sub("_+", "_", "_".join(arguments.words).replace(" ", "_"))
    path = Path(os.path.abspath(name))
    if path.exists():
        console.add(
            Diagnostic(
                ERROR,
                f"{path} already exists.",
                hint="choose another name, or move that folder away",
                topic="Conflict",
                code="JL122",
            )
        )
        return BUILD_FAILED
    try:
        _write(path, name, console, with_conduct=arguments.has("code_of_conduct"))
    except OSError as error:
        raise JekyliteError(
            f"cannot write {error.filename or path}: {error.strerror}",
            hint="check the space on the disk and the rights of the folder",
            code="JL122",
        ) from None
    console.say(f"Your new Jekyll theme, {name}, is ready for you in {path}!")
    console.say(f"For help getting started, read {path}/README.md.")
    return OK


def _write(path: Path, name: str, console: Console, *, with_conduct: bool) -> None:
    for folder in _FOLDERS:
        console.say("create", str(path / folder))
        (path / folder).mkdir(parents=True)
    values = {
        "THEME": path.name,
        "YEAR": str(datetime.now().astimezone().year),
        "AUTHOR": _git("config", "user.name"),
        "EMAIL": _git("config", "user.email"),
    }
    files = {f"_layouts/{layout}.html": f"_layouts/{layout}.html" for layout in _LAYOUTS}
    files |= {"Gemfile": "Gemfile", f"{name}.gemspec": "theme.gemspec"}
    files |= {file: file for file in ("README.md", "LICENSE.txt")}
    if with_conduct:
        files["CODE_OF_CONDUCT.md"] = "CODE_OF_CONDUCT.md"
    for target, origin in files.items():
        _write_file(path / target, origin, values, console)
    console.say("initialize", str(path / ".git"))
    _git("init", "--quiet", folder=path)
    _write_file(path / ".gitignore", "gitignore", values, console)


def _write_file(target: Path, origin: str, values: dict[str, str], console: Console) -> None:
    """The file of the scaffold with each `<<NAME>>` in it replaced."""
    console.say("create", str(target))
    text = (SCAFFOLD / origin).read_text("utf-8")
    target.write_text(re.sub(r"<<(\w+)>>", lambda match: values[match[1]], text), "utf-8")


def _git(*words: str, folder: Path | None = None) -> str:
    """What git prints; nothing where it is not installed or knows no answer."""
    git = shutil.which("git")
    if git is None:
        return ""
    done = subprocess.run([git, *words], cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout.rstrip("\n")
