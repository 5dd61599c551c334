"""What a user can mend, as exceptions: one sentence, a place, a hint.

Imports nothing, so that every part can raise. The command line prints these as
`error: PATH:LINE:COLUMN: MESSAGE` and turns the class into an exit code; anything
else that escapes is a bug of ours (exit code 70).
"""

from __future__ import annotations

OK = 0
BUILD_FAILED = 1
STRICT_WARNINGS = 3
CHECK_FINDINGS = 4
INTERNAL_BUG = 70
INTERRUPTED = 130


class Location:
    """A place in a source file, as a reader opens it.

    Args:
        path: relative to the site's source where it lies inside it, else absolute; `/` between parts.
        line: 1-based line of the *file* (front matter counts), None where the whole file is meant.
        column: 1-based, in code points, None where the line is meant.
    """

    __slots__ = ("column", "line", "path")

    def __init__(self, path: str, line: int | None = None, column: int | None = None) -> None:
        self.path = path
        self.line = line
        self.column = column

    @classmethod
    def of_byte(cls, path: str, error: UnicodeDecodeError) -> Location:
        """The place of the byte that an encoding has not."""
        line_start = error.object.rfind(b"\n", 0, error.start) + 1
        before = error.object[line_start : error.start].decode(error.encoding, "replace")
        return cls(path, error.object.count(b"\n", 0, error.start) + 1, len(before) + 1)

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)

    def __repr__(self) -> str:
        return f"Location({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Location):
            return NotImplemented
        return (self.path, self.line, self.column) == (other.path, other.line, other.column)

    def __hash__(self) -> int:
        return hash((self.path, self.line, self.column))


class JekyliteError(Exception):
    """Something the user can mend.

    Args:
        message: what is wrong, in the user's words; no full stop, no class name.
        at: where; None only if there is no file to name.
        hint: what to do about it, or None.
        code: the stable code of its kind (`JL101`), or None before it has one.
        chain: the places that led here, nearest first (include in include in page).
        setting: the way to the key of `_config.yml` that is at fault, where `at` is not known; `build`,
            which has the configuration at hand, finds its place.
    """

    exit_code = BUILD_FAILED
    logged: str | None = None
    """The message as Jekyll's log has it, for tools that look for its words: in a template, lines are
    counted from the end of the front matter. None where nothing differs."""

    def __init__(
        self,
        message: str,
        *,
        at: Location | None = None,
        hint: str | None = None,
        code: str | None = None,
        chain: tuple[Location, ...] = (),
        setting: tuple[str, ...] = (),
    ) -> None:
        super().__init__(message)
        self.message = message
        self.at = at
        self.hint = hint
        self.code = code
        self.chain = chain
        self.setting = setting

    def __str__(self) -> str:
        return f"{self.at}: {self.message}" if self.at else self.message


class UsageError(JekyliteError):
    """The words of the command line make no sense."""


class ConfigError(JekyliteError):
    """`_config.yml` or what it asks for cannot be used."""


class FrontMatterError(JekyliteError):
    """The YAML between a page's dashes is broken."""


class DataError(JekyliteError):
    """A file of `_data` is broken."""


class LiquidError(JekyliteError):
    """A template is broken, or broke while it ran."""


class IncludeError(LiquidError):
    """An include that does not exist, is out of bounds, or includes itself for ever."""


class ConvertError(JekyliteError):
    """Markdown, Sass or another converter refused its input."""


class OutputError(JekyliteError):
    """A page has no safe, unique place in the destination, or it cannot be written."""


class PluginError(JekyliteError):
    """A plugin or theme that is asked for is not there, or failed."""
