"""Escaping and normalizing of URLs as CGI and Addressable do it.

Source: Ruby 3.1 cgi/util.rb; Addressable 2.8.7 uri.rb, for what Jekyll asks of it (RFC 3986
components, normalized, with Unicode in form C).
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

from jekylite.ruby.values import RubyError


class InvalidURIError(RubyError):
    """Addressable::URI::InvalidURIError."""


def cgi_escape(text: str) -> str:
    """`CGI.escape`: a space is `+`; letters, digits and `-._~` stay."""
    return quote(text, safe=" -._~").replace(" ", "+")


_UNRESERVED = "a-zA-Z0-9\\-._~"
_SUB_DELIMITERS = "!$&'()*+,;="
_RESERVED = ":/?#\\[\\]@" + _SUB_DELIMITERS
_PCHAR = _UNRESERVED + _SUB_DELIMITERS + ":@"


def _all_but(characters: str) -> re.Pattern[bytes]:
    return re.compile(f"[^{characters}]".encode())


_NOT_IN_URI = _all_but(_RESERVED + _UNRESERVED)
_NOT_IN_SCHEME = _all_but("a-zA-Z0-9\\-+.")
_NOT_IN_USER = _all_but(_UNRESERVED)
_NOT_IN_HOST = _all_but(_UNRESERVED + _SUB_DELIMITERS + "\\[:\\]")
_NOT_IN_SEGMENT = _all_but(_PCHAR)
_NOT_IN_FRAGMENT = _all_but(_PCHAR + "/?")
_NOT_IN_QUERY = re.compile(rb"[^a-zA-Z0-9\-._~!$'()*+,=:@/?%]|%(?!2B|2b)")
_ENCODED = re.compile(rb"%[0-9a-fA-F]{2}")


def normalize_component(text: str) -> str:
    """`Addressable::URI.normalize_component`: decoded, then what may not stand in a URL encoded."""
    return _normalize(text, _NOT_IN_URI)


def _normalize(text: str, forbidden: re.Pattern[bytes], *, keep_plus: bool = False) -> str:
    def decode(found: re.Match[bytes]) -> bytes:
        byte = bytes((int(found[0][1:], 16),))
        return found[0] if keep_plus and byte == b"+" else byte

    decoded = _ENCODED.sub(decode, text.encode())
    try:
        decoded = unicodedata.normalize("NFC", decoded.decode()).encode()
    except UnicodeDecodeError:
        forbidden = _NOT_IN_URI  # bytes that are no text: Addressable falls back to its default
    return forbidden.sub(lambda found: b"%%%02X" % found[0][0], decoded).decode()


_URI = re.compile(r"^(?:([^:/?#]+):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$", re.M)
_SCHEME = re.compile(r"[a-z][a-z0-9.+\-]*", re.I | re.A)
_USER = re.compile(r"^([^\[\]]*)@", re.M)
_PORT = re.compile(r":([^:@\[\]]*?)$", re.M)
_COLON_IN_FIRST_SEGMENT = re.compile(r"^(?!/)[^/:]*:.*$", re.M)
_BAD_HOST = re.compile(r"""[<>{}/\\?#@"\s]""")
_RUBY_SPACE = "\t\n\v\f\r \0"
_DEFAULT_PORTS = {
    "http": 80,
    "https": 443,
    "ftp": 21,
    "tftp": 69,
    "sftp": 22,
    "ssh": 22,
    "svn+ssh": 22,
    "telnet": 23,
    "nntp": 119,
    "gopher": 70,
    "wais": 210,
    "ldap": 389,
    "prospero": 1525,
}


class URI:
    """A parsed URL. Parts that are not there are None; the path may be "".

    Raises:
        InvalidURIError: where Addressable does, with its words.
    """

    __slots__ = ("authority", "fragment", "host", "path", "port", "query", "scheme", "user")

    def __init__(self, text: str) -> None:
        found = _URI.search(text)
        assert found is not None  # every part may be empty
        self.scheme, self.authority, self.path, self.query, self.fragment = found.groups()
        self.user: str | None = None
        self.host: str | None = None
        self.port: int | None = None
        if self.scheme is not None and not _SCHEME.fullmatch(self.scheme):
            raise InvalidURIError(f"Invalid scheme format: '{self.scheme}'")
        if self.authority is not None:
            self._split_authority(self.authority)
        self._validate(text)

    def _split_authority(self, authority: str) -> None:
        user = _USER.search(authority)
        self.user = user[1].strip() if user else None
        port = _PORT.search(authority)
        if port and port[1]:
            if not re.fullmatch(r"\d{1,5}", port[1], re.A):
                raise InvalidURIError(f"Invalid port number: {port[1]!r}".replace("'", '"'))
            self.port = int(port[1]) or None
        self.host = _PORT.sub("", _USER.sub("", authority, count=1), count=1)

    def _validate(self, text: str) -> None:
        if (
            self.scheme is not None
            and self.scheme.lower() in _DEFAULT_PORTS
            and not self.host
            and not self.path
        ):
            raise InvalidURIError(f"Absolute URI missing hierarchical segment: '{text}'")
        if self.path.startswith("//") and self.authority is None:
            raise InvalidURIError(
                f"Cannot have a path with two leading slashes without an authority set: '{text}'"
            )
        if self.scheme is None and _COLON_IN_FIRST_SEGMENT.search(self.path):
            raise InvalidURIError(f"Cannot assemble URI string with ambiguous path: '{self.path}'")
        if self.host is not None and _BAD_HOST.search(self.host):
            raise InvalidURIError(f"Invalid character in host: '{self.host}'")

    @property
    def is_absolute(self) -> bool:
        """Whether it has a scheme."""
        return self.scheme is not None

    def normalized(self) -> str:
        """The URL in normal form."""
        scheme = None
        if self.scheme is not None:
            scheme = _normalize(self.scheme.strip().lower(), _NOT_IN_SCHEME)
        text = f"{scheme}:" if scheme is not None else ""
        if self.authority is not None:
            text += f"//{self._normalized_authority(scheme)}"
        text += self._normalized_path(scheme)
        if self.query:
            pairs = (_normalize(pair, _NOT_IN_QUERY, keep_plus=True) for pair in self.query.split("&"))
            text += f"?{'&'.join(pairs)}"
        if self.fragment:
            text += f"#{_normalize(self.fragment, _NOT_IN_FRAGMENT)}"
        return text

    def _normalized_authority(self, scheme: str | None) -> str:
        user = ""
        if self.user is not None:
            name, colon, password = self.user.partition(":")
            is_empty = not name.strip() and not password.strip() and scheme in ("http", "https")
            if not is_empty:
                password = _normalize(password.strip(), _NOT_IN_USER)
                user = _normalize(name.strip(), _NOT_IN_USER) + colon + password + "@"
        port = ""
        if self.port is not None and _DEFAULT_PORTS.get(scheme or "") != self.port:
            port = f":{self.port}"
        return user + self._normalized_host() + port

    def _normalized_host(self) -> str:
        host = (self.host or "").strip().lower()
        host = ".".join(_to_ascii(label) for label in _percent_decode(host).split("."))
        if host.endswith(".") and not host.endswith(".."):
            host = host[:-1]
        return _normalize(host, _NOT_IN_HOST)

    def _normalized_path(self, scheme: str | None) -> str:
        segments = (
            _normalize(segment, _NOT_IN_SEGMENT) for segment in self.path.strip(_RUBY_SPACE).split("/")
        )
        path = remove_dot_segments("/".join(segments))
        return "/" if not path and scheme in ("http", "https", "ftp", "tftp") else path


def _percent_decode(text: str) -> str:
    return _ENCODED.sub(lambda found: bytes((int(found[0][1:], 16),)), text.encode()).decode(errors="replace")


def _to_ascii(label: str) -> str:
    """A host's label in Punycode, if it has letters beyond ASCII."""
    if label.isascii():
        return label
    return "xn--" + unicodedata.normalize("NFKC", label).lower().encode("punycode").decode()


_DOT = re.compile(r"/\./|/\.\Z")
_PARENT = re.compile(r"/([^/]*)/\.\./|/([^/]*)/\.\.\Z")
_LEADING_DOTS = re.compile(r"\A\.\.?/?")
_LEADING_PARENT = re.compile(r"\A/\.\.?/|\A(?:/\.\.?)+/?\Z")


def remove_dot_segments(path: str) -> str:
    """`/a/./b/../c` → `/a/c`, in Addressable's order of rules, which drops leading ones too."""
    while True:
        if "." not in path:
            return path
        reduced, count = _DOT.subn("/", path)
        if not count:
            reduced, count = _without_parent(path)
        if not count:
            reduced, count = _LEADING_DOTS.subn("", path)
        if not count:
            reduced, count = _LEADING_PARENT.subn("/", path)
        if not count:
            return path
        path = reduced


def _without_parent(path: str) -> tuple[str, int]:
    pair = _PARENT.search(path)
    if not pair or (pair[1] in (".", "..") and pair[2] in (".", "..")):
        return path, 0
    parent, current = re.escape(pair[1] or ""), re.escape(pair[2] or "")
    return re.subn(rf"/{parent}/\.\./|(/{current}/\.\.\Z)", "/", path)
