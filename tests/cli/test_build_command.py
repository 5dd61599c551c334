"""`jekylite build`: what each option changes in the output."""

from __future__ import annotations

import json
import os
import re

import pytest

from cli.conftest import Folder

BLOG = """
-- _config.yml --
title: A
-- index.html --
---
---
{{ site.title }} {{ site.posts | map: "title" | join: "," }}
-- _posts/2024-01-01-old.md --
---
title: Old
---
-- _posts/2024-02-01-hidden.md --
---
title: Hidden
published: false
---
-- _posts/2030-01-01-later.md --
---
title: Later
---
-- _drafts/idea.md --
---
title: Idea
---
"""


@pytest.fixture
def blog(folder: Folder) -> Folder:
    return folder.write(BLOG)


@pytest.mark.parametrize(
    ("options", "index"),
    [
        ([], "A Old"),
        (["--future"], "A Later,Old"),
        (["--unpublished"], "A Hidden,Old"),
        (["--drafts"], "A Idea,Old"),
        (["-D"], "A Idea,Old"),
        (["--limit_posts", "1", "--future"], "A Later"),
        (["--limit_posts", "0"], "A Old"),
    ],
)
def test_options_choose_which_posts_are_published(blog: Folder, options: list[str], index: str) -> None:
    os.utime(blog.path / "_drafts/idea.md", (1.79e9, 1.79e9))  # a draft is dated by its file
    assert blog.built(*options)["index.html"].strip() == index


def test_source_and_destination_are_folders_of_the_working_folder(folder: Folder) -> None:
    folder.write("-- web/a.txt --\nx")

    assert folder.built("-s", "web", "-d", "web/public", into="web/public") == {"a.txt": "x"}
    assert not (folder.path / "_site").exists()


def test_later_configuration_files_win(folder: Folder) -> None:
    folder.write(
        """
-- a.yml --
title: A
tagline: kept
-- b.yml --
title: B
-- index.html --
---
---
{{ site.title }} {{ site.tagline }}
"""
    )

    assert folder.built("--config", "a.yml,b.yml")["index.html"] == "B kept\n"


def test_baseurl_beats_the_configuration(folder: Folder) -> None:
    folder.write(
        """
-- _config.yml --
baseurl: /file
-- index.html --
---
---
{{ "/a" | relative_url }}
"""
    )

    assert folder.built("-b", "/line")["index.html"] == "/line/a\n"


def test_layouts_may_lie_elsewhere(folder: Folder) -> None:
    folder.write("-- shapes/l.html --\n[{{ content }}]\n-- a.html --\n---\nlayout: l\n---\nx")

    assert folder.built("--layouts", "shapes")["a.html"] == "[x]"


def test_serving_is_false_in_templates(folder: Folder) -> None:
    folder.write("-- index.html --\n---\n---\n{{ site.serving | inspect }}")

    assert folder.built()["index.html"] == "false"


def test_strict_front_matter_stops_at_broken_yaml(folder: Folder) -> None:
    folder.write("-- bad.html --\n---\na: b: c\n---\nx")

    assert folder.run("build").code == 0
    outcome = folder.run("build", "--strict_front_matter")
    assert outcome.code == 1
    assert (
        "error: bad.html:2:5: front matter is not valid YAML: mapping values are not allowed" in outcome.err
    )


def test_strict_fails_with_3_if_there_are_warnings(folder: Folder) -> None:
    folder.write("-- a.html --\n---\nlayout: nope\n---\nx")

    assert folder.run("build").code == 0
    assert folder.run("build", "--strict").code == 3
    assert (folder.path / "_site/a.html").exists()


def test_strict_is_content_with_a_clean_site(folder: Folder) -> None:
    folder.write("-- a.html --\nx")

    assert folder.run("build", "--strict").code == 0


