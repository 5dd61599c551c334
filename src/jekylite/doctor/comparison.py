"""A build beside an output that is there already, and what the two differ in.

The build goes into a folder of its own; neither the site's destination nor its caches are touched.
Where something stays unexplained the site is built again for the other of `JEKYLL_ENV`'s usual values,
in case theirs was: what an environment changes can be seen in no other way.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from jekylite.build import BuildResult, build
from jekylite.build.options import BuildOptions
from jekylite.config.config import Config
from jekylite.diagnostics import Collector
from jekylite.digest import digest
from jekylite.doctor.absences import Absences, moved
from jekylite.doctor.differences import Place, differences
from jekylite.doctor.entry import Entry
from jekylite.doctor.kinds import KINDS, Circumstances, Kind
from jekylite.errors import JekyliteError
from jekylite.paths import is_within, relative
from jekylite.ruby.values import to_s

_FUTURE = "JL207"
_ENVIRONMENTS = ("development", "production")


@dataclass(slots=True)
class Sighting:
    """Where a kind of difference was seen.

    Args:
        files: paths below both roots, in order.
        places: how many in all.
        path, example: the first of them.
    """

    files: list[str]
    places: int
    path: str
    example: Place


@dataclass(slots=True)
class Comparison:
    """What two outputs have in common and what not; paths are below either root.

    Args:
        environment: `JEKYLL_ENV` of our build.
        equal: how many files are.
        differing: the kinds of each file that is on both sides with other bytes, with how many places.
        seen: by kind, in the order of `KINDS`.
        moved: ours → theirs, the same file at another address.
        only_here, only_there: with the reason.
        digests: of our files.
    """

    environment: str
    equal: int = 0
    differing: dict[str, dict[Kind, int]] = field(default_factory=dict)
    seen: dict[Kind, Sighting] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    only_here: dict[str, str] = field(default_factory=dict)
    only_there: dict[str, str] = field(default_factory=dict)
    digests: dict[str, bytes] = field(default_factory=dict)

    @property
    def is_harmless(self) -> bool:
        """Equal, or different in nothing that a reader can tell."""
        lost = [path for path in (*self.only_here, *self.only_there) if not path.endswith(".map")]
        return not (lost or self.moved) and all(kind.is_harmless for kind in self.seen)

    @property
    def unexplained(self) -> int:
        """How much is left that matters."""
        places = sum(sighting.places for kind, sighting in self.seen.items() if not kind.is_harmless)
        return places + len(self.only_here) + len(self.only_there) + len(self.moved)


def compare(
    config: Config,
    theirs: str,
    collector: Collector,
    environ: Mapping[str, str],
    *,
    not_run: Sequence[Entry] = (),
) -> Comparison:
    """Build the site and set it beside the folder `theirs`.

    Args:
        config: as for a build; its destination is left alone.
        collector: is told what the build says.
        environ: as for `build`.
        not_run: plugins that are not run here, which may have written what is missing.

    Raises:
        JekyliteError: the site cannot be built.
    """
    comparison = _compared(config, theirs, config.environment, collector, environ, not_run)
    assert comparison is not None
    if comparison.unexplained and config.environment in _ENVIRONMENTS:
        other = _ENVIRONMENTS[1 - _ENVIRONMENTS.index(config.environment)]
        again = _compared(config, theirs, other, Collector(), environ, not_run, unlike=comparison.digests)
        if again is not None and again.unexplained < comparison.unexplained:
            return again
    return comparison


def _compared(
    config: Config,
    theirs: str,
    environment: str,
    collector: Collector,
    environ: Mapping[str, str],
    not_run: Sequence[Entry],
    unlike: Mapping[str, bytes] | None = None,
) -> Comparison | None:
    """The comparison with a build for that environment; None if its files are those of `unlike`."""
    with TemporaryDirectory(prefix="jekylite-doctor-") as folder:
        result = build(_into(config, folder, theirs, environment), collector, BuildOptions(environ=environ))
        future = frozenset(item.at.path for item in collector.items if item.code == _FUTURE and item.at)
        digests = {path: digest(_read(folder, path), 16) for path in _files(folder, ())}
        if digests == unlike:
            return None
        comparison = _compare_trees(result, folder, theirs, future, not_run)
        comparison.digests = digests
        return comparison


def _into(config: Config, folder: str, theirs: str, environment: str) -> Config:
    """The same settings for a build elsewhere, which reads neither theirs nor an earlier output."""
    source = str(config.source)
    outputs = [path for path in (theirs, str(config.destination)) if is_within(path, source)]
    exclude = [*config.exclude, *(f"/{relative(path, source)}/" for path in outputs)]
    settings = {"destination": folder, "exclude": exclude, "disable_disk_cache": True}
    return Config(
        config.data | settings,
        source=config.source,
        destination=Path(folder),
        environment=environment,
        files=config.files,
        places=config.places,
    )


def _compare_trees(
    result: BuildResult, ours: str, theirs: str, future: frozenset[str], not_run: Sequence[Entry]
) -> Comparison:
    config = result.config
    comparison = Comparison(config.environment)
    around = Circumstances(
        result.site.time, to_s(config.data.get("url")).rstrip("/"), (config.baseurl or "").rstrip("/")
    )
    here, there = set(_files(ours, config.keep_files)), set(_files(theirs, config.keep_files))
    places: dict[Kind, list[tuple[str, Place]]] = {kind: [] for kind in KINDS}
    for path in sorted(here & there):
        found = differences(path, _read(ours, path), _read(theirs, path), around)
        if not found:
            comparison.equal += 1
            continue
        counted = comparison.differing.setdefault(path, {})
        for place in found:
            for kind in place.kinds:
                counted[kind] = counted.get(kind, 0) + 1
                places[kind].append((path, place))
    for kind, seen in places.items():
        if seen:
            files = list(dict.fromkeys(path for path, _ in seen))
            comparison.seen[kind] = Sighting(files, len(seen), *_best_example(seen))
    _tell_absences(comparison, result, ours, theirs, here, there, future, not_run)
    return comparison


def _best_example(seen: list[tuple[str, Place]]) -> tuple[str, Place]:
    """The first that has nothing else in it and shows something on both sides, as far as there is one."""
    return min(seen, key=lambda one: (len(one[1].kinds), not _is_shown(one[1])))


def _is_shown(place: Place) -> bool:
    return all(side.replace("\\n", "").replace("\\t", "").strip() for side in (place.ours, place.theirs))


def _tell_absences(
    comparison: Comparison,
    result: BuildResult,
    ours: str,
    theirs: str,
    here: set[str],
    there: set[str],
    future: frozenset[str],
    not_run: Sequence[Entry],
) -> None:
    only_here, only_there = sorted(here - there), sorted(there - here)
    if not only_here and not only_there:
        return
    digests = {path: digest(_read(ours, path), 16) for path in only_here}
    digests |= {path: digest(_read(theirs, path), 16) for path in only_there}
    comparison.moved = dict(moved(only_here, only_there, digests))
    newest = max((os.path.getmtime(os.path.join(theirs, path)) for path in there), default=0.0)
    absences = Absences(result.config, result.site, future, not_run, newest)
    found = set(comparison.moved.values())
    comparison.only_here = {
        path: absences.only_here(path) for path in only_here if path not in comparison.moved
    }
    comparison.only_there = {path: absences.only_there(path) for path in only_there if path not in found}


def _files(root: str, kept: tuple[str, ...]) -> Iterator[str]:
    """Every file below `root`, but for what cleaning would keep at its top, and links to nothing."""
    for folder, folders, files in os.walk(root):
        below = os.path.relpath(folder, root).replace(os.sep, "/")
        if below == ".":
            folders[:] = [name for name in folders if name not in kept]
            names = [name for name in files if name not in kept]
        else:
            names = [f"{below}/{name}" for name in files]
        yield from (name for name in names if os.path.isfile(os.path.join(root, name)))


def _read(root: str, path: str) -> bytes:
    try:
        with open(os.path.join(root, path), "rb") as file:
            return file.read()
    except OSError as error:
        raise JekyliteError(
            f"{path} cannot be read: {error.strerror}",
            hint="check its rights, and whether it is still there",
            code="JL205",
        ) from None
