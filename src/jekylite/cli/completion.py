"""Completion scripts for bash, zsh and fish, made from the table of options.

bash: `source <(jekylite completion bash)`. zsh: the same, after `compinit`.
fish: `jekylite completion fish | source`.
"""

from __future__ import annotations

from collections.abc import Iterator

from jekylite.cli.options import BY_NAME, COMMANDS, FILE, FOLDER, GLOBAL_OPTIONS, NEGATABLE, Command, Option


def _options_of(command: Command) -> list[Option]:
    """A command's options and the global ones that it does not have itself."""
    own = {option.key for option in command.options}
    return [*command.options, *(option for option in GLOBAL_OPTIONS if option.key not in own)]


def _words_of(command: Command) -> str:
    """The words that may follow a command, separated by blanks."""
    if command.arguments == "COMMANDS":
        return " ".join(known.name for known in COMMANDS)
    return "" if command.arguments == FOLDER else command.arguments


def _names(option: Option) -> list[str]:
    """Every way to write an option."""
    names = [option.long, option.short, "--no-" + option.long[2:] if option.kind == NEGATABLE else ""]
    return [name for name in names if name]


def bash() -> str:
    """A script for bash 4 and later."""
    cases = []
    takers: dict[str, list[str]] = {}
    for command in COMMANDS:
        options = " ".join(name for option in _options_of(command) for name in _names(option))
        pattern = "|".join((command.name, *command.aliases))
        words = _words_of(command)
        folders = "; folders=1" if command.arguments == FOLDER else ""
        cases.append(f"        {pattern}) options='{options}'; words='{words}'{folders} ;;")
        for option in _options_of(command):
            if option.takes_argument:
                reply = {FILE: "-f", FOLDER: "-d", "": "-W ''"}.get(
                    option.completes, f"-W '{option.completes}'"
                )
                names = takers.setdefault(reply, [])
                names += [name for name in _names(option) if name not in names]
    arguments = [
        f'        {"|".join(names)}) COMPREPLY=($(compgen {reply} -- "$word")); return ;;'
        for reply, names in takers.items()
    ]
    shared = " ".join(name for option in GLOBAL_OPTIONS for name in _names(option))
    return "\n".join(
        [
            "# bash completion for jekylite",
            "_jekylite() {",
            '    local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}"',
            "    local command='' options='' words='' folders='' typed",
            '    for typed in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do',
            f'        case "$typed" in {"|".join(BY_NAME)}) command="$typed"; break ;; esac',
            "    done",
            '    case "$before" in',
            *arguments,
            "    esac",
            '    case "$command" in',
            *cases,
            f"        *) options='{shared}'; words='{' '.join(command.name for command in COMMANDS)}' ;;",
            "    esac",
            '    if [[ "$word" == -* ]]; then',
            '        COMPREPLY=($(compgen -W "$options" -- "$word"))',
            '    elif [[ -n "$folders" ]]; then',
            '        COMPREPLY=($(compgen -d -- "$word"))',
            "    else",
            '        COMPREPLY=($(compgen -W "$words" -- "$word"))',
            "    fi",
            "}",
            "complete -F _jekylite jekylite",
            "",
        ]
    )


def zsh() -> str:
    """A script for zsh's `compinit`."""
    lines = [
        "#compdef jekylite",
        "_jekylite() {",
        "    local -a commands",
        "    commands=(",
        *(f"        {_quoted(f'{command.name}:{command.summary}')}" for command in COMMANDS),
        "    )",
        "    if (( CURRENT == 2 )); then",
        "        _describe command commands",
        "        return",
        "    fi",
        '    case "$words[2]" in',
    ]
    for command in COMMANDS:
        lines.append(f"        {'|'.join((command.name, *command.aliases))})")
        lines.append("            _arguments \\")
        for option in _options_of(command):
            lines += [f"                {spec} \\" for spec in _zsh_specs(option)]
        if command.arguments == FOLDER:
            words = "_files -/"
        else:
            words = f"({_words_of(command)})" if command.arguments else ""
        lines.append(f"                {_quoted(f'2:argument:{words}') if words else _quoted('*: :')}")
        lines.append("            ;;")
    return "\n".join([*lines, "    esac", "}", "compdef _jekylite jekylite", ""])


def _zsh_specs(option: Option) -> Iterator[str]:
    action = {FILE: "_files", FOLDER: "_files -/", "": ""}.get(option.completes, f"({option.completes})")
    argument = (
        f":{option.argument.strip('[]').split('[')[0].rstrip(',')}:{action}" if option.takes_argument else ""
    )
    summary = option.help.replace("[", "(").replace("]", ")").replace(":", " -")
    for name in _names(option):
        yield _quoted(f"{name}[{summary}]{argument}")


def fish() -> str:
    """A script for fish."""
    lines = ["# fish completion for jekylite", "complete -c jekylite -f"]
    lines += [
        f"complete -c jekylite -n __fish_use_subcommand -a {command.name} -d {_quoted(command.summary)}"
        for command in COMMANDS
    ]
    for command in COMMANDS:
        names = " ".join((command.name, *command.aliases))
        condition = _quoted(f"__fish_seen_subcommand_from {names}")
        words = _words_of(command)
        if words or command.arguments == FOLDER:
            reply = _quoted("(__fish_complete_directories)" if command.arguments == FOLDER else words)
            lines.append(f"complete -c jekylite -n {condition} -a {reply}")
        for option in _options_of(command):
            lines += [f"complete -c jekylite -n {condition} {spec}" for spec in _fish_specs(option)]
    return "\n".join([*lines, ""])


def _fish_specs(option: Option) -> Iterator[str]:
    argument = ""
    if option.takes_argument:
        argument = {
            FILE: " -r -F",
            FOLDER: f" -x -a {_quoted('(__fish_complete_directories)')}",
            "": " -x",
        }.get(option.completes, f" -x -a {_quoted(option.completes)}")
    short = f"-s {option.short[1:]} " if option.short else ""
    yield f"{short}-l {option.long[2:]} -d {_quoted(option.help)}{argument}"
    if option.kind == NEGATABLE:
        yield f"-l no-{option.long[2:]} -d {_quoted(option.help)}"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


SCRIPTS = {"bash": bash, "zsh": zsh, "fish": fish}
