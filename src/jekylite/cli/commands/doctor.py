"""`jekylite doctor`: read the site and say what works badly."""

from __future__ import annotations

from jekylite.cli.console import Console
from jekylite.cli.parser import Arguments
from jekylite.cli.settings import load_settings
from jekylite.doctor import examine
from jekylite.errors import BUILD_FAILED, OK


def run(arguments: Arguments, console: Console) -> int:
    """Exit code 1 if anything was found, as in Jekyll."""
    if not examine(load_settings(arguments, console), console):
        return BUILD_FAILED
    console.say("Your test results", "are in. Everything looks fine.")
    return OK
