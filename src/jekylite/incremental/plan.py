"""Which items need no rendering, since everything their output rests on is as it was."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from jekylite.incremental.footing import Footing, ReadIndex, State, fallen, holds
from jekylite.incremental.graph import Answers, Read, Record, reads_of
from jekylite.incremental.store import Memory
from jekylite.liquid.fingerprint import UntraceableError, fingerprint, text_fingerprint
from jekylite.liquid.trace import Trace


class Plan:
    """One build's.

    Args:
        key: fingerprint of all that every output rests on.
        memory: what the last build left; of no use under another key.
        destination: absolute.
        answers: to the questions of this build.
        footing: what the last build of this process verified; it is that of `memory`.

    Attributes:
        before: `memory`, of use or not.
        records: of this build, by the item's identity; rendered items are in it once `note` has
            had them, kept ones at once.
        contents: of the items that were rendered, by fingerprint; called when they are stored.
        clocks: patterns by which the build's time is shown.
        orders: fingerprint of the orders of all collections, once `stand` was told of them.
        is_repeatable: no template read the time otherwise, or left something to chance.
    """

    def __init__(
        self,
        key: bytes,
        memory: Memory | None,
        destination: str,
        answers: Answers,
        footing: Footing | None = None,
    ) -> None:
        self.key = key
        self.before = memory
        self.memory = memory if memory is not None and memory.key == key else None
        self.records: dict[str, Record] = {}
        self.contents: dict[bytes, Callable[[], str]] = {}
        self.clocks: set[str] = set()
        self.is_repeatable = True
        self.orders = b""
        self._destination = destination
        self._answers = answers
        self._footing = footing if self.memory is not None else None
        # Records of a build that stands on the last one keep the places of their reads.
        self._reads: dict[Read, int] = self._footing.places if self._footing else {}
        self._standing: set[str] = set()
        self._undated: Collection[str] = ()
        self._fallen: set[int] = set()
        # Records that nobody has looked at the outputs of.
        self._unseen: list[Record] = []
        self._places: dict[int, int] = {}

    @property
    def reads(self) -> list[Read]:
        """What the records point into."""
        return list(self._reads)

    def stand(
        self,
        state: State | None,
        owns: Callable[[], Mapping[str, bytes]],
        orders: Mapping[str, Sequence[str]],
        undated: Collection[str],
    ) -> None:
        """Find out what of the last build is as it was, before the first item is asked for.

        Args:
            state: of this build, if the next one of this process is to stand on it.
            owns: fingerprints of the items' sources, by identity; asked for where no footing tells.
            orders: of each collection, the identities of its documents.
            undated: identities of documents whose date, and perhaps URL, is of the time of the build.
        """
        self.orders = fingerprint(dict(orders))
        self._undated = undated
        memory = self.memory
        if memory is None:
            return
        if self._footing is not None and state is not None:
            self._standing = self._footing.standing(state)
            index = self._footing.index
            self.clocks.update(name for (kind, name, _), _ in memory.reads if kind == "clock")
        else:
            records = memory.records
            self._standing = {
                name for name, own in owns().items() if name in records and records[name].own == own
            }
            index = ReadIndex()
            index.take(memory.reads, orders)
        self._standing = self._standing.difference(undated)
        in_order = memory.orders == self.orders
        self._fallen = fallen(memory.reads, index, self._standing, self._answers, in_order=in_order)

    def is_recorded(self, identity: str, own: Callable[[], bytes | None]) -> bool:
        """Has the last build had an item with this very source?"""
        record = self.memory.records.get(identity) if self.memory else None
        return record is not None and record.own == own()

    def stays(self, identity: str, path: str) -> Record | None:
        """The record of an item that stays with nothing left to ask; see `kept` for the rest.

        In a build that stands on the last one, whether the output is there is left to `has_lost`.

        Args:
            path: of its output, below the destination; "" for an item that gets no file.
        """
        if self.memory is None or identity not in self._standing:
            return None
        record = self.memory.records.get(identity)
        if record is None or record.path != path or not self._fallen.isdisjoint(record.reads):
            return None
        if self._footing is not None:
            self._unseen.append(record)
        elif not self._is_in_place(record):
            return None
        return self._take_over(identity, record)

    def has_lost(self) -> bool:
        """Is the output of an item that stands not where and as it was left? Asked once all is written."""
        return not all(map(self._is_in_place, self._unseen))

    def footing(self, memory: Memory, state: State) -> Footing | None:
        """What the next build of this process can stand on, once this one's is `memory`."""
        index = self._footing.index if self._footing else ReadIndex()
        footing = Footing(memory, self._reads, state, index)
        return None if footing.is_worn else footing

    def kept(self, identity: str, own: bytes | None, path: str) -> Record | None:
        """The record of an item whose output can stay; None where it must be rendered.

        Args:
            own: fingerprint of its source now, None if it has none.
            path: of its output, below the destination; "" for an item that gets no file.
        """
        memory = self.memory
        record = memory.records.get(identity) if memory else None
        if memory is None or record is None or record.path != path or not self._is_in_place(record):
            return None
        if identity not in self._standing and record.own != own:
            return None
        doubtful = self._fallen.intersection(record.reads)
        if not all(holds(memory.reads[place], self._answers) for place in doubtful):
            return None
        return self._take_over(identity, record)

    def _take_over(self, identity: str, record: Record) -> Record:
        if self._footing is None:
            places = self._places
            reads = [places[index] if index in places else self._move(index) for index in record.reads]
            record = record._replace(reads=tuple(reads))
        self.records[identity] = record
        return record

    def _is_in_place(self, record: Record) -> bool:
        if not record.path:
            return True
        try:
            there = os.lstat(f"{self._destination}/{record.path}")
        except OSError:
            return False
        return there.st_size == record.size and there.st_mtime_ns == record.mtime_ns

    def _move(self, index: int) -> int:
        """Take over a read of the last build; its place in this one."""
        assert self.memory is not None
        read = self.memory.reads[index]
        kind, name, _ = read[0]
        if kind == "clock":
            self.clocks.add(name)
        place = self._places[index] = self._place(read)
        return place

    def note(
        self,
        identity: str,
        own: bytes,
        path: str,
        *,
        trace: Trace,
        layouts: Iterable[str],
        content: str,
        output: str,
        bring: Callable[[], str],
    ) -> None:
        """Record what an item's rendering rested on, unless that cannot be told.

        Args:
            own: fingerprint of its source before it was rendered.
            bring: brings `content` again, for the store.
        """
        try:
            reads = tuple(self._place(read) for read in reads_of(trace, layouts, identity, self._answers))
        except UntraceableError:
            return
        name = text_fingerprint(content)
        self.contents[name] = bring
        self.records[identity] = Record(own, path, 0, 0, text_fingerprint(output), name, reads)

    def note_clock(self, trace: Trace) -> bool:
        """Note what a rendering read of the clock; will it come out otherwise next time in any case?"""
        self.clocks |= trace.clocks
        moves_on = trace.is_volatile or any(
            ("time" in keys and drop.identity() == "s")
            or ("date" in keys and drop.identity() in self._undated)
            for drop, keys in trace.fields.items()
        )
        if moves_on:
            self.is_repeatable = False
        return moves_on

    def settle(self, writers: Mapping[str, str]) -> None:
        """After publishing: note how the outputs lie there; forget items whose output is another's.

        Args:
            writers: path below the destination → identity of the item that was written there.
        """
        for identity, record in list(self.records.items()):
            if not record.path:
                continue
            if writers.get(record.path) != identity:
                del self.records[identity]
                continue
            if record.content not in self.contents:
                continue  # it was kept, and lies there as it did
            try:
                there = os.lstat(f"{self._destination}/{record.path}")
            except OSError:
                del self.records[identity]
                continue
            self.records[identity] = record._replace(size=there.st_size, mtime_ns=there.st_mtime_ns)

    def _place(self, read: Read) -> int:
        return self._reads.setdefault(read, len(self._reads))
