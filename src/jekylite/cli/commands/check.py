"""`jekylite check`: build into a folder of its own and look for what is broken."""

from __future__ import annotations

import os
from tempfile import TemporaryDirectory

from jekylite.build import build, read
from jekylite.check.families import check
from jekylite.check.page import require_parser
from jekylite.cli.console import Console
from jekylite.cli.parser import Arguments
from jekylite.cli.settings import load_settings
from jekylite.diagnostics import ERROR, WARNING, Collector
from jekylite.errors import CHECK_FINDINGS, OK, UsageError


def run(arguments: Arguments, console: Console) -> int:
    """Exit code 4 if anything was found."""
    require_parser()
    arguments.options.setdefault("disable_disk_cache", True)
    site = arguments.options.pop("site", None)
    privacy = bool(arguments.options.pop("privacy", False))
    if site:
        if not os.path.isdir(str(site)):
            raise UsageError(
                f"there is no folder `{site}`",
                hint="`--site` takes a built site, such as _site",
                code="JL100",
            )
        said = Collector()
        config = load_settings(arguments, console, collector=said)
        # What a build says of the sources, whoever built `site` has heard.
        found = check(
            config,
            read(config, Collector()),
            os.path.abspath(str(site)),
            console,
            privacy=privacy,
            said=said.items,
        )
    else:
        with TemporaryDirectory(prefix="jekylite-check-") as folder:
            arguments.options["destination"] = folder
            said = Collector()
            result = build(load_settings(arguments, console, collector=said), said)
            found = check(result.config, result.site, folder, console, privacy=privacy, said=said.items)
    # What the build itself warned of counts as well.
    found = max(found, console.count(ERROR) + console.count(WARNING))
    if found:
        console.say("Check:", f"{found} finding{'s' if found > 1 else ''}")
        return CHECK_FINDINGS
    console.say("Check:", "nothing found")
    return OK
