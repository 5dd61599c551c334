"""The Sass compilers of this machine: the one that a build uses, and the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jekylite.config.config import Config
from jekylite.doctor.entry import IGNORED, REFUSED, SUPPORTED, Entry
from jekylite.errors import ConvertError
from jekylite.sass import CompilerPlace, SassCompiler
from jekylite.sass.find import other_compilers


def compilers(config: Config, environ: Mapping[str, str]) -> Iterator[Entry]:
    """The one in use first; one that is missing, and needed only by sites with Sass, is the first entry."""
    named = None if config.safe else config.mapping("sass").get("compiler")
    at = config.place("sass", "compiler") if named else None
    used: CompilerPlace | None = None
    with SassCompiler(
        config.source, compiler=named if isinstance(named, str) else None, environ=environ
    ) as compiler:
        try:
            used = compiler.place
            yield Entry(compiler.description, SUPPORTED, "compiles the style sheets", at)
        except ConvertError as error:
            yield Entry("compiler", REFUSED, f"{error.message}; {error.hint}; only `.scss` needs it", at)
    for place in other_compilers(used, environ):
        name = place.command[0] if place.kind == "library" else str(place.path)
        yield Entry(name, IGNORED, f"is there too ({place.origin}), and not used")
