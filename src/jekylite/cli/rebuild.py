"""What `build --watch` and `serve` do after a change: build again, and go on whatever comes of it."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Callable, Collection
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from typing import Protocol

from jekylite.build import BuildResult, build
from jekylite.build.options import BuildOptions
from jekylite.build.session import Session
from jekylite.cli.building import count_markdown_warnings
from jekylite.cli.console import Console, excerpt
from jekylite.config.config import Config
from jekylite.errors import JekyliteError
from jekylite.ruby.fnmatch import fnmatch
from jekylite.watch import Watcher


class Audience(Protocol):
    """Who wants to know of builds: the server and, through it, the browsers."""

    def publishing(self) -> AbstractContextManager[None]:
        """Held while files are replaced."""

    def published(self, changed: Collection[str]) -> None:
        """A build went well; paths below the destination that are new, other or gone."""

    def failed(self, error: JekyliteError, excerpt: Collection[str] = ()) -> None:
        """A build failed; the destination is as it was."""


class Nobody:
    """The audience of `build --watch`."""

    def publishing(self) -> AbstractContextManager[None]:
        return nullcontext()

    def published(self, changed: Collection[str]) -> None:
        pass

    def failed(self, error: JekyliteError, excerpt: Collection[str] = ()) -> None:
        pass


def watch_source(config: Config, console: Console) -> Watcher:
    """Watch the source and where the configuration lies: before the first build, so no edit is missed."""
    folders = [str(config.source), *(os.path.dirname(os.path.realpath(path)) for path in config.files)]
    return Watcher(folders, _Ignored(config), console, polls=config.flag("force_polling"))


def rebuild_on_changes(
    watcher: Watcher,
    config: Config,
    console: Console,
    reload: Callable[[], Config],
    *,
    force: bool = False,
    audience: Audience | None = None,
    result: BuildResult | None = None,
    session: Session | None = None,
) -> None:
    """Build after each burst of changes, until interrupted.

    Args:
        watcher: from `watch_source`; closed at the end.
        config: of the build that was just made.
        console: told of every build.
        reload: reads the configuration again, when one of its files has changed.
        force: as `build` takes it.
        audience: told of every build, too.
        result: of the build that was just made, if it went well.
        session: that it was made in.
    """
    audience, session = audience or Nobody(), session or Session()
    console.say("Auto-regeneration:", f"enabled for '{config.data['source']}'")
    files = {os.path.realpath(path) for path in config.files}
    # What a build leaves is collected once everybody has been told of it; by another thread, since
    # Ctrl-C reaches the main one, and what is raised in a finalizer is lost.
    gc.disable()
    try:
        while True:
            threading.Thread(target=gc.collect, daemon=True).start()
            if result is not None and result.site.theme is not None:
                watcher.add(result.site.theme.root)
            changed = watcher.next_change()
            console.forget()
            _say_changed(changed, config, console)
            try:
                if changed & files:
                    config = reload()
                    files = {os.path.realpath(path) for path in config.files}
                options = BuildOptions(force=force, publishing=audience.publishing)
                result = build(config, console, options, session)
            except JekyliteError as error:
                console.fail(error)
                lines = excerpt(console.source, error.at) if error.at is not None else []
                audience.failed(error, lines)
                continue
            console.say("", f"...done in {result.seconds:.3f} seconds.")
            count_markdown_warnings(console)
            console.say("")
            audience.published([*result.written, *result.removed])
    finally:
        gc.enable()
        watcher.close()


def _say_changed(changed: Collection[str], config: Config, console: Console) -> None:
    now = datetime.now().strftime("%Y-%m-%d %H:%M:%S")
    console.say("Regenerating:", f"{len(changed)} file(s) changed at {now}")
    for path in sorted(changed)[:20]:
        console.say("", os.path.relpath(path, config.source))
    if len(changed) > 20:
        console.say("", f"and {len(changed) - 20} more")


class _Ignored:
    """Is a change of this path none of the site's: the output, caches, what `exclude` names?

    Source: jekyll-watch 2.2 watcher.rb. Known difference: configuration files count.
    """

    def __init__(self, config: Config) -> None:
        self._source = os.path.realpath(config.source)
        self._files = {os.path.realpath(path) for path in config.files}
        written = [".jekylite-cache", ".jekyll-metadata", ".sass-cache", ".git", config.cache_dir]
        folders = [str(config.destination), *(os.path.join(self._source, name) for name in written)]
        self._folders = tuple(os.path.realpath(folder) for folder in folders)
        self._exclude = tuple(config.exclude)

    def __call__(self, path: str) -> bool:
        if path in self._files:
            return False
        if any(path == folder or path.startswith(folder + os.sep) for folder in self._folders):
            return True
        relative = os.path.relpath(path, self._source).replace(os.sep, "/")
        if relative.startswith(".."):
            return False
        return any(relative.startswith(pattern) or fnmatch(pattern, relative) for pattern in self._exclude)
