"""`jekylite build`: build the site once, and with `--watch` again after every change."""

from __future__ import annotations

import os
import time

from jekylite.errors import OK, STRICT_WARNINGS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from jekylite.build import BuildResult
    from jekylite.cli.console import Console
    from jekylite.cli.parser import Arguments


def run(arguments: Arguments, console: Console) -> int:
    """Build, and answer with the exit code."""
    if _is_built(arguments, console):
        return OK
    return _run(arguments, console)


# With these there is something to do, or to say, even if nothing changed.
_ALWAYS = (
    "watch",
    "profile",
    "force",
    "skip_initial_build",
    "disable_disk_cache",
    "safe",
    "verbose",
    "incremental",
)


def _is_built(arguments: Arguments, console: Console) -> bool:
    """Has nothing changed since the last build? If so, say what it said."""
    started = time.monotonic()
    if arguments.words or any(arguments.has(option) for option in _ALWAYS):
        return False
    from jekylite.incremental import manifest

    said = manifest.still_holds(str(arguments.options.get("source") or os.curdir), arguments.options)
    if said is None:
        return False
    for topic, message in said:
        console.say(topic, message)
    console.say("", f"done in {time.monotonic() - started:.3f} seconds: nothing changed.")
    console.say("Auto-regeneration:", "disabled. Use --watch to enable.")
    return True


def _run(arguments: Arguments, console: Console) -> int:
    from jekylite.build.session import Session
    from jekylite.cli.building import build_once, note_state, profile_path, skip_build
    from jekylite.cli.settings import load_settings

    started = time.time()
    config = load_settings(arguments, console, serving=False)
    force = arguments.has("force")
    page = profile_path(arguments, config)
    for word in arguments.words:
        console.warn(f"`{word}` is not used", hint=f"`--source {word}` builds that folder", code="JL100")
    session = Session() if config.watch else None
    if config.watch:
        from jekylite.cli.rebuild import rebuild_on_changes, watch_source

        watcher = watch_source(config, console)
    result: BuildResult | None = None
    if config.flag("skip_initial_build"):
        skip_build(console)
    else:
        result = build_once(config, console, force=force, profile_page=page, session=session)
    if config.watch:
        try:
            rebuild_on_changes(
                watcher,
                config,
                console,
                lambda: load_settings(arguments, console, serving=False),
                force=force,
                result=result,
                session=session,
            )
        except KeyboardInterrupt:
            console.say("")
            console.say("", "Halting auto-regeneration.")
    else:
        if result is not None:
            note_state(result, arguments, console, started)
        console.say("Auto-regeneration:", "disabled. Use --watch to enable.")
    return _strictly(console) if arguments.has("strict") else OK


def _strictly(console: Console) -> int:
    """The exit code under `--strict`, and what it comes from."""
    from jekylite.diagnostics import ERROR, WARNING
    from jekylite.errors import JekyliteError

    found = console.count(WARNING) + console.count(ERROR)
    if not found:
        return OK
    warnings = "1 warning" if found == 1 else f"{found} warnings"
    hint = "without `--quiet` they are shown" if console.quiet else None
    console.fail(JekyliteError(f"{warnings}, and `--strict` allows none", hint=hint, code="JL124"))
    return STRICT_WARNINGS
