"""`File.fnmatch?` without flags; the answers are Ruby 3.1's."""

from __future__ import annotations

import pytest

from jekylite.ruby.fnmatch import fnmatch

CASES = [
    # pattern, text, whether it fits
    ("*.tmp", "sub/b.tmp", True),
    ("**/a", "x/a", True),
    ("**/a", "a", False),
    ("docs/*.psd", "docs/in/y.psd", True),
    ("?", "/", True),
    ("*", ".a", False),
    ("?a", ".a", False),
    ("[.]a", ".a", False),
    (r"\.a", ".a", True),
    ("a*", "a/.b", True),
    ("{a,b}", "a", False),
    ("{a,b}", "{a,b}", True),
    ("[ab]", "b", True),
    ("[a-c]x", "bx", True),
    ("[!a]", "b", True),
    ("[^a]", "a", False),
    ("[b-a]", "a", True),
    ("[a", "[a", False),
    ("[]a]", "a]", False),
    (r"a\*", "a*", True),
    (r"a\*", "ab", False),
    ("a\\", "a", True),
    ("a\\", "a\\", False),
    ("é?", "éa", True),
    ("", "", True),
    ("*a*b", "xaxb", True),
]


@pytest.mark.parametrize(("pattern", "text", "fits"), CASES)
def test_a_pattern_fits_as_in_ruby(pattern: str, text: str, fits: bool) -> None:
    assert fnmatch(pattern, text) is fits


def test_many_stars_are_tried_once_each() -> None:
    assert not fnmatch("*a" * 50 + "b", "a" * 200_000)
