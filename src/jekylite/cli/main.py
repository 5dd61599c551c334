"""From the words typed to an exit code; where all exceptions end but Ctrl-C.

What the user can mend is printed as `error: …` (`jekylite.errors`). Everything else is a bug of ours:
exit code 70 and a report file. Commands are imported by name when chosen, nothing before.
"""

from __future__ import annotations

import sys

from jekylite import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from jekylite.cli.console import Console
    from jekylite.cli.parser import Arguments
    from jekylite.errors import JekyliteError, UsageError


def run(argv: list[str]) -> int:
    """Run the command in `argv` (without the program's name).

    Returns:
        The exit code: 0, or what `jekylite.errors` has for the failure.

    Raises:
        KeyboardInterrupt: Ctrl-C; it can come before anything here has begun, so the caller ends it.
    """
    if argv in (["--version"], ["-v"]):
        sys.stdout.write(f"jekylite {__version__}\n")
        return 0

    from jekylite.cli.console import TEXT, Console
    from jekylite.cli.parser import parse
    from jekylite.errors import BUILD_FAILED, INTERNAL_BUG, JekyliteError

    console = Console(form=_typed_form(argv))
    tracing = "--trace" in argv or "-t" in argv
    console.says_jekylls_words = tracing or not sys.stderr.isatty()
    try:
        arguments = parse(argv)
        tracing = arguments.has("trace")
        console.form = _form(arguments) or TEXT
        console.quiet = arguments.has("quiet")
        console.verbose = arguments.has("verbose")
        return _dispatch(arguments, argv, console)
    except JekyliteError as error:
        console.fail(error)
        if tracing:
            _print_trace(error, console)
        return error.exit_code
    except BrokenPipeError:
        _silence_stdout()
        return BUILD_FAILED
    except Exception as error:
        _report_bug(error, argv, console, tracing=tracing)
        return INTERNAL_BUG


def _dispatch(arguments: Arguments, argv: list[str], console: Console) -> int:
    command = arguments.command
    if arguments.has("version"):
        sys.stdout.write(f"jekylite {__version__}\n")
        return 0
    if arguments.has("help"):
        from jekylite.cli.help import command_help, program_help

        sys.stdout.write((command_help(command) if command else program_help(__version__)) + "\n")
        return 0
    if command is None:
        raise _no_command(arguments)

    from importlib import import_module

    exit_code: int = import_module(command.module).run(arguments, console)
    return exit_code


def _no_command(arguments: Arguments) -> UsageError:
    """Jekyll's words for no command and for an unknown one."""
    from jekylite.cli.options import BY_NAME, COMMANDS
    from jekylite.diagnostics import nearest
    from jekylite.errors import UsageError

    if not arguments.words:
        from jekylite.cli.help import program_help

        sys.stdout.write(program_help(__version__) + "\n")
        return UsageError("A subcommand is required.", hint="`jekylite build` builds the site", code="JL100")
    word = arguments.words[0]
    meant = nearest(word, BY_NAME)
    names = ", ".join(command.name for command in COMMANDS)
    return UsageError(
        f"'jekylite {word}' could not be found.",
        hint=f"did you mean `jekylite {meant}`?" if meant else f"the commands are {names}",
        code="JL100",
    )


def _form(arguments: Arguments) -> str | None:
    from jekylite.cli.console import FORMATS
    from jekylite.errors import UsageError

    form = arguments.options.get("format")
    if form is not None and form not in FORMATS:
        raise UsageError(
            f"invalid argument: --format {form}", hint=f"it is one of {', '.join(FORMATS)}", code="JL100"
        )
    return str(form) if form else None


def _typed_form(argv: list[str]) -> str:
    """What `--format` names, for messages about words that cannot be parsed."""
    from jekylite.cli.console import FORMATS, TEXT

    for word, after in zip(argv, [*argv, ""][1:], strict=True):
        form = after if word == "--format" else word.removeprefix("--format=")
        if word.startswith("--format") and form in FORMATS:
            return form
    return TEXT


def _print_trace(error: JekyliteError, console: Console) -> None:
    """Where we raised it; before it Jekyll's general words, where its log has no others."""
    import traceback

    from jekylite.cli.jekylls_words import COULD_NOT_BE_BUILT, jekylls_lines
    from jekylite.errors import UsageError

    if not isinstance(error, UsageError) and not jekylls_lines(error, console.source):
        sys.stderr.write(f"{COULD_NOT_BE_BUILT}\n{' ' * 20}{error.message}\n")
    sys.stderr.write("".join(traceback.format_exception(error)))


def _report_bug(error: Exception, argv: list[str], console: Console, *, tracing: bool) -> None:
    """Say that it is our fault, and leave a file that can be sent as it is."""
    import os
    import platform
    import tempfile
    import traceback

    from jekylite.errors import JekyliteError

    trace = "".join(traceback.format_exception(error))
    report = (
        f"jekylite {__version__}, Python {platform.python_version()}, {platform.platform()}\n"
        f"arguments: {argv}\n\n{trace}"
    )
    try:
        descriptor, path = tempfile.mkstemp(prefix="jekylite-", suffix=".txt")
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(report)
    except OSError:
        path = ""
    console.fail(
        JekyliteError(
            f"a bug in jekylite: {type(error).__name__}: {error}",
            hint=f"please report it with {path}, which holds the details" if path else None,
            code="JL128",
        )
    )
    if tracing or not path:
        sys.stderr.write(trace)


def _silence_stdout() -> None:
    """Whoever read our output has gone; without this, Python complains once more while it ends."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
