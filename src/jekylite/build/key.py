"""The fingerprint of all that every output rests on: versions, settings, environment."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from jekylite import __version__
from jekylite.liquid.fingerprint import UntraceableError, fingerprint
from jekylite.model.site import Site

# What a plugin or a zone reads of the environment beside the configuration.
_ENVIRONMENT = ("TZ", "PAGES_AVATARS_URL", "ASSET_HOST_URL", "GITHUB_HOSTNAME", "SSL")

# Settings that decide nothing of a page; a template that shows one is recorded as having read it.
_SEEN_ONLY_BY_TEMPLATES = frozenset(
    {
        "quiet", "verbose", "watch", "serving", "port", "host", "livereload", "force_polling", "open_url",
        "detach", "show_dir_listing", "profile", "incremental", "trace", "skip_initial_build", "title",
        "description", "email", "author",
    }
)  # fmt: skip


def key_of(site: Site, jekyll_environment: str, environ: Mapping[str, str]) -> bytes | None:
    """The key of a build; what was built under another one is of no use to it. None if it has none."""
    try:
        return fingerprint(
            (
                __version__,
                sys.version,
                {name: value for name, value in site.settings.items() if name not in _SEEN_ONLY_BY_TEMPLATES},
                jekyll_environment,
                site.theme.root if site.theme else None,
                [environ.get(name) for name in _ENVIRONMENT],
            )
        )
    except UntraceableError:
        return None