def test_the_messages_of_a_plain_build_are_jekylls(folder: Folder) -> None:
    folder.write("-- index.html --\nx")
    outcome = folder.run("build")

    assert re.sub(r"in \d+\.\d+ seconds", "in N seconds", outcome.out) == (
        f"            Source: {folder.path}\n"
        f"       Destination: {folder.path}/_site\n"
        " Incremental build: disabled. Enable with --incremental\n"
        "      Generating...\n"
        "                    done in N seconds.\n"
        " Auto-regeneration: disabled. Use --watch to enable.\n"
    )
    assert outcome.err == "Configuration file: none\n"


def test_quiet_prints_nothing(folder: Folder) -> None:
    folder.write("-- a.html --\n---\nlayout: nope\n---\nx")

    assert folder.run("build", "-q").text == ""


def test_quiet_still_prints_errors(folder: Folder) -> None:
    assert "does not exist" in folder.run("build", "-q", "-s", "nowhere").err


def test_verbose_prints_more(folder: Folder) -> None:
    folder.write("-- _config.yml --\ntitle: A\n-- a.html --\n---\n---\nx")

    assert len(folder.run("build", "-V").out) >= len(folder.run("build").out)


DOUBTFUL = """
-- a.md --
---
---
text

<div>
-- b.md --
---
---
[a][nowhere] and[^none]
"""


def test_what_is_doubtful_in_markdown_is_counted(folder: Folder) -> None:
    outcome = folder.write(DOUBTFUL).run("build", "--strict")

    assert outcome.code == 0
    assert "          Markdown: 3 warnings; see them with --verbose\n" in outcome.out
    assert "never closed" not in outcome.text


def test_verbose_shows_what_is_doubtful_in_markdown_with_its_place(folder: Folder) -> None:
    outcome = folder.write(DOUBTFUL).run("build", "--verbose")

    assert "see them" not in outcome.out
    assert re.search(r"Kramdown warning: `<div>` is never closed.*\n +in a\.md:5:1\b", outcome.out)
    assert re.search(r"Kramdown warning: there is no footnote `\[\^none\]`\n +in b\.md:3:\d+\b", outcome.out)


def test_kramdowns_show_warnings_makes_them_warnings(folder: Folder) -> None:
    outcome = folder.write(DOUBTFUL + "-- _config.yml --\nkramdown: {show_warnings: true}\n").run(
        "build", "--strict"
    )

    assert outcome.code == 3
    assert outcome.err.count("Kramdown warning") == 3
    assert "see them" not in outcome.out


def test_an_option_of_kramdown_that_does_not_fit_is_said_once_and_of_no_page(folder: Folder) -> None:
    outcome = folder.write(DOUBTFUL + "-- _config.yml --\nkramdown: {toc_levels: 7}\n").run("build")

    assert outcome.code != 0
    assert "`kramdown: toc_levels: 7` does not fit" in outcome.err
    assert "a.md" not in outcome.err


def test_an_unknown_markdown_engine_is_refused_with_what_there_is(folder: Folder) -> None:
    outcome = folder.write(DOUBTFUL + "-- _config.yml --\nmarkdown: pandoc\n").run("build")

    assert outcome.code != 0
    assert "Invalid Markdown processor given: pandoc" in outcome.err
    assert "markdown: mistune" in outcome.err


def test_mistune_reads_commonmark_in_kramdowns_place(folder: Folder) -> None:
    folder.write("-- _config.yml --\nmarkdown: mistune\n-- a.md --\n---\n---\n# A\n1) b\n").run("build")

    assert (folder.path / "_site/a.html").read_text("utf-8") == "<h1>A</h1>\n<ol>\n<li>b</li>\n</ol>\n"


def test_the_configuration_may_ask_for_quiet(folder: Folder) -> None:
    folder.write("-- _config.yml --\nquiet: true\n-- a.html --\nx")

    assert "Generating" not in folder.run("build").out


