"""What a reader made of a file → bytes → the same again, in a later process.

Bodies are not in the bytes: they are in the files, and are read when somebody asks. What marshal
cannot write is there as a tuple with a sign, since no front matter and no data holds tuples.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any

from jekylite.model.document import CollectionSettings, Document
from jekylite.model.excerpt import Excerpt
from jekylite.model.page import Page
from jekylite.model.static_file import StaticFile
from jekylite.ruby.times import fixed_offset

_SIMPLE = frozenset({str, int, float, bool, bytes, type(None)})
# The first member of a packed value, and of a tuple in place of what marshal cannot write.
_DOCUMENT, _PAGE, _FILE, _VALUE = range(4)
_TIME, _DATE, _EXCERPT = "t", "d", "x"
# A time's zone: that of the site, UTC, none; any other is a number of seconds.
_SITE_ZONE, _UTC, _NO_ZONE = "site", "utc", "none"


class UnpackableError(Exception):
    """There are no bytes for it, or it is not what these bytes say any more."""


class Packing:
    """Of one site.

    Args:
        zone: in which its dates are read.
        collections: by label.
    """

    def __init__(self, zone: tzinfo, collections: Mapping[str, CollectionSettings]) -> None:
        self._zone = zone
        self._collections = collections

    def pack(self, value: object, data: Mapping[str, object], *, keeps_place: bool) -> bytes:
        """The bytes of a document, a page, a static file, or of what data files hold.

        Args:
            data: of a document or a page, as it was read.
            keeps_place: its URL and destination were made of that.

        Raises:
            UnpackableError: it holds what cannot be told to another process.
        """
        try:
            parts: Any = self._parts(value, data, keeps_place=keeps_place)
            return marshal.dumps(parts)
        except (ValueError, RecursionError):
            raise UnpackableError from None

    def _parts(self, value: object, data: Mapping[str, object], *, keeps_place: bool) -> tuple[object, ...]:
        if isinstance(value, Document):
            return (
                _DOCUMENT,
                value.relative_path,
                value.label,
                self._plain_map(data),
                value.body_line,
                value.converter_ext,
                value.known_place if keeps_place else (None, None),
            )
        if isinstance(value, Page):
            return (
                _PAGE,
                value.directory,
                value.name,
                self._plain_map(data),
                self._plain_map(value.defaults),
                value.body_line,
                value.converter_ext,
                value.style,
                value.known_place if keeps_place else (None, None),
            )
        if isinstance(value, StaticFile):
            return (
                _FILE,
                value.relative_path.rpartition("/")[0],
                value.name,
                value.mtime_ns,
                value.size,
                value.is_link,
                value.collection.label if value.collection else None,
                self._plain_map(value.defaults),
            )
        return (_VALUE, self._plain(value))

    def unpack(self, packed: bytes, path: str, body: Callable[[], str]) -> object:
        """What was packed.

        Args:
            path: of its file, absolute.
            body: brings the body of a document or a page.

        Raises:
            UnpackableError: dates are otherwise in the zone than they were: the machine's has changed.
        """
        kind, *parts = marshal.loads(packed)
        if kind == _DOCUMENT:
            return self._document(path, body, *parts)
        if kind == _PAGE:
            return self._page(path, body, *parts)
        if kind == _FILE:
            return self._file(path, *parts)
        return self._value(parts[0], None)

    def _document(
        self,
        path: str,
        body: Callable[[], str],
        relative_path: str,
        label: str,
        data: tuple[dict[str, object], list[str]],
        body_line: int,
        converter_ext: str,
        place: tuple[str | None, str | None],
    ) -> Document:
        document = Document(
            path,
            relative_path,
            self._collections[label],
            {},
            body=body,
            body_line=body_line,
            converter_ext=converter_ext,
        )
        document.data = self._map(data, document)
        document.keep_place(*place)
        if document.is_yaml:
            document.begin_again("")
            document.content = None
        return document

    def _page(
        self,
        path: str,
        body: Callable[[], str],
        directory: str,
        name: str,
        data: tuple[dict[str, object], list[str]],
        defaults: tuple[dict[str, object], list[str]],
        body_line: int,
        converter_ext: str,
        style: str,
        place: tuple[str | None, str | None],
    ) -> Page:
        page = Page(
            path,
            directory,
            name,
            {},
            defaults=self._map(defaults, None),
            body=body,
            body_line=body_line,
            converter_ext=converter_ext,
            style=style,
        )
        page.data = self._map(data, page)
        page.keep_place(*place)
        return page

    def _file(
        self,
        path: str,
        directory: str,
        name: str,
        mtime_ns: int,
        size: int,
        is_link: bool,
        label: str | None,
        defaults: tuple[dict[str, object], list[str]],
    ) -> StaticFile:
        return StaticFile(
            path,
            directory,
            name,
            mtime_ns=mtime_ns,
            size=size,
            is_link=is_link,
            collection=None if label is None else self._collections[label],
            defaults=self._map(defaults, None),
        )

    # Values: (what marshal can write, the keys beneath which there are signs)

    def _plain_map(self, data: Mapping[str, object]) -> tuple[dict[str, object], list[str]]:
        plain = dict(data)
        signed = []
        for key, value in data.items():
            if type(value) not in _SIMPLE and (written := self._plain(value)) is not value:
                plain[key] = written
                signed.append(key)
        return plain, signed

    def _plain(self, value: object) -> object:
        """The value itself, if marshal can write it."""
        kind = type(value)
        if kind in _SIMPLE:
            return value
        if kind is list and isinstance(value, list):
            items = [self._plain(item) for item in value]
            return value if _are_same(items, value) else items
        if kind is dict and isinstance(value, dict):
            keys = [self._plain(key) for key in value]
            values = [self._plain(item) for item in value.values()]
            is_plain = _are_same(keys, value) and _are_same(values, value.values())
            return value if is_plain else dict(zip(keys, values, strict=True))
        if kind is datetime and isinstance(value, datetime):
            return self._plain_time(value)
        if kind is date and isinstance(value, date):
            return (_DATE, value.toordinal())
        if isinstance(value, Excerpt):
            return (_EXCERPT, value.body)
        raise UnpackableError

    def _plain_time(self, value: datetime) -> tuple[object, ...]:
        zone: object = value.tzinfo
        offset = value.utcoffset() or timedelta()
        seconds = offset.days * 86_400 + offset.seconds
        if zone is self._zone:
            zone = _SITE_ZONE
        elif zone is UTC:
            zone = _UTC
        elif zone is None:
            zone = _NO_ZONE
        elif zone is fixed_offset(seconds):
            zone = seconds
        else:
            raise UnpackableError
        return (_TIME, value.replace(tzinfo=None).isoformat(), value.fold, zone, seconds)

    def _map(
        self, data: tuple[dict[str, object], list[str]], item: Document | Page | None
    ) -> dict[str, object]:
        plain, signed = data
        for key in signed:
            plain[key] = self._value(plain[key], item)
        return plain

    def _value(self, plain: object, item: Document | Page | None) -> object:
        if isinstance(plain, list):
            return [self._value(one, item) for one in plain]
        if isinstance(plain, dict):
            return {self._value(key, item): self._value(one, item) for key, one in plain.items()}
        if not isinstance(plain, tuple):
            return plain
        sign, *parts = plain
        if sign == _TIME:
            return self._time(*parts)
        if sign == _DATE:
            return date.fromordinal(parts[0])
        assert item is not None
        return Excerpt(item, parts[0])

    def _time(self, written: str, fold: int, zone: object, seconds: int) -> datetime:
        tz: tzinfo | None = None
        if zone == _SITE_ZONE:
            tz = self._zone
        elif zone == _UTC:
            tz = UTC
        elif isinstance(zone, int):
            tz = fixed_offset(zone)
        value = datetime.fromisoformat(written).replace(tzinfo=tz, fold=fold)
        if zone == _SITE_ZONE and value.utcoffset() != timedelta(seconds=seconds):
            raise UnpackableError
        return value


def _are_same(values: list[object], others: Iterable[object]) -> bool:
    return all(one is other for one, other in zip(values, others, strict=True))
