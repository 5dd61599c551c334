"""What Jekyll takes without a word and the user probably did not mean.

Nothing here changes a setting. A key of the user's own is mentioned only if it is a letter or two away
from a setting that is not there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from jekylite.config import schema
from jekylite.diagnostics import Collector, nearest
from jekylite.errors import Location

_Way = tuple[object, ...]
_SHORTEST_SLIP = 5
"""Shorter words are near to anything: `part` is no slip of `port`."""


def advise(data: Mapping[str, object], places: Mapping[_Way, Location], collector: Collector) -> None:
    """Warn of slips in the files' settings.

    Args:
        data: what the files say, without defaults.
        places: of its keys.
        collector: receives the warnings.
    """
    for way, meant in _slips(data):
        collector.warn(
            f"`{_dotted(way)}` is not a setting",
            at=places.get(way),
            hint=f"did you mean `{_dotted((*way[:-1], meant))}`?",
            topic="Configuration",
            code="JL104",
        )
    for name, message, hint in _odd_values(data):
        collector.warn(message, at=places.get((name,)), hint=hint, topic="Configuration", code="JL112")
    if "gems" in data:
        collector.warn(
            "`gems` has been called `plugins` since Jekyll 3.5; it is read as such",
            at=places.get(("gems",)),
            hint="rename it to `plugins`",
            topic="Deprecation",
            code="JL111",
        )


def _dotted(way: _Way) -> str:
    return ".".join(str(part) for part in way if not isinstance(part, int))


def _slips(data: Mapping[str, object]) -> Iterator[tuple[_Way, str]]:
    """The way to each key that looks misspelled, and the name that was meant."""
    own = [key for key in data if len(str(key)) >= _SHORTEST_SLIP and key not in schema.BY_NAME]
    known = [key.name for key in schema.KEYS if len(key.name) >= _SHORTEST_SLIP and key.group != schema.ABOUT]
    yield from _near((), own, [name for name in known if name not in data])
    for key in schema.KEYS:
        value = data.get(key.name)
        if key.keys and isinstance(value, dict):
            yield from _near((key.name,), value, key.keys)
    sets = data.get("defaults")
    for number, entry in enumerate(sets if isinstance(sets, list) else ()):
        if isinstance(entry, dict):
            yield from _near(("defaults", number), entry, ("scope", "values"))
            if isinstance(scope := entry.get("scope"), dict):
                yield from _near(("defaults", number, "scope"), scope, ("path", "type"))


def _near(way: _Way, keys: Collection[object], known: Collection[str]) -> Iterator[tuple[_Way, str]]:
    missing = [name for name in known if name not in keys]
    for key in keys:
        if isinstance(key, str) and key not in known and (meant := nearest(key, missing)):
            yield (*way, key), meant


def _odd_values(data: Mapping[str, object]) -> Iterator[tuple[str, str, str]]:
    """Setting, what is odd about its value, what to do."""
    for key in schema.KEYS:
        value = data.get(key.name)
        if key.kind == "flag" and isinstance(value, str) and value.lower() in ("false", "no", "off"):
            yield (
                key.name,
                f'`{key.name}` is the text "{value}", and every text counts as true',
                f"write `{key.name}: false` without quotes",
            )
    style = data.get("permalink")
    if isinstance(style, str) and style not in schema.PERMALINK_STYLES and not {"/", ":"} & set(style):
        meant = nearest(style, schema.PERMALINK_STYLES)
        yield (
            "permalink",
            f"`permalink: {style}` is no style, so every post gets this one address",
            f"did you mean `{meant}`?" if meant else f"the styles are {', '.join(schema.PERMALINK_STYLES)}",
        )
    zone = data.get("timezone")
    if isinstance(zone, str) and zone and not _is_zone(zone):
        yield "timezone", f"the time zone `{zone}` is not known, and nothing is set", _zone_hint(zone)


def _is_zone(name: str) -> bool:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return False
    return True


def _zone_hint(name: str) -> str:
    from zoneinfo import available_timezones

    meant = nearest(name, sorted(available_timezones()))
    return f"did you mean `{meant}`?" if meant else "write a region and a city, such as `Europe/Lisbon`"
