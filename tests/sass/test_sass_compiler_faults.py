"""Compilers that hang, die or talk nonsense: one clear error in time, and nothing left running."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from sass_fixtures import FakeCompiler, WriteFiles

from jekylite.errors import ConvertError, Location
from jekylite.sass import SassCompiler, SassOptions

SHORT = 1.5  # seconds, for what waits until then
LONG = 30.0  # seconds, for what must not: a busy machine starts a script slowly

HANGING = "within 1.5 seconds"

FAULTS = {
    "never answers": ("time.sleep(60)", HANGING),
    "never answers and ignores being asked to end": (
        "signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)",
        HANGING,
    ),
    "hangs with a child of its own": (
        "subprocess.Popen(['sh', '-c', 'sleep 60; true', sys.argv[0]]); time.sleep(60)",
        HANGING,
    ),
    "greets, then hangs": ("os.write(1, VERSION); time.sleep(60)", HANGING),
    "hangs in the middle of an answer": ("os.write(1, VERSION + b'\\x20'); time.sleep(60)", HANGING),
    "dies at once": ("raise SystemExit(3)", "ended with status 3"),
    "dies and says why": ("raise SystemExit('no such option')", "status 1: no such option"),
    "greets, then dies": ("os.write(1, VERSION); raise SystemExit(4)", "ended with status 4"),
    "is killed": ("os.write(1, VERSION); os.kill(os.getpid(), signal.SIGKILL)", "ended by SIGKILL"),
    "closes its output": ("os.close(1); time.sleep(60)", "closed its output"),
    "prints text": ("print('Usage: sass [options]\\n' * 9, flush=True); time.sleep(60)", "does not speak"),
    "claims a huge frame": ("os.write(1, b'\\xff' * 100); time.sleep(60)", "does not speak"),
    "answers something else": ("os.write(1, bytes.fromhex('02 07 00')); time.sleep(60)", "does not speak"),
    "sends half a message": ("os.write(1, bytes.fromhex('03 00 42 10')); time.sleep(60)", "does not speak"),
    "has no version": ("os.write(1, bytes.fromhex('01 00')); time.sleep(60)", "does not speak"),
    "asks back": ("os.write(1, VERSION + bytes.fromhex('03 01 22 00')); time.sleep(60)", "does not speak"),
    "reports a protocol error": (
        "os.write(1, VERSION + bytes.fromhex('09 01 0a 06 1a 04') + b'oops'); time.sleep(60)",
        "reports: oops",
    ),
}


@pytest.mark.parametrize(("behaviour", "message"), FAULTS.values(), ids=FAULTS.keys())
def test_a_compiler_that_fails_is_a_clear_error_in_time(
    behaviour: str, message: str, fake_compiler: FakeCompiler, files: WriteFiles
) -> None:
    source = files("")
    program = fake_compiler(behaviour)
    deadline = SHORT if message == HANGING else LONG

    with SassCompiler(source, compiler=str(program), deadline=deadline) as compiler:
        with pytest.raises(ConvertError, match=message) as caught:
            compile_page(compiler, source)
        assert not is_running(program), "it must be gone before the error is shown"

    assert caught.value.at == Location("main.scss")
    assert "the Sass compiler (sass.compiler)" in caught.value.message
    assert caught.value.hint is not None


def test_a_compiler_that_does_not_read_is_ended_too(fake_compiler: FakeCompiler, files: WriteFiles) -> None:
    """A style sheet larger than the pipe blocks the writer, not the reader."""
    source = files("")
    program = fake_compiler("os.write(1, VERSION); time.sleep(60)")

    with (
        SassCompiler(source, compiler=str(program), deadline=SHORT) as compiler,
        pytest.raises(ConvertError, match=HANGING),
    ):
        compile_page(compiler, source, "/* long */" * 100_000)


def test_a_build_after_a_crash_starts_a_new_process(fake_compiler: FakeCompiler, files: WriteFiles) -> None:
    source = files("")
    program = fake_compiler("""
        os.write(1, VERSION)
        if not os.path.exists("crashed"):
            open("crashed", "w").close()
            raise SystemExit(1)
        sys.stdin.buffer.read(1)
        os.write(1, bytes.fromhex('08 01 12 05 12 03 0a 01') + b'x')
        time.sleep(60)
        """)

    with SassCompiler(source, compiler=str(program), deadline=LONG) as compiler:
        with pytest.raises(ConvertError):
            compile_page(compiler, source)
        assert compile_page(compiler, source) == "x"


def test_a_program_that_cannot_run_is_an_error_that_names_it(files: WriteFiles, tmp_path: Path) -> None:
    source = files("")
    program = tmp_path / "sass"
    program.write_bytes(b"\x7fELF no")
    program.chmod(0o755)

    with SassCompiler(source, compiler=str(program)) as compiler, pytest.raises(ConvertError) as caught:
        compile_page(compiler, source)

    assert "is no Dart Sass" in caught.value.message
    assert str(program) in caught.value.message


def test_start_never_raises_and_the_style_sheet_says_it(files: WriteFiles) -> None:
    source = files("")
    compiler = SassCompiler(source, compiler="no-such-sass")
    compiler.start()

    with pytest.raises(ConvertError, match="no-such-sass") as caught:
        compile_page(compiler, source)
    assert caught.value.at == Location("main.scss")


@pytest.mark.parametrize(
    "ending",
    [
        "pass",
        "raise SystemExit(1)",
        "raise RuntimeError",
        "import os, signal; os.kill(os.getpid(), signal.SIGINT)",
    ],
    ids=["returns", "exits", "crashes", "is interrupted"],
)
def test_no_way_out_of_the_program_leaves_a_compiler_behind(
    ending: str, fake_compiler: FakeCompiler, files: WriteFiles
) -> None:
    """The compiler is never closed here; it must end with the program that started it."""
    program = fake_compiler("""
        open("pid", "w").write(str(os.getpid()))
        os.write(1, VERSION)
        time.sleep(60)
        """)
    source = files("")
    script = f"""
        from pathlib import Path
        from jekylite.sass import SassCompiler
        compiler = SassCompiler(Path({str(source)!r}), compiler={str(program)!r})
        compiler.version
        {ending}
        """
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}

    subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)],
        env=environment,
        capture_output=True,
        timeout=30,
        check=False,
    )

    assert not is_process(int((source / "pid").read_text()))


def test_a_compiler_ends_when_its_builder_is_killed(fake_compiler: FakeCompiler, files: WriteFiles) -> None:
    """SIGKILL lets nobody tidy up; the compiler sees its input close, as a real one does."""
    program = fake_compiler("""
        open("pid", "w").write(str(os.getpid()))
        os.write(1, VERSION)
        sys.stdin.buffer.read()
        """)
    source = files("")
    script = f"""
        import os, signal
        from pathlib import Path
        from jekylite.sass import SassCompiler
        compiler = SassCompiler(Path({str(source)!r}), compiler={str(program)!r})
        compiler.version
        os.kill(os.getpid(), signal.SIGKILL)
        """
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}

    killed = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)], env=environment, timeout=30, check=False
    )

    assert killed.returncode == -signal.SIGKILL
    pid = int((source / "pid").read_text())
    waited = time.monotonic() + 10
    while is_process(pid) and time.monotonic() < waited:
        time.sleep(0.05)
    assert not is_process(pid)


def compile_page(compiler: SassCompiler, source: Path, text: str = "a{b:c}") -> str:
    url = (source / "main.scss").as_uri()
    return compiler.compile(text, url=url, syntax="scss", options=SassOptions()).css


def is_process(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")  # a zombie of a killed parent counts as ended
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"


def is_running(program: Path) -> bool:
    """Whether any process has that program among its words, as a wrapper's child has too."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if os.fsencode(program) in words:
            return True
    return False
