"""Finds a theme gem on the disk and reads what its gemspec says.

A gem is `gems/NAME-VERSION/` with `specifications/NAME-VERSION.gemspec` below a gem home:
those in `GEM_PATH` and `GEM_HOME` first, then the usual places. The gemspec is Ruby; only its
plain assignments are read.
Source: Jekyll 4.4.1 theme.rb. Known difference: no Ruby runs, so the newest version found is taken.
"""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterator, Mapping

from jekylite.errors import PluginError
from jekylite.model.theme import Theme
from jekylite.paths import is_within

_USUAL_HOMES = (
    "~/.local/share/gem/ruby/*",
    "~/.gem/ruby/*",
    "/var/lib/gems/*",
    "/usr/local/lib/ruby/gems/*",
    "/usr/lib/ruby/gems/*",
    "/usr/share/rubygems-integration/*",
)
_ASSIGNMENT = re.compile(r"^\s*\w+\.(\w+)\s*=\s*(.+?)(?:\.freeze)?\s*$", re.MULTILINE)
_METADATA = re.compile(r"\"([^\"]*)\"\s*=>\s*\"([^\"]*)\"")
_MULTI_METADATA = re.compile(r"^\s*\w+\.metadata\[\"([^\"]*)\"\]\s*=\s*\"([^\"]*)\"", re.MULTILINE)
_DEPENDENCY = re.compile(r"add_(?:runtime_)?dependency[( ]\s*[%q<(\"']+([\w.-]+)")
_TEXT = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'")


def find_theme(name: str, environment: Mapping[str, str]) -> Theme:
    """The theme called `name`.

    Raises:
        PluginError: no gem home has it.
    """
    name = name.lower().strip()
    found = sorted(_versions(name, environment), key=lambda version: version[0], reverse=True)
    if not found:
        raise PluginError(
            f"The {name} theme could not be found.",
            hint=f"install the gem {name}, or set GEM_PATH to the gem home that has `gems/{name}-VERSION`",
            code="JL109",
            setting=("theme",),
        )
    _, version, folder, specification = found[0]
    root = os.path.realpath(folder)
    said = _read_specification(specification)
    return Theme(
        name=name,
        root=root,
        includes=_folder(root, "_includes"),
        layouts=_folder(root, "_layouts"),
        sass=_folder(root, "_sass"),
        assets=_folder(root, "assets"),
        data=_folder(root, "_data"),
        version=version,
        authors=", ".join(_texts(said.get("authors", ""))),
        description=next(iter(_texts(said.get("description") or said.get("summary") or "")), ""),
        metadata=dict(_METADATA.findall(said.get("metadata", "")) or _pairs(specification)),
        dependencies=tuple(_DEPENDENCY.findall(_text(specification))),
    )


def _versions(
    name: str, environment: Mapping[str, str]
) -> Iterator[tuple[tuple[tuple[int, int | str], ...], str, str, str]]:
    """(key to sort by, version, folder, gemspec) of each gem of that name in the first home that has one."""
    for home in _homes(environment):
        found = False
        for folder in glob.glob(f"{glob.escape(home)}/gems/{glob.escape(name)}-*"):
            version = os.path.basename(folder)[len(name) + 1 :]
            if version[:1].isdigit() and os.path.isdir(folder):
                found = True
                key = tuple((1, int(part)) if part.isdigit() else (0, part) for part in version.split("."))
                yield (key, version, folder, f"{home}/specifications/{name}-{version}.gemspec")
        if found:
            return


def _homes(environment: Mapping[str, str]) -> Iterator[str]:
    for variable in ("GEM_PATH", "GEM_HOME"):
        yield from (home for home in environment.get(variable, "").split(os.pathsep) if home)
    for pattern in _USUAL_HOMES:
        yield from sorted(glob.glob(os.path.expanduser(pattern)), reverse=True)


def _folder(root: str, name: str) -> str | None:
    """The folder `name` of the theme if it is there and lies in the theme, links followed."""
    path = os.path.realpath(f"{root}/{name}")
    return path if os.path.isdir(path) and is_within(path, root) else None


def _text(path: str) -> str:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""


def _read_specification(path: str) -> dict[str, str]:
    """The plain assignments of a gemspec, right sides as they are written."""
    return {match[1]: match[2] for match in _ASSIGNMENT.finditer(_text(path))}


def _pairs(path: str) -> list[tuple[str, str]]:
    return [(match[1], match[2]) for match in _MULTI_METADATA.finditer(_text(path))]


def _texts(source: str) -> list[str]:
    """The string literals of a Ruby expression."""
    return [double or single for double, single in _TEXT.findall(source)]
