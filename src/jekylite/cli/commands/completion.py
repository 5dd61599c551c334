"""`jekylite completion SHELL`: print a completion script."""

from __future__ import annotations

import sys

from jekylite.cli.completion import SCRIPTS
from jekylite.cli.console import Console
from jekylite.cli.parser import Arguments
from jekylite.errors import OK, UsageError


def run(arguments: Arguments, console: Console) -> int:
    """Print the script of the shell that is named."""
    shell = arguments.words[0] if arguments.words else ""
    if shell not in SCRIPTS:
        raise UsageError(
            f"no completion for '{shell}'" if shell else "which shell?",
            hint="`jekylite completion bash`, `zsh` or `fish`",
            code="JL100",
        )
    sys.stdout.write(SCRIPTS[shell]())
    return OK
