"""What of the last build of this process stands without being asked again: `watch` looks only at what moved.

A record of reads holds as long as every answer is the same. An answer about an item that is the same
object with the same data, as it was when the last build had verified it, is the same; so only questions
about other things are asked, each once, and an item whose record rests on none that fell stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from jekylite.incremental.graph import Answers, Read
from jekylite.incremental.store import Memory
from jekylite.liquid.fingerprint import UntraceableError
from jekylite.model.site import MOVING_FIELDS

# Answered by more than the item's own source: by rendering it, or by its place among others.
_NEIGHBOURS = frozenset({"next", "previous"})
_NOT_OWN = MOVING_FIELDS | _NEIGHBOURS | {"excerpt"}


class Source(NamedTuple):
    """An item as readers and generators left it, before it was rendered.

    Args:
        item: the object itself.
        data, body: a page's or document's; nothing of a static file.
        is_published: a document's.
    """

    item: object
    data: Mapping[str, object] | None = None
    body: str = ""
    is_published: bool = True

    def is_same(self, other: Source) -> bool:
        return (
            self.item is other.item
            and self.is_published == other.is_published
            and self.data == other.data
            and self.body == other.body
        )


class Footing(NamedTuple):
    """The state that a build verified.

    Args:
        memory: what that build left; its reads were all asked, or made, by it.
        places: where each read is in `memory.reads`; a next build that rests on this adds to it.
        sources: by identity, all pages, documents and static files.
        orders: of each collection, the identities of its documents.
    """

    memory: Memory
    places: dict[Read, int]
    sources: Mapping[str, Source]
    orders: Mapping[str, Sequence[str]]

    def fallen(
        self, sources: Mapping[str, Source], orders: Mapping[str, Sequence[str]], answers: Answers
    ) -> set[int]:
        """The places of the reads that need not hold, or not at every moment of this build.

        Args:
            sources, orders: of this build. A source that stands is the very object it was.
        """
        standing = {name for name, source in sources.items() if self.sources.get(name) is source}
        in_order = orders == self.orders
        fallen: set[int] = set()
        for place, (question, answer) in enumerate(self.memory.reads):
            kind, name, key = question
            if (
                kind == "drop"
                and name in standing
                and (key not in _NOT_OWN or (in_order and key in _NEIGHBOURS))
            ):
                continue
            if kind == "drop" and key in MOVING_FIELDS:
                fallen.add(place)
                continue
            try:
                if answers.answer(question) != answer:
                    fallen.add(place)
            except UntraceableError:
                fallen.add(place)
        return fallen


def sources_of(items: Iterable[tuple[str, Source]], before: Footing | None) -> dict[str, Source]:
    """The sources of a build; one that is as it was is the object of the build before."""
    known = before.sources if before else {}
    sources: dict[str, Source] = {}
    for identity, source in items:
        last = known.get(identity)
        sources[identity] = last if last is not None and last.is_same(source) else source
    return sources
