"""`remote_theme: owner/repo[@ref]`: the copy that `jekylite theme add` put into the source.

    _vendor/themes/owner+repo@ref/    what of the theme a site can use
    _vendor/themes/lock.json          {"owner/repo@ref": {"sha256": …, "from": …}}

A build reads the copy, checks its hash, and fetches nothing.
"""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

from jekylite.errors import PluginError
from jekylite.model.theme import Theme
from jekylite.read.theme import theme_in

FOLDER = "_vendor/themes"
USED = ("_layouts", "_includes", "_sass", "_data", "assets")
"""The folders of a theme that a site can use."""
_NAME = re.compile(r"(?:https?://github\.com/)?([\w.-]+)/([\w.-]+?)(?:\.git)?(?:@([\w./-]+))?")


class RemoteTheme:
    """A name as `remote_theme` has it.

    Args:
        text: `owner/repo`, `owner/repo@ref`, or the repository's address on GitHub.

    Raises:
        PluginError: it is none of these.
    """

    __slots__ = ("owner", "ref", "repository")

    def __init__(self, text: str) -> None:
        match = _NAME.fullmatch(text.strip())
        if match is None or ".." in text or {match[1], match[2]} & {".", ".."}:
            raise PluginError(
                f"{text!r} is no theme on GitHub",
                hint="write `owner/repo`, or `owner/repo@ref` for a version",
            )
        self.owner = match[1]
        self.repository = match[2]
        self.ref = match[3] or "HEAD"

    def __str__(self) -> str:
        return f"{self.owner}/{self.repository}" + ("" if self.ref == "HEAD" else f"@{self.ref}")

    @property
    def folder(self) -> str:
        """Its copy, relative to the source."""
        ref = "" if self.ref == "HEAD" else f"@{self.ref.replace('/', '+')}"
        return f"{FOLDER}/{self.owner}+{self.repository}{ref}"


def is_vendored(name: str, source: Path) -> bool:
    """Is there a copy of that theme, whatever its state?"""
    return _NAME.fullmatch(name.strip()) is not None and str(RemoteTheme(name)) in read_lock(source)


def find_vendored(name: str, source: Path) -> Theme:
    """The theme, from its copy.

    Raises:
        PluginError: there is none, or it is not what was added.
    """
    remote = RemoteTheme(name)
    entry = read_lock(source).get(str(remote))
    folder = source / remote.folder
    if entry is None or not folder.is_dir():
        raise PluginError(
            f"the remote theme {remote} is not here, and a build fetches nothing",
            hint=f"`jekylite theme add {remote}` fetches it once and keeps it in `{FOLDER}`",
        )
    if tree_hash(folder) != entry.get("sha256"):
        raise PluginError(
            f"the copy of the remote theme {remote} is not what was added: its hash differs",
            hint=f"put your changes into the site's own folders, and run `jekylite theme add {remote}` again",
        )
    specification = next(iter(sorted(map(str, folder.glob("*.gemspec")))), "")
    return replace(theme_in(str(folder), remote.repository, specification=specification), is_remote=True)


def read_lock(source: Path) -> dict[str, dict[str, str]]:
    """What was added, by name.

    Raises:
        PluginError: the lock file is broken.
    """
    import json  # nearly every site has no lock file

    path = source / FOLDER / "lock.json"
    try:
        lock = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise PluginError(
            f"{FOLDER}/lock.json cannot be read: {error}", hint="remove it, and add the themes again"
        ) from None
    if not isinstance(lock, dict):
        raise PluginError(f"{FOLDER}/lock.json is no map", hint="remove it, and add the themes again")
    return {name: entry for name, entry in lock.items() if isinstance(entry, dict)}


def tree_hash(folder: Path) -> str:
    """SHA-256 of a line `PATH HASH` for each file below, in the order of paths."""
    import hashlib  # OpenSSL takes 4 ms to load

    lines = []
    for parent, folders, names in os.walk(folder):
        folders.sort()
        for name in names:
            path = Path(parent, name)
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            lines.append(f"{path.relative_to(folder).as_posix()} {digest}\n")
    return hashlib.sha256("".join(sorted(lines)).encode("utf-8", "surrogateescape")).hexdigest()
