"""What the build itself warned of: a part of it can be switched like any rule."""

from __future__ import annotations

import re
from collections.abc import Iterable

from jekylite.check.built import BuiltSite
from jekylite.check.rule import OFF, Report, Rule
from jekylite.diagnostics import WARNING, Diagnostic

MISSPELLED_SETTING = Rule(
    "JL104",
    "misspelled-config",
    WARNING,
    "A key of the configuration looks like a slip for one that is known",
)
OLD_SETTING = Rule("JL111", "old-config", WARNING, "A key of the configuration has another name today")
ODD_SETTING = Rule("JL112", "odd-config", WARNING, "A setting has a value that it cannot have")
UNKNOWN_PLUGIN = Rule("JL107", "unknown-plugin", WARNING, "A plugin that the site asks for is not known")
SKIPPED_PLUGIN = Rule("JL125", "skipped-plugin", WARNING, "A plugin is not used, such as one written in Ruby")
LAX_LIQUID = Rule("JL309", "lax-liquid", WARNING, "Liquid that only the lax grammar can read")
OLD_SASS = Rule("JL333", "old-sass", WARNING, "Sass that is deprecated")

RULES = (
    MISSPELLED_SETTING, OLD_SETTING, ODD_SETTING, UNKNOWN_PLUGIN, SKIPPED_PLUGIN, LAX_LIQUID, OLD_SASS,
)  # fmt: skip

_BY_CODE = {rule.code: rule for rule in RULES}
# A post of the future, of which the rule `post-in-future` says more.
_SAID_BETTER = "JL207"


def hand_on(said: Iterable[Diagnostic], built: BuiltSite, report: Report) -> None:
    """Give the report what the build said, as severe as the rules have it."""
    for diagnostic in said:
        if diagnostic.code == _SAID_BETTER:
            continue
        rule = _BY_CODE.get(diagnostic.code or "")
        if rule is None:
            report.take(diagnostic)
        elif report.severity(rule) != OFF and not (
            rule is MISSPELLED_SETTING and _is_asked_for(diagnostic, built)
        ):
            diagnostic.severity = report.severity(rule)
            report.take(diagnostic)


def _is_asked_for(diagnostic: Diagnostic, built: BuiltSite) -> bool:
    """Does a template ask for the key that looks misspelled? Then it is the site's own."""
    match = re.match(r"`([\w-]+)`", diagnostic.message)
    texts = (built.sources.text(shown) for shown in (*built.sources.shared, *built.sources.templates))
    return match is not None and any(f"site.{match[1]}" in text for text in texts)
