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


class Report:
    """Takes findings and hands them on as diagnostics.

    One cause, such as a link in a layout, may show on a thousand pages: findings of the same rule with
    the same words are one, which names the first page and counts the others.

    Args:
        severities: rule name → severity, where it is not the rule's own.
        collector: gets the diagnostics when `close` is called.
    """

    def __init__(self, severities: Mapping[str, str], collector: Collector) -> None:
        self._severities = severities
        self._collector = collector
        self._found: dict[tuple[str, str, Location | None], tuple[Diagnostic, set[str]]] = {}

    def wants(self, rule: Rule) -> bool:
        """Is the rule switched on? Ask before work that only it needs."""
        return self._severity(rule) != OFF

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
            at: in the source; without a line where only the file is known.
            hint: what to do.
            shown: the place in the built file where it shows.
        """
        severity = self._severity(rule)
        if severity == OFF:
            return
        key = (rule.code, message, at if at.line is not None else None)
        known = self._found.get(key)
        if known is not None:
            known[1].add(shown.path if shown else at.path)
            return
        diagnostic = Diagnostic(
            severity, message, at=at, hint=hint, code=rule.code, chain=(shown,) if shown else ()
        )
        self._found[key] = (diagnostic, {shown.path if shown else at.path})

    def close(self) -> int:
        """Hand all findings to the collector, in the order of their places; answers how many there are."""
        ordered = sorted(
            self._found.values(),
            key=lambda found: (found[0].at.path, found[0].at.line or 0) if found[0].at else ("", 0),
        )
        for diagnostic, files in ordered:
            if len(files) > 1:
                diagnostic.message += f" (on {len(files)} pages)"
            self._collector.add(diagnostic)
        return len(ordered)

    def _severity(self, rule: Rule) -> str:
        return self._severities.get(rule.name, rule.severity)


def names(rules: Collection[Rule]) -> list[str]:
    """The names of rules, for hints."""
    return [rule.name for rule in rules]
