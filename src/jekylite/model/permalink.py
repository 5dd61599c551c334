"""Permalink patterns → URLs → paths below the destination.

`/:categories/:title/` with a document's fields gives `/cv/hello-world/`, whose file is
`cv/hello-world/index.html`. All steps are pure; nothing is read or made.
Source: Jekyll 4.4.1 url.rb, drops/url_drop.rb, page.rb, document.rb, static_file.rb.
Known difference: none.
"""

from __future__ import annotations

import os.path
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Protocol

from jekylite.errors import OutputError
from jekylite.paths import resolve
from jekylite.ruby.slugs import slugify

HTML_EXTENSIONS = frozenset({".html", ".xhtml", ".htm"})

_SAFE = re.compile(r"[a-zA-Z0-9./-]*")
# What stays of a path: unreserved, sub-delims and `:@/?` (Addressable::URI.encode).
_TO_ENCODE = re.compile(r"[^A-Za-z0-9\-._~!$&'()*+,;=:@/?]")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_SLASHES = re.compile(r"/{2,}")
_PLACEHOLDER = re.compile(r":([a-z_]+)")
_TRAILING_DOTS = re.compile(r"\.+\Z")

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class DocumentFields(Protocol):
    """What a permalink pattern can ask of a document."""

    @property
    def label(self) -> str: ...
    @property
    def cleaned_relative_path(self) -> str: ...
    @property
    def basename_without_ext(self) -> str: ...
    @property
    def output_ext(self) -> str: ...
    @property
    def date(self) -> datetime: ...
    @property
    def slug_source(self) -> str | None: ...
    @property
    def category_names(self) -> Iterable[str]: ...


def _title(fields: DocumentFields) -> str:
    source = fields.slug_source
    return slugify(fields.basename_without_ext if source is None else source, "pretty", cased=True)


def _slug(fields: DocumentFields) -> str:
    source = fields.slug_source
    return slugify(fields.basename_without_ext if source is None else source)


def _categories(fields: DocumentFields) -> str:
    return "/".join(dict.fromkeys(name.lower() for name in fields.category_names))


def _slugified_categories(fields: DocumentFields) -> str:
    return "/".join(dict.fromkeys(slugify(name) for name in fields.category_names))


_FIELDS: dict[str, Callable[[DocumentFields], str]] = {
    "collection": lambda d: d.label,
    "path": lambda d: d.cleaned_relative_path,
    "output_ext": lambda d: d.output_ext,
    "name": lambda d: slugify(d.basename_without_ext),
    "title": _title,
    "slug": _slug,
    "categories": _categories,
    "slugified_categories": _slugified_categories,
    "year": lambda d: f"{d.date.year:04}",
    "short_year": lambda d: f"{d.date.year % 100:02}",
    "month": lambda d: f"{d.date.month:02}",
    "i_month": lambda d: str(d.date.month),
    "short_month": lambda d: _MONTHS[d.date.month - 1][:3],
    "long_month": lambda d: _MONTHS[d.date.month - 1],
    "day": lambda d: f"{d.date.day:02}",
    "i_day": lambda d: str(d.date.day),
    "y_day": lambda d: f"{d.date.timetuple().tm_yday:03}",
    "hour": lambda d: f"{d.date.hour:02}",
    "minute": lambda d: f"{d.date.minute:02}",
    "second": lambda d: f"{d.date.second:02}",
    "w_year": lambda d: f"{d.date.isocalendar().year:04}",
    "week": lambda d: f"{d.date.isocalendar().week:02}",
    "w_day": lambda d: str(d.date.isoweekday()),
    "short_day": lambda d: _DAYS[d.date.weekday()][:3],
    "long_day": lambda d: _DAYS[d.date.weekday()],
}


def with_suffix(template: str, style: str) -> str:
    """`template` with the ending that the site's permalink style gives to pages and collections.

    `weekdate`, and patterns that end in neither `/` nor `:output_ext`, give none.
    """
    if style == "pretty" or style.endswith("/"):
        return f"{template}/"
    if style in ("date", "ordinal", "none") or style.endswith(":output_ext"):
        return f"{template}:output_ext"
    return template


def page_template(basename: str, output_ext: str, style: str) -> str:
    """The pattern of a page that has no permalink of its own."""
    if output_ext not in HTML_EXTENSIONS:
        return "/:path/:basename:output_ext"
    if basename == "index":
        return "/:path/"
    return with_suffix("/:path/:basename", style)


