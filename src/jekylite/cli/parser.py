"""The words of the command line → a command, its options and what is left.

Ruby's OptionParser as Jekyll uses it: options anywhere, `--` ends them, a long name may be cut short as
long as it stays unique, `-` and `_` are one, short flags may be joined (`-qV`), an argument may follow
`=` or the letter itself. The messages are OptionParser's too. argparse was rejected: it takes half of
the start-up budget, and differs in each of these points.
"""

from __future__ import annotations

from jekylite.cli.options import (
    BY_NAME,
    GLOBAL_OPTIONS,
    INTEGER,
    LIST,
    NEGATABLE,
    OPTIONAL_TEXT,
    VALUED_FLAG,
    Command,
    Option,
)
from jekylite.diagnostics import nearest
from jekylite.errors import UsageError

_REMOVED = {
    "server": "`jekylite serve` does that",
    "serve": "`jekylite serve` does that",
    "no_server": "`jekylite build` builds without a server",
    "auto": "`--watch` does that",
    "no_auto": "leave out `--watch`",
    "pygments": "set `highlighter` in _config.yml",
    "paginate": "set `paginate` in _config.yml",
    "url": "set `url` in _config.yml",
}
"""Options of old Jekylls, which its deprecator.rb still knows, and what took their place."""


class Arguments:
    """What was typed.

    Args:
        command: None if there was none.
        options: values by the config's names; only what was given.
        words: what is neither command nor option.
    """

    __slots__ = ("command", "options", "words")

    def __init__(self, command: Command | None, options: dict[str, object], words: list[str]) -> None:
        self.command = command
        self.options = options
        self.words = words

    def has(self, key: str) -> bool:
        return bool(self.options.get(key))


def parse(argv: list[str]) -> Arguments:
    """Read the arguments, without the program's name.

    The command is the first word; global options may stand before it (Jekyll ignores the command then).

    Raises:
        UsageError: OptionParser's message (`invalid option: --nope`), with a near name as hint.
    """
    command = _command_of(argv)
    available = (*command.options, *GLOBAL_OPTIONS) if command else GLOBAL_OPTIONS
    parser = _Parser(available, f"jekylite {command.name}" if command else "jekylite")
    parser.parse(argv)
    words = parser.words
    if command and words and BY_NAME.get(words[0]) is command:
        words = words[1:]
    return Arguments(command, parser.values, words)


def _command_of(argv: list[str]) -> Command | None:
    """The first word names the command; the argument of a global option in front of it is no word."""
    waiting = list(argv)
    while waiting:
        word = waiting.pop(0)
        if not word.startswith("-"):
            return BY_NAME.get(word)
        taker = next((option for option in GLOBAL_OPTIONS if word in (option.short, option.long)), None)
        if taker and taker.takes_argument and waiting:
            waiting.pop(0)
    return None


class _Parser:
    def __init__(self, available: tuple[Option, ...], program: str) -> None:
        self._program = program
        self._short: dict[str, Option] = {}
        self._long: dict[str, tuple[Option, bool]] = {}  # by plain name: the option, and False for --no-
        for option in available:  # of two with one name the first wins: a command's before the global one
            if option.short:
                self._short.setdefault(option.short, option)
            self._long.setdefault(_plain(option.long[2:]), (option, True))
            if option.kind == NEGATABLE:
                self._long.setdefault("no_" + _plain(option.long[2:]), (option, False))
        self.values: dict[str, object] = {}
        self.words: list[str] = []

    def parse(self, argv: list[str]) -> None:
        waiting = list(argv)
        while waiting:
            word = waiting.pop(0)
            if word == "--":
                self.words += waiting
                return
            if word.startswith("--"):
                self._take_long(word, waiting)
            elif word.startswith("-") and word != "-":
                self._take_short(word, waiting)
            else:
                self.words.append(word)

    def _take_long(self, word: str, waiting: list[str]) -> None:
        name, has_value, value = word[2:].partition("=")
        option, positive = self._named(word, _plain(name))
        if not option.takes_argument:
            if option.kind == VALUED_FLAG and value:
                self.values[option.key] = value
                return
            if has_value:
                raise self._usage_error(f"needless argument: {word}")
            self.values[option.key] = positive
            return
        self._take_value(option, word if has_value else f"--{name}", value if has_value else None, waiting)

    def _named(self, word: str, name: str) -> tuple[Option, bool]:
        exact = self._long.get(name)
        if exact is not None:
            return exact
        found = [self._long[known] for known in self._long if name and known.startswith(name)]
        if len({option.key for option, _ in found}) > 1:
            names = ", ".join(option.long for option, _ in found)
            raise self._usage_error(f"ambiguous option: {word}", f"it may be one of {names}")
        if name in _REMOVED:
            raise self._usage_error(f"invalid option: {word}", _REMOVED[name])
        if not found:
            meant = nearest(name.removeprefix("no_"), self._long)
            shown = "--" + meant.replace("no_", "no-", 1) if meant and meant.startswith("no_") else None
            if meant and shown is None:
                shown = self._long[meant][0].long
            raise self._usage_error(f"invalid option: {word}", f"did you mean `{shown}`?" if shown else None)
        return found[0]

    def _take_short(self, word: str, waiting: list[str]) -> None:
        letters = word[1:]
        while letters:
            letter, letters = "-" + letters[0], letters[1:]
            option = self._short.get(letter)
            if option is None:
                raise self._usage_error(f"invalid option: {letter}", self._other_case(letter))
            if option.takes_argument:
                self._take_value(option, letter, letters or None, waiting)
                return
            if letters.startswith("="):
                raise self._usage_error(f"needless argument: {word}")
            self.values[option.key] = True

    def _other_case(self, letter: str) -> str | None:
        other = self._short.get(letter.swapcase())
        return f"did you mean `{other.short}` ({other.long})?" if other else None

    def _take_value(self, option: Option, shown: str, value: str | None, waiting: list[str]) -> None:
        """`value` is what was joined to the option; else the next word is taken."""
        if value is None and waiting and (option.kind != OPTIONAL_TEXT or not _is_option(waiting[0])):
            value = waiting.pop(0)
        if value is None:
            if option.kind == OPTIONAL_TEXT:
                return
            raise self._usage_error(f"missing argument: {shown}", f"it takes {option.argument}")
        if option.kind == INTEGER:
            try:
                self.values[option.key] = int(value, 0)
            except ValueError:
                shown = shown if "=" in shown else f"{shown} {value}"
                raise self._usage_error(
                    f"invalid argument: {shown}", f"{option.argument} is a number"
                ) from None
        elif option.kind == LIST:
            self.values[option.key] = value.split(",")
        else:
            self.values[option.key] = value

    def _usage_error(self, message: str, hint: str | None = None) -> UsageError:
        return UsageError(message, hint=hint or f"`{self._program} --help` lists the options")


def _plain(name: str) -> str:
    return name.lower().replace("-", "_")


def _is_option(word: str) -> bool:
    return word.startswith("-") and word != "-"
