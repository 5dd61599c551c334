"""The commands besides `build` and `serve`: help, version, new, clean, doctor, schema."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path

import pytest

from cli.conftest import Folder
from jekylite import __version__
from jekylite.cli.options import COMMANDS, GLOBAL_OPTIONS, Command
from jekylite.config.schema import json_schema

# Help, version, and what is no command


@pytest.mark.parametrize("words", [["--version"], ["-v"], ["build", "--version"], ["build", "-v"]])
def test_the_version(folder: Folder, words: list[str]) -> None:
    assert folder.run(*words) == (0, f"jekylite {__version__}\n", "")


@pytest.mark.parametrize("words", [["help"], ["--help"], ["-h"]])
def test_the_help_lists_options_and_commands(folder: Folder, words: list[str]) -> None:
    outcome = folder.run(*words)

    assert outcome.code == 0
    assert outcome.out.startswith(f"jekylite {__version__} -- ")
    assert "\nUsage:\n\n  jekylite <subcommand> [options]\n\nOptions:\n" in outcome.out
    assert "  -s, --source [DIR]              Source directory (defaults to ./)\n" in outcome.out
    assert "\nSubcommands:\n  build, b " in outcome.out
    for command in COMMANDS:
        assert command.summary in outcome.out


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_has_a_help_text(folder: Folder, command: Command) -> None:
    name = command.name
    outcome = folder.run("help", name)

    assert outcome == folder.run(name, "--help")
    assert outcome.code == 0
    for option in command.options:
        assert option.shown.strip() in outcome.out
        assert option.help in outcome.out
    assert max(map(len, outcome.out.splitlines())) <= 110


@pytest.mark.parametrize("alias", ["b", "s", "hyde"])
def test_help_knows_aliases(folder: Folder, alias: str) -> None:
    assert folder.run("help", alias).code == 0


def test_help_for_an_unknown_command_names_the_known_ones(folder: Folder) -> None:
    outcome = folder.run("help", "biuld")

    assert outcome.code == 1
    assert "Hmm... we don't know what the 'biuld' command is." in outcome.err
    assert "did you mean `jekylite help build`?" in outcome.err
    assert "Valid commands: build, b, check, clean," in outcome.out


def test_no_command_prints_the_help_and_fails(folder: Folder) -> None:
    outcome = folder.run()

    assert outcome.code == 1
    assert "Subcommands:" in outcome.out
    assert outcome.err.startswith("error: A subcommand is required.\n")


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("biuld", "did you mean `jekylite build`?"),
        ("publish", "the commands are build, check, clean, completion,"),
    ],
)
def test_an_unknown_command_fails(folder: Folder, word: str, hint: str) -> None:
    outcome = folder.run(word)

    assert outcome.code == 1
    assert f"error: 'jekylite {word}' could not be found.\n  hint: {hint}" in outcome.err


def test_a_bug_is_a_report_and_exit_code_70(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("jekylite.cli.commands.schema.json_schema", lambda: 1 / 0)

    outcome = folder.run("schema")
    (report,) = tmp_path.glob("jekylite-*.txt")

    assert outcome.code == 70
    assert outcome.err.startswith("error: a bug in jekylite: ZeroDivisionError: division by zero\n")
    assert str(report) in outcome.err
    assert "Traceback" in report.read_text()
    assert "Traceback" in folder.run("schema", "--trace").err


# new


def tree(path: Path) -> set[str]:
    return {file.relative_to(path).as_posix() for file in path.rglob("*")}


def test_new_writes_a_resume_that_builds(folder: Folder) -> None:
    outcome = folder.run("new", "my")

    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == f"New jekyll site installed in {folder.path}/my.\n"
    assert {"_config.yml", "_data/cv.yml", "index.md", ".gitignore"} <= tree(folder.path / "my")
    built = folder.built("-s", "my", "--strict")
    assert set(built) == {"index.html", "404.html", "assets/resume.css"}
    assert "<h1>Robin Example</h1>" in built["index.html"]
    assert "{{" not in built["index.html"]


def test_new_blank_writes_a_bare_page_and_empty_folders(folder: Folder) -> None:
    assert folder.run("new", "my", "--blank").code == 0
    assert tree(folder.path / "my") == {
        "_config.yml",
        "_data",
        "_drafts",
        "_includes",
        "_layouts",
        "_layouts/default.html",
        "_posts",
        "_sass",
        "_sass/base.scss",
        "assets",
        "assets/css",
        "assets/css/main.scss",
        "index.md",
    }


def test_new_theme_writes_a_site_for_that_theme(folder: Folder) -> None:
    assert folder.run("new", "my", "--theme", "minima").code == 0

    today = datetime.now().strftime("%Y-%m-%d")
    assert f"_posts/{today}-welcome.markdown" in tree(folder.path / "my")
    assert "theme: minima\n" in (folder.path / "my/_config.yml").read_text()
    assert 'gem "minima"' in (folder.path / "my/Gemfile").read_text()


def test_words_are_one_path(folder: Folder) -> None:
    folder.run("new", "my", "site", "--blank")

    assert (folder.path / "my site/index.md").exists()


def test_new_needs_a_path(folder: Folder) -> None:
    outcome = folder.run("new")

    assert outcome.code == 1
    assert outcome.err.startswith("error: You must specify a path.\n")


def test_new_leaves_a_folder_alone_that_is_not_empty(folder: Folder) -> None:
    folder.write("-- my/index.md --\nmine")
    outcome = folder.run("new", "my")

    assert outcome.code == 1
    assert outcome.err == (
        f"          Conflict: {folder.path}/my exists and is not empty.\n"
        f"                    Ensure {folder.path}/my is empty or else try again with `--force` to proceed"
        " and overwrite any files.\n"
    )
    assert tree(folder.path / "my") == {"index.md"}


def test_new_force_writes_beside_what_is_there(folder: Folder) -> None:
    folder.write("-- my/index.md --\nmine\n-- my/own.txt --\nmine")

    assert folder.run("new", "my", "--force").code == 0
    assert (folder.path / "my/own.txt").read_text() == "mine"
    assert (folder.path / "my/index.md").read_text() != "mine\n"


def test_new_does_not_mind_dotfiles(folder: Folder) -> None:
    folder.write("-- my/.git/HEAD --\nref: x")

    assert folder.run("new", "my").code == 0


def test_skip_bundle_is_accepted(folder: Folder) -> None:
    assert folder.run("new", "my", "--skip-bundle").out.endswith("Bundle install skipped.\n")


# new-theme


def test_new_theme_writes_a_gem(folder: Folder) -> None:
    outcome = folder.run("new-theme", "my", "theme")

    path = folder.path / "my_theme"
    assert (outcome.code, outcome.err) == (0, "")
    assert f"Your new Jekyll theme, my_theme, is ready for you in {path}!\n" in outcome.out
    assert f"            create {path}/_layouts/page.html\n" in outcome.out
    assert {name for name in tree(path) if not name.startswith(".git/")} >= {
        ".gitignore",
        "Gemfile",
        "LICENSE.txt",
        "README.md",
        "_data",
        "_includes",
        "_layouts/default.html",
        "_layouts/page.html",
        "_layouts/post.html",
        "_sass",
        "assets",
        "my_theme.gemspec",
    }
    assert 'spec.name          = "my_theme"\n' in (path / "my_theme.gemspec").read_text()
    assert "<<" not in (path / "README.md").read_text() + (path / "LICENSE.txt").read_text()
    assert not (path / "CODE_OF_CONDUCT.md").exists()


def test_new_theme_includes_a_code_of_conduct_if_asked_to(folder: Folder) -> None:
    assert folder.run("new-theme", "mine", "-c").code == 0
    assert (folder.path / "mine/CODE_OF_CONDUCT.md").exists()


def test_new_theme_leaves_a_folder_alone_that_is_there(folder: Folder) -> None:
    folder.write("-- mine/x --\ny")
    outcome = folder.run("new-theme", "mine")

    assert outcome.code == 1
    assert outcome.err.startswith(f"          Conflict: {folder.path}/mine already exists.\n")
    assert tree(folder.path / "mine") == {"x"}


def test_new_theme_needs_a_name(folder: Folder) -> None:
    outcome = folder.run("new-theme")

    assert outcome.code == 1
    assert outcome.err.startswith("error: You must specify a theme name.\n")


# clean


def test_clean_removes_output_and_caches_and_nothing_else(folder: Folder) -> None:
    folder.write(
        """
