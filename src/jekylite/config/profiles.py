"""Profiles: what a host adds to a site's settings, and what it sets whatever the site says.

Source: github-pages 232 configuration.rb and plugins.rb. Known difference: `future` and compressed
stylesheets are in force as on GitHub's machines; the gem itself leaves both as they are in development.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from jekylite.config.merge import deep_merge


class Profile(NamedTuple):
    """A host's.

    Args:
        name: as `compat:` and `--compat` have it.
        defaults: lie above Jekyll's own and beneath the site's.
        overrides: lie above everything.
        plugins: on in any case, after those of the site.
        excluded: left out where the site has no `exclude` of its own.
    """

    name: str
    defaults: Mapping[str, object]
    overrides: Mapping[str, object]
    plugins: tuple[str, ...]
    excluded: tuple[str, ...]

    def settle(self, merged: dict[str, object], given: Mapping[str, object]) -> dict[str, object]:
        """The settings with what the host forces.

        Args:
            merged: the site's settings, `defaults` beneath.
            given: only what the site's files say.
        """
        settled = deep_merge(merged, self.overrides)
        # `theme: null` switches the host's theme off, though nil overrides nothing elsewhere.
        if "theme" in given:
            settled["theme"] = given["theme"]
        settled["plugins"] = _united(merged["plugins"], self.plugins)
        if "exclude" not in given:
            settled["exclude"] = _united(merged["exclude"], self.excluded)
        return settled


def _united(listed: object, more: tuple[str, ...]) -> list[object]:
    return list(dict.fromkeys([*(listed if isinstance(listed, list) else ()), *more]))


GITHUB_PAGES = Profile(
    "github-pages",
    defaults={
        "future": True,
        "theme": "jekyll-theme-primer",
        "kramdown": {
            "input": "GFM",
            "hard_wrap": False,
            "gfm_quirks": "paragraph_end",
            "syntax_highlighter_opts": {"default_lang": "plaintext"},
        },
        "sass": {"style": "compressed"},
    },
    overrides={
        "lsi": False,
        "safe": True,
        "whitelist": [
            "jekyll-coffeescript",
            "jekyll-commonmark-ghpages",
            "jekyll-feed",
            "jekyll-gist",
            "jekyll-github-metadata",
            "jekyll-paginate",
            "jekyll-redirect-from",
            "jekyll-seo-tag",
            "jekyll-sitemap",
            "jekyll-avatar",
            "jemoji",
            "jekyll-mentions",
            "jekyll-relative-links",
            "jekyll-optional-front-matter",
            "jekyll-readme-index",
            "jekyll-default-layout",
            "jekyll-titles-from-headings",
            "jekyll-include-cache",
            "jekyll-octicons",
            "jekyll-remote-theme",
        ],
        "highlighter": "rouge",
        "kramdown": {"template": "", "math_engine": "mathjax", "syntax_highlighter": "rouge"},
        "gist": {"noscript": False},
    },
    plugins=(
        "jekyll-coffeescript",
        "jekyll-commonmark-ghpages",
        "jekyll-gist",
        "jekyll-github-metadata",
        "jekyll-paginate",
        "jekyll-relative-links",
        "jekyll-optional-front-matter",
        "jekyll-readme-index",
        "jekyll-default-layout",
        "jekyll-titles-from-headings",
    ),
    excluded=("CNAME",),
)

PROFILES = {GITHUB_PAGES.name: GITHUB_PAGES}
