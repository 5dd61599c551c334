"""The page of `--profile=html`: a picture of where the time of a build went, and its numbers as tables.

One file that asks nobody for anything: no script, no font, no image. The picture is read from top to
bottom: the build, its phases, and in each phase the templates, includes and converters, as wide as
they took long.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from jekylite.cli.profile import MOST_TEMPLATES
from jekylite.render.profile import CONVERTER, PHASE, TEMPLATE, Frame, Profile

# The first line tells our page from a file that must not be overwritten.
MARK = "<!-- profile of a jekylite build -->"

# A frame narrower than this share of the build is no picture any more; its like are drawn as one.
_NARROWEST = 0.004
_MOST_ROWS = 12
_WORDS = {PHASE: "phase", TEMPLATE: "template", CONVERTER: "converter"}

_STYLE = """
:root { color-scheme: light dark; --ground: #ffffff; --ink: #1d2129; --soft: #56606e; --line: #d5dae1;
  --bar: #3d6fb4; --rest: #e4e8ee; --phase: #cfe0f7; --template: #fbe0b6; --converter: #cdebd3; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #14171c; --ink: #e6e9ee; --soft: #a3adba; --line: #363d47;
    --bar: #7fa8e6; --rest: #262b33; --phase: #27436b; --template: #5c4212; --converter: #1d4d2c; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 1.5rem 1rem 4rem; background: var(--ground);
  color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; margin: 0; }
h2 { font-size: 1.15rem; margin: 2.5rem 0 .75rem; }
p { margin: .25rem 0 .75rem; color: var(--soft); }
figure { margin: 0; }
figcaption { margin-top: .5rem; color: var(--soft); font-size: .9rem; }
.flame { overflow: hidden; border-radius: 4px; }
.frame { min-width: 0; overflow: hidden; }
.name { height: 1.7rem; padding: .1rem .4rem; overflow: hidden; white-space: nowrap; text-overflow: ellipsis;
  font-size: .85rem; line-height: 1.5rem; border: 1px solid var(--ground); border-radius: 3px;
  background: var(--rest); }
.row { display: flex; }
.phase > .name { background: var(--phase); }
.template > .name { background: var(--template); }
.converter > .name { background: var(--converter); }
.key { display: inline-block; margin-right: 1.2rem; }
.key span { display: inline-block; width: .9rem; height: .9rem; margin-right: .35rem; border-radius: 3px;
  border: 1px solid var(--soft); vertical-align: -.1rem; }
.wide { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: .92rem; }
th, td { padding: .3rem .6rem; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap;
  font-variant-numeric: tabular-nums; }
th:first-child, td:first-child { text-align: left; font-weight: normal; overflow-wrap: anywhere;
  white-space: normal; min-width: 9rem; }
