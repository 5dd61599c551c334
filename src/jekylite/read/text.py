"""Source files as text: decoded, newlines as they are.

Source: Jekyll 4.4.1 utils.rb (`has_yaml_header?`, `merged_file_read_opts`).
"""

from __future__ import annotations

import errno
import os
import stat

from jekylite import front_matter
from jekylite.errors import JekyliteError, Location


def read_bytes(path: str) -> bytes:
    """The whole file. One that is none (a pipe, a socket) is refused instead of waited for."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    with open(descriptor, "rb", buffering=0) as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "it is no ordinary file", path)
        return file.read()


def read_if_front_matter(path: str) -> bytes | None:
    """The whole file if its first line opens front matter, else None. A BOM hides the line."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    with open(descriptor, "rb", buffering=0) as file:
        start = file.read(3)
        if start != b"---":
            return None
        content = start + file.read()
    return content if front_matter.begins(content) else None


def decode(content: bytes, encoding: str) -> str:
    """Bytes of a source file as text, a UTF-8 BOM taken off.

    Raises:
        UnicodeDecodeError: they are not in that encoding.
    """
    if encoding.lower().replace("_", "-") in ("utf-8", "utf8"):
        return content.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    return content.decode(encoding)


def unreadable(error: OSError, shown: str) -> JekyliteError:
    """An operating system's no, as a message about the file `shown`."""
    return JekyliteError(
        f"the file cannot be read: {error.strerror or error}",
        at=Location(shown),
        hint="check its rights",
        code="JL205",
    )
