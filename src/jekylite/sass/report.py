"""What Sass said during a build → diagnostics: one line a kind of deprecation, with its count.

A theme of some age makes hundreds of deprecation warnings, the same few sentences again and
again; Dart Sass's own limit of five a kind and style sheet still fills a screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jekylite.diagnostics import INFO, WARNING, Diagnostic
from jekylite.sass.compiler import SassWarning
from jekylite.sass.hints import INSTEAD

TOPIC = "Sass"
_HINT = "see each with `--verbose`; name those you know in `sass.silence_deprecations`"

_OWN_HINT = "the style sheet itself says so, with `@warn`"


def diagnostics(warnings: Iterable[SassWarning], *, verbose: bool = False) -> Iterator[Diagnostic]:
    """The diagnostics of a whole build's warnings.

    Args:
        warnings: of all style sheets, in the order they came.
        verbose: each deprecation by itself. `@warn` and `@debug` are always said one by one.
    """
    kinds: dict[str, list[SassWarning]] = {}
    for warning in warnings:
        if warning.deprecation is None or verbose:
            severity = INFO if warning.kind == "debug" else WARNING
            hint = _OWN_HINT if warning.kind == "warning" and warning.deprecation is None else None
            yield Diagnostic(
                severity, _sentence(warning), at=warning.at, hint=hint, topic=TOPIC, code="JL334"
            )
        else:
            kinds.setdefault(warning.deprecation, []).append(warning)
    last = next(reversed(kinds), None)
    for deprecation, said in kinds.items():
        yield Diagnostic(
            WARNING,
            f"{_sentence(said[0])} ({deprecation}: {_times(len(said))})",
            at=said[0].at,
            hint="; ".join(_advice(deprecation, is_last=deprecation == last)) or None,
            topic=TOPIC,
            code="JL333",
        )


def _advice(deprecation: str, *, is_last: bool) -> Iterator[str]:
    """What to write instead, where that is one thing; below the last how to see or silence them."""
    if deprecation in INSTEAD:
        yield INSTEAD[deprecation]
    if is_last:
        yield _HINT


def _sentence(warning: SassWarning) -> str:
    """The first line of what was said; the rest is advice, which its last words may announce."""
    line = warning.text.strip().partition("\n")[0]
    return line.removesuffix(" Suggestions:").removesuffix(".")


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
