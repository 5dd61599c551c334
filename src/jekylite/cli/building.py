"""One build with Jekyll's lines about it, for `build` and `serve`."""

from __future__ import annotations

import gc
import os
import time

from jekylite.build import BuildResult, build
from jekylite.build.options import BuildOptions
from jekylite.build.session import Session
from jekylite.cli.console import Console
from jekylite.cli.parser import Arguments
from jekylite.cli.profile import profile_report
from jekylite.cli.progress import RenderingProgress
from jekylite.config.config import Config
from jekylite.convert.ahead import useful_processes
from jekylite.convert.markdown import TOPIC
from jekylite.diagnostics import DEBUG, INFO
from jekylite.incremental import manifest
from jekylite.render.drops import JEKYLL_VERSION
from jekylite.render.profile import Profile

# What a build makes lives long. Python's own 700, 10, 10 go through it so often that a twelfth of a cold
# build's time is theirs; without any, what one page leaves behind is held until the last is rendered.
_THRESHOLDS = (5000, 20, 50)


def skip_build(console: Console) -> None:
    """What Jekyll says instead of building first."""
    console.warn(
        "Skipping the initial build. This may result in an out-of-date site.",
        topic="Build Warning",
        hint="leave out `--skip_initial_build` to have it built first",
        code="JL123",
    )


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
    config: Config,
    console: Console,
    *,
    force: bool,
    profile_page: str | None = None,
    session: Session | None = None,
) -> BuildResult:
    """Build, and say so.

    Args:
        session: of a process that goes on building.
        profile_page: where the profile is written as a page, instead of being printed.

    Raises:
        JekyliteError: what stops a build.
    """
    if console.verbose:
        console.say("Logging at level:", "debug")
        console.say("Jekyll Version:", JEKYLL_VERSION)
    gc.set_threshold(*_THRESHOLDS)
    say_start(console, str(config.source), str(config.destination), is_incremental=config.incremental)
    profile = Profile() if config.profile else None
    with RenderingProgress(console) as progress:
        options = BuildOptions(
            force=force, profile=profile, on_progress=progress, processes=useful_processes()
        )
        result = build(config, console, options, session)
    if profile and profile_page:
        from jekylite.cli.profile_file import write_profile

        write_profile(profile_page, profile, result)
        console.say("Profile:", profile_page)
    elif profile:
        console.say_lines(profile_report(profile))
    if console.verbose:
        _say_what_was_done(result, console)
    console.say("", f"done in {result.seconds:.3f} seconds.")
    count_markdown_warnings(console)
    return result


def _say_what_was_done(result: BuildResult, console: Console) -> None:
    """Each item that was rendered and not kept, each file that was written and not left as it was."""
    rendered = set(result.rendered)
    for item in result.site.outputs():
        if item.destination in rendered:
            console.say("Rendering:", item.relative_path.removeprefix("/"))
    for path in result.written:
        console.say("Writing:", os.path.join(result.site.destination, path))


def count_markdown_warnings(console: Console) -> None:
    """How much is doubtful in the Markdown, if it was not shown; nothing where nothing is."""
    if console.verbose:
        return
    count = sum(item.severity == DEBUG and item.topic == TOPIC for item in console.items)
    if count:
        warnings = "warning" if count == 1 else "warnings"
        see = "it" if count == 1 else "them"
        console.info(f"{count} {warnings}; see {see} with --verbose", topic="Markdown")


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
