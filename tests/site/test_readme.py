"""What README.md and CONTRIBUTING.md promise: commands, options and files that are there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import builders
from html_page import dead_addresses, read_page

README = (builders.TOP / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (builders.TOP / "CONTRIBUTING.md").read_text(encoding="utf-8")


def tasks(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(builders.TOP / "tasks.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize("chore", sorted(set(re.findall(r"tasks\.py (\w+)", README + CONTRIBUTING))))
def test_a_chore_that_the_texts_name_exists(chore: str) -> None:
    assert f"tasks.py {chore}" in tasks("--help").stdout


def test_a_chore_that_does_not_exist_is_a_usage_error() -> None:
    done = tasks("deploy")
    assert done.returncode == 2
    assert "deploy" in done.stderr


def test_every_option_in_the_readme_is_one_of_build() -> None:
    table = README[README.index("| Option of `build`") :].split("\n\n", 1)[0]
    help_text = subprocess.run(
        [sys.executable, "-m", "jekylite", "build", "--help"],
        env={"PYTHONPATH": str(builders.TOP / "src")},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    ).stdout.replace("--[no-]", "--")
    options = re.findall(r"`(--?[a-zA-Z_-]+)", table)
    assert options
    assert [option for option in options if not re.search(rf"(?<![\w-]){option}\b", help_text)] == []


@pytest.mark.parametrize("text", [README, CONTRIBUTING], ids=["README.md", "CONTRIBUTING.md"])
def test_every_file_that_the_texts_link_to_is_there(text: str) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", text)
    assert [link for link in links if not (builders.TOP / link).exists()] == []


def test_the_demo_leads_from_one_page_to_every_example(tmp_path: Path) -> None:
    if Path(sys.prefix) != builders.TOP / ".venv":
        pytest.skip("these tests run outside .venv, which the demo would have to make first")
    done = tasks("demo", str(tmp_path / "out"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert str(tmp_path / "out/index.html") in done.stdout
    front = read_page(tmp_path / "out/index.html")
    examples = {path.parent.name for path in builders.EXAMPLES.glob("*/_config.yml")}
    assert {Path(address).parts[0] for address in front.linked()} == examples
    assert dead_addresses({"index.html": front}, root=tmp_path / "out") == []


@pytest.mark.parametrize("text", [README, CONTRIBUTING], ids=["README.md", "CONTRIBUTING.md"])
def test_the_error_shown_is_the_one_that_jekylite_prints(text: str, tmp_path: Path) -> None:
    head = "---\nlayout: resume\ntitle: Résumé\n---\n"
    page = head + "\n## Experience\n\n{% for job in site.data.cv.jobs %}\n### {{ job.role }}\n"
    (tmp_path / "index.md").write_text(page, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "jekylite", "build", "--quiet"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(builders.TOP / "src")},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    shown = re.findall(r"^```\n(error: .*?)^```$", text, re.M | re.S)
    # On a terminal, as it is shown, Jekyll's own line is left out.
    assert shown == [done.stderr.partition("  Liquid Exception:")[0]]
