"""How far colours stand apart, and which colours a style sheet has."""

from __future__ import annotations

import re
from pathlib import Path


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, 0 to 1. Source: WCAG 2.2."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mixed_with_white(colour: str, share: float) -> str:
    channels = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(one * share + 255 * (1 - share)):02x}" for one in channels)


def colour_schemes(style_sheet: Path) -> tuple[dict[str, str], dict[str, str]]:
    """The colours of `:root`, name → `#rrggbb`: in light, and in dark with light's beneath."""
    light, dark = style_sheet.read_text(encoding="utf-8").split("@media (prefers-color-scheme: dark)", 1)

    def colours(rules: str) -> dict[str, str]:
        body = rules[rules.index(":root {") :]
        return dict(re.findall(r"(--[\w-]+): (#[0-9a-f]{6});", body[: body.index("}")]))

    return colours(light), colours(light) | colours(dark)
