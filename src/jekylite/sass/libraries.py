"""libsass and sasso: Sass compilers as Python libraries, used only where the site names one.

Their CSS differs from Dart Sass's (libsass knows no `@use`; sasso places comments elsewhere).
They make no source map here and tell of no deprecations, and they do not say what they
loaded: every Sass file that they could have loaded is named instead.
"""

from __future__ import annotations

import importlib
import importlib.metadata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jekylite.sass.find import LIBRARIES
from jekylite.sass.messages import Answer, CompilerError, Failure, LogEvent, Request
from jekylite.sass.urls import path_of


class LibraryCompiler:
    """One of LIBRARIES, in this process.

    Args:
        distribution: its name on PyPI, a key of LIBRARIES.

    Raises:
        CompilerError: it is not installed.
    """

    is_alive = True

    def __init__(self, distribution: str) -> None:
        self._distribution = distribution
        try:
            self._module: Any = importlib.import_module(LIBRARIES[distribution])
            self.version = importlib.metadata.version(distribution)
        except (ImportError, OSError) as error:
            raise CompilerError(
                f"{distribution} cannot be loaded: {error}", hint=f"run `pip install {distribution}`"
            ) from error

    def compile(self, request: Request) -> Answer:
        compiled = self._libsass if self._distribution == "libsass" else self._sasso
        folders = [str(folder) for folder in _folders(request)]
        css, error = compiled(request, folders)
        text = f"{self._distribution} is not Dart Sass: the CSS may differ from Jekyll's"
        return Answer(
            css=css.removesuffix("\n"),
            source_map="",
            failure=Failure(error.partition("\n")[0], error, None) if error else None,
            loaded_urls=tuple(path.as_uri() for path in _loadable(request)),
            log=(LogEvent("warning", text, text, None, None),),
        )

    def close(self) -> None:
        """Nothing runs beside us."""

    def _libsass(self, request: Request, folders: list[str]) -> tuple[str, str]:
        try:
            css: str = self._module.compile(
                string=request.source,
                output_style=request.options.style,
                include_paths=folders,
                indented=request.syntax == "indented",
            )
        except self._module.CompileError as error:
            return "", str(error).removeprefix("Error: ").strip()
        return css, ""

    def _sasso(self, request: Request, folders: list[str]) -> tuple[str, str]:
        try:
            css: str = self._module.compile(
                request.source,
                style=request.options.style,
                syntax="sass" if request.syntax == "indented" else "scss",
                load_paths=folders,
                url=request.url,
            )
        except self._module.SassoError as error:
            return "", str(error)
        return css, ""


def _folders(request: Request) -> Iterator[Path]:
    """The style sheet's own folder, then the load paths."""
    if request.url is not None:
        yield path_of(request.url).parent
    yield from request.options.load_paths


def _loadable(request: Request) -> Iterator[Path]:
    for folder in _folders(request):
        for suffix in ("scss", "sass", "css"):
            yield from folder.rglob(f"*.{suffix}")