-- index.html --
x
-- _site/index.html --
x
-- .jekyll-metadata --
x
-- .sass-cache/x --
x
-- .jekylite-cache/x --
x
"""
    )
    outcome = folder.run("clean")

    assert outcome.code == 0
    assert outcome.err == "Configuration file: none\n"
    assert outcome.out == (
        f"           Cleaner: Removing {folder.path}/_site...\n"
        f"           Cleaner: Removing {folder.path}/.jekyll-metadata...\n"
        f"           Cleaner: Nothing to do for {folder.path}/.jekyll-cache.\n"
        "           Cleaner: Removing .sass-cache...\n"
        f"           Cleaner: Removing {folder.path}/.jekylite-cache...\n"
    )
    assert tree(folder.path) == {"index.html"}


def test_clean_takes_the_options_of_build(folder: Folder) -> None:
    folder.write("-- web/_config.yml --\ncache_dir: cache\n-- web/cache/x --\nx\n-- out/x --\nx")

    assert folder.run("clean", "-s", "web", "-d", "out", "-q").text == ""
    assert tree(folder.path) == {"web", "web/_config.yml"}


@pytest.mark.parametrize("destination", [".", "..", "/"])
def test_clean_never_removes_the_source(folder: Folder, destination: str) -> None:
    folder.write("-- index.html --\nx")
    outcome = folder.run("clean", "-d", destination)

    assert outcome.code == 1
    assert "Destination directory cannot be or contain the Source directory." in outcome.err
    assert (folder.path / "index.html").exists()


def test_clean_removes_a_link_and_not_where_it_leads(folder: Folder) -> None:
    folder.write("-- elsewhere/precious.txt --\nx")
    (folder.path / "_site").symlink_to(folder.path / "elsewhere")

    assert folder.run("clean").code == 0
    assert tree(folder.path) == {"elsewhere", "elsewhere/precious.txt"}


# doctor

HEALTHY = "-- _config.yml --\nurl: https://a.example\n-- index.html --\n---\n---\nx\n"


@pytest.mark.parametrize("name", ["doctor", "hyde"])
def test_doctor_is_content_with_a_good_site(folder: Folder, name: str) -> None:
    outcome = folder.write(HEALTHY).run(name)

    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.endswith("  Your test results are in. Everything looks fine.\n")
    assert not (folder.path / "_site").exists()


FINDINGS = {
    "two sources of one file": (
        "-- index.md --\n---\n---\n",
        "The following destination is shared by multiple files.",
    ),
    "paths that differ by case": (
        "-- About.html --\n---\n---\n-- about.html --\n---\n---\n",
        "The following URLs only differ by case.",
    ),
    "no url": ("-- _config.yml --\ntitle: A\n", "You didn't set an URL in the config file"),
    "a url without a scheme": (
        "-- _config.yml --\nurl: a.example\n",
        "Your site URL does not seem to be absolute",
    ),
    "a url that is no text": ("-- _config.yml --\nurl: 5\n", "Your site URL does not seem to be absolute"),
    "posts beside the collections": (
        "-- _config.yml --\nurl: https://a.example\ncollections_dir: things\n-- _posts/2024-01-01-a.md --\n",
        "Detected '_posts' directory outside custom `collections_dir`!",
    ),
    "relative permalinks": (
        "-- _config.yml --\nurl: https://a.example\nrelative_permalinks: true\n",
        "Your site still uses relative permalinks",
    ),
}


@pytest.mark.parametrize(("files", "finding"), FINDINGS.values(), ids=FINDINGS)
def test_doctor_finds(folder: Folder, files: str, finding: str) -> None:
    outcome = folder.write(HEALTHY + files).run("doctor")

    assert outcome.code == 1
    assert finding in outcome.err


def test_doctor_says_which_compiler_makes_the_style_sheets(folder: Folder) -> None:
    outcome = folder.write(HEALTHY + "-- main.scss --\n---\n---\na { b: c }\n").run("doctor")
    assert re.search(r"Sass: Dart Sass \d+\.\d+\.\d+ \(|no Sass compiler", outcome.out + outcome.err)


def test_doctor_takes_a_configuration(folder: Folder) -> None:
    folder.write(HEALTHY + "-- other.yml --\ntitle: no url\n")

    assert folder.run("doctor", "--config", "other.yml").code == 1


# schema


def test_schema_is_json(folder: Folder) -> None:
    assert json.loads(folder.run("schema").out) == json.loads(json.dumps(json_schema()))


# The documentation

DOCS = Path(__file__).parents[2] / "site" / "docs" / "command-line.md"


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_the_documentation_shows_every_option_with_its_help(command: Command) -> None:
    text = DOCS.read_text("utf-8")

    assert command.name in text
    for option in (*command.options, *GLOBAL_OPTIONS):
        assert f"| `{option.shown.strip()}` | {option.help} |\n" in text
