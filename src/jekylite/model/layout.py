"""A template that is put around others.

Source: Jekyll 4.4.1 layout.rb.
"""

from __future__ import annotations


class Layout:
    """One file of `_layouts`.

    Args:
        name: `sub/leaf` for `_layouts/sub/leaf.html`; how front matter asks for it.
        path: absolute.
        data: its front matter; `layout` names the one around it.
        body: the template.
        body_line: 1-based line of the file where `body` starts.
    """

    __slots__ = ("body", "body_line", "data", "name", "path")

    def __init__(self, name: str, path: str, data: dict[str, object], body: str, body_line: int) -> None:
        self.name = name
        self.path = path
        self.data = data
        self.body = body
        self.body_line = body_line

    def __repr__(self) -> str:
        return f"Layout({self.name!r})"
