"""`jekylite doctor`: what works badly, what is supported, and how another output differs."""

from __future__ import annotations

import os

from jekylite.cli.console import Console
from jekylite.cli.doctor_report import tell_comparison, tell_support
from jekylite.cli.parser import Arguments
from jekylite.cli.settings import load_settings
from jekylite.config.config import Config
from jekylite.doctor.comparison import compare
from jekylite.doctor.entry import IGNORED, REFUSED, SUPPORTED
from jekylite.doctor.findings import examine
from jekylite.doctor.plugins import missing, plugins
from jekylite.doctor.support import Part, survey
from jekylite.errors import BUILD_FAILED, OK, PluginError, UsageError
from jekylite.plugins.registry import place_of_plugin


def run(arguments: Arguments, console: Console) -> int:
    """Exit code 1 if anything was found, as in Jekyll; with `--against` if anything differs that matters."""
    against = arguments.options.pop("against", None)
    config = load_settings(arguments, console)
    if against is not None:
        return _against(str(against), config, console)
    tell_support(list(survey(config, os.environ)), console)
    known = _without_missing_plugins(config, console)
    if not examine(known, console) or known is not config:
        return BUILD_FAILED
    console.say("Your test results", "are in. Everything looks fine.")
    return OK


def _against(theirs: str, config: Config, console: Console) -> int:
    if not os.path.isdir(theirs):
        raise UsageError(
            f"there is no folder `{theirs}`",
            hint="`--against` takes an output that Jekyll has built, such as _site",
            code="JL100",
        )
    parts = [
        Part(part.heading, [entry for entry in part.entries if entry.standing != SUPPORTED])
        for part in survey(config, os.environ)
        if part.heading != "Sass"
    ]
    tell_support([part for part in parts if part.entries], console)
    known = _without_missing_plugins(config, console)
    not_run = [entry for entry in plugins(config, os.environ) if entry.standing in (IGNORED, REFUSED)]
    comparison = compare(known, os.path.abspath(theirs), console, os.environ, not_run=not_run)
    tell_comparison(comparison, theirs, console)
    return OK if comparison.is_harmless else BUILD_FAILED


def _without_missing_plugins(config: Config, console: Console) -> Config:
    """The settings without the plugins that stop a build, which are told; the same ones if none does."""
    names = missing(config)
    for name in names:
        console.error(
            PluginError(
                f"the plugin {name} is not known, and a build stops at it",
                at=place_of_plugin(name, config),
                hint=f"take `{name}` out of `plugins`, or install a package that provides it",
                code="JL107",
            )
        )
    if not names:
        return config
    return config.with_values(plugins=[name for name in config.plugins if name not in names])
