"""All rules, and one look at a site with those that are switched on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from jekylite.check import (
    head,
    links,
    matter,
    nesting,
    outputs,
    posts,
    printing,
    resources,
    settings,
    structure,
    styles,
    templates,
    told,
    unused,
)
from jekylite.check import privacy as privacy_family
from jekylite.check.built import BuiltSite
from jekylite.check.page import HtmlPage
from jekylite.check.rule import OFF, SEVERITIES, Report, Rule, names
from jekylite.codes import sections
from jekylite.config.config import Config
from jekylite.diagnostics import WARNING, Collector, Diagnostic, nearest
from jekylite.errors import ConfigError
from jekylite.model.site import Site


class Family(NamedTuple):
    """Rules of one kind.

    Args:
        title: as the documentation has it.
        rules: in the order of their codes.
        look_at_page: notes what they find in a page.
        look: notes what they find in the sources, or in the site as a whole.
    """

    title: str
    rules: tuple[Rule, ...]
    look_at_page: Callable[[HtmlPage, BuiltSite, Report], None] | None = None
    look: Callable[[BuiltSite, Report], None] | None = None


FAMILIES = (
    Family("Links", links.RULES, links.look_at_page),
    Family("Images, scripts and styles", resources.RULES, resources.look_at_page, resources.look),
    Family("Style sheets", styles.RULES, styles.look_at_page, styles.look),
    Family("Headings and ids", structure.RULES, structure.look_at_page),
    Family("Nesting", nesting.RULES, nesting.look_at_page),
    Family("Titles and languages", head.RULES, head.look_at_page, head.look),
    Family("Front matter", matter.RULES, look=matter.look),
    Family("Configuration", settings.RULES, look=settings.look),
    Family("Templates", templates.RULES, templates.look_at_page, templates.look),
    Family("Layouts, includes and data", unused.RULES, look=unused.look),
    Family("Posts", posts.RULES, look=posts.look),
    Family("Published files", outputs.RULES, outputs.look_at_page, outputs.look),
    Family("Privacy", privacy_family.RULES, privacy_family.look_at_page, privacy_family.look),
    Family("Paper", printing.RULES, printing.look_at_page),
    Family("What the build says", told.RULES),
)
RULES = tuple(rule for family in FAMILIES for rule in family.rules)
OTHER_SETTINGS = ("personal_data", "allowed_hosts", "elsewhere")
"""Keys of `check:` that are no rules."""


def check(
    config: Config,
    site: Site,
    root: str,
    collector: Collector,
    *,
    privacy: bool = False,
    said: Iterable[Diagnostic] = (),
) -> int:
    """Look at a built site with every rule.

    Args:
        config, site: of the build, or of the sources of an older one.
        root: the built tree, absolute.
        collector: gets the findings.
        privacy: switch on the rules that ask who else learns of readers.
        said: what was told while the configuration was read and the site was built.

    Returns:
        How many findings there are beside what was told before.

    Raises:
        ConfigError: `check:` names a rule or severity that does not exist.
        PluginError: lxml is not installed.
    """
    severities = _severities(config)
    if privacy:
        severities = {rule.name: WARNING for rule in privacy_family.RULES} | severities
    report = Report(severities, collector)
    built = BuiltSite(config, site, root)
    told.hand_on(said, built, report)
    wanted = [family for family in FAMILIES if any(report.wants(rule) for rule in family.rules)]
    for page in built.pages():
        for family in wanted:
            if family.look_at_page is not None:
                family.look_at_page(page, built, report)
    for family in wanted:
        if family.look is not None:
            family.look(built, report)
    return report.close()


def rules_page() -> str:
    """The tables of rules in the documentation of `check`: a heading a family, a row a rule."""
    lines: list[str] = []
    for family in FAMILIES:
        lines += [f"### {family.title}", "", "| rule | code | severity | finds |", "|---|---|---|---|"]
        lines += [
            f"| `{rule.name}` | {rule.code} | {rule.severity} | {rule.summary} |" for rule in family.rules
        ]
        lines.append("")
    return "\n".join(lines)


def messages_page() -> str:
    """Every code with its meaning: those of messages, then those of rules."""
    rules = (
        f"## {rule.code} {rule.name}\n{{: #{rule.code.lower()}}}\n\n{rule.summary}.\n"
        for rule in RULES
        if rule not in told.RULES
    )
    return "\n".join([*sections(), *rules])


def _severities(config: Config) -> dict[str, str]:
    """`check:` of the configuration. YAML reads `off` as false."""
    found: dict[str, str] = {}
    known = {rule.name: rule for rule in RULES}
    for name, value in config.mapping("check").items():
        if name in OTHER_SETTINGS:
            continue
        at = config.place("check", name)
        if name not in known:
            meant = nearest(str(name), names(RULES))
            raise ConfigError(
                f"`check` has no rule `{name}`",
                at=at,
                hint=f"did you mean `{meant}`?" if meant else "the rules are in the documentation of `check`",
                code="JL120",
            )
        severity = OFF if value is False else WARNING if value is True else value
        if severity not in SEVERITIES:
            raise ConfigError(
                f"`check: {name}:` is `{value}`", at=at, hint="it is off, warning or error", code="JL120"
            )
        found[str(name)] = str(severity)
    return found
