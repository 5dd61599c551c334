"""The built files by their names: clashes, gaps, and what was not meant to be published."""

from __future__ import annotations

import re

from jekylite.check.built import BuiltSite
from jekylite.check.page import HtmlPage
from jekylite.check.rule import OFF, Report, Rule
from jekylite.check.sources import DATA, TEMPLATES
from jekylite.check.tags import Lines
from jekylite.diagnostics import ERROR, WARNING
from jekylite.errors import ConfigError, Location
from jekylite.ruby.values import to_s

CASE_CLASH = Rule(
    "JL475", "case-clash", WARNING, "Two files differ in upper and lower case only; Windows and Mac keep one"
)
HARD_NAME = Rule("JL476", "unportable-name", WARNING, "A file name that Windows does not take")
EMPTY_PAGE = Rule("JL477", "empty-page", WARNING, "A page has nothing to show")
NO_INDEX = Rule("JL478", "missing-index", ERROR, "The site has no `index.html` at its top")
NO_404 = Rule("JL479", "missing-404", OFF, "The site has no `404.html`")
SECRET_FILE = Rule("JL480", "secret-file", ERROR, "A published file looks like a key, password or database")
SECRET_TEXT = Rule("JL481", "secret-text", ERROR, "A published file holds what looks like a key or token")
LEFTOVER = Rule("JL482", "leftover-file", WARNING, "A published file is an editor's or a system's leftover")
PERSONAL = Rule(
    "JL483", "personal-data", WARNING, "A page shows what `check: personal_data:` says it must not"
)

RULES = (
    CASE_CLASH, HARD_NAME, EMPTY_PAGE, NO_INDEX, NO_404, SECRET_FILE, SECRET_TEXT, LEFTOVER, PERSONAL,
)  # fmt: skip

_UNPORTABLE = re.compile(
    r'[<>:"|?*\\\x00-\x1f]|[. ]\Z|^(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?\Z', re.IGNORECASE
)
_SECRET_NAME = re.compile(
    r"(?:^|/)(?:\.env(?:\.\w+)?|\.npmrc|\.pypirc|\.netrc|\.htpasswd|id_(?:rsa|dsa|ecdsa|ed25519)|"
    r"credentials\.json|secrets?\.(?:ya?ml|json)|[^/]+\.(?:pem|key|p12|pfx|jks|kdbx?|sqlite3?|ppk))\Z",
    re.IGNORECASE,
)
# What it is, what it cannot be without, and what it looks like.
_SECRET_TEXTS = (
    (
        "a private key",
        b"PRIVATE KEY-----",
        re.compile(rb"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\s+[A-Za-z0-9+/=\s]{100}"),
    ),
    ("an AWS access key", b"AKIA", re.compile(rb"(?<![A-Z0-9])AKIA[0-9A-Z]{16}(?![A-Z0-9])")),
    *(
        ("a GitHub token", kind, re.compile(rb"(?<!\w)" + kind + rb"[A-Za-z0-9]{36}(?!\w)"))
        for kind in (b"ghp_", b"gho_", b"ghu_", b"ghs_", b"ghr_")
    ),
    ("a Slack token", b"xox", re.compile(rb"(?<!\w)xox[baprs]-\d{8,}-[A-Za-z0-9-]{10,}")),
    ("a Stripe key", b"sk_live_", re.compile(rb"(?<!\w)sk_live_[A-Za-z0-9]{20,}")),
)
_LEFTOVER = re.compile(
    r"(?:^|/)(?:\.DS_Store|Thumbs\.db|desktop\.ini|npm-debug\.log|[^/]+\.(?:swp|swo|orig|rej|bak|tmp|pyc)|[^/]+~)\Z",
    re.IGNORECASE,
)
_SEARCHED = (".html", ".js", ".json", ".xml", ".txt", ".css", ".yml", ".yaml", ".md", ".env", ".pem")


def look(built: BuiltSite, report: Report) -> None:
    """Every file's name, then the text of those that hold text."""
    _look_for_clashes(built, report)
    _look_for_gaps(built, report)
    personal = _personal(built)
    for path in sorted(built.paths):
        _look_at_name(path, built, report)
        if path.lower().endswith(_SEARCHED):
            content = built.read(path)
            _look_for_secrets(path, content, built, report)
            if personal:
                _look_for_people(path, content.decode("utf-8", "replace"), personal, built, report)


