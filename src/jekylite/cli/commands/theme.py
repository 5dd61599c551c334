"""`jekylite theme add OWNER/REPO[@REF]`: keep a copy of a theme on GitHub in the site.

The only command that reaches a network, and only where `--from` names no archive or folder.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import tarfile
import tempfile
import zipfile
from pathlib import Path, PurePosixPath

from jekylite.cli.console import Console
from jekylite.cli.parser import Arguments
from jekylite.errors import OK, PluginError, UsageError
from jekylite.read.vendored_theme import FOLDER, USED, RemoteTheme, read_lock, tree_hash

# Beside the folders: what a theme may be used under, what it depends on.
_FILES = ("license", "licence", "copying", "notice")
_LARGEST = 200_000_000  # bytes of an archive
_SECONDS = 60


def run(arguments: Arguments, console: Console) -> int:
    """Fetch or copy it, and write down its hash."""
    if len(arguments.words) != 2 or arguments.words[0] != "add":
        raise UsageError("the theme is missing", hint="`jekylite theme add OWNER/REPO[@REF]`", code="JL100")
    remote = RemoteTheme(arguments.words[1])
    source = Path(os.path.abspath(str(arguments.options.get("source") or ".")))
    given = arguments.options.get("from")
    origin = str(given) if given else _address(remote)
    files = _files_of(Path(origin)) if given else _unpack(_fetch(origin, remote), origin)
    if not any(path.parts[0] in USED for path in files):
        raise PluginError(
            f"{origin} holds no theme",
            hint=f"a theme has one of the folders {', '.join(USED)} at its top",
            code="JL109",
        )
    folder = source / remote.folder
    _write(folder, files)
    lock = read_lock(source)
    lock[str(remote)] = {"sha256": tree_hash(folder), "from": origin}
    path = source / FOLDER / "lock.json"
    path.write_text(json.dumps(lock, indent=2, sort_keys=True, ensure_ascii=False) + "\n", "utf-8")
    console.say("Theme:", f"{remote} is in {remote.folder} ({len(files)} files).")
    return OK


def _address(remote: RemoteTheme) -> str:
    return f"https://codeload.github.com/{remote.owner}/{remote.repository}/tar.gz/{remote.ref}"


def _fetch(address: str, remote: RemoteTheme) -> bytes:
    from urllib.error import URLError
    from urllib.request import urlopen

    try:
        with urlopen(address, timeout=_SECONDS) as answer:
            content: bytes = answer.read(_LARGEST + 1)
    except (URLError, OSError) as error:
        raise PluginError(
            f"{address} cannot be fetched: {error}",
            hint=f"fetch it by other means, then `jekylite theme add {remote} --from FILE`",
            code="JL127",
        ) from None
    if len(content) > _LARGEST:
        raise PluginError(
            f"{address} is larger than {_LARGEST // 1_000_000} MB",
            hint="fetch it by other means, and add it with `--from FILE`",
            code="JL127",
        )
    return content


def _files_of(origin: Path) -> dict[PurePosixPath, bytes]:
    if origin.is_dir():
        files = {
            PurePosixPath(path.relative_to(origin).as_posix()): path.read_bytes()
            for path in sorted(origin.rglob("*"))
            if path.is_file() and not path.is_symlink()
        }
        return {path: content for path, content in files.items() if _is_used(path)}
    try:
        content = origin.read_bytes()
    except OSError as error:
        raise UsageError(
            f"{origin} cannot be read: {error.strerror}",
            hint="`--from` takes an archive or a folder",
            code="JL127",
        ) from None
    return _unpack(content, str(origin))


def _unpack(content: bytes, origin: str) -> dict[PurePosixPath, bytes]:
    """The files of a .tar.gz or .zip that count, below the one folder that such archives have."""
    try:
        members = _zipped(content) if content[:2] == b"PK" else _tarred(content)
    except (tarfile.TarError, zipfile.BadZipFile, OSError, EOFError) as error:
        raise PluginError(
            f"{origin} is no archive: {error}", hint="it must be a .tar.gz or a .zip", code="JL127"
        ) from None
    tops = {path.parts[0] for path in members}
    if len(tops) == 1 and not tops & set(USED):
        members = {PurePosixPath(*path.parts[1:]): data for path, data in members.items() if path.parts[1:]}
    # An archive may name any path; what does not stay below the copy's folder is not taken.
    return {path: data for path, data in members.items() if _is_used(path) and ".." not in path.parts}


def _zipped(content: bytes) -> dict[PurePosixPath, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {
            PurePosixPath(member.filename): archive.read(member)
            for member in archive.infolist()
            if not member.is_dir()
        }


def _tarred(content: bytes) -> dict[PurePosixPath, bytes]:
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        found = {}
        for member in archive:
            file = archive.extractfile(member) if member.isreg() else None
            if file is not None:
                found[PurePosixPath(member.name)] = file.read()
        return found


def _is_used(path: PurePosixPath) -> bool:
    if len(path.parts) > 1:
        return path.parts[0] in USED
    return path.suffix == ".gemspec" or path.stem.lower() in _FILES


def _write(folder: Path, files: dict[PurePosixPath, bytes]) -> None:
    """All of them or, if something fails, what was there before."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".adding-") as temporary:
        fresh = Path(temporary, "theme")
        for path, content in files.items():
            target = fresh / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        if folder.exists():
            shutil.rmtree(folder)
        fresh.rename(folder)
