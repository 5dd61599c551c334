"""Paths ↔ `file:` URLs, as Addressable 2.8 (the gem that Jekyll uses) writes them.

Source: addressable/uri.rb, `URI.encode` and `route_from`; RFC 3986.
"""

from __future__ import annotations

import os
import unicodedata
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

_SEGMENT = "!$&'()*+,;=:@-._~"  # what a segment of a path may hold as it is (RFC 3986, pchar)


def file_url(path: Path) -> str:
    posix = path.as_posix()
    return encoded(f"file://{'' if posix.startswith('/') else '/'}{posix}")


def encoded(url: str) -> str:
    """Addressable's `URI.encode`: `%` is encoded too, `?` and `#` keep their meaning."""
    return quote(url, safe=f"/?#{_SEGMENT}")


def route(url: str, folder_url: str) -> str:
    """`file:///site/_sass/a.scss` seen from `file:///site/assets` → `../_sass/a.scss`."""
    path, folder = (
        [_normalized(segment) for segment in address.removeprefix("file://").split("/")]
        for address in (url, folder_url)
    )
    shared = 0
    while shared < min(len(path) - 1, len(folder)) and path[shared] == folder[shared]:
        shared += 1
    return "/".join([".."] * (len(folder) - shared) + path[shared:])


def _normalized(segment: str) -> str:
    return quote(unicodedata.normalize("NFC", unquote(segment)), safe=_SEGMENT)


@lru_cache(maxsize=256)  # the same few files are named by hundreds of warnings
def path_of(url: str) -> Path:
    """`file:///site/a%20b.scss` → that path. (urllib.request can do this, but takes 40 ms to import.)"""
    address = urlsplit(url)
    path = unquote(address.path)
    if os.name == "nt":
        path = f"//{address.netloc}{path}" if address.netloc else path.lstrip("/")
    return Path(path)
