"""What outlives a build, in the cache folder of the source: which destinations are ours, what each
output rests on, the contents of what was rendered, and what was read.

Everything in there can be deleted at any time. Nothing in there is trusted: what is damaged, or of
another version, is as if it were not there.
"""

from __future__ import annotations

import marshal
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO, NamedTuple

from jekylite.digest import digest
from jekylite.incremental.graph import Read, Record
from jekylite.liquid.fingerprint import text_fingerprint
from jekylite.paths import join_below

CACHE_FOLDER = ".jekylite-cache"
_JEKYLL_CACHE_FOLDER = ".jekyll-cache"
METADATA = ".jekyll-metadata"

_RECORDS = b"jekylite records 3\n"
_READINGS = b"jekylite readings 1\n"
_DIGEST = 32
# The pack of contents is written anew when more of it than this is of no use any more.
_DEAD_SHARE = 0.5


class Memory(NamedTuple):
    """What a build leaves for the next one of the same destination.

    Args:
        key: fingerprint of all that every output rests on: versions, configuration, environment.
        records: by the item's identity.
        reads: what records point into.
        contents: fingerprint of a content → its place in the pack: offset, length.
        conversions: key of a Markdown text → fingerprint of its HTML, which is in the pack, too.
        orders: fingerprint of the orders of all collections.
    """

    key: bytes
    records: Mapping[str, Record]
    reads: list[Read]
    contents: Mapping[bytes, tuple[int, int]]
    conversions: Mapping[bytes, bytes]
    orders: bytes


class Store:
    """The cache folder of one site.

    Args:
        source: of the site.
        cache_dir: the configuration's; Jekyll's own default stands for ours.
        is_disabled: nothing is read or written.

    Attributes:
        is_damaged: something was asked for that is not what was put there; what was made of it is void.
    """

    def __init__(self, source: Path, cache_dir: str, *, is_disabled: bool) -> None:
        folder = source / CACHE_FOLDER
        if cache_dir and cache_dir != _JEKYLL_CACHE_FOLDER:
            folder = Path(join_below(str(source), cache_dir), CACHE_FOLDER)
        self._source = source
        self._folder = folder
        self._is_disabled = is_disabled
        self.is_damaged = False

    def knows(self, destination: str) -> bool:
        """Did an earlier build of this site fill that folder, or begin to?

        Its records tell as well, should the list be damaged.
        """
        return destination in self._destinations() or os.path.exists(self._records(destination))

    def remember(self, destination: str) -> None:
        """This build fills that folder. One inside the source needs no remembering.

        Said before the first file is written: a build that is killed has begun to fill it. Where the
        source cannot be written to, nothing is remembered.
        """
        if self._is_disabled or destination.startswith(f"{self._source}/"):
            return
        known = self._destinations()
        if destination in known:
            return
        lines = "".join(f"{path}\n" for path in [*known, destination])
        try:
            self._prepare()
            self._replace(f"{self._folder}/destinations", lines.encode("utf-8", "surrogateescape"))
        except OSError:
            pass

    def recall(self, destination: str) -> Memory | None:
        """What the last build into that folder left; None where there is nothing, or nothing sound."""
        if self._is_disabled:
            return None
        content = _sealed(self._records(destination), _RECORDS)
        if content is None:
            return None
        try:
            key, records, reads, contents, conversions, orders = marshal.loads(content)
            records = {name: Record(*fields) for name, fields in records.items()}
        except (ValueError, EOFError, TypeError):  # whole, but another version's
            return None
        return Memory(key, records, reads, contents, conversions, orders)

    def content(self, destination: str, memory: Memory, fingerprint: bytes) -> str:
        """A content that a build left; "", and `is_damaged`, where it is not what it was.

        It is asked for in the middle of a template, which would take an error for its own.
        """
        offset, length = memory.contents.get(fingerprint, (0, -1))
        try:
            with open(self._pack(destination), "rb") as file:
                file.seek(offset)
                text = file.read(max(length, 0)).decode("utf-8", "surrogatepass")
        except (OSError, UnicodeDecodeError):
            length, text = -1, ""
        return self._checked(text, is_sound=length >= 0 and text_fingerprint(text) == fingerprint)

    def _checked(self, text: str, *, is_sound: bool) -> str:
        if not is_sound:
            self.is_damaged = True
        return text if is_sound else ""

    def output(self, destination: str, record: Record) -> str:
        """The text of an output, from where it was written; see `content`."""
        try:
            with open(f"{destination}/{record.path}", "rb") as file:
                text = file.read().decode("utf-8", "surrogateescape")
        except OSError:
            return self._checked("", is_sound=False)
        return self._checked(text, is_sound=text_fingerprint(text) == record.output)

    def keep(
        self,
        destination: str,
        key: bytes,
        records: Mapping[str, Record],
        reads: list[Read],
        contents: Mapping[bytes, Callable[[], str]],
        conversions: Mapping[bytes, bytes],
        orders: bytes,
        before: Memory | None,
    ) -> Memory | None:
        """Leave this for the next build; a store that cannot be written is none.

        Args:
            contents: brings those that were rendered now; the others are in the pack already.
            conversions: those that this build asked for; those of the last one go on as long as
                a page's content is what they came to.
            before: what the last build left.

        Returns:
            It, for a next build in the same process; None if it could not be written.
        """
        if self._is_disabled:
            return None
        try:
            self._prepare()
            wanted = {record.content for record in records.values()}
            if before:
                kept = {key: name for key, name in before.conversions.items() if name in wanted}
                conversions = {**kept, **conversions}
            wanted.update(conversions.values())
            places = self._pack_up(destination, wanted, contents, before)
            conversions = {key: name for key, name in conversions.items() if name in places}
            plain = (
                key,
                {name: tuple(record) for name, record in records.items()},
                reads,
                places,
                conversions,
                orders,
            )
            self._seal(self._records(destination), _RECORDS, marshal.dumps(plain))
        except OSError:
            self.forget(destination)
            return None
        return Memory(key, dict(records), reads, places, conversions, orders)

    def readings(self) -> bytes | None:
        """What the readers of the last build have left for the next, whichever its destination."""
        return None if self._is_disabled else _sealed(self._readings, _READINGS)

    def keep_readings(self, packed: bytes) -> None:
        """Leave this for the readers of the next build."""
        if self._is_disabled:
            return
        try:
            self._prepare()
            self._seal(self._readings, _READINGS, packed)
        except OSError:
            pass

    def forget(self, destination: str) -> None:
        """Let the next build be a cold one."""
        for path in (self._records(destination), self._pack(destination)):
            try:
                os.unlink(path)
            except OSError:
                pass

    def _pack_up(
        self,
        destination: str,
        wanted: set[bytes],
        contents: Mapping[bytes, Callable[[], str]],
        before: Memory | None,
    ) -> dict[bytes, tuple[int, int]]:
        """Append what is new to the pack, or write it anew where too much of it is dead."""
        path = self._pack(destination)
        old = before.contents if before else {}
        places = {name: old[name] for name in wanted if name in old and name not in contents}
        size = os.path.getsize(path) if places else 0
        live = sum(length for _, length in places.values())
        if size and live < size * (1 - _DEAD_SHARE):
            with open(path, "rb") as file:
                kept = {name: _slice(file, place) for name, place in places.items()}
            places, size = {}, 0
        else:
            kept = {}
        with open(path, "r+b" if size else "wb") as file:
            file.seek(size)
            for name in {**kept, **contents}:
                if name in wanted:
                    piece = kept[name] if name in kept else contents[name]().encode("utf-8", "surrogatepass")
                    places[name] = (size, len(piece))
                    file.write(piece)
                    size += len(piece)
        return places

    def _prepare(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        ignore = self._folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="utf-8")

    def _seal(self, path: str, form: bytes, content: bytes) -> None:
        self._replace(path, form + digest(content, _DIGEST) + content)

    def _replace(self, path: str, content: bytes) -> None:
        # One name for all: a build that was killed leaves at most this, and the next one takes it. Two
        # at once spoil each other's, which the fingerprint tells.
        aside = f"{path}.new"
        with open(aside, "wb") as file:
            file.write(content)
        os.replace(aside, path)

    def _records(self, destination: str) -> str:
        return f"{self._folder}/{_name(destination)}.records"

    @property
    def _readings(self) -> str:
        return f"{self._folder}/source.readings"

    def _pack(self, destination: str) -> str:
        return f"{self._folder}/{_name(destination)}.contents"

    def _destinations(self) -> list[str]:
        try:
            text = (self._folder / "destinations").read_text(encoding="utf-8", errors="surrogateescape")
        except OSError:
            return []
        return text.splitlines()


