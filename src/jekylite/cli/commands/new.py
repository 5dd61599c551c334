"""`jekylite new PATH`: a site to start from: a résumé, a bare page, or a page for a theme.

Source: Jekyll 4.4.1 commands/new.rb. Known difference: the default is a résumé; nothing is installed,
so `--skip-bundle` changes nothing.
"""

from __future__ import annotations

import os
import shutil
from datetime import datetime
from pathlib import Path

from jekylite.cli.console import Console
from jekylite.cli.parser import Arguments
from jekylite.diagnostics import ERROR, Diagnostic
from jekylite.errors import BUILD_FAILED, OK, JekyliteError, UsageError

SCAFFOLD = Path(__file__).parent.parent / "scaffold"
_EMPTY_FOLDERS = ("_data", "_drafts", "_includes", "_posts")
_WELCOME = "welcome.markdown"


def run(arguments: Arguments, console: Console) -> int:
    """Write the site; an existing one is touched only with `--force`."""
    if not arguments.words:
        raise UsageError(
            "You must specify a path.", hint="`jekylite new my-resume` makes that folder", code="JL100"
        )
    path = Path(os.path.abspath(" ".join(arguments.words)))
    if not arguments.has("force") and _is_used(path):
        console.add(
            Diagnostic(
                ERROR,
                f"{path} exists and is not empty.",
                hint=f"Ensure {path} is empty or else try again with `--force` to proceed"
                " and overwrite any files.",
                topic="Conflict",
                code="JL122",
            )
        )
        return BUILD_FAILED
    try:
        if arguments.has("blank"):
            _write_blank(path)
        elif arguments.has("theme"):
            _write_theme(path, str(arguments.options["theme"]))
        else:
            _copy("resume", path)
    except OSError as error:
        raise JekyliteError(
            f"cannot write {error.filename or path}: {error.strerror}",
            hint="check the space on the disk and the rights of the folder",
            code="JL122",
        ) from None
    console.say(f"New jekyll site installed in {path}.")
    if arguments.has("skip-bundle"):
        console.say("Bundle install skipped.")
    return OK


def _is_used(path: Path) -> bool:
    """Whether anything but dotfiles lies there."""
    if not path.is_dir():
        return path.exists()
    return any(not entry.name.startswith(".") for entry in path.iterdir())


def _copy(name: str, path: Path) -> None:
    shutil.copytree(SCAFFOLD / name, path, dirs_exist_ok=True, copy_function=_copy_file)


def _copy_file(source: str, target: str) -> None:
    """Without the modes of an installed package, where the one dotfile waits under another name."""
    if os.path.basename(target) == "gitignore":
        target = os.path.join(os.path.dirname(target), ".gitignore")
    shutil.copyfile(source, target)


def _write_blank(path: Path) -> None:
    _copy("blank", path)
    for folder in _EMPTY_FOLDERS:
        (path / folder).mkdir(exist_ok=True)


def _write_theme(path: Path, theme: str) -> None:
    """A home page, an about page and a first post, dated now."""
    _copy("theme", path)
    for name in ("_config.yml", "Gemfile"):
        _fill(path / name, "THEME", theme)
    now = datetime.now().astimezone()
    posts = path / "_posts"
    posts.mkdir(exist_ok=True)
    post = (path / _WELCOME).rename(posts / f"{now:%Y-%m-%d}-{_WELCOME}")
    _fill(post, "DATE", f"{now:%Y-%m-%d %H:%M:%S %z}")


def _fill(file: Path, placeholder: str, value: str) -> None:
    file.write_text(file.read_text("utf-8").replace(placeholder, value), "utf-8")
