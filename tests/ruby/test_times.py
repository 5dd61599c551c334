"""Times are formatted and parsed as Ruby's."""

from __future__ import annotations

import datetime as dt

import pytest

from jekylite.ruby import times
from jekylite.ruby.time_parse import parse
from jekylite.ruby.values import ArgumentError, to_s

SHANGHAI = times.zone("Asia/Shanghai")
MOMENT = dt.datetime(2024, 3, 4, 13, 6, 7, 345_000, tzinfo=SHANGHAI)

FORMATS = [
    ("%Y-%m-%d %H:%M:%S", "2024-03-04 13:06:07"),
    ("%-d %e %^b %b %B %j %-m/%y", "4  4 MAR Mar March 064 3/24"),
    ("%I:%M %p %P %l %k", "01:06 PM pm  1 13"),
    ("%L %N %3N %6N %9N %1N", "345 345000000 345 345000 345000000 3"),
    ("%z %:z %::z %:::z %Z", "+0800 +08:00 +08:00:00 +08 CST"),
    ("%10Y %010d %_m %-y %_10z", "0000002024 0000000004  3 24       +800"),
    ("%U %W %V %G %g %u %w %a %A %C", "09 10 10 2024 24 1 1 Mon Monday 20"),
    ("%c|%x|%X|%D|%F", "Mon Mar  4 13:06:07 2024|03/04/24|13:06:07|03/04/24|2024-03-04"),
    ("%T|%R|%r|%v", "13:06:07|13:06|01:06:07 PM| 4-MAR-2024"),
    ("%s %% %n %t", "1709528767 % \n \t"),
    ("%#p %#b %^a %10A %-10X|%010b", "pm MAR MON     Monday   13:06:07|0000000Mar"),
    ("%Q %E %f %Ey %Od %J 100%% é%", None),
    ("%Q %E %f %Ey %Od %J é%%", "%Q %E %f 24 04 %J é%"),
]  # fmt: skip


@pytest.mark.parametrize(("pattern", "text"), FORMATS)
def test_a_time_is_formatted_by_rubys_strftime(pattern: str, text: str | None) -> None:
    if text is None:
        with pytest.raises(ArgumentError, match="invalid format"):
            times.strftime(MOMENT, pattern)
    else:
        assert times.strftime(MOMENT, pattern) == text


def test_a_date_is_formatted_as_midnight_without_zone() -> None:
    assert times.strftime(dt.date(2024, 3, 4), "%F %H:%M %z %Z %s %Q %") == (
        "2024-03-04 00:00 +0000 +00:00 1709510400 1709510400000 %"
    )


PARSED = [
    ("2024-03-04", "2024-03-04 00:00:00 +0800"),
    ("2024-03-04 05:06:07", "2024-03-04 05:06:07 +0800"),
    ("2024-03-04 05:06:07 +0000", "2024-03-04 05:06:07 +0000"),
    ("2024-03-04T05:06:07Z", "2024-03-04 05:06:07 UTC"),
    ("2024-03-04t05:06:07.5+0530", "2024-03-04 05:06:07 +0530"),
    ("March 2024", "2024-03-01 00:00:00 +0800"),
    ("mar 14, 2016", "2016-03-14 00:00:00 +0800"),
    ("14 mar 16", "2016-03-14 00:00:00 +0800"),
    ("Mon, 4 Mar 2024 05:06:07 GMT", "2024-03-04 05:06:07 +0000"),
    ("3/4/2024", "2024-04-03 00:00:00 +0800"),
    ("2024/3/4 3pm", "2024-03-04 15:00:00 +0800"),
    ("4.3.2024", "2024-03-04 00:00:00 +0800"),
    ("2019-02-30", "2019-03-02 00:00:00 +0800"),
    ("20240304t050607", "2024-03-04 05:06:07 +0800"),
    ("2024-064", "2024-03-04 00:00:00 +0800"),
    ("h31.04.30", "2019-04-30 00:00:00 +0800"),
    ("garbage", None),
    ("present", None),
    ("2024-05", None),
    ("2024-13-45", None),
    ("2024-01-02 25:00", None),
    ("2024-01-02 " + "x" * 120, None),
    ("", None),
]


@pytest.mark.parametrize(("text", "moment"), PARSED)
def test_text_is_parsed_by_rubys_time_parse(text: str, moment: str | None) -> None:
    parsed = parse(text, SHANGHAI)
    assert (None if parsed is None else to_s(parsed)) == moment


def test_what_depends_on_today_is_told() -> None:
    told: list[bool] = []
    parse("2024-01-02 10:30", SHANGHAI, note_now=lambda: told.append(True))
    assert not told
    parse("10:30", SHANGHAI, note_now=lambda: told.append(True))
    assert told


def test_an_offset_of_zero_is_not_utc() -> None:
    zero = dt.datetime(2024, 1, 2, tzinfo=times.fixed_offset(0))
    assert (times.xmlschema(zero), times.rfc822(zero)) == (
        "2024-01-02T00:00:00+00:00",
        "Tue, 02 Jan 2024 00:00:00 +0000",
    )
    utc = zero.astimezone(times.UTC)
    assert (times.xmlschema(utc), times.rfc822(utc)) == (
        "2024-01-02T00:00:00Z",
        "Tue, 02 Jan 2024 00:00:00 -0000",
    )


def test_a_date_becomes_midnight_of_the_local_zone() -> None:
    assert to_s(times.localtime(dt.date(2024, 1, 2), SHANGHAI)) == "2024-01-02 00:00:00 +0800"
