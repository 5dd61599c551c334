"""The options of a command line → the configuration, as Jekyll lays one over the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from jekylite.cli.console import Console
from jekylite.cli.parser import Arguments
from jekylite.config.config import Config
from jekylite.config.load import load_config
from jekylite.diagnostics import Collector

# What steers the command and not the build.
_NOT_SETTINGS = frozenset({"help", "version", "trace", "format", "strict", "force", "source"})


def load_settings(
    arguments: Arguments,
    console: Console,
    *,
    serving: bool | None = None,
    collector: Collector | None = None,
) -> Config:
    """Read the configuration that these arguments ask for.

    Args:
        arguments: every option but the command's own switches overrides the setting of its name.
        console: told which files were read; made as quiet or verbose as the result says.
        collector: receives what reading them tells, in place of the console.
        serving: `site.serving`, which Jekyll sets for `build` and `serve`; None leaves it unset.

    Raises:
        ConfigError: as `load_config`.
    """
    overrides = {key: value for key, value in arguments.options.items() if key not in _NOT_SETTINGS}
    if "profile" in overrides:
        overrides["profile"] = True  # which form it takes is the command's business
    if arguments.has("strict"):
        overrides["strict_front_matter"] = True
    if serving is not None:
        overrides["serving"] = serving
    source = arguments.options.get("source")
    console.source = str(source or ".")
    config = load_config(
        str(source) if source else None,
        files=cast("Sequence[str]", arguments.options.get("config", ())),
        overrides=overrides,
        collector=collector if collector is not None else console,
    )
    console.source = str(config.source)
    console.quiet = config.quiet
    console.verbose = config.verbose
    return config
