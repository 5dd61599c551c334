"""What a rule is, and where its findings go.

A family of rules is a module with `RULES` and `look(built, report)`; `families` lists them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from jekylite.diagnostics import ERROR, WARNING, Collector, Diagnostic
from jekylite.errors import Location

OFF = "off"
SEVERITIES = (OFF, WARNING, ERROR)
_EXAMPLES = 3
"""How many built places a finding shows, if what is found there differs."""


class Rule(NamedTuple):
    """One thing that `check` looks for.

    Args:
        code: stable (`JL401`).
        name: how `check:` in `_config.yml` calls it.
        severity: OFF, WARNING or ERROR unless the configuration says otherwise.
        summary: what it finds, one sentence without full stop.
    """

    code: str
    name: str
    severity: str
    summary: str


class _Cause:
    """What is one fault however often it shows: its first finding, and where else it was found."""

    def __init__(self, first: Diagnostic) -> None:
        self.first = first
        self._shown: dict[str, Location | None] = {}
        self._files: set[str] = set()

    def add(self, message: str, at: Location, shown: Location | None) -> None:
        self._shown.setdefault(message, shown)
        self._files.add((shown or at).path)

    def diagnostic(self) -> Diagnostic:
        """The first finding, with how many are like it."""
        counts = []
        if (others := len(self._shown) - 1) > 0:
            counts.append(f"and {others} more like it")
        if (files := len(self._files)) > 1:
            counts.append(f"on {files} pages")
        if counts:
            self.first.message += f" ({', '.join(counts)})"
        self.first.chain = tuple(shown for shown in list(self._shown.values())[:_EXAMPLES] if shown)
        return self.first


class Report:
    """Takes findings and hands them on as diagnostics.

    One cause, such as a link in a layout, may show on a thousand pages: findings of the same rule at
    the same place, or with the same words, are one, which shows the first page and counts the others.

    Args:
        severities: rule name → severity, where it is not the rule's own.
        collector: gets the diagnostics when `close` is called.
    """

    def __init__(self, severities: Mapping[str, str], collector: Collector) -> None:
        self._severities = severities
        self._collector = collector
        self._found: dict[tuple[str, Location | None, str], _Cause] = {}

    def wants(self, rule: Rule) -> bool:
        """Is the rule switched on? Ask before work that only it needs."""
        return self.severity(rule) != OFF

    def find(
        self,
        rule: Rule,
        message: str,
        at: Location,
        *,
        hint: str | None = None,
        shown: Location | None = None,
    ) -> None:
        """Note a finding.

        Args:
            message: one sentence without full stop; without places, so that equal causes are equal.
            at: in the source; without a column where only the file is known.
            hint: what to do.
            shown: the place in the built file where it shows.
        """
        severity = self.severity(rule)
        if severity == OFF:
            return
        is_known_place = at.column is not None
        is_markup = shown is not None and is_known_place
        key = (rule.code, at if is_known_place else None, "" if is_markup else message)
        cause = self._found.get(key)
        if cause is None:
            first = Diagnostic(severity, message, at=at, hint=hint, code=rule.code)
            cause = self._found[key] = _Cause(first)
        cause.add(message, at, shown)

    def take(self, diagnostic: Diagnostic) -> None:
        """Hand on what somebody else found."""
        self._collector.add(diagnostic)

    def close(self) -> int:
        """Hand all findings to the collector, in the order of their places; answers how many there are."""
        found = [cause.diagnostic() for cause in self._found.values()]
        for diagnostic in sorted(found, key=_place):
            self._collector.add(diagnostic)
        return len(found)

    def severity(self, rule: Rule) -> str:
        """OFF, WARNING or ERROR, as the configuration has it."""
        return self._severities.get(rule.name, rule.severity)


def _place(diagnostic: Diagnostic) -> tuple[str, int, int, str]:
    at = diagnostic.at or Location("")
    return at.path, at.line or 0, at.column or 0, diagnostic.code or ""


def names(rules: Collection[Rule]) -> list[str]:
    """The names of rules, for hints."""
    return [rule.name for rule in rules]