def look_at_page(page: HtmlPage, built: BuiltSite, report: Report) -> None:
    """Has the page anything to show?"""
    body = page.root.find("body")
    if body is None or len(body) or (body.text or "").strip() or page.facts.is_redirect:
        return
    if "<body" in page.text.lower():
        report.find(
            EMPTY_PAGE,
            f"`{page.path}` shows nothing",
            built.sources.whole(page.source),
            hint="give it a text or a layout, or `published: false`",
        )


def _look_at_name(path: str, built: BuiltSite, report: Report) -> None:
    if any(_UNPORTABLE.search(part) for part in path.split("/")):
        report.find(
            HARD_NAME, f"Windows does not take the file name `{path}`", built.file(path), hint="rename it"
        )
    if _SECRET_NAME.search(path):
        report.find(
            SECRET_FILE, f"`{path}` is published, and looks like a secret", built.file(path),
            hint="put it into `exclude`, and change the secret if it was public",
        )  # fmt: skip
    if _LEFTOVER.search(path):
        report.find(
            LEFTOVER, f"`{path}` is published, and looks like a leftover", built.file(path), hint="delete it"
        )


def _look_for_secrets(path: str, content: bytes, built: BuiltSite, report: Report) -> None:
    for what, beginning, pattern in _SECRET_TEXTS:
        match = pattern.search(content) if beginning in content else None
        if match is None or b"EXAMPLE" in match[0].upper():
            continue
        # What is shown of a key may not be all of it: messages end up in public logs.
        found = match[0].decode("ascii", "replace").split("\n")[0]
        report.find(
            SECRET_TEXT, f"`{path}` holds {what}",
            built.sources.find(built.source_of(path), [found], TEMPLATES, DATA) or built.file(path),
            hint="take it out, and ask for a new one if it was public",
            shown=Location(path, *Lines(content.decode("latin-1")).place(match.start())),
        )  # fmt: skip


def _look_for_people(
    path: str, text: str, personal: list[re.Pattern[str]], built: BuiltSite, report: Report
) -> None:
    for wanted in personal:
        for match in wanted.finditer(text):
            if not match[0]:
                continue
            place = built.sources.find(built.source_of(path), [match[0]], TEMPLATES, DATA)
            report.find(
                PERSONAL, f"a page shows `{match[0]}`", place or built.file(path),
                hint="take it out, or the pattern out of `personal_data`",
                shown=Location(path, *Lines(text).place(match.start())),
            )  # fmt: skip


def _look_for_gaps(built: BuiltSite, report: Report) -> None:
    if built.addresses.file_at("") is None and built.paths:
        report.find(
            NO_INDEX, "the site has no `index.html`, so its address shows an error", Location("index.md"),
            hint="write `index.md`",
        )  # fmt: skip
    if "404.html" not in built.paths:
        report.find(
            NO_404, "the site has no `404.html`", Location("404.html"),
            hint="write one, and say where readers find what they look for",
        )  # fmt: skip


def _look_for_clashes(built: BuiltSite, report: Report) -> None:
    by_case: dict[str, list[str]] = {}
    for path in sorted(built.paths):
        by_case.setdefault(path.lower(), []).append(path)
    for paths in by_case.values():
        if len(paths) > 1:
            report.find(
                CASE_CLASH, f"these files differ in case only: {', '.join(f'`{path}`' for path in paths)}",
                built.file(paths[-1]), hint="rename all but one",
            )  # fmt: skip


def _personal(built: BuiltSite) -> list[re.Pattern[str]]:
    """The patterns of `check: personal_data:`.

    Raises:
        ConfigError: one is no regular expression.
    """
    given = built.config.mapping("check").get("personal_data")
    found = []
    for pattern in given if isinstance(given, list) else [given] if given else []:
        try:
            found.append(re.compile(to_s(pattern)))
        except re.error as error:
            raise ConfigError(
                f"`{pattern}` is no regular expression: {error}",
                at=built.config.place("check", "personal_data"),
                hint="put a backslash before `+`, `(`, `[` and their like if they stand for themselves",
                code="JL120",
            ) from None
    return found
