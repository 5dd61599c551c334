"""What one render read: the record that incremental builds rest on.

    trace = Trace()
    with trace:
        template.render(payload, site=site)
    trace.fields        # {drop: {"title", "url"}, …}: which documents, and which of their fields
    trace.includes      # {"card.html"}
    trace.data          # {"cv"}: keys below `site.data`; "*" where the whole of it was looked at
    trace.is_volatile   # True if the clock or chance was asked ("now", `sample`)

A drop keeps the set of keys that were asked of it in the trace that is open, and begins a new
set when it is asked in another one. So a read costs one comparison and one `set.add`.

Traces nest: a page that asks for an excerpt that is rendered then and there has two. What the
inner one read belongs to the inner one; the outer one has the read of the field.
"""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jekylite.liquid.drops import Drop

Reads = list[tuple["Drop", set[str]]]
"""Drop and the keys asked of it; a drop may be in it twice, where a nested trace came between."""

NOBODY: Reads = []
"""`reads` while no trace is open; nothing is ever put in."""

reads: Reads = NOBODY
"""Of the innermost open trace. Drops compare it with that of their last read."""

_open: list[Trace] = []


class Trace:
    """A register of reads, open while it is used as a context manager.

    Attributes:
        includes: names given to `include`, as the site was asked for them.
        links: what `link`, `post_url` and `include_relative` were asked for.
        data: first keys below `site.data`, "*" for all of it.
        files: absolute paths of what was read besides: Sass partials.
        is_volatile: an answer depended on the clock or on chance.
    """

    __slots__ = ("_fields", "_lists", "_reads", "data", "files", "includes", "is_volatile", "links")

    def __init__(self) -> None:
        self._reads: Reads = []
        self._lists: dict[tuple[int, str], list[Drop]] = {}
        self._fields: dict[Drop, set[str]] = {}
        self.includes: set[str] = set()
        self.links: set[tuple[str, str]] = set()
        self.data: set[str] = set()
        self.files: set[str] = set()
        self.is_volatile = False

    @property
    def fields(self) -> dict[Drop, set[str]]:
        """Drop → keys asked of it, front matter's and unknown ones too."""
        for drop, keys in self._reads:
            self._fields.setdefault(drop, set()).update(keys)
        for (_, key), drops in self._lists.items():
            for drop in drops:
                self._fields.setdefault(drop, set()).add(key)
        return self._fields

    def note_items(self, drops: list[Drop], key: str) -> None:
        """The key is asked of all these drops, whose answers are kept elsewhere."""
        self._lists[id(drops), key] = drops

    def __enter__(self) -> Trace:
        global reads
        _open.append(self)
        reads = self._reads
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        global reads
        _open.pop()
        reads = _open[-1]._reads if _open else NOBODY


def current() -> Trace | None:
    """The innermost open trace."""
    return _open[-1] if _open else None
