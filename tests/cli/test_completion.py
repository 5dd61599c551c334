"""The completion scripts say what the table of options says, and the shells accept them."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from cli.conftest import Folder
from jekylite.cli.completion import SCRIPTS
from jekylite.cli.options import COMMANDS


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_command_and_option_is_in_the_script(folder: Folder, shell: str) -> None:
    outcome = folder.run("completion", shell)

    assert outcome.code == 0
    for command in COMMANDS:
        assert command.name in outcome.out
        for option in command.options:
            assert (f"-l {option.long[2:]} " if shell == "fish" else option.long) in outcome.out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_accepts_the_script(shell: str) -> None:
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    done = subprocess.run([shell, "-n"], input=SCRIPTS[shell](), text=True, capture_output=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")


COMPLETED = {
    # the words so far, the last one unfinished → what bash offers, or the beginning of it
    "": [
        "build",
        "clean",
        "completion",
        "doctor",
        "help",
        "highlight-css",
        "new",
        "new-theme",
        "schema",
        "serve",
        "theme",
    ],
    "bu": ["build"],
    "build --dra": ["--drafts"],
    "b --no-": ["--no-watch"],
    "build --format ": ["text", "json", "github"],
    "help do": ["doctor"],
    "completion ": ["bash", "zsh", "fish"],
    "-s fold": ["folder"],
    "build -d fold": ["folder"],
    "build --config fi": ["file.yml"],
    "new fold": ["folder"],
    "build --limit_posts ": [],
}


@pytest.mark.parametrize(("typed", "offered"), COMPLETED.items())
def test_bash_completes(folder: Folder, typed: str, offered: list[str]) -> None:
    if not shutil.which("bash"):
        pytest.skip("bash is not installed")
    folder.write("-- file.yml --\n-- folder/x --\n")
    words = ["jekylite", *typed.split(" ")]
    script = SCRIPTS["bash"]() + (
        f"COMP_WORDS=({' '.join(repr(word) for word in words)}); COMP_CWORD={len(words) - 1}; _jekylite\n"
        'printf "%s\\n" "${COMPREPLY[@]}"\n'
    )
    done = subprocess.run(["bash", "--norc"], input=script, text=True, capture_output=True, check=True)

    assert done.stdout.split() == offered


@pytest.mark.parametrize("words", [[], ["tcsh"]])
def test_other_shells_are_refused(folder: Folder, words: list[str]) -> None:
    outcome = folder.run("completion", *words)

    assert outcome.code == 1
    assert "`jekylite completion bash`, `zsh` or `fish`" in outcome.err
