"""The command line is read as Ruby's OptionParser reads it for Jekyll."""

from __future__ import annotations

import pytest

from jekylite.cli.options import COMMANDS, GLOBAL_OPTIONS, Command
from jekylite.cli.parser import parse
from jekylite.errors import UsageError

READ: dict[str, dict[str, object]] = {
    "build": {},
    "build -d out": {"destination": "out"},
    "build -dout": {"destination": "out"},
    "build --destination=out": {"destination": "out"},
    "build --dest out": {"destination": "out"},
    "build --DEST out": {"destination": "out"},
    "build -qV": {"quiet": True, "verbose": True},
    "build -qdout": {"quiet": True, "destination": "out"},
    "build --config a.yml,b.yml": {"config": ["a.yml", "b.yml"]},
    "build --limit_posts 5": {"limit_posts": 5},
    "build --limit-posts=5": {"limit_posts": 5},
    "build --strict-front-matter": {"strict_front_matter": True},
    "build --watch": {"watch": True},
    "build --no-watch": {"watch": False},
    "build --no-wat": {"watch": False},
    "build -w --no-watch": {"watch": False},
    "build -D --future --unpublished": {"show_drafts": True, "future": True, "unpublished": True},
    "build -b /base": {"baseurl": "/base"},
    "build -p a,b --layouts l --safe": {"plugins_dir": ["a", "b"], "layouts_dir": "l", "safe": True},
    "-s web build": {"source": "web"},
    "--safe build": {"safe": True},
    "serve -P 5000 -H 0.0.0.0": {"port": "5000", "host": "0.0.0.0"},
    "serve -P": {},
    "serve -P -o": {"open_url": True},
    "serve --livereload --livereload-port 1 --livereload-ignore a,b": {
        "livereload": True,
        "livereload_port": 1,
        "livereload_ignore": ["a", "b"],
    },
}


@pytest.mark.parametrize(("line", "options"), READ.items())
def test_options(line: str, options: dict[str, object]) -> None:
    assert parse(line.split()).options == options


@pytest.mark.parametrize(
    ("line", "command"),
    [(alias, command.name) for command in COMMANDS for alias in (command.name, *command.aliases)],
)
def test_every_command_has_its_name_and_aliases(line: str, command: str) -> None:
    found = parse([line]).command

    assert found is not None
    assert found.name == command


def test_the_aliases_are_jekylls() -> None:
    assert {alias for command in COMMANDS for alias in command.aliases} == {"b", "s", "server", "hyde"}


def test_other_words_are_kept() -> None:
    assert parse(["new", "my", "site", "--blank"]).words == ["my", "site"]


def test_two_dashes_end_the_options() -> None:
    assert parse(["new", "--", "--blank"]).words == ["--blank"]


def test_a_lone_dash_is_a_word() -> None:
    assert parse(["new", "-"]).words == ["-"]


def test_an_unknown_word_is_no_command() -> None:
    arguments = parse(["publish", "-q"][:1])

    assert (arguments.command, arguments.words) == (None, ["publish"])


WRONG: dict[str, tuple[str, str]] = {
    "build --nope": ("invalid option: --nope", "`jekylite build --help` lists the options"),
    "build --drfats": ("invalid option: --drfats", "did you mean `--drafts`?"),
    "build --no-wacth": ("invalid option: --no-wacth", "did you mean `--watch`?"),
    "build --no-quiet": ("invalid option: --no-quiet", "did you mean `--quiet`?"),
    "build --base_url x": ("invalid option: --base_url", "did you mean `--baseurl`?"),
    "build --url=x": ("invalid option: --url=x", "set `url` in _config.yml"),
    "build --server": ("invalid option: --server", "`jekylite serve` does that"),
    "build -Z": ("invalid option: -Z", "`jekylite build --help` lists the options"),
    "build -v2": ("invalid option: -2", "`jekylite build --help` lists the options"),
    "build -B": ("invalid option: -B", "did you mean `-b` (--baseurl)?"),
    "build --s x": (
        "ambiguous option: --s",
        "it may be one of --source, --strict_front_matter, --strict, --safe",
    ),
    "build -d": ("missing argument: -d", "it takes DIR"),
    "build --config": ("missing argument: --config", "it takes FILE[,FILE2,...]"),
    "build --limit_posts x": ("invalid argument: --limit_posts x", "MAX_POSTS is a number"),
    "build --limit_posts=": ("invalid argument: --limit_posts=", "MAX_POSTS is a number"),
    "build --quiet=yes": ("needless argument: --quiet=yes", "`jekylite build --help` lists the options"),
    "build -q=yes": ("needless argument: -q=yes", "`jekylite build --help` lists the options"),
    "--nope": ("invalid option: --nope", "`jekylite --help` lists the options"),
}


@pytest.mark.parametrize(("line", "error"), WRONG.items())
def test_what_makes_no_sense_is_said_in_optionparsers_words(line: str, error: tuple[str, str]) -> None:
    with pytest.raises(UsageError) as raised:
        parse(line.split())

    assert (raised.value.message, raised.value.hint) == error


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_no_two_options_of_a_command_share_a_name(command: Command) -> None:
    options = command.options
    names = [name for option in options for name in (option.long, option.short) if name]

    assert len(names) == len(set(names))
    # A global option may be repeated with the same meaning only.
    for option in options:
        for other in GLOBAL_OPTIONS:
            if option.short and option.short == other.short:
                assert option.key == other.key
