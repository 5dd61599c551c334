"""What of a site is supported, approximated or ignored, entry by entry.

Nothing is built and no plugin is loaded: the configuration, `_plugins`, the Gemfile and Gemfile.lock
are read, and compilers are asked for their version.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from jekylite.config.config import Config
from jekylite.doctor.compilers import compilers
from jekylite.doctor.conversion import conversion
from jekylite.doctor.entry import Entry
from jekylite.doctor.plugins import plugins
from jekylite.doctor.versions import versions


class Part(NamedTuple):
    """Entries under one heading."""

    heading: str
    entries: list[Entry]


def survey(config: Config, environ: Mapping[str, str]) -> Iterator[Part]:
    """Every part that the site has something of.

    Args:
        config: as it is loaded.
        environ: `BUNDLE_GEMFILE`, `PATH`, `JEKYLITE_SASS` and their like.
    """
    for heading, entries in (
        ("Plugins", plugins(config, environ)),
        ("Markdown and code", conversion(config)),
        ("Sass", compilers(config, environ)),
        ("Gemfile.lock", versions(config)),
    ):
        if listed := list(entries):
            yield Part(heading, listed)