thead th:first-child { font-weight: bold; }
td.bar { width: 30%; min-width: 6rem; }
td.bar i { display: block; height: .7rem; border-radius: 2px; background: var(--bar); }
@media print { .frame, .key span, td.bar i { print-color-adjust: exact; } }
"""


def profile_page(profile: Profile, *, title: str, pages: int) -> str:
    """The whole page.

    Args:
        profile: of a build that has ended.
        title: the site's.
        pages: how many were rendered; the others were as the last build had left them.
    """
    total = profile.build.seconds
    frames = list(_all_frames(profile.build))
    slowest = max((frame for frame in frames if frame.kind != PHASE), key=_own_seconds, default=None)
    told = f"{_seconds(total)} for {pages} rendered {'page' if pages == 1 else 'pages'}."
    if slowest is not None:
        told += f" The costliest single place: {slowest.name}, {_seconds(_own_seconds(slowest))}."
    return "\n".join(
        [
            MARK,
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>Where the time went: {escape(title)}</title>",
            f"<style>{_STYLE}</style>\n</head>\n<body>\n<main>",
            f"<h1>Where the time went: {escape(title)}</h1>",
            f"<p>{escape(told)}</p>",
            *_picture(profile.build),
            *_phases(profile),
            *_templates(profile),
            *_converters(frames),
            "</main>\n</body>\n</html>\n",
        ]
    )


def _picture(build: Frame) -> Iterator[str]:
    phases = ", ".join(f"{one.name} {_share(one.seconds, build.seconds)}" for one in build.children.values())
    yield "<figure>"
    yield f'<div class="flame" role="img" aria-label="{escape(f"Time by phase: {phases}")}">'
    if build.seconds > 0:
        yield from _frame(build, build.seconds, build.seconds, 1)
    yield "</div>\n<figcaption>"
    for kind, word in _WORDS.items():
        yield f'<span class="key"><span style="background: var(--{kind})"></span>{word}</span>'
    yield "Below each stands what it called. Wide is slow; the tables have the numbers.</figcaption>"
    yield "</figure>"


def _frame(frame: Frame, within: float, total: float, row: int) -> Iterator[str]:
    """A frame, as wide as its share of the one above it, over what it called."""
    said = escape(f"{frame.name}: {_seconds(frame.seconds)}, {_share(frame.seconds, total)}")
    width = 100 * min(frame.seconds / within, 1) if within > 0 else 0
    yield f'<div class="frame {frame.kind}" style="width: {width:.3f}%" title="{said}">'
    yield f'<div class="name">{escape(frame.name)}</div>'
    called = list(frame.children.values())
    if frame.kind:  # the phases keep their order
        called.sort(key=lambda one: -one.seconds)
    shown = [one for one in called if one.seconds >= _NARROWEST * total]
    if shown and row < _MOST_ROWS:
        yield '<div class="row">'
        for one in shown:
            yield from _frame(one, frame.seconds, total, row + 1)
        rest = [one for one in called if one.seconds < _NARROWEST * total]
        seconds = sum(one.seconds for one in rest)
        if frame.kind and seconds >= _NARROWEST * total:
            gathered = Frame("rest", f"{len(rest)} more")
            gathered.seconds = seconds
            yield from _frame(gathered, frame.seconds, total, row + 1)
        yield "</div>"
    yield "</div>"


def _phases(profile: Profile) -> Iterator[str]:
    total = sum(profile.phases.values())
    rows = [
        (name, (_seconds(seconds), _share(seconds, total)), seconds)
        for name, seconds in profile.phases.items()
    ]
    yield from _table("Phases", "phases", ("Phase", "Time", "Share"), rows)


def _templates(profile: Profile) -> Iterator[str]:
    costs = sorted(profile.templates.items(), key=lambda item: -item[1].seconds)[:MOST_TEMPLATES]
    rows = [
        (path, (f"{cost.count}", f"{cost.size / 1024:.2f} KiB", _seconds(cost.seconds)), cost.seconds)
        for path, cost in costs
    ]
    yield from _table("Templates", "templates", ("File", "Rendered", "Wrote", "Time"), rows)
    if len(profile.templates) > MOST_TEMPLATES:
        yield f"<p>The slowest {MOST_TEMPLATES} of {len(profile.templates)}.</p>"
    if rows:
        yield "<p>Times of a template have those of its includes, and of what it converts, in them.</p>"


def _converters(frames: Iterable[Frame]) -> Iterator[str]:
    sums: dict[str, tuple[int, float]] = {}
    for frame in frames:
        if frame.kind == CONVERTER:
            count, seconds = sums.get(frame.name, (0, 0.0))
            sums[frame.name] = (count + frame.count, seconds + frame.seconds)
    rows = [
        (name, (f"{count}", _seconds(seconds)), seconds)
        for name, (count, seconds) in sorted(sums.items(), key=lambda item: -item[1][1])
    ]
    yield from _table("Converters", "converters", ("Converter", "Texts", "Time"), rows)


def _table(
    title: str,
    identifier: str,
    heads: tuple[str, ...],
    rows: Sequence[tuple[str, tuple[str, ...], float]],
) -> Iterator[str]:
    """Rows of a name, the texts of its cells, and the seconds that its bar shows."""
    yield f'<h2 id="{identifier}">{title}</h2>'
    if not rows:
        yield "<p>None took part in this build.</p>"
        return
    most = max(seconds for _, _, seconds in rows) or 1
    yield f'<div class="wide" role="region" aria-labelledby="{identifier}" tabindex="0">'
    yield f'<table aria-labelledby="{identifier}">\n<thead><tr>'
    yield "".join(f'<th scope="col">{head}</th>' for head in heads) + '<td class="bar"></td></tr></thead>'
    yield "<tbody>"
    for name, cells, seconds in rows:
        bar = f'<td class="bar" aria-hidden="true"><i style="width: {100 * seconds / most:.2f}%"></i></td>'
        texts = "".join(f"<td>{cell}</td>" for cell in cells)
        yield f'<tr><th scope="row">{escape(name)}</th>{texts}{bar}</tr>'
    yield "</tbody>\n</table>\n</div>"


def _all_frames(frame: Frame) -> Iterator[Frame]:
    for child in frame.children.values():
        yield child
        yield from _all_frames(child)


def _own_seconds(frame: Frame) -> float:
    """Without what it called."""
    return frame.seconds - sum(child.seconds for child in frame.children.values())


def _seconds(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms" if seconds < 1 else f"{seconds:.2f} s"


def _share(seconds: float, total: float) -> str:
    return f"{100 * seconds / total:.0f} %" if total > 0 else "0 %"
