"""What each output rests on: a record of reads, each with the fingerprint of its answer.

A record holds as long as every read would be answered the same. It is checked by asking
again, not by following edges from what changed: whatever an edit does, to whichever file, it
shows in some answer, or in none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

from jekylite.liquid.fingerprint import UntraceableError, fingerprint, text_fingerprint
from jekylite.liquid.trace import Trace

# (kind, name, key): what is asked. Kinds: `drop` (identity, field), `include`, `layout`, `link`,
# `data`, `file`, `clock`; all but the first and `link` have their name alone.
Question = tuple[str, str, str]
Read = tuple[Question, bytes]

# What an item's own templates see of itself comes from its own source.
_OWN_FIELDS = frozenset({"content", "output", "excerpt"})


class Record(NamedTuple):
    """One output.

    Args:
        own: fingerprint of the item's source: its text and its data.
        path: of the output, below the destination.
        size, mtime_ns: of the output, as it was left.
        output: fingerprint of its text.
        content: fingerprint of the item's content, under which the store has it.
        reads: places in the store's list of reads.
    """

    own: bytes
    path: str
    size: int
    mtime_ns: int
    output: bytes
    content: bytes
    reads: tuple[int, ...]


class Answers(Protocol):
    """Knows the site that is built now."""

    def moves(self, question: Question) -> bool:
        """May the answer depend on when in this build it is first asked?"""
        ...

    def shows_rendered(self, question: Question) -> bool:
        """Is it an excerpt that may show what rendering gives, so that it matters when it is first asked?"""
        ...

    def answer(self, question: Question) -> bytes:
        """The fingerprint of the answer.

        Raises:
            UntraceableError: there is none that could be compared.
        """
        ...


def reads_of(trace: Trace, layouts: Iterable[str], own_identity: str, answers: Answers) -> Iterator[Read]:
    """The reads that a trace noted.

    Args:
        trace: of one rendering, closed.
        layouts: names of the layouts that were looked for, found or not.
        own_identity: of the item that rendered.

    Raises:
        UntraceableError: something was read that cannot be compared in another build.
    """
    if trace.is_volatile:
        raise UntraceableError("clock or chance")
    for drop, keys in trace.fields.items():
        identity = drop.identity()
        if identity is None:
            raise UntraceableError(type(drop).__name__)
        for key in keys:
            question = ("drop", identity, key)
            if identity != own_identity or key not in _OWN_FIELDS or answers.shows_rendered(question):
                yield _read(question, answers)
    for kind, names in _named(trace):
        for name in names:
            yield _read((kind, name, ""), answers)
    for name in layouts:
        yield _read(("layout", name, ""), answers)
    for tag, target in trace.links:
        yield _read(("link", target, tag), answers)


def _named(trace: Trace) -> Iterator[tuple[str, Iterable[str]]]:
    yield "include", trace.includes
    yield "data", trace.data
    yield "file", trace.files
    yield "clock", trace.clocks


def _read(question: Question, answers: Answers) -> Read:
    return question, answers.answer(question)


def own_fingerprint(body: str, data: object) -> bytes:
    """The fingerprint of an item's source.

    Raises:
        UntraceableError: its data holds something that no file can say.
    """
    return fingerprint((text_fingerprint(body), data))
