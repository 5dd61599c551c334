"""`jekylite highlight-css [THEME] [--dark THEME]`: print a style sheet for coloured code."""

from __future__ import annotations

import sys

from jekylite.cli.console import Console
from jekylite.cli.parser import Arguments
from jekylite.errors import OK, UsageError
from jekylite.highlight.themes import DEFAULT, style_sheet


def run(arguments: Arguments, console: Console) -> int:
    """Print the style sheet."""
    if len(arguments.words) > 1:
        raise UsageError(
            "more than one theme", hint="name the theme for dark screens with `--dark`", code="JL100"
        )
    theme = arguments.words[0] if arguments.words else DEFAULT
    dark = arguments.options.get("dark")
    sys.stdout.write(style_sheet(theme, str(dark) if dark is not None else None))
    return OK
