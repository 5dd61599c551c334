"""One file in two versions: where they differ, and in what kind."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from jekylite.doctor import kinds
from jekylite.doctor.alignment import Stretch, stretches
from jekylite.doctor.kinds import Circumstances, Kind
from jekylite.doctor.stylesheets import Declaration, declarations, valueless
from jekylite.doctor.tokens import Token, code_lines, css_tokens, html_tokens, json_tokens, xml_tokens

_UNEXPLAINED = (kinds.MARKUP, kinds.TEXT, kinds.CSS_RULES)
_SHOWN = 100  # code points of an example
_BEFORE = 24  # of them before what differs

_MARKUP = (".html", ".htm", ".xhtml")
_XML = (".xml", ".atom", ".rss", ".svg", ".xsl", ".opml", ".kml")
_JSON = (".json", ".webmanifest", ".geojson")


class Place(NamedTuple):
    """One difference.

    Args:
        kinds: in what it lies; more than one where it takes several to explain it.
        line, other_line: 1-based, ours and theirs.
        ours, theirs: what stands there, cut to what can be shown.
    """

    kinds: Sequence[Kind]
    line: int
    other_line: int
    ours: str
    theirs: str


def differences(path: str, ours: bytes, theirs: bytes, around: Circumstances) -> list[Place]:
    """Every place where two versions of `path` differ; [] if they are equal."""
    if ours == theirs:
        return []
    suffix = path[path.rfind(".") :].lower() if "." in path else ""
    if suffix == ".map":
        return [Place([kinds.SOURCE_MAP], 1, 1, "", "")]
    one, other = _text(ours), _text(theirs)
    if one is None or other is None:
        return [Place([kinds.BINARY], 1, 1, f"{len(ours)} bytes", f"{len(theirs)} bytes")]
    if one.replace("\r\n", "\n") == other.replace("\r\n", "\n"):
        return [Place([kinds.LINE_ENDS], 1, 1, "", "")]
    if suffix == ".css":
        return list(_of_stylesheets(one, other, around))
    if suffix in _JSON and _is_same_json(one, other):
        return [Place([kinds.NOTATION], 1, 1, *_example(one, other))]
    return _with_order(list(_places(_tokens(suffix, one), _tokens(suffix, other), around)))


def _text(data: bytes) -> str | None:
    if b"\0" in data[:8192]:
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _tokens(suffix: str, text: str) -> list[Token]:
    if suffix in _MARKUP:
        return html_tokens(text)
    if suffix in _XML:
        tokens = xml_tokens(text)
        return html_tokens(text) if tokens is None else tokens
    return json_tokens(text) if suffix in _JSON else code_lines(text)


def _is_same_json(one: str, other: str) -> bool:
    try:
        return bool(json.loads(one) == json.loads(other))
    except (ValueError, RecursionError):
        return False


class _Found(NamedTuple):
    """A place with the tokens it is made of, which may turn out to stand elsewhere."""

    place: Place
    ours: Sequence[Token]
    theirs: Sequence[Token]


def _places(ours: list[Token], theirs: list[Token], around: Circumstances) -> Iterator[_Found]:
    """First blocks of code as wholes, which may differ in their colours only, then token by token."""
    units, other_units = _units(ours), _units(theirs)
    keys = ["".join(token.raw for token in unit) for unit in units]
    other_keys = ["".join(token.raw for token in unit) for unit in other_units]
    if keys == other_keys:  # of XML: what the reader does not hand over
        yield _Found(Place([kinds.NOTATION], 1, 1, "", ""), (), ())
        return
    for stretch in stretches(keys, other_keys):
        one = [token for unit in units[stretch.start : stretch.end] for token in unit]
        other = [token for unit in other_units[stretch.other_start : stretch.other_end] for token in unit]
        if any(token.within for token in one) and any(token.within for token in other):
            if kinds.is_same_code(one, other):
                yield _found([kinds.HIGHLIGHTING], one, other)
                continue
            yield from _in_code(one, other, around)
            continue
        at = _first(one, units, stretch.start)
        other_at = _first(other, other_units, stretch.other_start)
        yield _found(kinds.kinds_of(one, other, around), one, other, at, other_at)


def _in_code(ours: list[Token], theirs: list[Token], around: Circumstances) -> Iterator[_Found]:
    keys, other_keys = [token.raw for token in ours], [token.raw for token in theirs]
    parts = [_sides(stretch, ours, theirs) for stretch in stretches(keys, other_keys)]
    seen = [kinds.kinds_of(one, other, around) for one, other in parts]
    if any(kind in (kinds.MARKUP, kinds.TEXT) for found in seen for kind in found):
        whole = kinds.kinds_of(ours, theirs, around)
        if kinds.MARKUP not in whole and kinds.TEXT not in whole:
            yield _found(whole, ours, theirs)
            return
    for found, (one, other) in zip(seen, parts, strict=True):
        yield _found(found, one, other, (ours or theirs)[0].line, (theirs or ours)[0].line)


def _sides(stretch: Stretch, ours: list[Token], theirs: list[Token]) -> tuple[list[Token], list[Token]]:
    return ours[stretch.start : stretch.end], theirs[stretch.other_start : stretch.other_end]


def _units(tokens: list[Token]) -> list[list[Token]]:
    """Tokens in code together, others by themselves."""
    units: list[list[Token]] = []
    for token in tokens:
        if token.within and units and units[-1][-1].within:
            units[-1].append(token)
        else:
            units.append([token])
    return units


def _first(tokens: Sequence[Token], units: list[list[Token]], start: int) -> int:
    """The line of a stretch; where nothing stands, that of what comes next."""
    if tokens:
        return tokens[0].line
    if start < len(units):
        return units[start][0].line
    return units[-1][-1].line if units else 1


def _found(
    found: Sequence[Kind], ours: Sequence[Token], theirs: Sequence[Token], line: int = 1, other_line: int = 1
) -> _Found:
    line = ours[0].line if ours else line
    other_line = theirs[0].line if theirs else other_line
    shown = _example("".join(token.raw for token in ours), "".join(token.raw for token in theirs))
    return _Found(Place(found, line, other_line, *shown), ours, theirs)


def _with_order(found: list[_Found]) -> list[Place]:
    """What is missing in one place and too much in another, on the whole, is only in another order."""
    balance: Counter[_Word] = Counter()
    for place, one, other in found:
        if place.kinds[0] in _UNEXPLAINED:
            balance.update(_words(one))
            balance.subtract(_words(other))
    places = []
    for place, one, other in found:
        if place.kinds[0] in _UNEXPLAINED and not any(
            balance[word] for word in (*_words(one), *_words(other))
        ):
            place = place._replace(kinds=[kinds.ORDER])
        places.append(place)
    return places


_Word = tuple[str, str, tuple[tuple[str, str], ...]]


def _words(tokens: Sequence[Token]) -> Iterator[_Word]:
    """What tokens say, without white space around it."""
    for token in tokens:
        value = token.value.strip()
        if value:
            yield (token.sort, value, token.attributes)


def _of_stylesheets(one: str, other: str, around: Circumstances) -> Iterator[Place]:
    if "".join(one.split()) == "".join(other.split()):
        yield Place([kinds.WHITE_SPACE], 1, 1, "", "")
        return
    bare, other_bare = _mapless(one), _mapless(other)
    if (bare, other_bare) != (one.rstrip(), other.rstrip()):
        yield Place([kinds.SOURCE_MAP], one.count("\n") + 1, other.count("\n") + 1, "", "")
    if bare == other_bare:
        return
    parts, other_parts = declarations(css_tokens(bare)), declarations(css_tokens(other_bare))
    found = []
    for stretch in stretches([part.key for part in parts], [part.key for part in other_parts]):
        ours = parts[stretch.start : stretch.end]
        theirs = other_parts[stretch.other_start : stretch.other_end]
        tokens, other_tokens = _declared(ours), _declared(theirs)
        if [valueless(part.key) for part in ours] == [valueless(part.key) for part in theirs]:
            kind = [kinds.CSS_VALUES]
        else:
            kind = kinds.kinds_of(tokens, other_tokens, around)
            kind = [kinds.CSS_RULES] if kind[0] in _UNEXPLAINED else kind
        line = parts[min(stretch.start, len(parts) - 1)].line if parts else 1
        other_line = other_parts[min(stretch.other_start, len(other_parts) - 1)].line if other_parts else 1
        found.append(_found(kind, tokens, other_tokens, line, other_line))
    yield from _with_order(found)
    if not found:
        yield Place([kinds.CSS_LAYOUT], 1, 1, *_example(one, other))


def _declared(parts: Sequence[Declaration]) -> list[Token]:
    return [Token("code", part.key, f"{part.raw}; ", part.line) for part in parts]


_SOURCE_MAP = "sourceMappingURL="


def _mapless(text: str) -> str:
    """Without the last comment, which names the map."""
    head, begin, tail = text.rpartition("/*")
    return head.rstrip() if begin and _SOURCE_MAP in tail else text.rstrip()


def _example(ours: str, theirs: str) -> tuple[str, str]:
    """Both on one line each, from shortly before they part."""
    if ours.split() == theirs.split():  # white space is what there is to see
        return repr(ours[:_SHOWN])[1:-1], repr(theirs[:_SHOWN])[1:-1]
    ours, theirs = " ".join(ours.split()), " ".join(theirs.split())
    same = 0
    for one, other in zip(ours, theirs, strict=False):
        if one != other:
            break
        same += 1
    start = max(0, same - _BEFORE)
    return _cut(ours, start), _cut(theirs, start)


def _cut(text: str, start: int) -> str:
    shown = text[start : start + _SHOWN]
    return ("…" if start and shown else "") + shown + ("…" if len(text) > start + _SHOWN else "")
