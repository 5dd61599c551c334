"""What rendering gives an item, there or to be had: `content` and `output`."""

from __future__ import annotations

from collections.abc import Callable

from jekylite.liquid.fingerprint import fingerprint


class Rendered:
    """Base of pages and documents.

    `content` is the source text before an item is rendered and its HTML after, without layouts;
    `output` is None before and the whole text after. An item that was kept from an earlier build,
    or was put aside in this one, has both as calls, made when somebody asks.
    """

    __slots__ = ("_content", "_output", "_prints", "is_kept")

    def __init__(self, content: str | None) -> None:
        self._content: str | Callable[[], str] | None = content
        self._output: str | Callable[[], str] | None = None
        # The file of its output is there already, and as it should be.
        self.is_kept = False
        self._prints = (b"", b"")

    @property
    def content(self) -> str | None:
        value = self._content
        if value is None or isinstance(value, str):
            return value
        text = value()
        if self.is_kept:
            self._content = text
        return text

    @content.setter
    def content(self, value: str | None) -> None:
        self._content = value

    @property
    def output(self) -> str | None:
        value = self._output
        if value is None or isinstance(value, str):
            return value
        text = value()
        if self.is_kept:
            self._output = text
        return text

    @output.setter
    def output(self, value: str | None) -> None:
        self._output = value

    def keep(
        self, content: Callable[[], str], output: Callable[[], str], prints: tuple[bytes, bytes]
    ) -> None:
        """It is as an earlier build left it.

        Args:
            prints: fingerprints of both.
        """
        self._content, self._output = content, output
        self._prints = prints
        self.is_kept = True

    def begin_again(self, content: str | None) -> None:
        """It is as it was read, whatever an earlier build of this process made of it."""
        self._content, self._output = content, None
        self._prints = (b"", b"")
        self.is_kept = False

    def put_aside(self, content: Callable[[], str], output: Callable[[], str]) -> None:
        """Both are rendered, and are had from elsewhere each time somebody asks."""
        self._content, self._output = content, output

    def content_fingerprint(self) -> bytes:
        """Of `content`, without having to have it."""
        return self._prints[0] if self.is_kept else fingerprint(self.content)

    def output_fingerprint(self) -> bytes:
        """Of `output`, without having to have it."""
        return self._prints[1] if self.is_kept else fingerprint(self.output)
