"""Import python-liquid without what only its optional parts need.

`import liquid` takes 150 ms of CPU, and 110 of them load asyncio (asynchronous loaders), babel and pytz
(filters for currencies and dates), dateutil (its `date` filter) and importlib_resources (a loader from
packages): parts that Jekyll's dialect replaces or does not have. While python-liquid is imported, these
names lead to placeholders. Whoever uses one later gets the real module; `sys.modules` is left as it was.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType

_DEFERRED = (
    "asyncio",
    "babel",
    "babel.messages",
    "dateutil",
    "dateutil.parser",
    "importlib_resources",
    "pytz",
)


class _Placeholder(ModuleType):
    """A module, or a name in one, that is loaded when something of it is used."""

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        if _is_importing:
            return _Placeholder(f"{self.__name__}.{name}")
        return getattr(self._real(), name)

    def __call__(self, *arguments: object, **named: object) -> object:
        real = self._real()
        assert callable(real)
        return real(*arguments, **named)

    def _real(self) -> object:
        """`babel.Locale` → the class; modules are imported, other names looked up in them."""
        module, *names = self.__name__.split(".")
        found: object = import_module(module)
        for name in names:
            module = f"{module}.{name}"
            found = getattr(found, name) if hasattr(found, name) else import_module(module)
        return found


_is_importing = False


def import_liquid() -> None:
    """Make python-liquid importable at a third of its price; does nothing once it is loaded."""
    global _is_importing
    if "liquid" in sys.modules:
        return
    placeholders = {name: _Placeholder(name) for name in _DEFERRED if name not in sys.modules}
    sys.modules.update(placeholders)
    _is_importing = True
    try:
        import liquid  # noqa: F401
    finally:
        _is_importing = False
        for name in placeholders:
            del sys.modules[name]