@pytest.mark.parametrize("option", ["--incremental", "-I"])
def test_incremental_changes_the_message_and_not_the_output(folder: Folder, option: str) -> None:
    folder.write("-- a.html --\nx")

    outcome = folder.run("build", option)

    assert " Incremental build: enabled\n" in outcome.out
    assert (folder.path / "_site/a.html").read_text() == "x"


@pytest.mark.parametrize("option", ["--lsi", "--safe", "--force_polling", "-p=_plugins"])
def test_some_options_change_nothing_in_a_plain_site(folder: Folder, option: str) -> None:
    folder.write("-- a.html --\nx")

    assert folder.built(option) == {"a.html": "x"}


@pytest.mark.parametrize(
    ("options", "cached"), [([], True), (["--disable-disk-cache"], False), (["--safe"], False)]
)
def test_the_cache_may_be_left_out(folder: Folder, options: list[str], cached: bool) -> None:
    folder.write("-- site/a.html --\nx")
    folder.built("-s", "site", "-d", "elsewhere", *options, into="elsewhere")

    assert (folder.path / "site/.jekylite-cache").exists() is cached
    assert (folder.path / "site/.jekyll-cache").exists() is cached


def test_the_folder_that_cache_dir_names_is_hidden_from_git(folder: Folder) -> None:
    folder.write("-- _config.yml --\ncache_dir: .kept/cache\n-- a.html --\nx")
    folder.built()

    ignored = (folder.path / ".kept/cache/.gitignore").read_text()
    assert ignored == "# ignore everything in this directory\n*\n"
    assert not (folder.path / ".jekyll-cache").exists()


@pytest.mark.parametrize("cache_dir", ["", ".", "a.html"])
def test_a_cache_dir_that_is_no_folder_for_a_cache_is_left_alone(folder: Folder, cache_dir: str) -> None:
    folder.write(f"-- _config.yml --\ncache_dir: '{cache_dir}'\n-- a.html --\nx")

    assert folder.built() == {"a.html": "x"}
    assert not (folder.path / ".gitignore").exists()


def test_a_foreign_destination_is_cleaned_only_by_force(folder: Folder) -> None:
    folder.write("-- site/a.html --\nx\n-- elsewhere/precious.txt --\ny")

    refused = folder.run("build", "-s", "site", "-d", "elsewhere")
    assert refused.code == 1
    assert "--force" in refused.err
    assert (folder.path / "elsewhere/precious.txt").exists()

    assert folder.built("-s", "site", "-d", "elsewhere", "--force", into="elsewhere") == {"a.html": "x"}


def test_messages_may_be_json(folder: Folder) -> None:
    folder.write("-- a.html --\n---\nlayout: nope\n---\nx")
    outcome = folder.run("build", "--format", "json")

    assert outcome.err == ""
    objects = [json.loads(line) for line in outcome.out.splitlines()]
    assert {"Configuration file", "Build Warning"} <= {one.get("topic") for one in objects}


def test_messages_may_be_workflow_commands(folder: Folder) -> None:
    folder.write("-- a.html --\n---\na: b: c\n---\nx")

    assert folder.run("build", "--strict_front_matter", "--format", "github").out.startswith(
        "::error file=a.html,line=2,col=5,title=JL201::front matter is not valid YAML"
    )


def test_an_unknown_format_is_refused(folder: Folder) -> None:
    outcome = folder.run("build", "--format", "xml")

    assert (outcome.code, outcome.err) == (
        1,
        "error: invalid argument: --format xml\n  hint: it is one of text, json, github\n  code: JL100\n",
    )


def test_trace_shows_where_an_error_was_raised(folder: Folder) -> None:
    without, with_trace = (
        folder.run("build", "-s", "nowhere"),
        folder.run("build", "-s", "nowhere", "--trace"),
    )

    assert "Traceback" not in without.err
    assert "Traceback" in with_trace.err
    assert without.code == with_trace.code == 1


