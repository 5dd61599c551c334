"""What `doctor` prints beside diagnostics: for people as text, for scripts an object a line."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from jekylite.cli.console import GITHUB, JSON, Console
from jekylite.doctor.comparison import Comparison, Sighting
from jekylite.doctor.entry import SUPPORTED, Entry
from jekylite.doctor.kinds import Kind
from jekylite.doctor.support import Part

_LISTED = 10  # files of one kind that are named as text; with --verbose all are


def tell_support(parts: Sequence[Part], console: Console) -> None:
    """What is supported, approximated or ignored."""
    if console.form == JSON:
        for part in parts:
            for entry in part.entries:
                _print_object(console, {"part": part.heading, **_entry(entry)})
    elif console.form == GITHUB:
        for part in parts:
            for entry in part.entries:
                if entry.standing != SUPPORTED:
                    console.info(f"{entry.name} is {entry.standing}: {entry.note}", at=entry.at)
    else:
        console.say_lines("".join(map(_part, parts)))


def tell_comparison(comparison: Comparison, theirs: str, console: Console) -> None:
    """How two outputs differ: the kinds with an example each, then the files on one side only."""
    if console.form == JSON:
        for fields in _objects(comparison):
            _print_object(console, fields)
        return
    if comparison.environment != "development":
        console.say("Environment:", f"compared with a build for JEKYLL_ENV={comparison.environment}")
    for kind, sighting in comparison.seen.items():
        console.say_lines(_sighting(kind, sighting, comparison, console))
    console.say_lines(
        _list("At another address (here → there)", _arrows(comparison.moved), console)
        + _list("Only here", _reasons(comparison.only_here), console)
        + _list("Only there", _reasons(comparison.only_there), console)
    )
    console.say("Compared with:", f"{theirs}: {_summary(comparison)}")
    if comparison.is_harmless:
        same = not comparison.seen and not comparison.only_here and not comparison.only_there
        console.say("", "The outputs are equal." if same else "Nothing that differs can be seen by a reader.")


def _print_object(console: Console, fields: Mapping[str, object]) -> None:
    console.say_data(json.dumps(fields, ensure_ascii=False) + "\n")


def _entry(entry: Entry) -> dict[str, object]:
    fields: dict[str, object] = {"name": entry.name, "standing": entry.standing}
    if entry.note:
        fields["note"] = entry.note
    if entry.at:
        fields |= {"path": entry.at.path, "line": entry.at.line}
    return {key: value for key, value in fields.items() if value is not None}


def _part(part: Part) -> str:
    width = max(len(entry.name) for entry in part.entries)
    width = min(width, 36)
    lines = [f"{part.heading}\n"]
    for entry in part.entries:
        place = f"  ({entry.at})" if entry.at and entry.at.path != entry.name else ""
        lines.append(f"  {entry.standing:13}{entry.name:{width}}  {entry.note}{place}".rstrip() + "\n")
    return "".join(lines) + "\n"


def _sighting(kind: Kind, sighting: Sighting, comparison: Comparison, console: Console) -> str:
    place = sighting.example
    files = _counted(len(sighting.files), "file")
    lines = [
        f"Differs in {kind.title}: {files}, {_counted(sighting.places, 'place')}"
        + (" (harmless)" if kind.is_harmless else ""),
        f"  for instance {sighting.path}:{place.line} (there line {place.other_line})",
    ]
    if place.ours or place.theirs:
        lines += [f"    here   {place.ours or '(nothing)'}", f"    there  {place.theirs or '(nothing)'}"]
    if len(place.kinds) > 1:
        others = (other.title for other in place.kinds if other is not kind)
        lines.append(f"    together with {' and '.join(others)}")
    lines.append(f"  what to do: {kind.hint}")
    more = sighting.files if console.verbose else sighting.files[:_LISTED]
    if not kind.is_harmless or console.verbose:
        lines += [f"  {path} ({comparison.differing[path][kind]})" for path in more]
        if len(more) < len(sighting.files):
            lines.append(f"  … and {len(sighting.files) - len(more)} more; --verbose names all")
    return "\n".join(lines) + "\n\n"


def _list(heading: str, lines: Sequence[str], console: Console) -> str:
    if not lines:
        return ""
    shown = lines if console.verbose else lines[: 2 * _LISTED]
    more = len(lines) - len(shown)
    rest = f"  … and {more} more; --verbose names all\n" if more else ""
    return (
        f"{heading}: {_counted(len(lines), 'file')}\n"
        + "".join(f"  {line}\n" for line in shown)
        + rest
        + "\n"
    )


def _arrows(moved: Mapping[str, str]) -> list[str]:
    return [f"{ours} → {theirs}" for ours, theirs in moved.items()]


def _reasons(paths: Mapping[str, str]) -> list[str]:
    return [f"{path}: {reason}" for path, reason in paths.items()]


def _summary(comparison: Comparison) -> str:
    parts = [
        f"{_counted(comparison.equal, 'file')} equal",
        f"{len(comparison.differing)} differ",
        f"{len(comparison.moved)} at another address",
        f"{len(comparison.only_here)} only here",
        f"{len(comparison.only_there)} only there",
    ]
    return ", ".join(part for place, part in enumerate(parts) if place == 0 or not part.startswith("0 "))


def _objects(comparison: Comparison) -> list[dict[str, object]]:
    """One object a kind, one a file, and one that sums up."""
    objects: list[dict[str, object]] = []
    for kind, sighting in comparison.seen.items():
        place = sighting.example
        objects.append(
            {
                "kind": kind.name,
                "harmless": kind.is_harmless,
                "files": len(sighting.files),
                "places": sighting.places,
                "path": sighting.path,
                "line": place.line,
                "line_there": place.other_line,
                "here": place.ours,
                "there": place.theirs,
                "hint": kind.hint,
            }
        )
    objects += [
        {"file": path, "state": "differs", "kinds": {kind.name: count for kind, count in found.items()}}
        for path, found in comparison.differing.items()
    ]
    objects += [{"file": path, "state": "moved", "there": other} for path, other in comparison.moved.items()]
    for state, paths in (("only here", comparison.only_here), ("only there", comparison.only_there)):
        objects += [{"file": path, "state": state, "reason": reason} for path, reason in paths.items()]
    objects.append(
        {
            "equal": comparison.equal,
            "differing": len(comparison.differing),
            "moved": len(comparison.moved),
            "only_here": len(comparison.only_here),
            "only_there": len(comparison.only_there),
            "environment": comparison.environment,
            "harmless": comparison.is_harmless,
        }
    )
    return objects


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
