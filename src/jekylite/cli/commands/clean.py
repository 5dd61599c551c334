"""`jekylite clean`: remove the output and the caches, without building.

Source: Jekyll 4.4.1 commands/clean.rb. Known difference: a destination that holds the source is refused,
and our own cache goes too.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from jekylite.cli.console import Console
from jekylite.cli.parser import Arguments
from jekylite.cli.settings import load_settings
from jekylite.errors import OK, OutputError

SASS_CACHE = ".sass-cache"
OWN_CACHE = ".jekylite-cache"


def run(arguments: Arguments, console: Console) -> int:
    """Remove what is there of the five; nothing else."""
    config = load_settings(arguments, console)
    if config.source.is_relative_to(config.destination):
        raise OutputError(
            "Destination directory cannot be or contain the Source directory.",
            at=config.place("destination"),
            hint="nothing was removed; name the folder of the output with `--destination`",
            code="JL106",
        )
    source = str(config.source)
    _remove(str(config.destination), console)
    _remove(os.path.join(source, ".jekyll-metadata"), console, is_file=True)
    _remove(os.path.join(source, config.cache_dir), console)
    _remove(SASS_CACHE, console)
    own = Path(source, OWN_CACHE)
    if own.exists():
        _remove(str(own), console)
    return OK


def _remove(path: str, console: Console, *, is_file: bool = False) -> None:
    if is_file and os.path.isfile(path):
        console.say("Cleaner:", f"Removing {path}...")
        os.unlink(path)
    elif not is_file and os.path.isdir(path):
        console.say("Cleaner:", f"Removing {path}...")
        if os.path.islink(path):
            os.unlink(path)
        else:
            shutil.rmtree(path)
    else:
        console.say("Cleaner:", f"Nothing to do for {path}.")
