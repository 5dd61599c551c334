"""The way from an address in a page to the file that answers it, and what may be meant where none does."""

from __future__ import annotations

import os
import re
from functools import cached_property
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from jekylite.check.page import Facts
from jekylite.diagnostics import nearest

MANY = 300
"""Among more names than these nobody looks for the one that may be meant."""
_HOST_NAME = re.compile(
    r"(?:\A|/)(www\.|[\w.-]+\.(?:com|org|net|io|dev|edu|gov|cn|de|me|be)(?:/|\Z))", re.IGNORECASE
)
_INDEXES = ("index.html", "index.htm", "index.xhtml", "index.xml", "index.json")
# Hosts where every project of an owner has a folder of one site: what we did not build may be there.
_SHARED_HOSTS = (".github.io", ".gitlab.io", ".codeberg.page", ".pages.dev")


class Address(NamedTuple):
    """Where a reference leads.

    Args:
        path: decoded, below the destination and without a slash in front; None outside of the site.
        fragment: decoded, without `#`.
        host: lower case, "" inside the site.
        parts: as it was split.
    """

    path: str | None
    fragment: str
    host: str
    parts: SplitResult


class Addresses:
    """The addresses of a built site.

    Args:
        paths: its files, below the destination.
        url, baseurl: of the configuration.
        elsewhere: folders that something else puts beside the site.
        has_domain: it is published under a domain of its own (`CNAME`).
    """

    def __init__(
        self, paths: frozenset[str], url: str, baseurl: str, elsewhere: list[str], *, has_domain: bool
    ) -> None:
        self.paths = paths
        self.url = url
        self.baseurl = "/" + baseurl.strip("/")
        try:
            parts = urlsplit(url)
            self.host = (parts.hostname or "").lower()
        except ValueError:  # the rule `url-form` tells of it
            parts, self.host = urlsplit(""), ""
        # A `url` with a path (`https://host/blog`) is not right, but what it means is clear.
        self._url_path = parts.path.rstrip("/")
        self.is_secure = parts.scheme == "https"
        self._elsewhere = tuple(f"{one.strip('/')}/" for one in elsewhere)
        self._has_domain = has_domain

    def spellings(self, address: str) -> list[str]:
        """How the sources may have an address of a page: decoded, or without what filters put before it."""
        below = address.removeprefix(self.url) or address
        short = below.removeprefix(self.baseurl) if self.baseurl != "/" else below
        found = dict.fromkeys([address, unquote(address), below, short, short.removeprefix("/")])
        return [one for one in found if len(one) > 1 or one == address]

    def resolve(self, reference: str, page: Facts) -> Address | None:
        """Where a reference of a page leads; None for what is no place (`mailto:`), or no URL at all.

        What the configuration says is put there by something else is outside of the site.
        """
        found = self._resolve(reference, page)
        if found is not None and found.path is not None and f"{found.path}/".startswith(self._elsewhere):
            return found._replace(path=None)
        return found

    def _resolve(self, reference: str, page: Facts) -> Address | None:
        try:
            given = urlsplit(reference)
            if given.scheme and given.scheme.lower() not in ("http", "https"):
                return None
            if given.netloc:
                host = (given.hostname or "").lower()
                if host != self.host or not host:
                    return Address(None, "", host, given)
                path = unquote(given.path) or "/"
                if self._url_path and not f"{path}/".startswith(f"{self._url_path}/"):
                    return Address(None, "", host, given)
                below = path[len(self._url_path) :] or "/"
                is_doubled = self._url_path == self.baseurl and not below.startswith(f"{self.baseurl}/")
                inside = below.lstrip("/") if is_doubled else self._below_baseurl(below)
                if inside is None or self._may_be_another_site(inside):
                    return Address(None, "", host, given)
                return Address(inside, unquote(given.fragment), "", given)
            if not given.path:
                return Address(page.path, unquote(given.fragment), "", given)
            if given.path.startswith("/"):
                return Address(self._below_baseurl(unquote(given.path)), unquote(given.fragment), "", given)
            joined = urlsplit(urljoin(page.base, given.path))
        except ValueError:
            return None
        if joined.netloc:
            return Address(None, "", (joined.hostname or "").lower(), given)
        return Address(unquote(joined.path).lstrip("/"), unquote(given.fragment), "", given)

    def advice(self, path: str) -> str:
        """What to do about an address that leads to no file: the file that may be meant, if there is one."""
        folder, _, name = path.rstrip("/").rpartition("/")
        elsewhere = self._by_name.get(name.lower(), [])
        if len(elsewhere) == 1 and name not in _INDEXES:
            return f"did you mean `{elsewhere[0]}`?"
        beside = {one.rpartition("/")[2]: one for one in self._by_folder.get(folder, ())}
        meant = nearest(name, sorted(beside)) if len(beside) <= MANY else None
        if meant is not None:
            return f"did you mean `{beside[meant]}`?"
        if (host := _HOST_NAME.search(path)) is not None:
            return f"for another site, write `https://{path[host.start(1) :]}`"
        top, slash, _ = path.partition("/")
        if slash and top not in self._top:
            return (
                f"mend the address, or list `/{top}/` in `check: elsewhere:` if something else puts it there"
            )
        return "make the file, or mend the address"

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for path in sorted(self.paths):
            found.setdefault(path.rpartition("/")[2].lower(), []).append(path)
        return found

    @cached_property
    def _by_folder(self) -> dict[str, list[str]]:
        """Folder → its files, and its folders as they are named in addresses."""
        found: dict[str, list[str]] = {}
        for path in sorted(self.paths):
            while path:
                folder = path.rpartition("/")[0]
                beside = found.setdefault(folder, [])
                if path in beside[-1:]:
                    break
                beside.append(path)
                path = folder
        return found

    def _may_be_another_site(self, path: str) -> bool:
        """Is an address of our host below a folder that we have not, on a host with a site in each folder?"""
        return self._is_shared and path.partition("/")[0] not in self._top and self.file_at(path) is None

    @cached_property
    def _lower(self) -> dict[str, str]:
        return {known.lower(): known for known in self.paths}

    @cached_property
    def _top(self) -> frozenset[str]:
        return frozenset(path.partition("/")[0] for path in self.paths if "/" in path)

    @cached_property
    def _is_shared(self) -> bool:
        # A domain of one's own shows the sites of all projects as well.
        return self.baseurl == "/" and (self._has_domain or self.host.endswith(_SHARED_HOSTS))

    def _below_baseurl(self, path: str) -> str | None:
        if self.baseurl == "/":
            return path.lstrip("/")
        if path == self.baseurl:
            return ""
        return path[len(self.baseurl) + 1 :] if path.startswith(f"{self.baseurl}/") else None

    def file_at(self, path: str) -> str | None:
        """The file that a web server answers `path` with: itself, a folder's index, or with `.html`."""
        clean = os.path.normpath(path.lstrip("/")) if path else ""  # doubled slashes are one
        if clean in (".", ""):
            candidates = list(_INDEXES)
        elif path.endswith("/"):
            candidates = [f"{clean}/{name}" for name in _INDEXES]
        else:
            candidates = [clean, f"{clean}.html", *(f"{clean}/{name}" for name in _INDEXES)]
        return next((candidate for candidate in candidates if candidate in self.paths), None)

    def folder_at(self, path: str) -> bool:
        """Is there a folder without an index, which some servers list?"""
        return path.endswith("/") and any(known.startswith(path) for known in self.paths)

    def other_case(self, path: str) -> str | None:
        """A file that differs from the one at `path` in case only."""
        wanted = path.lower().rstrip("/")
        for candidate in (wanted, f"{wanted}.html", f"{wanted}/index.html"):
            if candidate in self._lower:
                return self._lower[candidate]
        return None
