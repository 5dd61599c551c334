"""Every message has a code, every code a section, and the pages say what the tables say."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from jekylite import errors
from jekylite.check import told
from jekylite.check.families import RULES, messages_page, rules_page
from jekylite.codes import CODES

TOP = Path(__file__).parents[2]
SOURCES = sorted((TOP / "src/jekylite").rglob("*.py"))
ERRORS = {
    name
    for name, value in vars(errors).items()
    if isinstance(value, type) and issubclass(value, errors.JekyliteError)
} | {"YamlSyntaxError", "NotAMappingError"}


def messages() -> Iterator[tuple[str, ast.Call]]:
    """Where an error or a warning is made: (place, call)."""
    for path in SOURCES:
        if path.name == "diagnostics.py" or "check" in path.parts[-2]:
            continue
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(call, ast.Call):
                continue
            name = getattr(call.func, "id", getattr(call.func, "attr", ""))
            owner = ast.unparse(call.func.value) if isinstance(call.func, ast.Attribute) else ""
            is_warning = name == "warn" and owner.endswith(("collector", "console"))
            if name in ERRORS or name == "Diagnostic" or is_warning:
                yield f"{path.relative_to(TOP)}:{call.lineno}", call


def test_every_error_and_warning_is_made_with_a_code() -> None:
    bare = [place for place, call in messages() if not any(word.arg == "code" for word in call.keywords)]
    assert bare == []


def test_every_error_and_warning_says_what_to_do() -> None:
    """Or has a way to: a template's fault looks its hint up by its words."""
    bare = [place for place, call in messages() if not any(word.arg == "hint" for word in call.keywords)]
    assert bare == []


def test_the_table_holds_the_codes_in_use_and_no_other() -> None:
    used = set()
    for path in SOURCES:
        if path.name != "codes.py":
            used.update(re.findall(r'"(JL\d{3})"', path.read_text("utf-8")))
    assert used == set(CODES) | {rule.code for rule in RULES}
    of_the_build = {rule.code for rule in told.RULES}
    assert of_the_build <= set(CODES)
    assert not set(CODES) & {rule.code for rule in RULES} - of_the_build


def test_the_pages_say_what_the_tables_say() -> None:
    """To write them anew: replace what follows the introduction by these texts."""
    assert (TOP / "site/docs/messages.md").read_text("utf-8").endswith(f".\n\n{messages_page()}")
    assert (TOP / "site/docs/check.md").read_text("utf-8").endswith(f"## Rules\n\n{rules_page()}")
