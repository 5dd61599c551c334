"""The one gate between names a site gives and places on the disk.

Whatever a template, a permalink or a configuration names is joined here, below one of
the three roots (source, destination, theme): `..`, `~`, absolute names and percent
escapes can lead to any place below the root and to none outside of it. What is a
symbolic link is judged by where it leads.

Paths are `str` here and in the loops above: 1,000 `Path` objects cost more than
listing 1,000 files.
Source: Jekyll 4.4.1 path_manager.rb (`sanitized_path`). Known difference: a name that
happens to begin with the root's own path is joined like any other.
"""

from __future__ import annotations

import os

from jekylite.errors import OutputError


def join_below(root: str, name: str) -> str:
    """The path of `name` below `root`, with every `.` and `..` resolved inside of it.

    Args:
        root: absolute, without a slash at its end (except `/` itself).
        name: what a user wrote, already percent-decoded; a leading `/` means the root.

    >>> join_below("/site/_site", "../../etc/passwd")
    '/site/_site/etc/passwd'
    """
    if "\0" in name:
        raise OutputError(
            f"a path cannot hold a NUL character: {name!r}", hint="take the character out", code="JL351"
        )
    clean = resolve(name)
    return root.rstrip("/") + clean if clean != "/" else root


def resolve(name: str) -> str:
    """`name` as an absolute path below `/`, dots and doubled slashes resolved.

    >>> resolve("a//b/./c/../d")
    '/a/b/d'
    """
    if "//" not in name and "/." not in name and name[:1] not in (".", "/") and name[-1:] != "/":
        return f"/{name}"
    return os.path.normpath("/" + name.lstrip("/"))


def relative(path: str, root: str) -> str:
    """`path` as seen from `root`; `path` itself where it lies elsewhere."""
    prefix = root if root.endswith("/") else f"{root}/"
    return path[len(prefix) :] if path.startswith(prefix) else path


def is_within(path: str, root: str) -> bool:
    """Does `path` lie at or below `root`? Both as they are written, links not followed."""
    return path == root or path.startswith(root if root.endswith("/") else f"{root}/")


def leads_outside(path: str, roots: tuple[str, ...]) -> bool:
    """Does `path`, with every symbolic link followed, end outside all of `roots`?

    Args:
        roots: real paths (`os.path.realpath`). A broken link leads to where it points.
    """
    real = os.path.realpath(path)
    return not any(is_within(real, root) for root in roots)
