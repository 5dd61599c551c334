"""What an item is before and after rendering, there or to be had: `body`, `content` and `output`."""

from __future__ import annotations

from collections.abc import Callable

from jekylite.liquid.fingerprint import fingerprint


class _Unrendered:
    """Stands for a content that is the body still."""


_UNRENDERED = _Unrendered()


class Rendered:
    """Base of pages and documents.

    `body` is the text after the front matter, as in the file; a call brings it when somebody asks
    where the file need not be read for anything else. `content` is the body before an item is
    rendered and its HTML after, without layouts; `output` is None before and the whole text after.
    An item that was kept from an earlier build, or was put aside in this one, has both as calls.
    """

    __slots__ = ("_body", "_content", "_destination", "_output", "_prints", "_url", "is_kept", "is_rewritten")

    def __init__(self, body: str | Callable[[], str]) -> None:
        self._body = body
        self._content: str | Callable[[], str] | _Unrendered | None = _UNRENDERED
        self._output: str | Callable[[], str] | None = None
        self._url: str | None = None
        self._destination: str | None = None
        # Somebody gave it another body than that of its file.
        self.is_rewritten = False
        # The file of its output is there already, and as it should be.
        self.is_kept = False
        self._prints = (b"", b"")

    @property
    def body(self) -> str:
        body = self._body
        if not isinstance(body, str):
            body = self._body = body()
        return body

    @body.setter
    def body(self, value: str) -> None:
        self._body = value
        self.is_rewritten = True

    @property
    def unread_body(self) -> str | Callable[[], str]:
        """`body`, or what brings it where nobody has asked for it yet."""
        return self._body

    def forget_body(self) -> None:
        """Nobody asks for it again, and of a thousand pages it is many megabytes."""
        self._body = ""

    @property
    def known_place(self) -> tuple[str | None, str | None]:
        """URL and destination, None before somebody has asked for them."""
        return self._url, self._destination

    def keep_place(self, url: str | None, destination: str | None) -> None:
        """Take these as found out already."""
        self._url, self._destination = url, destination

    @property
    def content(self) -> str | None:
        value = self._content
        if isinstance(value, _Unrendered):
            return self.body
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

    def begin_again(self, body: str | Callable[[], str]) -> None:
        """It is as it was read, whatever an earlier build of this process made of it."""
        self._body, self._content, self._output = body, _UNRENDERED, None
        self._prints = (b"", b"")
        self.is_kept = self.is_rewritten = False

    def put_aside(self, content: Callable[[], str], output: Callable[[], str]) -> None:
        """Both are rendered, and are had from elsewhere each time somebody asks."""
        self._content, self._output = content, output

    def content_fingerprint(self) -> bytes:
        """Of `content`, without having to have it."""
        return self._prints[0] if self.is_kept else fingerprint(self.content)

    def output_fingerprint(self) -> bytes:
        """Of `output`, without having to have it."""
        return self._prints[1] if self.is_kept else fingerprint(self.output)
