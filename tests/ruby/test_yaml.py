"""YAML as SafeYAML 1.0.5 reads it; the values were printed by that program under Ruby 3.1."""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta

import pytest

from jekylite.ruby.times import fixed_offset
from jekylite.ruby.yaml import MAX_DEPTH, Places, YamlSyntaxError, load


def at(text: str, offset_hours: float = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=fixed_offset(int(offset_hours * 3600)))


SCALARS: dict[str, object] = {
    # dates and times
    "2024-03-04": date(2024, 3, 4),
    "2024-03-04 05:06:07": at("2024-03-04 05:06:07"),
    "2024-03-04 05:06:07 +0800": at("2024-03-04 05:06:07", 8),
    "2024-03-04 05:06:07 +530": at("2024-03-04 05:06:07", 5.5),
    "2024-03-04T05:06:07Z": at("2024-03-04 05:06:07"),
    "2024-03-04 05:06:07 -5": at("2024-03-04 05:06:07", -5),
    "2024-03-04 05:06:07.123 +05:30": at("2024-03-04 05:06:07.123", 5.5),
    "2024-1-2 3:04:05": at("2024-01-02 03:04:05"),
    "2024-01-01 24:00:00": at("2024-01-02 00:00:00"),
    "2024-01-01 23:59:60": at("2024-01-01 23:59:59"),
    "2024-01-01 10:00:00 +99": at("2024-01-01 10:00:00"),
    "2024-01-02 10:00": "2024-01-02 10:00",
    "2024-13-45": "2024-13-45",
    "2024-02-30": "2024-02-30",
    "2024-1-2": "2024-1-2",
    "2024-01-01 25:00:00": "2024-01-01 25:00:00",
    "2024-01-01 10:00:00 +24": "2024-01-01 10:00:00 +24",
    # words
    "yes": True,
    "Off": False,
    "ON": True,
    "TRUE": True,
    "no": False,
    "y": "y",
    "n": "n",
    "~": None,
    "Null": None,
    "": None,
    # numbers
    "010": 8,
    "08": "08",
    "0x1F": 31,
    "-0x1f": -31,
    "0b11": 3,
    "0o17": "0o17",
    "1_000": 1000,
    "1,000": 1000,
    "0,7": 7,
    "1,000.5": "1,000.5",
    "1_000.5": 1000.5,
    "1.": "1.",
    ".5": 0.5,
    "1e3": "1e3",
    "1.0e3": "1.0e3",
    "1.5e+3": 1500.0,
    ".inf": math.inf,
    "-.INF": -math.inf,
    "+1": 1,
    "-7": -7,
    "+33 6 12": "+33 6 12",
    "99999999999999999999999": 99999999999999999999999,
    # sixty to the power of the place
    "12:30": 750.0,
    "08:30": 510.0,
    "12:30:15": 45015.0,
    "12:30.5": 750.5,
    "-1:30": 30.0,
    "12:60": "12:60",
    # no types
    ":foo": ":foo",
    "!foo bar": "bar",
    "!!str 1": 1,
    "! '12'": 12,
    "5%": "5%",
    "'2024-03-04'": "2024-03-04",
    '"yes"': "yes",
    "!!binary aMOp": "hé",
    "!binary aGk": "hi",
}


@pytest.mark.parametrize(("text", "value"), SCALARS.items())
def test_a_plain_scalar_has_safeyamls_type(text: str, value: object) -> None:
    loaded = load(f"key: {text}", "f.yml")

    assert isinstance(loaded, dict)
    assert (loaded["key"], type(loaded["key"])) == (value, type(value))
    if isinstance(value, datetime):
        assert loaded["key"].utcoffset() == value.utcoffset()


def test_a_time_without_a_zone_has_an_offset_of_zero_and_is_not_utc() -> None:
    loaded = load("2024-03-04 05:06:07", "f.yml")

    assert isinstance(loaded, datetime)
    assert loaded.utcoffset() == timedelta(0)
    assert loaded.tzname() == ""


