"""Finds the plugins that a configuration names.

Source: Jekyll 4.4.1 plugin_manager.rb. Known difference: plugins are Python; those that come
along are listed here, others are entry points of the group `jekylite.plugins` under the
gem's name. No Ruby runs.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

from jekylite.config.config import Config
from jekylite.config.profiles import PROFILES
from jekylite.diagnostics import Collector
from jekylite.errors import Location, PluginError
from jekylite.model.theme import Theme
from jekylite.plugins.api import Extensions, Plugin
from jekylite.plugins.gemfile import plugin_gems
from jekylite.plugins.guard import Guarded, failure, guarded
from jekylite.plugins.ruby_files import name_ruby_plugins
from jekylite.ruby.values import to_s

GROUP = "jekylite.plugins"
_PAGES_GEM = "github-pages"
_REMOTE_THEMES = "jekyll-remote-theme"

# The gem's name → our module of this package, whose `register` is the plugin.
BUNDLED = {
    "jekyll-archives": "archives",
    "jekyll-avatar": "avatar",
    "jekyll-default-layout": "default_layout",
    "jekyll-feed": "feed",
    "jekyll-gist": "gist",
    "jekyll-github-metadata": "github_metadata",
    "jekyll-include-cache": "include_cache",
    "jekyll-last-modified-at": "last_modified_at",
    "jekyll-mentions": "mentions",
    "jekyll-optional-front-matter": "optional_front_matter",
    "jekyll-paginate": "paginate",
    "jekyll-paginate-v2": "paginate_v2",
    "jekyll-readme-index": "readme_index",
    "jekyll-redirect-from": "redirect_from",
    "jekyll-relative-links": "relative_links",
    "jekyll-seo-tag": "seo_tag",
    "jekyll-sitemap": "sitemap",
    "jekyll-titles-from-headings": "titles_from_headings",
    "jekyll-toc": "toc",
    "jemoji": "emoji",
}


# Gems that bring nothing a build would miss: their work is part of jekylite, or none of a build's.
SILENT = frozenset(
    (
        "jekyll",
        "jekyll-admin",
        "jekyll-compose",
        "jekyll-livereload",
        _REMOTE_THEMES,
        "jekyll-sass-converter",
        "jekyll-watch",
        "kramdown",
        "kramdown-parser-gfm",
        "liquid",
        "rouge",
        "webrick",
    )
)


def load(
    config: Config,
    collector: Collector,
    theme: Theme | None = None,
    environ: Mapping[str, str] = os.environ,
) -> Extensions:
    """Let each plugin add what it brings.

    First those that the Gemfile names, then those the theme's gem depends on, as far as they are
    known, then `plugins` of the configuration. In safe mode the `whitelist` decides.

    Args:
        environ: `BUNDLE_GEMFILE`, `JEKYLL_NO_BUNDLER_REQUIRE`.

    Raises:
        PluginError: a name of the configuration that nobody registered, or a plugin that fails.
    """
    name_ruby_plugins(config, collector)
    plugins: dict[str, Plugin] = {}
    for name in plugin_gems(Path.cwd(), environ):
        if name == _PAGES_GEM:
            if config.data.get("compat") is None:
                collector.info(
                    "the Gemfile asks for GitHub's settings: `--compat github-pages` switches them on",
                    topic="Plugin",
                )
        elif not _add(name, plugins):
            collector.warn(
                f"the Gemfile's plugin {name} is not known, and left out",
                at=Location("Gemfile"),
                hint="install a Python package that provides it, or take it out",
                topic="Plugin",
                code="JL107",
            )
    allowed = config.whitelist if config.safe else None
    for name in theme.dependencies if theme else ():
        if allowed is None or name in allowed:
            _add(name, plugins)
    for name in config.plugins:
        if allowed is not None and name not in allowed:
            collector.warn(
                f"the plugin {name} is left out: it is not on the `whitelist`, and `safe` is on",
                at=place_of_plugin(name, config),
                hint="add it to `whitelist`, or take `safe` out",
                topic="Plugin",
                code="JL125",
            )
        elif not _add(name, plugins):
            _refuse_or_skip(name, config, collector)
    if config.data.get("paginate") and "jekyll-paginate" not in plugins:
        collector.warn(
            "You appear to have pagination turned on, but you haven't included the `jekyll-paginate` gem."
            " Ensure you have `plugins: [jekyll-paginate]` in your configuration file.",
            at=config.place("paginate"),
            hint="add `jekyll-paginate` to `plugins`",
            topic="Deprecation",
            code="JL125",
        )
    extensions = Extensions()
    for name, plugin in plugins.items():
        brought = Extensions()
        if name in BUNDLED:
            plugin(brought, config.data, collector)
        else:
            Guarded(name, plugin)(brought, config.data, collector)
            brought = guarded(name, brought)
        extensions.add(brought)
    return extensions


def asks_for_remote_themes(config: Config, environ: Mapping[str, str]) -> bool:
    """Is `remote_theme` in force: by the plugin's name, by the Gemfile, or by the host's profile?"""
    return (
        _REMOTE_THEMES in config.plugins
        or config.data.get("compat") is not None
        or _REMOTE_THEMES in plugin_gems(Path.cwd(), environ)
    )


def place_of_plugin(name: str, config: Config) -> Location | None:
    """Where the configuration lists it."""
    for setting in ("plugins", "gems"):
        listed = config.data.get(setting)
        if isinstance(listed, list) and name in listed:
            return config.place(setting, listed.index(name))
    return config.place("plugins")


def provider(name: str) -> str | None:
    """Who brings a plugin: `jekylite`, or the installed package of the entry point; None is nobody."""
    if name in BUNDLED or name in SILENT:
        return "jekylite"
    from importlib.metadata import entry_points

    for point in entry_points(group=GROUP, name=name):
        return point.dist.name if point.dist else point.value
    return None


def _refuse_or_skip(name: str, config: Config, collector: Collector) -> None:
    """A plugin that nobody has: an error, but for those that a profile asks for."""
    profile = PROFILES.get(to_s(config.data.get("compat")))
    if profile and name in profile.plugins:
        collector.info(f"{name} has no counterpart here", topic="Plugin")
        return
    error = PluginError(
        f"the plugin {name} is not known: jekylite has none of that name, and no installed package brings it",
        at=place_of_plugin(name, config),
        hint=f"take `{name}` out of `plugins`, or install a package that provides it",
        code="JL107",
    )
    error.logged = (
        f"Yikes! It looks like you don't have {name} or one of its dependencies installed. In order to use "
        "Jekyll as currently configured, you'll need to install this gem."
    )
    raise error


def _add(name: str, plugins: dict[str, Plugin]) -> bool:
    """Whether there is such a plugin; it comes at its first mention."""
    if name in plugins or name in SILENT:
        return True
    plugin = _find(name)
    if plugin is None:
        return False
    plugins[name] = plugin
    return True


def _find(name: str) -> Plugin | None:
    module = BUNDLED.get(name)
    if module is not None:
        plugin: Plugin = import_module(f"jekylite.plugins.{module}").register
        return plugin
    from importlib.metadata import entry_points

    for point in entry_points(group=GROUP, name=name):
        try:
            installed: Plugin = point.load()
        except Exception as error:
            raise failure(name, error) from error
        return installed
    return None
