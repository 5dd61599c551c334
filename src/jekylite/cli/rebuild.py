"""What `build --watch` and `serve` do after a change: build again, and go on whatever comes of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from jekylite.build import build
from jekylite.cli.console import Console
from jekylite.config.config import Config
from jekylite.errors import JekyliteError
from jekylite.watch import Watched, watch


def rebuild_on_changes(
    config: Config,
    console: Console,
    reload: Callable[[], Config],
    *,
    force: bool = False,
    rebuilt: Callable[[], None] = lambda: None,
    stopped: Callable[[], bool] = lambda: False,
) -> None:
    """Build after each burst of changes, until interrupted.

    Args:
        config: of the build that was just made.
        console: told of every build.
        reload: reads the configuration again, when one of its files has changed.
        force: as `build` takes it.
        rebuilt: called after each build that succeeded.
        stopped: asked twice a second.
    """
    console.say("Auto-regeneration:", f"enabled for '{config.data['source']}'")
    ignored = [config.destination, *(config.source / name for name in _written_by_builds(config))]
    files = {str(path) for path in config.files}

    def changed(paths: list[str]) -> None:
        nonlocal config
        console.forget()
        now = datetime.now().strftime("%Y-%m-%d %H:%M:%S")
        console.say("Regenerating:", f"{len(paths)} file(s) changed at {now}")
        for path in paths:
            console.say("", path)
        try:
            if any(str(config.source / path) in files for path in paths):
                config = reload()
            result = build(config, console, force=force)
        except JekyliteError as error:
            console.fail(error)
            return
        console.say("", f"...done in {result.seconds:.3f} seconds.")
        console.say("")
        rebuilt()

    watch(
        Watched(config.source, ignored, config.exclude),
        changed,
        polling=config.flag("force_polling"),
        stopped=stopped,
    )


def _written_by_builds(config: Config) -> tuple[str, ...]:
    return (".jekylite-cache", ".jekyll-metadata", ".sass-cache", ".git", Path(config.cache_dir).as_posix())
