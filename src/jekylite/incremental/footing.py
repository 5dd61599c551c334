"""What of the last build stands without being asked again.

A record of reads holds as long as every answer is the same. An answer about an item whose source is as the
last build had it, in the same place among others, is the same; so only questions about other things are
asked, each once, and an item whose record rests on none that fell stays as it is. In the process of the last
build a source is the same if it is the same object; in another one, by its fingerprint.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from jekylite.incremental.graph import Answers, Read
from jekylite.incremental.store import Memory
from jekylite.liquid.fingerprint import UntraceableError
from jekylite.model.site import MOVING_FIELDS

# What a document's place among others answers.
_NEIGHBOURS = frozenset({"next", "previous"})
# What is answered by rendering, not by the item's source.
_RENDERED = MOVING_FIELDS | {"excerpt"}

# So many reads that no record points to are not worth a build that counts them anew.
_FEW = 1000


class Source(NamedTuple):
    """An item as readers and generators left it, before it was rendered.

    Args:
        item: the object itself.
        data: a page's or document's; nothing of a static file.
        body: one that is not that of its file; else the object has stood for it since it was read.
        is_published: a document's.
        is_paginated: a page is given a paginator.
    """

    item: object
    data: Mapping[str, object] | None = None
    body: str = ""
    is_published: bool = True
    is_paginated: bool = False


class State(NamedTuple):
    """What a build rests on beside its configuration.

    Args:
        sources: of all pages, documents and static files, by identity. One that is as it was in the
            build before is the object of that build.
        orders: of each collection, the identities of its documents.
    """

    sources: Mapping[str, Source]
    orders: Mapping[str, Sequence[str]]


class ReadIndex:
    """The places of reads, by what answers them.

    Attributes:
        own: of those that an item's own source answers, by the item's identity.
        orders: of those that the order of a collection answers: a neighbour, the list of all.
        rendered: of those that are answered by rendering, or may be.
        others: of all others.
    """

    def __init__(self) -> None:
        self.own: dict[str, list[int]] = {}
        self.orders: list[int] = []
        self.rendered: list[int] = []
        self.others: list[int] = []
        self._count = 0

    def take(self, reads: Sequence[Read], labels: Collection[str]) -> None:
        """Take in what is new since the last time.

        Args:
            labels: of all collections.
        """
        for place in range(self._count, len(reads)):
            kind, name, key = reads[place][0]
            if kind != "drop":
                self.others.append(place)
            elif key in _RENDERED:
                self.rendered.append(place)
            elif (key in _NEIGHBOURS and name.startswith("d ")) or (name == "s" and key in labels):
                self.orders.append(place)
            else:
                self.own.setdefault(name, []).append(place)
        self._count = len(reads)


class Footing:
    """The state that the last build of this process verified.

    Args:
        memory: what that build left; its reads were all asked, or made, by it.
        places: where each read is in `memory.reads`; a next build that stands on this adds to it.
        state: of that build.
        index: of the reads; it grows with them.
    """

    def __init__(self, memory: Memory, places: dict[Read, int], state: State, index: ReadIndex) -> None:
        self.memory = memory
        self.places = places
        self.state = state
        self.index = index
        index.take(memory.reads, state.orders)

    @property
    def is_worn(self) -> bool:
        """Are most of the reads nobody's any more, so that they had better be gathered anew?"""
        used = set(chain.from_iterable(record.reads for record in self.memory.records.values()))
        return len(self.memory.reads) > 2 * len(used) + _FEW

    def standing(self, state: State) -> set[str]:
        """The identities of what is as this had it."""
        known = self.state.sources
        return {name for name, source in state.sources.items() if known.get(name) is source}


def fallen(
    reads: Sequence[Read], index: ReadIndex, standing: Collection[str], answers: Answers, *, in_order: bool
) -> set[int]:
    """The places of the reads that have to be asked when an item's turn comes.

    Of those, some are answered otherwise as it looks now, and some may be by then.

    Args:
        reads: that the last build verified or made.
        index: of them.
        standing: identities of items whose sources are as that build had them.
        in_order: the collections have the same documents in the same order.
    """
    doubtful = [places for name, places in index.own.items() if name not in standing]
    doubtful.append(index.others)
    if not in_order:
        doubtful.append(index.orders)
    moving = {place for place in index.rendered if answers.moves(reads[place][0])}
    doubtful.append(
        [place for place in index.rendered if place not in moving and reads[place][0][1] not in standing]
    )
    return moving | {place for place in chain.from_iterable(doubtful) if not holds(reads[place], answers)}


def holds(read: Read, answers: Answers) -> bool:
    """Is a read answered as it was?"""
    question, answer = read
    try:
        return answers.answer(question) == answer
    except UntraceableError:
        return False
