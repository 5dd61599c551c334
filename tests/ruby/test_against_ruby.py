"""The same questions, asked of a real `ruby`: where one is installed, both must agree."""

from __future__ import annotations

import json
import os
import random
import shutil
import struct
import subprocess

import pytest

from jekylite.ruby import times
from jekylite.ruby.time_parse import parse
from jekylite.ruby.values import float_to_s, strict_integer, string_inspect, string_to_i

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("ruby") is None, reason="no ruby is installed"),
]

ZONE = "America/New_York"


def ruby(program: str, questions: object) -> list[object]:
    """What a program prints, one JSON value a line, for questions on its standard input."""
    done = subprocess.run(
        [
            "ruby",
            "-rjson",
            "-rtime",
            "-rdate",
            "-e",
            f"JSON.parse($stdin.read).each {{ |q| puts JSON.generate([({program})]) }}",
        ],
        input=json.dumps(questions),
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "TZ": ZONE, "LANG": "C.UTF-8"},
    )
    return [json.loads(line)[0] for line in done.stdout.split("\n") if line]


def differing(questions: list[object], answers: list[object], ours: list[object]) -> list[tuple[object, ...]]:
    return [row for row in zip(questions, answers, ours, strict=True) if row[1] != row[2]]


def test_floats_are_printed_alike() -> None:
    chance = random.Random(1)
    floats: list[float] = [0.1 * n for n in range(50)] + [10.0**n for n in range(-30, 30)]
    floats += [
        number for _ in range(2000) if abs(number := struct.unpack("d", chance.randbytes(8))[0]) < 1e300
    ]
    written: list[object] = [repr(number) for number in floats]
    assert not differing(written, ruby("q.to_f.to_s", written), [float_to_s(number) for number in floats])


def test_text_is_read_as_integers_alike() -> None:
    chance = random.Random(2)
    texts: list[object] = [
        "".join(chance.choices("0123456789_+-xXbBoO .e", k=chance.randint(0, 6))) for _ in range(3000)
    ]
    answers = ruby("[(Integer(q) rescue nil), q.to_i]", texts)
    assert not differing(texts, answers, [[strict_integer(str(t)), string_to_i(str(t))] for t in texts])


def test_strings_are_inspected_alike() -> None:
    texts: list[object] = [
        chr(point) for point in [*range(0x250), *range(0x2000, 0x2070), 0x3000, 0xE000, 0xFEFF, 0x1F600]
    ]
    texts += ["#{x}", "#x", "#$a", "#@b", "\\#{", '"', "a\tb\r\n\x1b\x07"]
    assert not differing(texts, ruby("q.inspect", texts), [string_inspect(str(text)) for text in texts])


CONVERSIONS = "YCymBbhjdeHIklMSLNzZAauwGgVUWsntcDFvxXrRTpP%+QEOfi "


def test_times_are_formatted_alike() -> None:
    chance = random.Random(3)

    def directive() -> str:
        flags = "".join(chance.choices("-_0^#", k=chance.choice([0, 0, 0, 1, 2])))
        width = chance.choice(["", "", "", "1", "3", "10", "02"])
        return (
            f"%{flags}{width}{chance.choice(['', '', '', 'E', 'O', ':', '::'])}{chance.choice(CONVERSIONS)}"
        )

    questions: list[object] = [
        [chance.randrange(0, 2**33), "x".join(directive() for _ in range(chance.randint(1, 3)))]
        for _ in range(2000)
    ]
    answers = ruby("(Time.at(q[0]).strftime(q[1]) rescue nil)", questions)

    def ours(seconds: int, pattern: str) -> str | None:
        try:
            return times.strftime(times.at(seconds, times.zone(ZONE)), pattern)
        except Exception:
            return None

    assert not differing(questions, answers, [ours(*question) for question in questions])  # type: ignore[misc]


def test_texts_are_parsed_as_times_alike() -> None:
    chance = random.Random(4)
    pick = chance.choice
    months = ["jan", "Feb", "March", "SEP", "sept", "december"]

    def date() -> str:
        year, month, day = (
            pick(["2024", "1999", "05", "'98"]),
            pick(["1", "02", "12", "13"]),
            pick(["1", "14", "30", "31", "3rd"]),
        )
        return pick([
            f"{year}-{month}-{day}", f"{day} {pick(months)} {year}", f"{pick(months)} {day}, {year}",
            f"{month}/{day}/{year}", f"{year}/{month}/{day}", f"{day}.{month}.{year}",
            f"{day}-{pick(months)}-{year}", f"{pick(months)} {year}", f"{year}年{month}月{day}日", "h31.4.30",
            "".join(chance.choices("0123456789", k=chance.randint(1, 14))), "2024-05", "foo",
        ])  # fmt: skip

    def clock() -> str:
        time = pick(
            ["10:30", "10:30:15", "3pm", "12:30 am", "23:59:59.123", "24:00", "10h30m15s", "25:00", "10:61"]
        )
        return time + pick(
            ["", "Z", " UTC", " +0800", "+08:00", " EST", "-05", " gmt", " foo", "+0000", "-0000"]
        )

    texts: list[object] = [
        pick([" ", "t", ", "]).join([date(), clock()] if chance.random() < 0.6 else [date()])
        for _ in range(3000)
    ]
    answers = ruby('(Time.parse(q).strftime("%Y-%m-%d %H:%M:%S.%6N %z %Z") rescue nil)', texts)
    zone = times.zone(ZONE)

    def ours(text: str) -> str | None:
        moment = parse(text, zone)
        return None if moment is None else times.strftime(moment, "%Y-%m-%d %H:%M:%S.%6N %z %Z")

    assert not differing(texts, answers, [ours(str(text)) for text in texts])