def _name(destination: str) -> str:
    return digest(destination.encode("utf-8", "surrogateescape"), 8).hex()


def _sealed(path: str, form: bytes) -> bytes | None:
    """What was written to a file in that form; None if it is not there, or not as it was."""
    try:
        with open(path, "rb") as file:
            content = file.read()
    except OSError:
        return None
    start = len(form) + _DIGEST
    is_sound = content.startswith(form) and digest(content[start:], _DIGEST) == content[len(form) : start]
    return content[start:] if is_sound else None


def _slice(file: BinaryIO, place: tuple[int, int]) -> bytes:
    offset, length = place
    file.seek(offset)
    return file.read(length)


def mark_incremental(source: str, *, enabled: bool) -> None:
    """`.jekyll-metadata` is there after a build with `--incremental`, and gone after one without.

    Jekyll keeps its modification times in it; here it only tells tools that look for it. What it
    holds is an empty map, which Jekyll reads as such.
    """
    path = os.path.join(source, METADATA)
    try:
        if enabled:
            with open(path, "w", encoding="utf-8") as file:
                file.write("--- {}\n")
        else:
            os.unlink(path)
    except OSError:
        pass


def mark_cache_dir(source: str, cache_dir: str) -> None:
    """The folder that `cache_dir` names is there after a build, and hidden from git (Jekyll 4.4.1 site.rb).

    A CI step that carries `.jekyll-cache` from one run to the next fails or warns where it is missing.
    A `.gitignore` that is there already stays, and the source itself is never made to be a cache.
    """
    folder = Path(join_below(source, cache_dir))
    if folder == Path(source):
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with open(folder / ".gitignore", "x", encoding="utf-8") as file:
            file.write("# ignore everything in this directory\n*\n")
    except OSError:
        pass
