"""What is fuzzed: the texts, and what must hold for each of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import properties
import texts


class Target(NamedTuple):
    """One part of the program.

    Attributes:
        texts: what is drawn.
        check: fails where something does not hold for a text.
        examples: how many a test draws; 0 for what takes long runs only.
    """

    texts: texts.Texts
    check: Callable[[str], None]
    examples: int


TARGETS = {
    "front matter": Target(texts.front_matter, properties.check_front_matter, 300),
    "liquid": Target(texts.liquid, properties.check_liquid, 300),
    "markdown": Target(texts.markdown, properties.check_markdown, 300),
    "commonmark": Target(texts.markdown, properties.check_commonmark, 100),
    "permalink": Target(texts.permalink, properties.check_permalink, 300),
    "config": Target(texts.config, properties.check_config, 60),
    "markdown time": Target(texts.repeated_markdown, properties.check_markdown_is_linear, 0),
    "liquid time": Target(texts.repeated_liquid, properties.check_liquid_is_linear, 0),
    "front matter time": Target(texts.repeated_yaml, properties.check_front_matter_is_linear, 0),
}
