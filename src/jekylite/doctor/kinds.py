"""The kinds of differences between two outputs: how to see one, whether it matters, what to do.

A kind is seen by doing away with it: where two stretches are the same once their dates of the build
are taken out, the build's date is what they differ in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from jekylite.doctor.tokens import Token

_LARGE = 10_000  # tokens
_PLAIN_EYES = 4  # of them are tried on so many

Tokens = Sequence[Token]
Pair = tuple[Tokens, Tokens]


class Circumstances(NamedTuple):
    """What our side of a comparison was built with.

    Args:
        clock: the time of the build, in the site's zone.
        url, baseurl: of the configuration, "" where unset; no slash at the end.
    """

    clock: datetime
    url: str = ""
    baseurl: str = ""


class Kind(NamedTuple):
    """One kind of difference.

    Args:
        name: short and stable, for scripts.
        title: a phrase that goes on from "differ in".
        is_harmless: nobody who reads the site can tell.
        hint: what to do.
    """

    name: str
    title: str
    is_harmless: bool
    hint: str


LINE_ENDS = Kind(
    "line-ends", "ends of lines (CR LF and LF)", True, "nothing; git's `autocrlf` makes such copies"
)
NOTATION = Kind("notation", "quotes, entities or case of the same markup", True, "nothing; both say the same")
WHITE_SPACE = Kind("white-space", "white space only", True, "nothing; a browser shows the same")
ATTRIBUTES = Kind("attribute-order", "the order of attributes", True, "nothing; both say the same")
CSS_LAYOUT = Kind(
    "css-layout",
    "layout of CSS (compressed or expanded, comments)",
    True,
    "nothing; `sass: style: compressed` or `expanded` sets it",
)
CSS_VALUES = Kind(
    "css-values",
    "spelling of CSS colours and numbers",
    True,
    "nothing; another Sass compiler rounds and writes colours otherwise",
)
SOURCE_MAP = Kind(
    "source-map", "source maps", True, "nothing; `sass: sourcemap: never` leaves them out on both sides"
)
CHARACTERS = Kind(
    "characters",
    "typographic quotes, dashes and spaces",
    False,
    "compare `kramdown: smart_quotes`, `typographic_symbols` and `input`, and the version of kramdown",
)
HEADING_IDS = Kind(
    "heading-ids",
    "generated ids of headings, and links to them",
    False,
    "links from elsewhere to such a heading change; compare kramdown's version, `auto_ids`, `auto_id_prefix`,"
    " `auto_id_stripping` and `input`, or give the heading an id: `{: #name}`",
)
HIGHLIGHTING = Kind(
    "highlighting",
    "classes of highlighted code; the code itself is the same",
    True,
    "nothing, unless a colour matters; another version of Rouge reads the language otherwise",
)
FOOTNOTES = Kind(
    "footnotes",
    "attributes of footnotes",
    True,
    "nothing; kramdown wrote them in other ways before 2.5",
)
VERSION = Kind("version", "the version that a program writes of itself", True, "nothing")
BUILD_TIME = Kind(
    "build-time",
    "the time of the build (`site.time`, `updated` of the feed, the year)",
    True,
    "nothing; `SOURCE_DATE_EPOCH` gives both builds the same clock",
)
DATES = Kind(
    "dates",
    "dates and times other than that of the build",
    False,
    "compare `timezone` and the machine's `TZ`; times of files change with every checkout",
)
LOCAL_ADDRESS = Kind(
    "local-address",
    "the address of a local server",
    True,
    "nothing; theirs was written by `jekyll serve`, which sets `url` to localhost: build with `jekyll build`",
)
ADDRESS = Kind(
    "address",
    "`url` or `baseurl`",
    False,
    "build both with the same `url` and `--baseurl`, and the same configuration files",
)
ORDER = Kind(
    "order",
    "the order of the same things",
    False,
    "posts of one date and pages of one name have no order of their own: give them times, or sort by a "
    "second key; in CSS, compilers move rules out of `@media` in different ways",
)
CSS_RULES = Kind(
    "css-rules",
    "declarations of CSS",
    False,
    "look at the example: another Sass compiler may write it otherwise (`calc`, `min`), or the style sheet "
    "has changed",
)
MARKUP = Kind(
    "markup",
    "elements or attributes around the same text",
    False,
    "look at the example; the versions of kramdown and of plugins shape it",
)
TEXT = Kind(
    "text",
    "content",
    False,
    "look at the example: the source changed, or `jekylite doctor` names what is not supported",
)
BINARY = Kind(
    "bytes", "bytes of a file that is no text", False, "the file in the source is another one than it was"
)

KINDS = (
    LINE_ENDS, NOTATION, ATTRIBUTES, WHITE_SPACE, CSS_LAYOUT, CSS_VALUES, SOURCE_MAP, VERSION, BUILD_TIME,
    LOCAL_ADDRESS, HIGHLIGHTING, FOOTNOTES, CHARACTERS, HEADING_IDS, DATES, ADDRESS, ORDER, CSS_RULES, MARKUP,
    TEXT, BINARY,
)  # fmt: skip


def kinds_of(ours: Tokens, theirs: Tokens, around: Circumstances) -> list[Kind]:
    """What two stretches differ in: the fewest kinds that explain it, or MARKUP or TEXT."""
    if _said(ours) == _said(theirs):
        return [NOTATION]
    # Thousands of lines that have nothing in common differ in more than dates.
    eyes = _EYES if len(ours) + len(theirs) < _LARGE else _EYES[:_PLAIN_EYES]
    for kind, without in eyes:
        if _same(*without((ours, theirs), around)):
            return [kind]
    if not _same(*_without_all(ours, theirs, around, eyes)):
        return [MARKUP if _text(ours) == _text(theirs) else TEXT]
    needed = list(eyes)
    for eye in reversed(eyes):  # what matters most is the last to blame
        fewer = [other for other in needed if other is not eye]
        if _same(*_without_all(ours, theirs, around, fewer)):
            needed = fewer
    return [kind for kind, _ in needed]


def is_same_code(ours: Tokens, theirs: Tokens) -> bool:
    """Whether two blocks of code hold the same text, however it is coloured."""
    return _same(*_without_spans((ours, theirs)))


Eye = Callable[[Pair, Circumstances], Pair]


def _without_all(
    ours: Tokens, theirs: Tokens, around: Circumstances, eyes: Sequence[tuple[Kind, Eye]]
) -> Pair:
    pair = (ours, theirs)
    for _, without in eyes:
        pair = without(pair, around)
    return pair


def _same(ours: Tokens, theirs: Tokens) -> bool:
    return _said(ours) == _said(theirs)


def _said(tokens: Tokens) -> list[tuple[str, str, tuple[tuple[str, str], ...]]]:
    """What tokens say, texts in a row as one."""
    said: list[tuple[str, str, tuple[tuple[str, str], ...]]] = []
    for token in tokens:
        if token.sort in ("text", "code") and said and said[-1][0] == token.sort:
            said[-1] = (token.sort, said[-1][1] + token.value, ())
        elif token.value or token.sort not in ("text", "code"):
            said.append(token.said)
    return said


def _text(tokens: Tokens) -> str:
    """What can be read, white space only where it shows."""
    return "".join(
        token.value if token.within == "pre" else "".join(token.value.split())
        for token in tokens
        if token.sort in ("text", "code")
    )


def _each(change: Callable[[Token], Token | None]) -> Eye:
    """What is done to each token by itself; None takes it out."""

    def without(pair: Pair, around: Circumstances) -> Pair:
        ours, theirs = ([new for token in side if (new := change(token)) is not None] for side in pair)
        return ours, theirs

    return without


def _strings(change: Callable[[str, str], tuple[str, str]]) -> Callable[[Pair], Pair]:
    """What is done to a text or attribute together with the one at its place on the other side."""

    def without(pair: Pair) -> Pair:
        ours, theirs = map(list, pair)
        if len(ours) != len(theirs):
            return pair
        for place, (one, other) in enumerate(zip(ours, theirs, strict=True)):
            if one.said == other.said or one.sort != other.sort:
                continue
            value, other_value = change(one.value, other.value)
            names = [name for name, _ in one.attributes]
            attributes, other_attributes = one.attributes, other.attributes
            if names == [name for name, _ in other.attributes]:
                changed = [
                    change(text, other_text)
                    for (_, text), (_, other_text) in zip(attributes, other_attributes, strict=True)
                ]
                attributes = tuple(zip(names, (text for text, _ in changed), strict=True))
                other_attributes = tuple(zip(names, (text for _, text in changed), strict=True))
            ours[place] = one._replace(value=value, attributes=attributes)
            theirs[place] = other._replace(value=other_value, attributes=other_attributes)
        return ours, theirs

    return without


def _one_line_end(token: Token) -> Token:
    return token._replace(
        value=token.value.replace("\r\n", "\n"),
        attributes=tuple((name, value.replace("\r\n", "\n")) for name, value in token.attributes),
    )


def _sorted_attributes(token: Token) -> Token:
    return token._replace(attributes=tuple(sorted(token.attributes)))


def _spaceless(pair: Pair, around: Circumstances) -> Pair:
    """Without the white space that no browser shows."""
    ours, theirs = map(_as_shown, pair)
    return ours, theirs


def _as_shown(tokens: Tokens) -> list[Token]:
    shown: list[Token] = []
    for token in tokens:
        if token.sort == "start":
            token = token._replace(
                attributes=tuple((name, " ".join(value.split())) for name, value in token.attributes)
            )
        elif token.sort != "end" and token.within not in ("pre", "textarea"):
            value = token.shown if token.sort == "text" else " ".join(token.value.split())
            if not value:
                continue
            if token.sort == "text" and shown and shown[-1].sort == "text":
                before = shown.pop()  # a line of the same paragraph
                token = before._replace(value=re.sub(" +", " ", before.value + value))
            else:
                token = token._replace(value=value)
        shown.append(token)
    return shown


_NO_MAP = re.compile(r"[@#]\s*sourceMappingURL=\S*")


def _mapless(token: Token) -> Token | None:
    return None if _NO_MAP.search(token.value) else token


_PLAIN = str.maketrans(
    {
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‘’‚‛′‹›", "'"),
        **dict.fromkeys("\u00a0\u202f\u2009", " "),
        "…": "...",
        "“": '"',
    }
)
_DASHES = re.compile("[-‐‑‒–—]+")


def _plain(text: str) -> str:
    return _DASHES.sub("-", text.translate(_PLAIN).replace("<<", '"').replace(">>", '"').replace('""', '"'))


def _typewritten(token: Token) -> Token:
    return token._replace(
        value=_plain(token.value) if token.sort in ("text", "comment", "code") else token.value,
        attributes=tuple((name, _plain(value)) for name, value in token.attributes),
    )


def _without_heading_ids(token: Token) -> Token:
    if token.sort != "start":
        return token
    is_heading = re.fullmatch("h[1-6]", token.value) is not None
    return token._replace(
        attributes=tuple(
            (name, "")
            if name == "id" and (is_heading or token.value in ("a", "li"))
            else (name, value.partition("#")[0] + "#")
            if name == "href" and "#" in value
            else (name, value)
            for name, value in token.attributes
        )
    )


def _without_spans(pair: Pair) -> Pair:
    """Code without its colours: bare text of `<pre>` and `<code>`."""

    def plain(token: Token) -> Token | None:
        if token.within and token.value == "span" and token.sort in ("start", "end"):
            return None
        return token

    return _each(plain)(pair, _NOWHERE)


_OF_FOOTNOTES = ("class", "rel", "role")


def _without_footnote_attributes(token: Token) -> Token:
    if token.sort != "start" or "fn" not in token.raw:
        return token
    return token._replace(attributes=tuple(pair for pair in token.attributes if pair[0] not in _OF_FOOTNOTES))


_PROGRAM = re.compile(
    r"((?:jekyll|jekylite|generator|seo tag|kramdown|liquid|rouge|sass)[\w -]{0,12}?\W{0,3}v?)\d+(?:\.\d+)+",
    re.IGNORECASE,
)


def _versionless(token: Token) -> Token:
    return token._replace(
        value=_PROGRAM.sub(r"\1", token.value),
        attributes=tuple(
            (name, "" if (token.value, name) == ("generator", "version") else _PROGRAM.sub(r"\1", value))
            for name, value in token.attributes
        ),
    )


_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_TIME = r"(?:[T ,]{1,2}\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?: ?(?:Z|UTC|GMT|[+-]\d\d:?\d\d))?)?"
_MOMENT = re.compile(
    rf"(?P<iso>\b\d{{4}}[-/]\d\d[-/]\d\d{_TIME})"
    rf"|(?P<day>(?:\b[A-Z][a-z]{{2,8}},? )?\b\d{{1,2}} (?:{_MONTHS})[a-z]*,? \d{{4}}{_TIME})"
    rf"|(?P<part>\b(?:{_MONTHS})[a-z]*\.?,? \d{{4}}\b)"
    rf"|(?P<month>\b(?:{_MONTHS})[a-z]*\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}{_TIME})"
    r"|(?P<stamp>(?<!\d)20\d{12}(?!\d))|(?P<seconds>(?<!\d)1\d{9}(?!\d))|(?P<year>(?<!\d)(?:19|20)\d\d(?!\d))"
)


def _without_build_time(pair: Pair, around: Circumstances) -> Pair:
    clocks = [around.clock, around.clock.astimezone(UTC)]

    def change(ours: str, theirs: str) -> tuple[str, str]:
        return _moments(
            ours,
            theirs,
            lambda sort, moment, other: any(_is_of(moment, sort, clock) for clock in clocks),
        )

    return _strings(change)(pair)


def _without_dates(pair: Pair, around: Circumstances) -> Pair:
    def change(ours: str, theirs: str) -> tuple[str, str]:
        return _moments(ours, theirs, lambda sort, moment, other: sort != "year")

    return _strings(change)(pair)


def _moments(ours: str, theirs: str, counts: Callable[[str, str, str], bool]) -> tuple[str, str]:
    """Both texts without the dates that differ and count; as they are where they have not as many."""
    found, others = list(_MOMENT.finditer(ours)), list(_MOMENT.finditer(theirs))
    if len(found) != len(others):
        return ours, theirs
    parts, other_parts = [], []
    end = other_end = 0
    for one, other in zip(found, others, strict=True):
        sort = one.lastgroup or ""
        if sort == other.lastgroup and one[0] != other[0] and counts(sort, one[0], other[0]):
            parts.append(ours[end : one.start()])
            other_parts.append(theirs[other_end : other.start()])
            end, other_end = one.end(), other.end()
    return "⟨⟩".join([*parts, ours[end:]]), "⟨⟩".join([*other_parts, theirs[other_end:]])


def _is_of(moment: str, sort: str, clock: datetime) -> bool:
    """Is what is written the day of this clock?"""
    match sort:
        case "year":
            return moment == f"{clock.year}"
        case "seconds":
            return abs(int(moment) - clock.timestamp()) < 86400
        case "stamp":
            return moment.startswith(f"{clock:%Y%m%d}")
        case "iso":
            return moment[:10].replace("/", "-") == f"{clock:%Y-%m-%d}"
    numbers = re.findall(r"\d+", moment)
    if _MONTHS.split("|")[clock.month - 1] not in moment or str(clock.year) not in numbers:
        return False
    return sort == "part" or numbers[0].lstrip("0") == str(clock.day)


_ORIGIN = re.compile(r"https?:(?:\\?/){2}[^/\s\"'<>\\?#]*")
_LOCAL = re.compile(r"https?:(?:\\?/){2}(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?::\d+)?")


def _without_local_address(pair: Pair, around: Circumstances) -> Pair:
    def change(ours: str, theirs: str) -> tuple[str, str]:
        if not _LOCAL.search(theirs):
            return ours, theirs
        own = _ORIGIN.sub("", ours) if not around.url else ours.replace(around.url, "")
        return own, _LOCAL.sub("", theirs)

    return _strings(change)(pair)


def _without_address(pair: Pair, around: Circumstances) -> Pair:
    def change(ours: str, theirs: str) -> tuple[str, str]:
        own = ours.replace(around.url, "") if around.url else ours
        other = theirs
        kept = set(_ORIGIN.findall(own))
        for origin in set(_ORIGIN.findall(theirs)) - kept:
            other = other.replace(origin, "")
        if own == other:
            return own, other
        if around.baseurl:
            own = _below(around.baseurl).sub("", own)
            other = _below(around.baseurl).sub("", other)
        if own != other and (first := _FOLDER.search(other)):
            without = _below(first[0]).sub("", other)
            other = without if without == own else other
        return own, other

    return _strings(change)(pair)


_FOLDER = re.compile(r"(?<![\w/.])/[\w.~-]+(?=/|\Z)")


def _below(folder: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w/.]){re.escape(folder)}(?=[/?#\s\"'<]|\Z)")


_NOWHERE = Circumstances(datetime(1970, 1, 1, tzinfo=UTC))

# Each kind that is seen by taking it out, the plainest first.
_EYES: tuple[tuple[Kind, Eye], ...] = (
    (LINE_ENDS, _each(_one_line_end)),
    (ATTRIBUTES, _each(_sorted_attributes)),
    (WHITE_SPACE, _spaceless),
    (SOURCE_MAP, _each(_mapless)),
    (VERSION, _each(_versionless)),
    (BUILD_TIME, _without_build_time),
    (LOCAL_ADDRESS, _without_local_address),
    (CHARACTERS, _each(_typewritten)),
    (HEADING_IDS, _each(_without_heading_ids)),
    (HIGHLIGHTING, lambda pair, around: _without_spans(pair)),
    (FOOTNOTES, _each(_without_footnote_attributes)),
    (DATES, _without_dates),
    (ADDRESS, _without_address),
)