def test_trace_says_an_error_in_jekylls_words_as_well(folder: Folder) -> None:
    folder.write("-- a.html --\n---\n---\n{% nope %}")

    assert (
        "  Liquid Exception: Liquid syntax error (line 1): Unknown tag 'nope' in a.html\n"
        in folder.run("build", "--trace").err
    )
    assert (
        "             ERROR: YOUR SITE COULD NOT BE BUILT:\n"
        "                    the source `nowhere` does not exist\n"
        in folder.run("build", "-s", "nowhere", "--trace").err
    )


def test_verbose_names_what_is_rendered_and_written(folder: Folder) -> None:
    outcome = folder.write("-- a.md --\n---\n---\nx\n-- b.txt --\nx\n").run("build", "--verbose")

    assert "  Logging at level: debug\n    Jekyll Version: 4.4.1\n" in outcome.out
    assert "         Rendering: a.md\n" in outcome.out
    assert f"           Writing: {folder.path}/_site/a.html\n" in outcome.out
    assert f"           Writing: {folder.path}/_site/b.txt\n" in outcome.out
    assert "Rendering: b.txt" not in outcome.out


# What Jekyll's log says of each, as tools look for it; printed where no terminal listens.
WORDS = {
    "-- a.html --\n---\n---\n{% nope %}": (
        "  Liquid Exception: Liquid syntax error (line 1): Unknown tag 'nope' in a.html\n"
    ),
    '-- a.html --\n---\ntitle: "a\n---\n': (
        "YAML Exception reading {}/a.html: (<unknown>): found unexpected end of stream"
        " while scanning a quoted scalar at line 2 column 8\n"
    ),
    "-- _config.yml --\nplugins: [nope]\n": "  Dependency Error: Yikes! It looks like you don't have nope ",
    "-- a.scss --\n---\n---\na { b: $c }": (
        "  Conversion error: Jekyll::Converters::Scss encountered an error while converting 'a.scss':\n"
    ),
    "-- _posts/2024-01-02-a.md --\n---\ndate: x\n---\n": (
        "             ERROR: YOUR SITE COULD NOT BE BUILT:\n                    Invalid date 'x': Document"
    ),
}


@pytest.mark.parametrize(("files", "words"), WORDS.items(), ids=list(WORDS.values()))
def test_an_error_is_said_in_jekylls_words_as_well(folder: Folder, files: str, words: str) -> None:
    outcome = folder.write(files).run("build")

    assert words.format(folder.path) in outcome.err
    assert outcome.err.count(words.format(folder.path)) == 1