def document_url(template: str, fields: DocumentFields) -> str:
    """Fill a document's pattern and make the URL sane.

    Raises:
        OutputError: the pattern has a placeholder that does not exist; no place is known here.
    """
    url = []
    for literal, name in _parts(template):
        url.append(literal)
        if name:
            url.append(escape_path(_FIELDS[name](fields)))
    return sanitize("".join(url))


@lru_cache(maxsize=256)
def _parts(template: str) -> tuple[tuple[str, str], ...]:
    """(literal text, placeholder after it) pairs; the last placeholder is ""."""
    parts = []
    end = 0
    for match in _PLACEHOLDER.finditer(template):
        name = match[1]
        if name not in _FIELDS:
            name = name.removesuffix("_")
        if name not in _FIELDS:
            known = ", ".join(f":{field}" for field in sorted(_FIELDS))
            raise OutputError(
                f"The URL template doesn't have {match[1]} keys. Check your permalink template!"
                f" (`{template}`)",
                hint=f"a permalink may use {known}",
                code="JL350",
            )
        parts.append((template[end : match.start()], name))
        end = match.start() + 1 + len(name)
    parts.append((template[end:], ""))
    return tuple(parts)


def url_from(template: str, values: Mapping[str, str]) -> str:
    """Fill the pattern of a page or of a collection's static file.

    Plain replacement in the order of `values`; words that are no placeholder stay.
    """
    for name, value in values.items():
        if ":" not in template:
            break
        template = template.replace(f":{name}", escape_path(value))
    return sanitize(template)


def sanitize(url: str) -> str:
    """A leading slash, no `..`, no `./`, no doubled slashes. Source: URL#sanitize_url."""
    url = f"/{url}"
    if "." in url:
        url = url.replace("..", "/").replace("./", "")
    return _SLASHES.sub("/", url) if "//" in url else url


def escape_path(path: str) -> str:
    """Percent-encode what a path of a URL cannot hold, as UTF-8.

    >>> escape_path("a b/日?x=#1")
    'a%20b/%E6%97%A5?x=%231'
    """
    if _SAFE.fullmatch(path):
        return path
    return _TO_ENCODE.sub(_percent_encoded, path)


def _percent_encoded(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "surrogateescape"))


def unescape_path(url: str) -> str:
    """`%E6%97%A5` → `日`. Bytes that are no UTF-8 become surrogates, which are written as those bytes."""
    if "%" not in url:
        return url
    raw = _ESCAPE.sub(_byte, url)
    return raw.encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape")


def _byte(match: re.Match[str]) -> str:
    byte = int(match[1], 16)
    return chr(byte) if byte < 0x80 else chr(0xDC00 | byte)


def permalink_extension(permalink: str | None) -> str | None:
    """The extension that a permalink names (`/k.php` → `.php`), None where it names none."""
    if not permalink or permalink.endswith("/"):
        return None
    return os.path.splitext(permalink)[1] or None


def page_destination(url: str, output_ext: str) -> str:
    """The file of a page's URL, relative to the destination, confined to it."""
    path = resolve(unescape_path(url))
    if url.endswith("/"):
        path = f"{path.rstrip('/')}/index"
    return _confined(path if path.endswith(output_ext) else path + output_ext)


def document_destination(url: str, output_ext: str) -> str:
    """The file of a document's URL, relative to the destination, confined to it."""
    path = resolve(unescape_path(url))
    if url.endswith("/"):
        return _confined(f"{path.rstrip('/')}/index.html")
    return _confined(path if path.endswith(output_ext) else path + output_ext)


def static_file_destination(url: str) -> str:
    """The file of a static file's URL, relative to the destination, confined to it."""
    return _confined(resolve(unescape_path(url)))


def _confined(path: str) -> str:
    if "\0" in path:
        raise OutputError(
            f"the URL {path!r} holds a NUL character, which no file name can",
            hint="take `%00` and its like out of the permalink",
            code="JL351",
        )
    return path[1:]


def without_trailing_dots(name: str) -> str:
    """`trailing.` → `trailing`: what Jekyll does to the name before the extension."""
    return _TRAILING_DOTS.sub("", name) if name.endswith(".") else name
