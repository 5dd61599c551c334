"""The collector, and the near word for a slip."""

from __future__ import annotations

import pytest

from jekylite.diagnostics import DEBUG, INFO, WARNING, Collector, nearest
from jekylite.errors import ConfigError, Location

WORDS = ("baseurl", "collections", "exclude", "permalink", "plugins", "port", "strict_front_matter")

NEAREST = {
    "baseurl": "baseurl",
    "base_url": "baseurl",
    "BaseURL": "baseurl",
    "baesurl": "baseurl",
    "baseur": "baseurl",
    "colections": "collections",
    "colectoins": "collections",
    "strict-front-mater": "strict_front_matter",
    "pluginz": "plugins",
    "prot": "port",
    "pot": "port",
    "title": None,
    "bsurl": None,
    "p": None,
    "": None,
}


@pytest.mark.parametrize(("word", "meant"), NEAREST.items())
def test_the_nearest_word_is_a_slip_or_two_away(word: str, meant: str | None) -> None:
    assert nearest(word, WORDS) == meant


def test_the_first_of_equally_near_words_wins() -> None:
    assert nearest("bat", ("cat", "hat")) == "cat"


def test_the_collector_keeps_the_order_and_each_diagnostic_once() -> None:
    collector = Collector()
    collector.warn("odd", at=Location("a.md", 1))
    collector.info("note", topic="Theme")
    collector.warn("odd", at=Location("a.md", 1))
    collector.warn("odd", at=Location("b.md", 1))
    collector.debug("detail")
    collector.error(ConfigError("broken"))

    assert [item.message for item in collector.items] == ["odd", "note", "odd", "detail", "broken"]
    assert [collector.count(severity) for severity in (WARNING, INFO, DEBUG)] == [2, 1, 1]
