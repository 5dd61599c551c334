"""Finds the plugins that a configuration names.

Source: Jekyll 4.4.1 plugin_manager.rb. Known difference: plugins are Python; those that come
along are listed here, others are entry points of the group `jekylite.plugins` under the
gem's name. No Ruby runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module

from jekylite.diagnostics import Collector
from jekylite.errors import PluginError
from jekylite.model.theme import Theme
from jekylite.plugins.api import Extensions, Plugin

GROUP = "jekylite.plugins"

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


def load(
    names: Iterable[str],
    settings: Mapping[str, object],
    collector: Collector,
    theme: Theme | None = None,
) -> Extensions:
    """Let each plugin add what it brings.

    Args:
        names: of the configuration's `plugins`, in order.
        settings: the merged configuration.
        theme: the plugins that its gem depends on come first, as far as they are known.

    Raises:
        PluginError: a name of the configuration that nobody registered.
    """
    extensions = Extensions()
    plugins: dict[str, Plugin] = {}
    for name in theme.dependencies if theme else ():
        plugin = _find(name)
        if plugin is not None:
            plugins[name] = plugin
    for name in names:
        plugin = plugins.get(name) or _find(name)
        if plugin is None:
            raise PluginError(
                f"the plugin {name} is not known: jekylite has none of that name, and no installed package"
                " brings it",
                hint=f"take `{name}` out of `plugins`, or install a package that provides it",
                code="JL107",
                setting=("plugins",),
            )
        plugins[name] = plugin
    for plugin in plugins.values():
        plugin(extensions, settings, collector)
    return extensions


def _find(name: str) -> Plugin | None:
    module = BUNDLED.get(name)
    if module is not None:
        plugin: Plugin = import_module(f"jekylite.plugins.{module}").register
        return plugin
    from importlib.metadata import entry_points

    for point in entry_points(group=GROUP, name=name):
        installed: Plugin = point.load()
        return installed
    return None
