"""The only place that writes below the destination.

Every file that changes is first written whole into one folder beside the others; when all
are there they are renamed into place. A build that fails, or is killed while it writes,
leaves the files of the last one. A file whose bytes are the same already is not touched.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field

from jekylite.errors import Location, OutputError
from jekylite.model.document import Document
from jekylite.model.page import Page
from jekylite.model.static_file import StaticFile
from jekylite.write.inventory import Inventory
from jekylite.write.outputs import Output

STAGING = ".jekylite-staging"

# A file changed this shortly before may have changed again within its time stamp's grain.
_RACY_NS = 2_000_000_000


@dataclass(slots=True)
class Published:
    """What `publish` did; paths relative to the destination."""

    written: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)


def publish(root: str, outputs: Iterable[Output], inventory: Inventory, *, keep_links: bool) -> Published:
    """Bring the files below `root` to what `outputs` say.

    Args:
        root: the destination, absolute; made if it is not there.
        inventory: of it.
        keep_links: a static file that is a symbolic link stays one; else its content is copied.

    Raises:
        OutputError: the file system refuses; what is wrong is in the message.
    """
    published = Published()
    staging = os.path.join(root, f"{STAGING}-{os.getpid()}")
    staged: list[tuple[str, str]] = []
    current = root
    try:
        os.makedirs(root, exist_ok=True)
        for output in outputs:
            item = output.item
            if not isinstance(item, StaticFile) and item.is_kept:
                published.unchanged.append(output.path)
                continue
            current = f"{root}/{output.path}"
            is_real = inventory.listing(output.path.rpartition("/")[0]) is not None
            fill = _stale(current, _lstat(current) if is_real else None, item, keep_links=keep_links)
            if fill is None:
                published.unchanged.append(output.path)
                continue
            if not staged:
                os.mkdir(staging)
            aside = f"{staging}/{len(staged)}"
            fill(aside)
            staged.append((aside, current))
            published.written.append(output.path)
        folders = {root}
        for aside, current in staged:
            _make_folder(os.path.dirname(current), folders)
            _rename(aside, current)
    except OSError as error:
        raise OutputError(
            f"cannot write `{os.path.relpath(current, root)}`: {error.strerror or error}",
            at=Location(root),
            hint="the files of the last build are still there; check rights and space of the destination",
            code="JL358",
        ) from None
    finally:
        _remove_staging(staging, len(staged))
    return published


def _lstat(path: str) -> os.stat_result | None:
    try:
        return os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None


def _stale(
    target: str, there: os.stat_result | None, item: Page | Document | StaticFile, *, keep_links: bool
) -> Callable[[str], None] | None:
    """What writes the file that `target` should be, None if it is that already."""
    if isinstance(item, StaticFile):
        return _stale_copy(target, there, item, keep_links=keep_links)
    content = (item.output or "").encode("utf-8", "surrogateescape")
    if there and stat.S_ISREG(there.st_mode) and there.st_size == len(content):
        with open(target, "rb", buffering=0) as file:
            if file.read() == content:
                return None
    return lambda aside: _write(aside, content)


def _stale_copy(
    target: str, there: os.stat_result | None, item: StaticFile, *, keep_links: bool
) -> Callable[[str], None] | None:
    if item.is_link and keep_links:
        link = os.readlink(item.path)
        if there and stat.S_ISLNK(there.st_mode) and os.readlink(target) == link:
            return None
        return lambda aside: os.symlink(link, aside)
    if there and stat.S_ISREG(there.st_mode) and there.st_size == item.size:
        settled = item.mtime_ns < time.time_ns() - _RACY_NS
        if there.st_mtime_ns == item.mtime_ns and settled and _was_copied_after(item, there):
            return None
        if _same_bytes(item.path, target):
            return None
    return lambda aside: _copy(item, aside)


def _was_copied_after(item: StaticFile, copy: os.stat_result) -> bool:
    """Has nothing happened to the file since that copy was made? Its own time can be set, this one not."""
    return os.stat(item.path).st_ctime_ns < copy.st_ctime_ns


def _same_bytes(one: str, other: str) -> bool:
    with open(one, "rb") as left, open(other, "rb") as right:
        while True:
            block = left.read(1 << 20)
            if block != right.read(1 << 20):
                return False
            if not block:
                return True


def _write(path: str, content: bytes) -> None:
    with open(path, "xb", buffering=0) as file:
        view = memoryview(content)
        while view:
            view = view[file.write(view) :]


def _copy(item: StaticFile, path: str) -> None:
    """The bytes, the permission bits that the umask lets through, and the time of the last change."""
    with open(item.path, "rb") as source:
        mode = os.fstat(source.fileno()).st_mode & 0o777
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode | 0o200)
        with open(descriptor, "wb") as copy:
            while chunk := source.read(1 << 20):
                copy.write(chunk)
    os.utime(path, ns=(item.mtime_ns, item.mtime_ns))


def _make_folder(folder: str, known: set[str]) -> None:
    """`folder` and those above it as real folders: a file or a link that stands there is removed."""
    below: list[str] = []
    while folder not in known:
        below.append(folder)
        folder = os.path.dirname(folder)
    for folder in reversed(below):
        try:
            os.mkdir(folder)
        except FileExistsError:
            if not stat.S_ISDIR(os.lstat(folder).st_mode):
                os.unlink(folder)
                os.mkdir(folder)
        known.add(folder)


def _remove_staging(folder: str, count: int) -> None:
    """The folder, if it is there, and what a failure has left in it: `count` files, and one half written."""
    try:
        os.rmdir(folder)
        return
    except FileNotFoundError:
        return
    except OSError:
        pass
    # One by one, since removing a tree takes file descriptors, and there may be none.
    for number in range(count + 1):
        with suppress(OSError):
            os.unlink(f"{folder}/{number}")
    with suppress(OSError):
        os.rmdir(folder)


def _rename(aside: str, target: str) -> None:
    try:
        os.replace(aside, target)
    except IsADirectoryError:
        import shutil

        shutil.rmtree(target)
        os.replace(aside, target)
