"""A plugin's unforeseen exceptions, turned into one error that names the plugin.

Only installed plugins are guarded: what fails in one that comes along is a bug of ours, and is
reported as one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from jekylite.convert.base import Converter, Source
from jekylite.errors import JekyliteError, Location, PluginError
from jekylite.model.page import Page
from jekylite.model.site import Site
from jekylite.plugins.api import Extensions, Generator
from jekylite.plugins.workshop import Workshop
from jekylite.ruby.values import RubyError


class Guarded:
    """A function of a plugin; its arity shows through."""

    def __init__(self, plugin: str, function: Callable[..., object]) -> None:
        self.__wrapped__ = function
        self._plugin = plugin

    def __call__(self, *arguments: object, **keywords: object) -> object:
        try:
            return self.__wrapped__(*arguments, **keywords)
        except (JekyliteError, RubyError):
            raise
        except Exception as error:
            raise failure(self._plugin, error) from error


class GuardedGenerator:
    """A generator of a plugin."""

    def __init__(self, plugin: str, generator: Generator) -> None:
        self.priority = generator.priority
        self._plugin = plugin
        self._generator = generator

    def generate(self, site: Site, workshop: Workshop) -> Iterable[Page]:
        try:
            return list(self._generator.generate(site, workshop))
        except JekyliteError:
            raise
        except Exception as error:
            raise failure(self._plugin, error) from error


class GuardedConverter:
    """A converter of a plugin."""

    def __init__(self, plugin: str, converter: Converter) -> None:
        self.priority = converter.priority
        self.matches = converter.matches
        self.output_ext = converter.output_ext
        self._plugin = plugin
        self._converter = converter

    def convert(self, text: str, source: Source) -> str:
        try:
            return self._converter.convert(text, source)
        except JekyliteError:
            raise
        except Exception as error:
            raise failure(self._plugin, error, at=Location(source.path)) from error


def guarded(plugin: str, brought: Extensions) -> Extensions:
    """The same things, each of which names its plugin when it fails."""
    extensions = Extensions()
    extensions.generators = [GuardedGenerator(plugin, one) for one in brought.generators]
    extensions.filters = {name: Guarded(plugin, function) for name, function in brought.filters.items()}
    extensions.converters = [GuardedConverter(plugin, one) for one in brought.converters]
    # A tag that fails is named with its place in a template, which says enough.
    extensions.tags = brought.tags
    extensions.hooks.add(brought.hooks, lambda hook: Guarded(plugin, hook))
    return extensions


def failure(plugin: str, error: Exception, *, at: Location | None = None) -> PluginError:
    """What went wrong, with the name of the plugin: it is its author's to mend."""
    return PluginError(
        f"the plugin {plugin} failed: {type(error).__name__}: {error}",
        at=at,
        hint="`--trace` prints where; tell the plugin's author",
        code="JL126",
    )
