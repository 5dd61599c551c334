"""`jekylite build`: build the site once, and with `--watch` again after every change."""

from __future__ import annotations

from jekylite.build import BuildResult, build
from jekylite.cli.console import Console
from jekylite.cli.parser import Arguments
from jekylite.cli.profile import profile_report
from jekylite.cli.settings import load_settings
from jekylite.config.config import Config
from jekylite.diagnostics import WARNING
from jekylite.errors import OK, STRICT_WARNINGS
from jekylite.render.profile import Profile


def run(arguments: Arguments, console: Console) -> int:
    """Build, and answer with the exit code."""
    config = load_settings(arguments, console, serving=False)
    force = arguments.has("force")
    for word in arguments.words:
        console.warn(f"`{word}` is not used", hint=f"`--source {word}` builds that folder", code="JL100")
    if config.watch:
        from jekylite.cli.rebuild import rebuild_on_changes, watch_source

        watcher = watch_source(config, console)
    result = None
    if config.flag("skip_initial_build"):
        skip_build(console)
    else:
        result = build_once(config, console, force=force)
    if config.watch:
        try:
            rebuild_on_changes(
                watcher,
                config,
                console,
                lambda: load_settings(arguments, console, serving=False),
                force=force,
                previous=result,
            )
        except KeyboardInterrupt:
            console.say("")
            console.say("", "Halting auto-regeneration.")
    else:
        console.say("Auto-regeneration:", "disabled. Use --watch to enable.")
    return STRICT_WARNINGS if arguments.has("strict") and console.count(WARNING) else OK


def skip_build(console: Console) -> None:
    """What Jekyll says instead of building first."""
    console.warn(
        "Skipping the initial build. This may result in an out-of-date site.",
        topic="Build Warning",
        code="JL123",
    )


def build_once(config: Config, console: Console, *, force: bool) -> BuildResult:
    """One build with Jekyll's lines about it.

    Raises:
        JekyliteError: what stops a build.
    """
    console.say("Source:", str(config.source))
    console.say("Destination:", str(config.destination))
    console.say(
        "Incremental build:", "enabled" if config.incremental else "disabled. Enable with --incremental"
    )
    console.say("Generating...")
    profile = Profile() if config.profile else None
    result = build(config, console, force=force, profile=profile)
    if profile:
        console.say_lines(profile_report(profile))
    console.say("", f"done in {result.seconds:.3f} seconds.")
    return result
