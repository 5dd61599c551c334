"""Who wants to know when something happened: the table of hooks.

The phases fire; plugins put callables into the table before the build starts. Owners and
events are Jekyll's: `site` (after_init after_reset post_read pre_render post_render
post_write), `pages`, `documents` and each collection's label (post_init pre_render
post_convert post_render post_write), `clean` (on_obsolete).
Source: Jekyll 4.4.1 hooks.rb.
"""

from __future__ import annotations

from collections.abc import Callable


class Hooks:
    """Callables by owner and event, called in the order of priority, then of registration."""

    __slots__ = ("_table", "armed")

    def __init__(self) -> None:
        self._table: dict[tuple[str, str], list[tuple[int, Callable[..., object]]]] = {}
        # False until something is registered: the phases skip the firing of every item then.
        self.armed = False

    def register(self, owner: str, event: str, hook: Callable[..., object], *, priority: int = 0) -> None:
        """Call `hook` at every `event` of `owner`; higher priorities first."""
        entries = self._table.setdefault((owner, event), [])
        entries.append((priority, hook))
        entries.sort(key=lambda entry: -entry[0])
        self.armed = True

    def add(
        self, other: Hooks, wrap: Callable[[Callable[..., object]], Callable[..., object]] | None = None
    ) -> None:
        """Register all of `other`'s, each as `wrap` gives it back."""
        for (owner, event), entries in other._table.items():
            for priority, hook in entries:
                self.register(owner, event, wrap(hook) if wrap else hook, priority=priority)

    def has(self, event: str) -> bool:
        """Does anybody want to know of that event, of whichever owner?"""
        return any(name == event for _, name in self._table)

    def fire(self, owner: str, event: str, *arguments: object) -> None:
        for _, hook in self._table.get((owner, event), ()):
            hook(*arguments)
