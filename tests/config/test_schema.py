"""The table of settings, and what is made of it."""

from __future__ import annotations

import json
from pathlib import Path

from jekylite.config import schema

DOCS = Path(__file__).parents[2] / "site" / "docs" / "configuration.md"


def test_every_setting_stands_once() -> None:
    names = [key.name for key in schema.KEYS]

    assert len(names) == len(set(names))


def test_defaults_are_fresh_each_time() -> None:
    schema.defaults()["exclude"].append("x")  # type: ignore[attr-defined]

    assert schema.defaults()["exclude"] == []


def test_the_json_schema_knows_types_defaults_and_the_keys_of_maps() -> None:
    properties = schema.json_schema()["properties"]
    assert isinstance(properties, dict)

    assert properties["future"] == {
        "description": "Publish posts dated in the future.",
        "type": ["boolean", "null"],
        "default": False,
    }
    assert properties["exclude"]["type"] == ["array"]
    assert "hard_wrap" in properties["kramdown"]["properties"]
    assert "type" not in properties["port"]
    assert set(properties["defaults"]["items"]["properties"]) == {"scope", "values"}
    assert "pretty" in properties["permalink"]["examples"]


def test_the_json_schema_is_json() -> None:
    assert json.loads(json.dumps(schema.json_schema()))["additionalProperties"] is True


def test_the_documentation_shows_the_table() -> None:
    begin, end = "<!-- settings: begin -->\n", "<!-- settings: end -->"

    assert (
        DOCS.read_text("utf-8").partition(begin)[2].partition(end)[0].strip()
        == schema.markdown_table().strip()
    )
