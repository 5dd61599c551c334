"""What one render read: the record that incremental builds rest on.

    trace = Trace()
    with trace:
        template.render(payload, site=site)
    trace.fields        # {drop: {"title", "url"}, …}: which documents, and which of their fields
    trace.includes      # {"card.html"}
    trace.data          # {"cv"}: keys below `site.data`; "*" where the whole of it was looked at
    trace.is_volatile   # True if the clock or chance was asked ("now", `sample`)

Drops note the keys that are asked of them in a set of their own; a trace collects those sets
when it ends. So a read costs one `set.add`, and nothing at all is allocated for it.

Traces nest: a page that asks for an excerpt that is rendered then and there has two. What the
inner one read belongs to the inner one; the outer one has the read of the field.
"""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jekylite.liquid.drops import Drop

touched: list[Drop] = []
"""Drops whose `seen` set is not empty, in the order of their first read."""

_open: list[Trace] = []


class Trace:
    """A register of reads, open while it is used as a context manager.

    Attributes:
        fields: drop → keys asked of it, front matter's and unknown ones too.
        includes: names given to `include`, as the site was asked for them.
        links: what `link`, `post_url` and `include_relative` were asked for.
        data: first keys below `site.data`, "*" for all of it.
        files: absolute paths of what was read besides: Sass partials.
        is_volatile: an answer depended on the clock or on chance.
    """

    __slots__ = ("data", "fields", "files", "includes", "is_volatile", "links")

    def __init__(self) -> None:
        self.fields: dict[Drop, set[str]] = {}
        self.includes: set[str] = set()
        self.links: set[tuple[str, str]] = set()
        self.data: set[str] = set()
        self.files: set[str] = set()
        self.is_volatile = False

    def note_items(self, drops: list[Drop], key: str) -> None:
        """The key is asked of all these drops, whose answers are kept elsewhere."""
        fields = self.fields
        for drop in drops:
            noted = fields.get(drop)
            if noted is None:
                fields[drop] = {key}
            else:
                noted.add(key)

    def __enter__(self) -> Trace:
        _collect(_open[-1] if _open else None)
        _open.append(self)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        _collect(_open.pop())


def current() -> Trace | None:
    """The innermost open trace."""
    return _open[-1] if _open else None


def _collect(trace: Trace | None) -> None:
    """Move what the drops noted into the trace (None: forget it) and clear their notes."""
    for drop in touched:
        if trace is not None:
            noted = trace.fields.get(drop)
            if noted is None:
                trace.fields[drop] = drop.seen
            else:
                noted |= drop.seen
        drop.seen = set()
    touched.clear()
