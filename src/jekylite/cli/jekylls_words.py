"""What Jekyll's log would have said of an error, for tools that look for its words.

Source: Jekyll 4.4.1 convertible.rb, renderer.rb, converter, external.rb, commands/build.rb. Known
difference: `Please append --trace` is left out.
"""

from __future__ import annotations

import os

from jekylite.cli.console import aligned
from jekylite.errors import (
    ConfigError,
    ConvertError,
    FrontMatterError,
    JekyliteError,
    LiquidError,
    PluginError,
)

# What Jekyll calls fatal: the rest of its log frames these.
_FATAL = frozenset({"JL116", "JL203"})
COULD_NOT_BE_BUILT = "             ERROR: YOUR SITE COULD NOT BE BUILT:"


def jekylls_lines(error: JekyliteError, source: str) -> list[str]:
    """Its lines; none where Jekyll has no words of its own.

    Args:
        source: the site's, absolute.
    """
    if isinstance(error, LiquidError):
        return [aligned("Liquid Exception:", _of_template(error, source))]
    message = error.message.partition("\n")[0]
    if isinstance(error, FrontMatterError) and error.code == "JL201" and error.at:
        said = message.partition(": ")[2] or message
        place = f" at line {error.at.line} column {error.at.column}" if error.at.line else ""
        path = os.path.join(source, error.at.path)
        return [f"YAML Exception reading {path}: (<unknown>): {said}{place}"]
    if isinstance(error, PluginError) and error.logged:
        return [aligned("Dependency Error:", error.logged)]
    if isinstance(error, ConvertError) and error.code == "JL330" and error.at:
        path = error.chain[-1].path if error.chain else error.at.path
        head = f"Jekyll::Converters::Scss encountered an error while converting '{path}':"
        return [aligned("Conversion error:", head), aligned("", message)]
    if isinstance(error, ConfigError) and error.code == "JL102":
        return [aligned("Fatal:", message)]
    if error.code in _FATAL:
        return [COULD_NOT_BE_BUILT, aligned("", message)]
    return []


def _of_template(error: LiquidError, source: str) -> str:
    """Lines count from the end of the front matter, and the file is the page's, as there."""
    places = [place.path for place in (*([error.at] if error.at else []), *error.chain)]
    message = error.logged or error.message
    if len(places) > 1:
        message = message.replace(f"({places[-2]} line", f"({source}/{places[-2]} line", 1)
    return f"{message} in {places[-1]}" if places else message
