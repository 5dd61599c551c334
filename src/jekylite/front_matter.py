"""Front matter: the YAML head of a page, and its body byte for byte.

`split` is python-frontmatter's handler with Jekyll's rules: `frontmatter.parse` and `load` strip the
body on both sides, accept a blank first line and `----`, and do not know `...`; so `YAMLHandler` is
extended, and its `split` and `load` are called directly.

Source: Jekyll 4.4.1 document.rb (YAML_FRONT_MATTER_REGEXP), convertible.rb, utils.rb
(has_yaml_header?). Known difference: none.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple, cast

from frontmatter.default_handlers import YAMLHandler

from jekylite.errors import FrontMatterError, Location
from jekylite.ruby import yaml

_BLANKS = " \t\r\n\f\v"  # Ruby's \s
# Heads that are remembered from one build of a process to the next: most of them are as they were.
_HEADS = 20_000


class FrontMatter(NamedTuple):
    """What a file is made of.

    Args:
        data: the head's keys in the order of the file, {} where it is empty or absent.
        body: what follows the head, unchanged; the whole text where there is none.
        body_line: 1-based line of the file on which `body` begins.
        present: whether there is a complete head.
    """

    data: dict[str, object]
    body: str
    body_line: int
    present: bool


class NotAMappingError(FrontMatterError):
    """Front matter that is a text or a list; Jekyll stops there even without `--strict_front_matter`."""


def begins(first_line: bytes) -> bool:
    """Whether a file that begins so has front matter at all: `---`, blanks, end of line.

    Args:
        first_line: at least the bytes up to the first `\\n`; more do no harm.

    Source: Jekyll 4.4.1 utils.rb, has_yaml_header?: raw bytes, so that a byte order mark hides it.
    """
    if not first_line.startswith(b"---"):
        return False
    line, newline, _ = first_line.partition(b"\n")
    return bool(newline) and not line[3:].strip(b" \t\r\f\v")


def split(text: str, path: str) -> FrontMatter:
    """Cut front matter from body and read it.

    Args:
        text: the whole file, decoded, newlines as they are.
        path: relative to the source; for error messages only, nothing is read.

    Raises:
        FrontMatterError: YAML that SafeYAML refuses; its line counts from the top of the file. Jekyll
            goes on with the body alone (`cut`), unless `--strict_front_matter` is given.
        NotAMappingError: a text or a list.
    """
    cut_text = cut(text)
    if not cut_text.present:
        return FrontMatter({}, text, 1, False)
    data = {key: _copied(value) for key, value in _loaded(cut_text.head, path).items()}
    return FrontMatter(data, cut_text.body, cut_text.body_line, True)


@lru_cache(maxsize=_HEADS)
def _loaded(head: str, path: str) -> dict[str, object]:
    return _HANDLER.load(head, path=path)


def _copied(value: object) -> object:
    """The value with containers of its own: generators and hooks may change what they are given."""
    if isinstance(value, list):
        return [_copied(item) for item in value]
    if isinstance(value, dict):
        return {key: _copied(item) for key, item in value.items()}
    return value


class Cut(NamedTuple):
    """A text cut in two, nothing interpreted: `head` begins with its `---`."""

    head: str
    body: str
    body_line: int
    present: bool


def cut(text: str) -> Cut:
    """Find where the head ends: at a line of `---` or `...`, with the blank lines after it.

    Source: Jekyll 4.4.1 document.rb, YAML_FRONT_MATTER_REGEXP, as one walk over lines: blanks run over
    line ends on both fences, and `--- tail` neither opens nor closes.
    """
    if not text.startswith("---"):
        return Cut("", text, 1, False)
    head_start = _after_blank_lines(text, 3)
    if head_start == 3:
        return Cut("", text, 1, False)
    position = head_start
    while position < len(text):
        if text.startswith(("---", "..."), position):
            body_start = _after_blank_lines(text, position + 3)
            if body_start != position + 3 or body_start == len(text):
                return Cut(text[:position], text[body_start:], text.count("\n", 0, body_start) + 1, True)
        position = text.find("\n", position) + 1
        if position == 0:
            break
    return Cut("", text, 1, False)


def _after_blank_lines(text: str, start: int) -> int:
    """The place after the last line end of the blanks at `start`, or after all of them at the end of
    the text; `start` itself where something else comes first on the line."""
    end = start
    while end < len(text) and text[end] in _BLANKS:
        end += 1
    if end == len(text):
        return end
    return text.rfind("\n", start, end) + 1 or start


class JekyllHandler(YAMLHandler):
    """python-frontmatter's YAML handler with Jekyll's fences and SafeYAML's types."""

    def split(self, text: str) -> tuple[str, str]:
        """Head and body; ("", text) where there is no complete head."""
        cut_text = cut(text)
        return cut_text.head, cut_text.body

    def load(self, fm: str, **place: object) -> dict[str, object]:
        """The head's mapping; `false`, `null` and nothing are an empty one, as `data ||= {}` makes them.

        Args:
            fm: the head, from its `---` on.
            place: `path`, for error messages.

        Raises:
            FrontMatterError: not YAML.
            NotAMappingError: YAML, but no mapping.
        """
        path = str(place.get("path", "front matter"))
        try:
            data = yaml.load(fm, path)
        except yaml.YamlSyntaxError as error:
            raise FrontMatterError(
                f"front matter is not valid YAML: {error.message}", at=error.at, hint=error.hint, code="JL201"
            ) from None
        if data is None or data is False:
            return {}
        if not isinstance(data, dict):
            kind = "a list" if isinstance(data, list) else "a single value"
            raise NotAMappingError(
                f"Invalid YAML front matter: {kind}, not `key: value` lines",
                at=Location(path, 1, 1),
                hint="write `title: …` between the dashes, or remove them",
                code="JL202",
            )
        return cast("dict[str, object]", data)


_HANDLER = JekyllHandler()


def place_of_key(path: str, shown: str, key: str) -> Location:
    """Where a file's front matter sets `key`; the file alone if it does not, or cannot be read.

    For messages: the file is read again, since nobody keeps the lines of keys.

    Args:
        path: absolute, "" for what no file is behind.
        shown: what the message calls it.
    """
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            head = cut(file.read()).head
    except OSError:
        return Location(shown)
    for number, line in enumerate(head.splitlines(), 1):
        name, colon, _ = line.partition(":")
        if colon and name.strip("\"' ") == key and not line.startswith(" "):
            return Location(shown, number, 1)
    return Location(shown)
