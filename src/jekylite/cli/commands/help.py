"""`jekylite help [COMMAND]`."""

from __future__ import annotations

import sys

from jekylite import __version__
from jekylite.cli.console import Console
from jekylite.cli.help import command_help, program_help
from jekylite.cli.options import BY_NAME
from jekylite.cli.parser import Arguments
from jekylite.diagnostics import nearest
from jekylite.errors import OK, UsageError


def run(arguments: Arguments, console: Console) -> int:
    """Print the help of the program, or of the command named."""
    if not arguments.words:
        sys.stdout.write(program_help(__version__) + "\n")
        return OK
    name = arguments.words[0]
    command = BY_NAME.get(name)
    if command is None:
        meant = nearest(name, BY_NAME)
        console.info(", ".join(BY_NAME), topic="Valid commands")
        raise UsageError(
            f"Hmm... we don't know what the '{name}' command is.",
            hint=f"did you mean `jekylite help {meant}`?" if meant else None,
            code="JL100",
        )
    sys.stdout.write(command_help(command) + "\n")
    return OK
