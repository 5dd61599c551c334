"""The help texts, made from the table of options. Their shape is Jekyll's: name, usage, options."""

from __future__ import annotations

from jekylite.cli.options import COMMANDS, GLOBAL_OPTIONS, Command, Option

DESCRIPTION = "Builds Jekyll sites without Ruby: the same source, the same _site"

_SHOWN_COLUMNS = 34


def program_help(version: str) -> str:
    """What `jekylite help` prints."""
    names = [", ".join((command.name, *command.aliases)) for command in COMMANDS]
    width = max(map(len, names)) + 2
    return "\n".join(
        [
            f"jekylite {version} -- {DESCRIPTION}",
            "",
            "Usage:",
            "",
            "  jekylite <subcommand> [options]",
            "",
            "Options:",
            *_lines(GLOBAL_OPTIONS),
            "",
            "Subcommands:",
            *(f"  {name:{width}}{command.summary}" for name, command in zip(names, COMMANDS, strict=True)),
        ]
    )


def command_help(command: Command) -> str:
    """What `jekylite help build` and `jekylite build --help` print."""
    own = {option.key for option in command.options}
    lines = [
        f"jekylite {command.name} -- {command.summary}",
        "",
        "Usage:",
        "",
        f"  jekylite {command.syntax}",
    ]
    if command.aliases:
        lines += ["", f"Aliases: {', '.join(command.aliases)}"]
    if command.options:
        lines += ["", "Options:", *_lines(command.options)]
    shared = tuple(option for option in GLOBAL_OPTIONS if option.key not in own)
    return "\n".join([*lines, "", "Options of every subcommand:", *_lines(shared)])


def _lines(options: tuple[Option, ...]) -> list[str]:
    lines = []
    for option in options:
        shown = f"  {option.shown}"
        if len(shown) >= _SHOWN_COLUMNS:
            lines += [shown, " " * _SHOWN_COLUMNS + option.help]
        else:
            lines.append(f"{shown:{_SHOWN_COLUMNS}}{option.help}")
    return lines
