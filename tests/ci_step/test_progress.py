"""Progress of long builds: for people, on a terminal, and only when there is something to wait for."""

from __future__ import annotations

import os
import sys

import pytest
from ci_workspace import Workspace

from jekylite.cli import progress
from jekylite.cli.console import JSON, Console
from jekylite.cli.progress import RenderingProgress

# A build of many pages in which each look at the clock is a quarter of a second later than the last.
SLOW_BUILD = """
import sys, time
start, looks = time.monotonic(), [0]
def clock():
    looks[0] += 1
    return start + looks[0] / 4
from jekylite.cli import progress
progress.time = type("Clock", (), {"monotonic": staticmethod(clock)})
from jekylite.cli.main import run
code = run(sys.argv[1:])
print("rich" in sys.modules, code)
"""


@pytest.fixture
def slow(workspace: Workspace) -> Workspace:
    workspace.write({f"{number:02}.html": "---\n---\n{{ 1 }}" for number in range(60)})
    workspace.write({"59.html": "---\nlayout: nope\n---\n"})
    return workspace


def script(workspace: Workspace, *arguments: str) -> list[str]:
    path = workspace.top.parent / "slow_build.py"
    path.write_text(SLOW_BUILD, encoding="utf-8")
    workspace.environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    return [sys.executable, str(path), "build", *arguments]


def on_a_terminal(workspace: Workspace, command: list[str], **environment: str) -> str:
    """What the command shows there."""
    pty = pytest.importorskip("pty", reason="no pseudo-terminals on this system")
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(workspace.top)
        os.execve(command[0], command, workspace.environment | {"TERM": "xterm"} | environment)
    shown = b""
    while True:
        try:
            read = os.read(terminal, 65536)
        except OSError:  # the other side has ended
            break
        if not read:
            break
        shown += read
    os.waitpid(pid, 0)
    os.close(terminal)
    return shown.decode("utf-8").replace("\r\n", "\n")


def test_a_long_build_on_a_terminal_shows_a_bar_and_takes_it_away(slow: Workspace) -> None:
    pytest.importorskip("rich")

    shown = on_a_terminal(slow, script(slow))

    assert "Rendering:" in shown
    assert "/60" in shown
    assert "\033[2K" in shown
    assert shown.rstrip().endswith("True 0")


def test_a_warning_stands_on_a_line_of_its_own_beside_the_bar(slow: Workspace) -> None:
    pytest.importorskip("rich")

    shown = on_a_terminal(slow, script(slow), NO_COLOR="1")

    at = shown.index("Build Warning:")
    assert shown[:at].rstrip(" ").endswith(("\r\033[2K", "\n"))


def test_elsewhere_a_long_build_says_a_line_now_and_then_and_loads_no_rich(slow: Workspace) -> None:
    done = slow.run(*script(slow))

    lines = [line for line in done.stdout.splitlines() if "Rendering:" in line]
    assert lines == [f"         Rendering: {done} of 60" for done in (8, 28, 48)] or len(lines) == 3
    assert "\033" not in done.stdout
    assert done.stdout.endswith("False 0\n")


def test_on_a_terminal_without_rich_the_lines_are_plain(slow: Workspace) -> None:
    hidden = slow.top.parent / "hidden/rich"
    hidden.mkdir(parents=True)
    (hidden / "__init__.py").write_text("raise ImportError")
    command = script(slow)
    slow.environment["PYTHONPATH"] = f"{hidden.parent}{os.pathsep}{slow.environment['PYTHONPATH']}"

    shown = on_a_terminal(slow, command, NO_COLOR="1")

    assert "         Rendering: " in shown
    assert "\033" not in shown


@pytest.mark.parametrize("arguments", [("--quiet",), ("--format", "json"), ("--format", "github")])
def test_nothing_is_said_to_those_who_did_not_ask(slow: Workspace, arguments: tuple[str, ...]) -> None:
    assert "Rendering" not in on_a_terminal(slow, script(slow, *arguments))


def test_a_quick_build_shows_nothing_and_loads_no_rich(slow: Workspace) -> None:
    command = script(slow)
    path = slow.top.parent / "slow_build.py"
    path.write_text(SLOW_BUILD.replace("looks[0] / 4", "looks[0] / 1000"), encoding="utf-8")

    shown = on_a_terminal(slow, command)

    assert "Rendering:" not in shown
    assert shown.rstrip().endswith("False 0")


def test_it_waits_two_seconds(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    now = [100.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    with RenderingProgress(Console()) as rendering:
        now[0] += 1.99
        rendering(1, 9)
        assert capsys.readouterr().out == ""
        now[0] += 0.02
        rendering(2, 9)
        assert capsys.readouterr().out == "         Rendering: 2 of 9\n"


def test_machines_are_told_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "PATIENCE", -1.0)
    with RenderingProgress(Console(form=JSON)) as rendering:
        rendering(1, 9)
    assert capsys.readouterr().out == ""
