"""Each plugin that a site names, and each file of `_plugins`: who does its work here, if anybody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path

from jekylite.config.config import Config
from jekylite.doctor.entry import APPROXIMATED, IGNORED, REFUSED, SUPPORTED, Entry
from jekylite.errors import Location
from jekylite.paths import relative
from jekylite.plugins.gemfile import plugin_gems
from jekylite.plugins.registry import BUNDLED, place_of_plugin, provider
from jekylite.plugins.ruby_files import registered, ruby_files

_APPROXIMATED = {
    "jekyll-gist": "nothing is fetched: readers without JavaScript see no code",
    "jekyll-github-metadata": "nothing is asked of GitHub: `site.github` holds what the repository tells",
    "jekyll-remote-theme": "nothing is fetched while building: `jekylite theme add` keeps a copy",
}
# What no build needs: these serve, write drafts, or wait for changes.
_NO_PART_OF_A_BUILD = frozenset(
    ("jekyll-admin", "jekyll-compose", "jekyll-livereload", "jekyll-watch", "webrick")
)
_NEED_LXML = frozenset(("jekyll-mentions", "jekyll-toc", "jemoji"))


def plugins(config: Config, environ: Mapping[str, str]) -> Iterator[Entry]:
    """Those of the Gemfile, those of `plugins`, and the Ruby files, in this order; each name once."""
    seen: set[str] = set()
    for name in plugin_gems(Path.cwd(), environ):
        if name not in seen and name != "github-pages":
            seen.add(name)
            yield _plugin(name, Location("Gemfile"), config, is_asked_for=False)
    for name in config.plugins:
        if name not in seen:
            seen.add(name)
            yield _plugin(name, place_of_plugin(name, config), config, is_asked_for=True)
    yield from _ruby(config)


def missing(config: Config) -> list[str]:
    """Names of `plugins` that nobody brings, at which a build stops."""
    allowed = config.whitelist if config.safe else config.plugins
    return [name for name in config.plugins if name in allowed and provider(name) is None]


def _plugin(name: str, at: Location | None, config: Config, *, is_asked_for: bool) -> Entry:
    if config.safe and name not in config.whitelist:
        return Entry(name, IGNORED, "`safe` is on, and it is not on the `whitelist`", at)
    by = provider(name)
    if by is None:
        if is_asked_for:
            return Entry(name, REFUSED, "not known: a build stops at it; what it writes will be missing", at)
        return Entry(name, IGNORED, "not known: what it writes will be missing", at)
    if name in _NEED_LXML and find_spec("lxml") is None:
        return Entry(name, REFUSED, 'needs lxml: `pip install "jekylite[html]"`', at)
    if name in _APPROXIMATED:
        return Entry(name, APPROXIMATED, _APPROXIMATED[name], at)
    if name in _NO_PART_OF_A_BUILD:
        return Entry(name, IGNORED, "does nothing in a build", at)
    if name in BUNDLED:
        return Entry(name, SUPPORTED, "comes with jekylite", at)
    return Entry(name, SUPPORTED, "part of jekylite" if by == "jekylite" else f"by the package {by}", at)


def _ruby(config: Config) -> Iterator[Entry]:
    for path in ruby_files(config):
        shown = relative(str(path), str(config.source))
        if config.safe:
            yield Entry(shown, IGNORED, "`safe` is on, and Jekyll does not run it either", Location(shown))
            continue
        what = " and ".join(registered(path))
        note = f"registers {what}, in Ruby, which is never run" if what else "Ruby, which is never run"
        yield Entry(shown, IGNORED, note, Location(shown))
