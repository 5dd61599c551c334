"""Import a package without the parts of it that we hardly ever use.

A package whose `__init__` imports all of its modules costs what all of them cost. While it is imported
here, the modules named are placeholders; whoever uses something of one later gets the real module, and
`sys.modules` is left as if they had not been asked for.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from functools import cache, partial
from importlib import import_module
from types import ModuleType

_is_importing = False


class _Placeholder(ModuleType):
    """A module, a name in one or what calling it gave, found out when something of it is used."""

    def __init__(self, name: str, find: Callable[[], object]) -> None:
        super().__init__(name)
        self._find = find

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        if _is_importing:
            return _Placeholder(f"{self.__name__}.{name}", lambda: _member(self._find(), name))
        return getattr(self._find(), name)

    def __call__(self, *arguments: object, **named: object) -> object:
        if _is_importing:
            return _Placeholder(f"{self.__name__}()", cache(lambda: self._called(arguments, named)))
        return self._called(arguments, named)

    def _called(self, arguments: tuple[object, ...], named: dict[str, object]) -> object:
        real = self._find()
        assert callable(real)
        return real(*arguments, **named)

    def __instancecheck__(self, instance: object) -> bool:
        real = self._find()
        assert isinstance(real, type)
        return isinstance(instance, real)


def _member(owner: object, name: str) -> object:
    """What stands in a module under a name; a submodule that is not loaded yet is imported."""
    if isinstance(owner, ModuleType) and not hasattr(owner, name):
        return import_module(f"{owner.__name__}.{name}")
    return getattr(owner, name)


def import_without(package: str, deferred: Iterable[str]) -> None:
    """Import a package with the modules `deferred` put off; does nothing once it is loaded.

    A release of the package that uses more of these modules at once than their names (a base class, a
    submodule) is imported as it is.
    """
    if package in sys.modules:
        return
    try:
        _import_with_placeholders(package, deferred)
    except Exception:
        root = package.partition(".")[0]
        for name in [name for name in sys.modules if name.partition(".")[0] == root]:
            del sys.modules[name]
        import_module(package)


def _import_with_placeholders(package: str, deferred: Iterable[str]) -> None:
    global _is_importing
    placeholders = {
        name: _Placeholder(name, partial(import_module, name)) for name in deferred if name not in sys.modules
    }
    sys.modules.update(placeholders)
    _is_importing = True
    try:
        import_module(package)
    finally:
        _is_importing = False
        for name in placeholders:
            del sys.modules[name]
