"""Colours for the classes: two themes of our own, Pygments' styles where it is installed.

The counterpart of `rougify style`. Our themes keep a contrast of 4.5 : 1 between text and ground
(WCAG 2.2, AA). Rules are scoped to `.highlight`, which stands around fences, spans in blocks and
the `highlight` tag's figure alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from jekylite.errors import UsageError

DEFAULT = "light"


class Colours(NamedTuple):
    """`#rrggbb` of each kind of text; the three backgrounds are for whole lines."""

    ground: str
    text: str
    comment: str
    keyword: str
    string: str
    number: str
    function: str
    type: str
    tag: str
    error: str
    marked_ground: str
    deleted: str
    deleted_ground: str
    inserted: str
    inserted_ground: str


BUILT_IN = {
    "light": Colours(
        ground="#f7f7f5",
        text="#24292f",
        comment="#5c6370",
        keyword="#a3195b",
        string="#1f6630",
        number="#8a4500",
        function="#5b3fb8",
        type="#7a4a00",
        tag="#0b5a8a",
        error="#b3001b",
        marked_ground="#fff3c4",
        deleted="#8f1d1d",
        deleted_ground="#fde8ea",
        inserted="#14602b",
        inserted_ground="#e3f4e6",
    ),
    "dark": Colours(
        ground="#1e2127",
        text="#d7dae0",
        comment="#9aa3b0",
        keyword="#f08cb8",
        string="#9bd07f",
        number="#e3b072",
        function="#b9a3f5",
        type="#e6c07b",
        tag="#7cc0ee",
        error="#ff8a8a",
        marked_ground="#3a3a28",
        deleted="#ffb3b3",
        deleted_ground="#4a2326",
        inserted="#a6e3b0",
        inserted_ground="#1f3d28",
    ),
}

# Kind → Rouge's classes (token.rb of 4.7.0) that have it; a class in none has the text's colour.
_CLASSES = {
    "comment": "c ch cd cm c1 cpf gl gp go",
    "keyword": "k kc kd kn kp kr kv cp cs o ow",
    "string": "s sa sb sc dl sd s2 se sh si sx sr s1 ss ld",
    "number": "m mb mf mh mi il mo mx no",
    "function": "nf fm nd nb bp",
    "type": "kt nc ne nn",
    "tag": "nt na nl py nv vc vg vi vm",
    "error": "err gr gt",
}


def style_sheet(theme: str = DEFAULT, dark: str | None = None) -> str:
    """CSS for a theme, and for a second one in `@media (prefers-color-scheme: dark)`.

    Args:
        theme: `light`, `dark`, or the name of a Pygments style (with `jekylite[pygments]`).
        dark: likewise; None for no such part.

    Raises:
        UsageError: no theme of that name; the hint lists those there are.
    """
    css = "\n".join(_rules(theme)) + "\n"
    if dark is not None:
        inner = "\n".join(f"  {rule}" for rule in _rules(dark))
        css += f"@media (prefers-color-scheme: dark) {{\n{inner}\n}}\n"
    return css


def theme_names() -> list[str]:
    """Our themes, then Pygments' styles in alphabetical order."""
    try:
        from pygments.styles import get_all_styles
    except ModuleNotFoundError:
        return [*BUILT_IN]
    return [*BUILT_IN, *sorted(set(get_all_styles()) - set(BUILT_IN))]


def _rules(theme: str) -> Iterable[str]:
    colours = BUILT_IN.get(theme)
    return _own_rules(colours) if colours else _pygments_rules(theme)


def _own_rules(colours: Colours) -> Iterable[str]:
    yield _rule("", f"color: {colours.text}; background-color: {colours.ground}")
    yield from _TABLE_RULES
    for kind, classes in _CLASSES.items():
        yield _rule(classes, f"color: {getattr(colours, kind)}")
    yield _rule("hll", f"display: block; background-color: {colours.marked_ground}")
    yield _rule("gd", f"color: {colours.deleted}; background-color: {colours.deleted_ground}")
    yield _rule("gi", f"color: {colours.inserted}; background-color: {colours.inserted_ground}")
    yield _rule("ge c ch cd cm c1", "font-style: italic")
    yield _rule("gs gh gu", "font-weight: bold")


_TABLE_RULES = (
    ".highlight table { border-spacing: 0 }",
    ".highlight td { padding: 0 }",
    ".highlight .gl { padding-right: 1em; text-align: right; user-select: none }",
    ".highlight table pre { margin: 0 }",
)


def _pygments_rules(theme: str) -> Iterable[str]:
    try:
        from pygments.styles import get_style_by_name
        from pygments.token import STANDARD_TYPES
        from pygments.util import ClassNotFound

        style = get_style_by_name(theme)
    except ModuleNotFoundError:
        raise _unknown(theme, "; Pygments brings more: `pip install jekylite[pygments]`") from None
    except ClassNotFound:
        raise _unknown(theme) from None
    ground = f"background-color: {style.background_color}"
    base = dict(style)
    text = next(iter(base.values()))["color"]
    yield _rule("", f"color: #{text}; {ground}" if text else ground)
    yield from _TABLE_RULES
    yield _rule("hll", f"display: block; background-color: {style.highlight_color}")
    for token, css_class in STANDARD_TYPES.items():
        if css_class and token in base and (declarations := _declarations(base[token])):
            yield _rule(css_class, declarations)


def _declarations(rules: dict[str, object]) -> str:
    parts = []
    if rules["color"]:
        parts.append(f"color: #{rules['color']}")
    if rules["bgcolor"]:
        parts.append(f"background-color: #{rules['bgcolor']}")
    if rules["bold"]:
        parts.append("font-weight: bold")
    if rules["italic"]:
        parts.append("font-style: italic")
    if rules["underline"]:
        parts.append("text-decoration: underline")
    return "; ".join(parts)


def _rule(classes: str, declarations: str) -> str:
    selectors = ", ".join(f".highlight .{css_class}" for css_class in classes.split()) or ".highlight"
    return f"{selectors} {{ {declarations} }}"


def _unknown(theme: str, more: str = "") -> UsageError:
    return UsageError(f"no theme '{theme}'", hint=f"there are {', '.join(theme_names())}{more}", code="JL100")
