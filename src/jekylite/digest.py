"""What says that two texts are the same: BLAKE2b, which Python has without OpenSSL.

`hashlib` loads OpenSSL, which takes 4 ms of a small build's 150; as the standard library's `random` does,
the one function is taken from where `hashlib` has it from.
"""

from __future__ import annotations

try:
    from _blake2 import blake2b
except ImportError:  # another Python than CPython
    from hashlib import blake2b


def digest(content: bytes, length: int) -> bytes:
    """`length` bytes, at most 64, that stand for the content."""
    return blake2b(content, digest_size=length).digest()
