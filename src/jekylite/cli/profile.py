"""The two tables of `--profile`, as Jekyll prints them.

Source: Jekyll 4.4.1 profiler.rb, liquid_renderer/table.rb. Known difference: CLEANUP finds what is
obsolete; it is removed in WRITE, since nothing is removed before the new files stand.
No line ends in a blank.
"""

from __future__ import annotations

from collections.abc import Sequence

from jekylite.render.profile import Profile

MOST_TEMPLATES = 50


def profile_report(profile: Profile) -> str:
    """Seconds by phase, then the templates that took longest."""
    phases = [(phase, f"{seconds:.4f}") for phase, seconds in profile.phases.items()]
    total = f"{sum(profile.phases.values()):.4f}"
    templates = sorted(profile.templates.items(), key=lambda item: -item[1].seconds)[:MOST_TEMPLATES]
    costs = [cost for _, cost in templates]
    rows = [(path, f"{cost.count}", _kilobytes(cost.size), f"{cost.seconds:.3f}") for path, cost in templates]
    sums = (
        f"TOTAL (for {len(templates)} files)",
        f"{sum(cost.count for cost in costs)}",
        _kilobytes(sum(cost.size for cost in costs)),
        f"{sum(cost.seconds for cost in costs):.3f}",
    )
    return (
        "\nBuild Process Summary:\n\n"
        + _table([("PHASE", "TIME"), *phases, ("TOTAL TIME", total)])
        + "\n\nSite Render Stats:\n\n"
        + _table([("Filename", "Count", "Bytes", "Time"), *rows, sums])
        + "\n"
    )


def _kilobytes(size: int) -> str:
    return f"{size / 1024:.2f}K"


def _table(rows: Sequence[Sequence[str]]) -> str:
    """The first row is the head; the first column is left-aligned, the others right-aligned."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [
            row[0].ljust(widths[0]),
            *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)),
        ]
        lines.append("| " + " | ".join(cells) + " |")
    lines.insert(1, "+" + "+".join("-" * (width + 2) for width in widths) + "+")
    return "\n".join(lines) + "\n"
