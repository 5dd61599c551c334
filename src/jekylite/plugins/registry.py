"""Finds the plugins that a configuration names.

Source: Jekyll 4.4.1 plugin_manager.rb. Known difference: plugins are Python, registered as
entry points of the group `jekylite.plugins` under the gem's name; no Ruby runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from jekylite.diagnostics import Collector
from jekylite.errors import PluginError
from jekylite.plugins.api import Extensions

GROUP = "jekylite.plugins"


def load(names: Iterable[str], settings: Mapping[str, object], collector: Collector) -> Extensions:
    """Let each plugin add what it brings.

    Args:
        names: of the configuration's `plugins`, in order.
        settings: the merged configuration.

    Raises:
        PluginError: a name that nobody registered.
    """
    extensions = Extensions()
    wanted = list(dict.fromkeys(names))
    if not wanted:
        return extensions
    from importlib.metadata import entry_points

    known = {point.name: point for point in entry_points(group=GROUP)}
    for name in wanted:
        if name not in known:
            raise PluginError(
                f"the plugin {name} is not known: jekylite has none of that name, and no installed package"
                " brings it",
                hint=f"take `{name}` out of `plugins`, or install a package that provides it",
            )
        plugin: Callable[[Extensions, Mapping[str, object], Collector], None] = known[name].load()
        plugin(extensions, settings, collector)
    return extensions
