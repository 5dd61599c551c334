"""Takes away what lies in the destination and is made no more.

Everything that this build does not write goes, hidden files and empty folders too, except
what `keep_files` names. Source: Jekyll 4.4.1 cleaner.rb. Known difference: a destination
that no earlier build of this site has filled is not emptied without being told so.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator

from jekylite.errors import Location, OutputError
from jekylite.paths import is_within, resolve
from jekylite.write.destination import STAGING
from jekylite.write.inventory import Inventory


def obsolete(inventory: Inventory, outputs: Collection[str], keep_files: Iterable[str]) -> list[str]:
    """What must go, below the destination; a folder stands for all that is in it.

    Args:
        inventory: of the destination.
        outputs: the files of this build, below the destination.
        keep_files: beginnings of paths below the destination that stay; their parent folders stay too.
    """
    kept = tuple(keep_files)
    folders = _parents(outputs) | _parents(resolve(name)[1:] for name in kept)
    return list(_walk("", inventory, outputs, folders, kept))


def _walk(
    folder: str,
    inventory: Inventory,
    outputs: Collection[str],
    folders: set[str],
    kept: tuple[str, ...],
) -> Iterator[str]:
    listing = inventory.listing(folder)
    if listing is None:
        return
    prefix = f"{folder}/" if folder else ""
    for name, is_folder in listing.entries.items():
        path = prefix + name
        if kept and path.startswith(kept):
            continue
        if is_folder and (path in folders or _holds_kept(path, kept)):
            yield from _walk(path, inventory, outputs, folders, kept)
        elif path not in outputs and (is_folder or path not in folders):
            yield path


def _holds_kept(folder: str, kept: tuple[str, ...]) -> bool:
    """May something below `folder` begin with one of `kept`?"""
    return any(name.startswith(f"{folder}/") for name in kept)


def _parents(paths: Iterable[str]) -> set[str]:
    parents: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in parents:
            parents.add(folder)
            folder = folder.rpartition("/")[0]
    return parents


def refuse_foreign(
    root: str, source: str, obsolete_paths: Collection[str], *, is_known: Callable[[], bool]
) -> None:
    """Keep a wrong `--destination` from costing somebody's files.

    A destination inside the source, one that has `.git` at its top and one that an earlier
    build of this site filled may be cleaned; any other only if nothing would go.

    Raises:
        OutputError: files of others would be removed.
    """
    ours = (path for path in obsolete_paths if not path.startswith(STAGING))
    if next(ours, None) is None:
        return
    if is_within(root, source) or os.path.lexists(f"{root}/.git") or is_known():
        return
    count = sum(_count(f"{root}/{path}") for path in obsolete_paths)
    files = "1 file" if count == 1 else f"{count} files"
    raise OutputError(
        f"the destination holds {files} that this site did not make,"
        f" `{next(iter(obsolete_paths))}` among them; a build would remove them",
        at=Location(root),
        hint="choose an empty folder, name them in `keep_files`, or say --force",
        code="JL357",
    )


def _count(path: str) -> int:
    if not os.path.isdir(path) or os.path.islink(path):
        return 1
    return sum(len(files) for _, _, files in os.walk(path)) or 1


def remove_obsolete(root: str, paths: Iterable[str]) -> None:
    """Remove files, links (not what they lead to) and whole folders below `root`."""
    for path in paths:
        target = f"{root}/{path}"
        if os.path.isdir(target) and not os.path.islink(target):
            import shutil  # with all its archive formats, which few builds need

            shutil.rmtree(target, ignore_errors=True)
        else:
            try:
                os.unlink(target)
            except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
                pass
