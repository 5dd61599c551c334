"""Plugins written in Ruby: found and named, never run.

Source: Jekyll 4.4.1 plugin_manager.rb (`require_plugin_files`, `plugins_path`).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from jekylite.config.config import Config
from jekylite.diagnostics import Collector
from jekylite.errors import Location
from jekylite.paths import relative

_DEFAULT = "_plugins"
# What a file registers → what it is, in the words of the documentation.
_KINDS = (
    (re.compile(r"register_tag[( ]\s*[\"':]+([\w-]+)"), "the tag `{}`"),
    (re.compile(r"register_filter\b()"), "filters"),
    (re.compile(r"<\s*(?:::)?(?:Jekyll::)?Generator\b()"), "a generator"),
    (re.compile(r"<\s*(?:::)?(?:Jekyll::)?Converter\b()"), "a converter"),
    (re.compile(r"Hooks\.register\b()"), "hooks"),
)


def name_ruby_plugins(config: Config, collector: Collector) -> None:
    """One warning for each file of `_plugins`; none in safe mode, where Jekyll does not run them either."""
    if config.safe:
        return
    for path in ruby_files(config):
        collector.warn(
            f"{_what(path)} written in Ruby, which is not run",
            at=Location(relative(str(path), str(config.source))),
            hint="port it to Python as the page on plugins shows, or take the file away",
            topic="Plugin",
            code="JL125",
        )


def ruby_files(config: Config) -> Iterator[Path]:
    """The files that Jekyll would run, in its order."""
    for folder in _folders(config):
        yield from sorted(Path(folder).rglob("*.rb"))


def registered(path: Path) -> list[str]:
    """What a file registers, as far as its lines tell: `["the tag `x`", "a generator"]`."""
    try:
        text = path.read_text("utf-8", "replace")
    except OSError:
        return []
    return list(
        dict.fromkeys(words.format(match[1]) for kind, words in _KINDS for match in kind.finditer(text))
    )


def _folders(config: Config) -> list[str]:
    given = config.data.get("plugins_dir")
    if given in (None, False, _DEFAULT):
        return [str(config.source / _DEFAULT)]
    # Those that are configured count from the working folder, as with Jekyll.
    return [os.path.abspath(str(folder)) for folder in (given if isinstance(given, list) else [given])]


def _what(path: Path) -> str:
    """`the tag `x` and filters are` …, from what the file registers."""
    found = registered(path)
    if not found:
        return "a plugin is"
    return f"{' and '.join(found)} {'is' if len(found) == 1 and found[0][-1] != 's' else 'are'}"
