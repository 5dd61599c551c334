"""Finds a theme on the disk and reads what is said of it.

`theme: NAME` is a gem, else a Python package with an entry point NAME in the group
`jekylite.themes`; `theme: ./FOLDER` is a folder, from the source. A gem is
`gems/NAME-VERSION/` with `specifications/NAME-VERSION.gemspec` below a gem home: those in
`GEM_PATH` and `GEM_HOME` first, then Bundler's, then the usual places. The gemspec is Ruby; only
its plain assignments are read.
Source: Jekyll 4.4.1 theme.rb. Known difference: no Ruby runs, so the version is the one of the
source's Gemfile.lock, or the newest found; packages and folders are ours.
"""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterator, Mapping

from jekylite.errors import PluginError
from jekylite.model.theme import Theme
from jekylite.paths import is_within

PACKAGES = "jekylite.themes"
_USUAL_HOMES = (
    "~/.local/share/gem/ruby/*",
    "~/.gem/ruby/*",
    "~/.bundle/ruby/*",
    "~/.rbenv/versions/*/lib/ruby/gems/*",
    "~/.rvm/gems/*",
    "~/.asdf/installs/ruby/*/lib/ruby/gems/*",
    "~/.local/share/mise/installs/ruby/*/lib/ruby/gems/*",
    "/opt/homebrew/lib/ruby/gems/*",
    "/opt/homebrew/opt/ruby/lib/ruby/gems/*",
    "/usr/local/bundle",
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


def find_theme(name: str, environment: Mapping[str, str], source: str) -> Theme:
    """The theme called `name`.

    Args:
        environment: `GEM_PATH` and its like.
        source: the site's folder, absolute.

    Raises:
        PluginError: nothing of that name is there.
    """
    if name.startswith((".", "/", "~")) or "/" in name:
        return _in_folder(name, source)
    name = name.lower().strip()
    found = sorted(_versions(name, environment, source), key=lambda version: version[0], reverse=True)
    if not found:
        packaged = _in_package(name)
        if packaged is not None:
            return packaged
        raise PluginError(
            f"The {name} theme could not be found.",
            hint=f"install the gem {name}, or set GEM_PATH to the gem home that has `gems/{name}-VERSION`",
            code="JL109",
            setting=("theme",),
        )
    pinned = _pinned_version(name, source)
    _, version, folder, specification = next((one for one in found if one[1] == pinned), found[0])
    return theme_in(folder, name, version=version, specification=specification)


def theme_in(folder: str, name: str, *, version: str = "", specification: str = "") -> Theme:
    """The theme that lies in a folder.

    Args:
        version: of the gem or package, "" where there is none.
        specification: the gemspec, absolute; "" to take none.
    """
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


def _in_folder(name: str, source: str) -> Theme:
    folder = os.path.normpath(os.path.join(source, os.path.expanduser(name)))
    if not os.path.isdir(folder):
        raise PluginError(
            f"The {name} theme could not be found.",
            hint=f"`theme` with a slash in it is a folder, from the source; there is no {folder}",
            code="JL109",
        )
    specification = next(iter(sorted(glob.glob(f"{glob.escape(folder)}/*.gemspec"))), "")
    return theme_in(folder, os.path.basename(folder), specification=specification)


def _in_package(name: str) -> Theme | None:
    """The theme that an installed Python package provides: its entry point is a package or a path."""
    from importlib.metadata import entry_points

    for point in entry_points(group=PACKAGES, name=name):
        provided = point.load()
        folder = provided if isinstance(provided, (str, os.PathLike)) else provided.__path__[0]
        version = point.dist.version if point.dist else ""
        return theme_in(os.fspath(folder), name, version=version)
    return None


def _pinned_version(name: str, source: str) -> str | None:
    """The version that the source's Gemfile.lock names."""
    match = re.search(
        rf"^    {re.escape(name)} \(([^)]+)\)$", _text(os.path.join(source, "Gemfile.lock")), re.MULTILINE
    )
    return match[1] if match else None


def _versions(
    name: str, environment: Mapping[str, str], source: str
) -> Iterator[tuple[tuple[tuple[int, int | str], ...], str, str, str]]:
    """(key to sort by, version, folder, gemspec) of each gem of that name in the first home that has one."""
    for home in _homes(environment, source):
        found = False
        for folder in glob.glob(f"{glob.escape(home)}/gems/{glob.escape(name)}-*"):
            version = os.path.basename(folder)[len(name) + 1 :]
            if version[:1].isdigit() and os.path.isdir(folder):
                found = True
                parts = [(1, int(part)) if part.isdigit() else (0, part) for part in version.split(".")]
                # The end ranks above a word and below a number: 1.0.beta < 1.0 < 1.0.1.
                yield ((*parts, (1, -1)), version, folder, f"{home}/specifications/{name}-{version}.gemspec")
        if found:
            return


def _homes(environment: Mapping[str, str], source: str) -> Iterator[str]:
    for variable in ("GEM_PATH", "GEM_HOME"):
        yield from (home for home in environment.get(variable, "").split(os.pathsep) if home)
    for bundle in (environment.get("BUNDLE_PATH"), _configured_bundle(source), "vendor/bundle"):
        if bundle:
            yield from sorted(glob.glob(f"{glob.escape(os.path.join(source, bundle))}/ruby/*"), reverse=True)
    for pattern in _USUAL_HOMES:
        yield from sorted(glob.glob(os.path.expanduser(pattern)), reverse=True)


def _configured_bundle(source: str) -> str | None:
    """What `bundle config path` wrote for this source."""
    match = re.search(
        r"^BUNDLE_PATH: \"?([^\"\n]+)", _text(os.path.join(source, ".bundle", "config")), re.MULTILINE
    )
    return match[1] if match else None


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
