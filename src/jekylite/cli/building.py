"""One build with Jekyll's lines about it, for `build` and `serve`."""

from __future__ import annotations

import os
import time

from jekylite.build import BuildResult, build
from jekylite.cli.console import Console
from jekylite.cli.parser import Arguments
from jekylite.cli.profile import profile_report
from jekylite.config.config import Config
from jekylite.convert.ahead import useful_processes
from jekylite.diagnostics import INFO
from jekylite.incremental import manifest
from jekylite.render.profile import Profile


def skip_build(console: Console) -> None:
    """What Jekyll says instead of building first."""
    console.warn("Skipping the initial build. This may result in an out-of-date site.", topic="Build Warning")


def build_once(config: Config, console: Console, *, force: bool) -> BuildResult:
    """Build, and say so.

    Raises:
        JekyliteError: what stops a build.
    """
    say_start(console, str(config.source), str(config.destination), is_incremental=config.incremental)
    profile = Profile() if config.profile else None
    result = build(config, console, force=force, profile=profile, processes=useful_processes())
    if profile:
        console.say_lines(profile_report(profile))
    console.say("", f"done in {result.seconds:.3f} seconds.")
    return result


def say_start(console: Console, source: str, destination: str, *, is_incremental: bool) -> None:
    """The lines before a build."""
    console.say("Source:", source)
    console.say("Destination:", destination)
    console.say("Incremental build:", "enabled" if is_incremental else "disabled. Enable with --incremental")
    console.say("Generating...")


def note_state(result: BuildResult, arguments: Arguments, console: Console, started: float) -> None:
    """Let the next `build` see that nothing changed, if this one had nothing to say and can be told.

    Args:
        started: when the settings began to be read, seconds since 1970.
    """
    config, site = result.config, result.site
    named = named_source(arguments)
    is_plain = all(item.severity == INFO for item in console.items)
    stands_still = os.environ.get("SOURCE_DATE_EPOCH") or config.data.get("time") is not None
    expires = None if stands_still else manifest.end_of(result.clocks, site.time)
    is_here = os.path.realpath(named) == os.path.realpath(config.source)
    if not (result.is_repeatable and is_plain and is_here) or (
        expires is not None and expires <= time.time()
    ):
        manifest.forget(named)
        return
    folders = [str(config.source), *([site.theme.root] if site.theme else [])]
    folders += {os.path.dirname(os.path.abspath(path)) for path in config.files} - set(folders)
    said = [(f"{item.topic}:" if item.topic else "", item.message) for item in console.items]
    said += [("Source:", str(config.source)), ("Destination:", str(config.destination))]
    manifest.save(
        named,
        arguments.options,
        started=started,
        folders=folders,
        outputs=[*result.written, *result.unchanged],
        destination=str(config.destination),
        expires=expires,
        said=said,
    )


def named_source(arguments: Arguments) -> str:
    """The folder that the command line names."""
    return str(arguments.options.get("source") or os.curdir)