STRUCTURES: dict[str, tuple[str, object]] = {
    "nothing at all is false": ("", False),
    "comments alone are nothing": ("# c\n", False),
    "an empty document is nil": ("---\n", None),
    "only the first document counts": ("--- a\n--- b\n", "a"),
    "what follows the first document is not even parsed": ("a: 1\n---\nb: [", {"a": 1}),
    "of two equal keys the last wins, at the first's place": ("a: 1\nb: 2\na: 3", {"a": 3, "b": 2}),
    "a merge key merges, over what is there": (
        "b: &b {x: 1}\nm:\n  x: 3\n  <<: *b",
        {"b": {"x": 1}, "m": {"x": 1}},
    ),
    "later keys beat a merge": ("b: &b {x: 1}\nm:\n  <<: *b\n  x: 3", {"b": {"x": 1}, "m": {"x": 3}}),
    "a merge of a written mapping merges nothing": ("m:\n  <<: {x: 1}\n  y: 2", {"m": {"y": 2}}),
    "an alias is the anchored value": ("a: &a [1]\nb: *a", {"a": [1], "b": [1]}),
    "an alias without an anchor is nil": ("a: *nope\nb: 1", {"a": None, "b": 1}),
    "a nil key is lost and shifts the rest": ("null: a\nb: 1\nc: 2", {"a": "b", 1: "c"}),
    "the shift goes on in the outer mapping": ("a: {null: x}\nb: c\nd: e", {"a": {}, "x": "b", "c": "d"}),
    "keys have types as well": ("1: x\n2024-01-01: y", {1: "x", date(2024, 1, 1): "y"}),
    "a list may be a key": ("[1, [2]]: v", {(1, (2,)): "v"}),
    "a Liquid output without quotes is an empty mapping": ("a: {{ page.x }}\nb: c", {"a": {}, "b": "c"}),
    "a block is text": ("a: |\n  12\nb: >\n  yes\n  no\n", {"a": "12\n", "b": "yes no\n"}),
    "a byte order mark is dropped": ("\ufeffa: 1", {"a": 1}),
    "keys may be in any script": ("键: 值", {"键": "值"}),
}


@pytest.mark.parametrize(("text", "value"), STRUCTURES.values(), ids=STRUCTURES)
def test_structures(text: str, value: object) -> None:
    loaded = load(text, "f.yml")

    assert loaded == value
    if isinstance(value, dict):
        assert list(loaded) == list(value)  # type: ignore[call-overload]


ERRORS: dict[str, tuple[str, str]] = {
    "a: b: c": "f.yml:1:5: mapping values are not allowed in this context",
    "x: 1\na: [1\nb: 2": "f.yml:2:4: did not find expected ',' or ']' while parsing a flow sequence",
    "a: 'x": "f.yml:1:4: found unexpected end of stream while scanning a quoted scalar",
    "\ta: 1": "f.yml:1:1: found character that cannot start any token while scanning for the next token",
    "a: @x": "f.yml:1:4: found character that cannot start any token while scanning for the next token",
    "a: 键\nb: \x01": "f.yml:2:4: control characters are not allowed: U+0001",
    "a: 1__0.5": 'f.yml:1:4: invalid value for Float(): "1__0.5"',
    "a: &a\n  b: *a": "f.yml:2:6: `*a` contains itself",
    "a: 1\n<<: [1]": "f.yml:2:5: `<<` needs an alias of a mapping",
    "? [{a: 1}]\n: b": "f.yml:1:4: a mapping inside a list cannot be a key",
}


@pytest.mark.parametrize(("text", "error"), ERRORS.items())
def test_an_error_has_libyamls_words_and_the_place(text: str, error: str) -> None:
    with pytest.raises(YamlSyntaxError) as raised:
        load(text, "f.yml")

    assert str(raised.value) == error


def test_lines_are_counted_from_the_first_line_given() -> None:
    with pytest.raises(YamlSyntaxError) as raised:
        load("a: b: c", "f.md", first_line=7)

    assert raised.value.at is not None
    assert raised.value.at.line == 7


def test_places_are_line_and_column_of_all_keys_and_items() -> None:
    places: Places = {}
    load("a: 1\nb:\n  c: 2\n  d:\n    - e: 3\n    - f: 4\n", "f.yml", places=places)

    assert places == {
        ("a",): (1, 1),
        ("b",): (2, 1),
        ("b", "c"): (3, 3),
        ("b", "d"): (4, 3),
        ("b", "d", 0): (5, 7),
        ("b", "d", 0, "e"): (5, 7),
        ("b", "d", 1): (6, 7),
        ("b", "d", 1, "f"): (6, 7),
    }


def bomb(levels: int) -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, levels)]
    return "\n".join(lines)


HOSTILE = {
    "an alias bomb": bomb(9),
    "5,000 open brackets": "[" * 5000,
    "5,000 closed brackets": "[" * 5000 + "]" * 5000,
    "5,000 mappings": "{a: " * 5000,
    "100,000 dashes": "- " * 100_000,
    "3,000 indented keys": "\n".join(" " * n + "a:" for n in range(3000)),
    "a quote that is never closed": "a: '" + "''" * 500_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_ends_in_an_error(text: str) -> None:
    """Each of them takes a few milliseconds; libyaml alone would need minutes, or crash."""
    with pytest.raises(YamlSyntaxError):
        load(text, "f.yml")


def test_nesting_is_bounded_where_readers_of_values_can_still_recurse() -> None:
    assert load("[" * MAX_DEPTH + "]" * MAX_DEPTH, "f.yml") is not None
    with pytest.raises(YamlSyntaxError, match="more than 200"):
        load("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), "f.yml")


def test_without_libyaml_pyyamls_own_parser_gives_the_same_values(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "".join(f"k{n}: {scalar}\n" for n, scalar in enumerate(SCALARS))
    with_libyaml = load(text, "f.yml")
    monkeypatch.setitem(__import__("sys").modules, "yaml._yaml", None)

    assert load(text, "f.yml") == with_libyaml
