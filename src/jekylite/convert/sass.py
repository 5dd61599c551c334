"""Style sheets as a converter: `.scss` and `.sass` pages → CSS, with a source map beside.

Source: jekyll-sass-converter 3.1.0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from jekylite.convert.base import Source
from jekylite.diagnostics import Collector
from jekylite.errors import ConvertError, Location

if TYPE_CHECKING:
    from jekylite.sass import SassCompiler, SassOptions, SassWarning


class SassConverter:
    """Sass for one build; nothing of it is loaded before the first style sheet.

    Args:
        settings: the configuration's `sass` map.
        source: the site's, absolute.
        theme_folder: the theme's `_sass`, absolute, or None.
        environment: `JEKYLL_ENV`.
        safe: `--safe`.
        collector: is told what the compiler warns of, when the converter is closed.
        verbose: each deprecation, not one line a kind.
    """

    priority = -10

    def __init__(
        self,
        settings: Mapping[str, object],
        *,
        source: Path,
        theme_folder: str | None,
        environment: str,
        safe: bool,
        collector: Collector,
        verbose: bool,
    ) -> None:
        self._settings = settings
        self._source = source
        self._theme_folder = Path(theme_folder) if theme_folder else None
        self._environment = environment
        self._safe = safe
        self._collector = collector
        self._verbose = verbose
        self._compiler: SassCompiler | None = None
        self._options: SassOptions | None = None
        self._warnings: list[SassWarning] = []

    def matches(self, extension: str) -> bool:
        return extension.lower() in (".scss", ".sass")

    def output_ext(self, extension: str) -> str | None:
        return ".css"

    def start(self) -> None:
        """Let the compiler come up while what needs none is rendered."""
        self._ready()[0].start()

    def convert(self, text: str, source: Source) -> str:
        """The CSS of a page, its map beside it; of a document the bare CSS, as the filters give it.

        Raises:
            ConvertError: Sass refuses the text, or no compiler is installed.
        """
        if source.page_path is None:
            return self._document(text, source)
        from jekylite.sass import stylesheet

        compiler, options = self._ready()
        sheet = stylesheet(
            compiler,
            text,
            source=self._source,
            path=source.page_path,
            options=options,
            first_line=source.first_line,
        )
        self._note(sheet.loaded, sheet.warnings)
        if sheet.source_map is not None:
            source.beside[sheet.map_name] = sheet.source_map
        return sheet.css

    def _document(self, text: str, source: Source) -> str:
        """Jekyll tells its Sass converter of pages only: a document has no folder and no map."""
        try:
            return self.compile_text(text, indented=source.path.lower().endswith(".sass"))
        except ConvertError as error:
            error.at = error.at or Location(source.path)
            raise

    def compile_text(self, text: str, *, indented: bool) -> str:
        """Bare CSS, for the filters `scssify` and `sassify`."""
        compiler, options = self._ready()
        result = compiler.compile(
            text, syntax="indented" if indented else "scss", options=options.for_filters()
        )
        self._note(result.loaded, result.warnings)
        return result.css

    def _note(self, loaded: Iterable[Path], warnings: Iterable[SassWarning]) -> None:
        """What was said is told at the end; what was read belongs to what is being rendered."""
        from jekylite.liquid.trace import current

        self._warnings.extend(warnings)
        trace = current()
        if trace is not None:
            trace.files.update(map(str, loaded))

    def _ready(self) -> tuple[SassCompiler, SassOptions]:
        if self._compiler is None or self._options is None:
            from jekylite.sass import SassCompiler, options_from_config

            # A site that is not trusted does not say which program runs.
            named = None if self._safe else self._settings.get("compiler")
            self._compiler = SassCompiler(self._source, compiler=named if isinstance(named, str) else None)
            self._options = options_from_config(
                self._settings,
                self._source,
                self._theme_folder,
                environment=self._environment,
                safe=self._safe,
            )
        return self._compiler, self._options

    def close(self) -> None:
        """End the compiler and tell what it warned of."""
        if self._compiler is None:
            return
        from jekylite.sass import diagnostics

        self._compiler.close()
        self._compiler = None
        for diagnostic in diagnostics(self._warnings, verbose=self._verbose):
            self._collector.add(diagnostic)
        self._warnings.clear()
