"""`jekylite build`: build the site once, and with `--watch` again after every change."""

from __future__ import annotations

from jekylite.build import BuildResult, build
from jekylite.cli.console import Console
from jekylite.cli.parser import Arguments
from jekylite.cli.profile import profile_report
from jekylite.cli.progress import RenderingProgress
from jekylite.cli.settings import load_settings
from jekylite.config.config import Config
from jekylite.diagnostics import ERROR, WARNING
from jekylite.errors import OK, STRICT_WARNINGS, JekyliteError
from jekylite.render.profile import Profile


def run(arguments: Arguments, console: Console) -> int:
    """Build, and answer with the exit code."""
    config = load_settings(arguments, console, serving=False)
    force = arguments.has("force")
    page = profile_path(arguments, config)
    for word in arguments.words:
        console.warn(f"`{word}` is not used", hint=f"`--source {word}` builds that folder")
    if config.watch:
        from jekylite.cli.rebuild import rebuild_on_changes, watch_source

        watcher = watch_source(config, console)
    result = None
    if config.flag("skip_initial_build"):
        skip_build(console)
    else:
        result = build_once(config, console, force=force, profile_page=page)
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
    return _strictly(console) if arguments.has("strict") else OK


def _strictly(console: Console) -> int:
    """The exit code under `--strict`, and what it comes from."""
    found = console.count(WARNING) + console.count(ERROR)
    if not found:
        return OK
    warnings = "1 warning" if found == 1 else f"{found} warnings"
    hint = "without `--quiet` they are shown" if console.quiet else None
    console.fail(JekyliteError(f"{warnings}, and `--strict` allows none", hint=hint))
    return STRICT_WARNINGS


def skip_build(console: Console) -> None:
    """What Jekyll says instead of building first."""
    console.warn("Skipping the initial build. This may result in an out-of-date site.", topic="Build Warning")


def profile_path(arguments: Arguments, config: Config) -> str | None:
    """Where `--profile=html` writes its page, None without it; nothing is there that is not ours.

    Raises:
        UsageError: the page has no place there.
    """
    wanted = arguments.options.get("profile")
    if not isinstance(wanted, str):
        return None
    from jekylite.cli.profile_file import profile_file

    return profile_file(wanted, config)


def build_once(
    config: Config, console: Console, *, force: bool, profile_page: str | None = None
) -> BuildResult:
    """One build with Jekyll's lines about it.

    Args:
        profile_page: where the profile is written as a page, instead of being printed.

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
    with RenderingProgress(console) as progress:
        result = build(config, console, force=force, profile=profile, on_progress=progress)
    if profile and profile_page:
        from jekylite.cli.profile_file import write_profile

        write_profile(profile_page, profile, result)
        console.say("Profile:", profile_page)
    elif profile:
        console.say_lines(profile_report(profile))
    console.say("", f"done in {result.seconds:.3f} seconds.")
    return result
