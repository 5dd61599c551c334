"""Style sheets of ten real projects: the CSS is that of npm's `sass` 1.99.0, byte for byte.

npm's package is the same Dart Sass compiled to JavaScript and run by its own command line,
so nothing of ours has a part in what is expected. The packages are installed once into
pytest's cache. Themes that npm does not have are taken where they lie: minima from its
Debian package, just-the-docs from $JEKYLITE_REAL_SITES/just-the-docs+just-the-docs.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from jekylite.sass import SassCompiler, SassOptions

pytestmark = pytest.mark.slow

PACKAGES = (
    "sass@1.99.0",
    "@fortawesome/fontawesome-free@7.3.1",
    "@picocss/pico@2.1.1",
    "bootstrap@5.3.9",
    "bulma@1.0.4",
    "foundation-sites@6.9.0",
    "milligram@1.4.1",
    "spectre.css@0.5.9",
    "uikit@3.25.29",
)

# Name → the folder it lies in, and a style sheet that loads it.
STYLE_SHEETS = {
    "minima": ("minima", '@import "minima";'),
    "just-the-docs": (
        "just-the-docs",
        '@import "support/support", "custom/setup", "color_schemes/light", "modules";',
    ),
    "bootstrap": ("npm", '@import "bootstrap/scss/bootstrap";'),
    "bulma": ("npm", '@use "bulma/bulma";'),
    "fontawesome": (
        "npm",
        "".join(
            f'@use "@fortawesome/fontawesome-free/scss/{part}";'
            for part in ("fontawesome", "solid", "brands")
        ),
    ),
    "foundation": ("npm", '@import "foundation-sites/scss/foundation"; @include foundation-everything;'),
    "milligram": ("npm", '@import "milligram/src/milligram";'),
    "pico": ("npm", '@use "@picocss/pico/scss/pico";'),
    "spectre": ("npm", '@import "spectre.css/src/spectre"; @import "spectre.css/src/spectre-exp";'),
    "uikit": (
        "npm",
        "".join(
            f'@import "uikit/src/scss/{part}";' for part in ("variables-theme", "mixins-theme", "uikit-theme")
        ),
    ),
}
MINIMA = Path("/usr/share/rubygems-integration/all/gems/minima-2.5.1/_sass")


@pytest.fixture(scope="module")
def node_modules(pytestconfig: pytest.Config) -> Path:
    """The installed packages; installed again only when the list changes."""
    npm = shutil.which("npm")
    if npm is None or pytestconfig.cache is None:
        pytest.skip("npm is not installed")
    folder = pytestconfig.cache.mkdir("sass-packages")
    stamp = folder / "installed"
    if not stamp.is_file() or stamp.read_text() != "\n".join(PACKAGES):
        options = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-save", f"--prefix={folder}"]
        options += ["--fetch-retries=1", "--fetch-timeout=60000"]  # where there is no way to the packages
        try:
            installed = subprocess.run(
                [npm, "install", *options, *PACKAGES],
                capture_output=True,
                text=True,
                timeout=300,
                check=False,
            )
        except subprocess.TimeoutExpired:
            pytest.skip("npm cannot install within five minutes")
        if installed.returncode != 0:
            pytest.skip(f"npm cannot install: {installed.stderr.strip()[-300:]}")
        stamp.write_text("\n".join(PACKAGES))
    return folder / "node_modules"


@pytest.fixture(scope="module")
def folder_of(node_modules: Path) -> Callable[[str], Path]:
    """Where the style sheets of an origin lie; the test is skipped if they do not."""
    real_sites = Path(os.environ.get("JEKYLITE_REAL_SITES", "real-sites"))
    folders = {
        "npm": node_modules,
        "minima": MINIMA,
        "just-the-docs": real_sites / "just-the-docs+just-the-docs/_sass",
    }

    def find(origin: str) -> Path:
        if not folders[origin].is_dir():
            pytest.skip(f"the style sheets of {origin} are not at {folders[origin]}")
        return folders[origin].resolve()

    return find


@pytest.fixture(scope="module")
def expected_css(
    node_modules: Path, folder_of: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str, str], str]:
    """CSS by npm's `sass`; all style sheets of a folder in one run, for Node starts slowly."""
    output = tmp_path_factory.mktemp("expected")
    done: set[tuple[str, str]] = set()

    def compile_all(origin: str, style: str) -> None:
        pairs = []
        for name, (lies_in, text) in STYLE_SHEETS.items():
            if lies_in == origin:
                entry = output / f"entry-{name}.scss"  # not `minima`: it would load itself
                entry.write_text(text)
                pairs.append(f"{entry}:{output / style / name}.css")
        options = ["--quiet", "--no-source-map", f"--style={style}", f"--load-path={folder_of(origin)}"]
        # Not `.bin/sass`: a package may bring the one of another package along.
        program = ["node", node_modules / "sass/sass.js"]
        subprocess.run([*program, *options, *pairs], check=True, timeout=300)

    def css(name: str, style: str) -> str:
        origin = STYLE_SHEETS[name][0]
        if (origin, style) not in done:
            compile_all(origin, style)
            done.add((origin, style))
        return (output / style / f"{name}.css").read_text(encoding="utf-8")

    return css


@pytest.mark.parametrize("style", ["expanded", "compressed"])
@pytest.mark.parametrize("name", STYLE_SHEETS)
def test_css_equals_that_of_npm_sass_1_99_0(
    name: str,
    style: str,
    sass: SassCompiler,
    folder_of: Callable[[str], Path],
    expected_css: Callable[[str, str], str],
    tmp_path: Path,
) -> None:
    (tmp_path / "site").mkdir()
    if sass.version != "1.99.0":
        pytest.skip(f"the compiler here is Dart Sass {sass.version}")
    origin, text = STYLE_SHEETS[name]
    options = SassOptions(
        style="compressed" if style == "compressed" else "expanded", load_paths=(folder_of(origin),)
    )
    expected = expected_css(name, style)

    result = sass.compile(text, syntax="scss", options=options)

    assert len(result.css) > 5_000
    assert result.css + "\n" == expected