def test_a_terminal_is_spared_jekylls_words(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    outcome = folder.write("-- a.html --\n---\n---\n{% nope %}").run("build")

    assert "Unknown tag 'nope'" in outcome.err
    assert "Liquid Exception" not in outcome.err


def test_trace_counts_lines_as_jekyll_does(folder: Folder) -> None:
    folder.write("-- i.html --\n---\n---\n{% include a.html %}\n-- _includes/a.html --\nx\n{% bogus %}\n")

    assert (
        f"Liquid Exception: Liquid syntax error ({folder.path}/_includes/a.html line 2): "
        "Unknown tag 'bogus' included in i.html\n" in folder.run("build", "--trace").err
    )
    folder.write("-- i.html --\n---\n---\nx\n{% bogus %}\n")
    assert (
        "Liquid Exception: Liquid syntax error (line 2): Unknown tag 'bogus' in i.html\n"
        in folder.run("build", "--trace").err
    )


def test_pagination_without_its_plugin_is_a_warning(folder: Folder) -> None:
    folder.write("-- _config.yml --\npaginate: 2\n-- a.html --\nx")

    assert "Deprecation: You appear to have pagination turned on" in folder.run("build").err


def test_pygments_is_replaced_by_rouge_with_a_warning(folder: Folder) -> None:
    text = "---\n---\n{% highlight ruby %}puts{% endhighlight %}"
    folder.write(f"-- _config.yml --\nhighlighter: pygments\n-- a.html --\n{text}")

    assert "Highlight Tag no longer supports rendering with Pygments." in folder.run("build").err
    assert '<span class="nb">puts</span>' in (folder.path / "_site/a.html").read_text()


def test_a_word_too_many_is_mentioned(folder: Folder) -> None:
    folder.write("-- a.html --\nx")
    outcome = folder.run("build", "web")

    assert outcome.code == 0
    assert "`--source web` builds that folder" in outcome.err


@pytest.mark.parametrize("alias", ["build", "b"])
def test_an_empty_folder_builds(folder: Folder, alias: str) -> None:
    assert folder.run(alias).code == 0


def test_skip_initial_build_in_the_configuration_is_respected(folder: Folder) -> None:
    folder.write("-- _config.yml --\nskip_initial_build: true\n-- a.html --\nx")
    outcome = folder.run("build")

    assert "Skipping the initial build. This may result in an out-of-date site." in outcome.err
    assert not (folder.path / "_site").exists()


FAILURES: dict[str, tuple[str, list[str], str]] = {
    "a destination that holds the source": (
        "-- a.html --\nx",
        ["-d", "."],
        "error: Destination directory cannot be or contain the Source directory.",
    ),
    "broken YAML in the configuration": (
        "-- _config.yml --\na: 1\nb: [1\n",
        [],
        "error: _config.yml:2:4: did not find expected",
    ),
    "broken YAML in data": ("-- _data/d.yml --\na: [1\n", [], "error: _data/d.yml:1:4: "),
    "a missing include": (
        "-- a.html --\n---\n---\n\n{% include nope.html %}",
        [],
        "error: a.html:4:",
    ),
    "an unknown tag": ("-- a.html --\n---\n---\n{% nope %}", [], "error: a.html:3:"),
    "an unknown tag in a layout": (
        "-- _layouts/l.html --\nx\n{% nope %}\n-- a.html --\n---\nlayout: l\n---\n",
        [],
        "error: _layouts/l.html:2:",
    ),
}


@pytest.mark.parametrize(("files", "options", "error"), FAILURES.values(), ids=FAILURES)
def test_a_failing_build_says_where_and_leaves_the_old_site(
    folder: Folder, files: str, options: list[str], error: str
) -> None:
    folder.write("-- _site/old.html --\nold")
    folder.write(files)
    outcome = folder.run("build", *options)

    assert outcome.code == 1
    assert error in outcome.err
    assert "Traceback" not in outcome.err
    assert (folder.path / "_site/old.html").read_text() == "old"


def test_profile_prints_what_phases_and_templates_cost(folder: Folder) -> None:
    folder.write(
        """
-- _layouts/l.html --
[{{ content }}]
-- _includes/i.html --
é
-- a.html --
---
layout: l
---
{% include i.html %}{% include i.html %}
-- plain.html --
---
layout: l
---
no template here
"""
    )
    text = re.sub(r"\d+\.\d{3,4}\b", "N", folder.run("build", "--profile").out)
    text = re.sub(r"0\.0\dK", "SIZE", text)
    squeezed = re.sub(r"[ -]+", " ", text)

    for phase in ("RESET", "READ", "GENERATE", "RENDER", "WRITE", "TOTAL TIME"):
        assert f"| {phase} | N |" in squeezed
    assert "| Filename | Count | Bytes | Time |" in squeezed
    assert "| _layouts/l.html | 2 | SIZE | N |" in squeezed
    assert "| _includes/i.html | 2 | SIZE | N |" in squeezed
    assert "| a.html | 1 | SIZE | N |" in squeezed
    assert "| TOTAL (for 3 files) | 5 | SIZE | N |" in squeezed


def test_without_profile_nothing_is_measured(folder: Folder) -> None:
    folder.write("-- a.html --\n---\n---\n{{ 1 }}")

    assert "Render Stats" not in folder.run("build").out
