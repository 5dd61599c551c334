"""Front-matter defaults: which sets fit, and which of them wins. The answers are Jekyll 4.4.1's."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.conftest import Load
from jekylite.config.defaults import Defaults
from jekylite.diagnostics import WARNING, Collector
from jekylite.errors import ConfigError


def one_set(scope: str) -> str:
    return f"defaults:\n  - scope: {scope}\n    values: {{fits: true}}\n"


FITS: list[tuple[str, str, str | None, bool]] = [
    # scope, path, type, whether it fits
    ('{path: ""}', "a.md", "pages", True),
    ('{path: ""}', "img.png", None, True),
    ("{}", "a.md", "pages", True),
    ("{path: 5}", "a.md", "pages", True),
    ('{path: "", type: posts}', "_posts/2024-01-01-a.md", "posts", True),
    ('{path: "", type: posts}', "a.md", "pages", False),
    ('{path: "", type: posts}', "img.png", None, False),
    ('{path: "", type: drafts}', "_drafts/a.md", "posts", False),
    ('{path: "", type: notes}', "_notes/fig.png", "notes", True),
    # a path is a prefix of text, not of folders
    ("{path: docs}", "docs/a.html", "pages", True),
    ("{path: docs}", "docsy.html", "pages", True),
    ("{path: docs}", "documents/b.html", "pages", False),
    ("{path: docs/a.html}", "docs/a.html", "pages", True),
    ("{path: docs}", "/docs/a.html", "pages", True),
    ("{path: /docs}", "docs/a.html", "pages", False),
    # a star makes it a glob of what exists
    ('{path: "docs/*/deep.md"}', "docs/b/deep.md", "pages", True),
    ('{path: "docs/*"}', "docs/b/deep.md", "pages", True),
    ('{path: "docs/*"}', "docs/.hidden/x.md", "pages", False),
    ('{path: "**/deep.md"}', "docs/b/deep.md", "pages", True),
    ('{path: "docs/{a,x}*"}', "docs/a.html", "pages", True),
    ('{path: "nowhere/*"}', "nowhere/a.md", "pages", False),
    ('{path: "/docs/*"}', "docs/a.html", "pages", False),
]


@pytest.mark.parametrize(("scope", "path", "kind", "fits"), FITS)
def test_a_scope_fits_by_path_and_type(
    load: Load, scope: str, path: str, kind: str | None, fits: bool
) -> None:
    files = dict.fromkeys(("docs/a.html", "docs/b/deep.md", "docs/.hidden/x.md", "docsy.html"), "")
    config = load({"_config.yml": one_set(scope), **files})

    assert bool(Defaults(config, Collector()).for_path(path, kind)) is fits


@pytest.mark.parametrize(
    ("scope", "path"),
    [
        ("{path: things/_notes}", "_notes/a.md"),
        ("{path: _notes}", "_notes/a.md"),
        ("{path: _notes}", "things/_notes/a.md"),
        ('{path: "things/_notes/*"}', "_notes/a.md"),
    ],
)
def test_the_collections_dir_is_cut_from_scope_and_path(load: Load, scope: str, path: str) -> None:
    config = load({"_config.yml": "collections_dir: things\n" + one_set(scope), "things/_notes/a.md": ""})

    assert Defaults(config, Collector()).for_path(path, "notes") == {"fits": True}


PRECEDENCE: dict[str, tuple[str, str]] = {
    "the longer path wins": (
        '[{scope: {path: docs}, values: {v: long}}, {scope: {path: ""}, values: {v: short}}]',
        "long",
    ),
    "of equal paths the typed one wins": (
        '[{scope: {path: "", type: pages}, values: {v: typed}}, {scope: {path: ""}, values: {v: untyped}}]',
        "typed",
    ),
    "of equal typed ones the later wins": (
        "[{scope: {type: pages}, values: {v: 1}}, {scope: {type: pages}, values: {v: later}}]",
        "later",
    ),
    "of equal untyped ones the later wins": (
        '[{scope: {path: ""}, values: {v: 1}}, {scope: {path: ""}, values: {v: later}}]',
        "later",
    ),
    "a leading slash has no length": (
        '[{scope: {path: "docs"}, values: {v: 1}}, {scope: {path: "docs"}, values: {v: later}}]',
        "later",
    ),
    "a set without scope may come first": (
        '[{values: {v: first}}, {scope: {path: ""}, values: {v: second}}]',
        "second",
    ),
}


@pytest.mark.parametrize(("sets", "winner"), PRECEDENCE.values(), ids=PRECEDENCE)
def test_precedence(load: Load, sets: str, winner: str) -> None:
    defaults = Defaults(load(f"defaults: {sets}"), Collector())

    assert defaults.for_path("docs/a.md", "pages")["v"] == winner


def test_all_fitting_sets_merge_deeply_and_lists_are_replaced(load: Load) -> None:
    config = load("""
defaults:
  - scope: {path: docs}
    values: {m: {a: 1, b: 1}, l: [1]}
  - scope: {path: ""}
    values: {m: {b: 2, c: 2}, l: [2], other: x}
""")

    assert Defaults(config, Collector()).for_path("docs/a.md", "pages") == {
        "m": {"a": 1, "b": 1, "c": 2},
        "l": [1],
        "other": "x",
    }


def test_each_call_answers_with_a_map_of_its_own(load: Load) -> None:
    defaults = Defaults(load(one_set('{path: ""}')), Collector())
    defaults.for_path("a.md", "pages")["mine"] = 1

    assert defaults.for_path("a.md", "pages") == {"fits": True}


@pytest.mark.parametrize("kind", ["page", "post", "draft"])
def test_old_names_of_types_are_renamed_with_a_warning(load: Load, kind: str) -> None:
    collector = Collector()
    defaults = Defaults(load(one_set(f'{{path: "", type: {kind}}}')), collector)

    assert defaults.for_path("a.md", kind + "s") == {"fits": True}
    assert [(str(item.at), item.message) for item in collector.items] == [
        ("_config.yml:2:23", f"The '{kind}' type has become '{kind}s'.")
    ]


@pytest.mark.parametrize("entry", ["text", "{scope: {path: a}}", "{values: [1]}"])
def test_a_set_without_values_is_left_out_with_one_warning(load: Load, entry: str) -> None:
    collector = Collector()
    defaults = Defaults(load(f"defaults: [{entry}]"), collector)

    assert [defaults.for_path(name, "pages") for name in ("a.md", "b.md")] == [{}, {}]
    assert collector.count(WARNING) == 1


def test_a_date_in_quotes_is_a_time_in_the_sites_zone(load: Load) -> None:
    config = load('timezone: Asia/Shanghai\ndefaults: [{values: {date: "2020-02-02 10:00"}}]')

    assert str(Defaults(config, Collector()).for_path("a.md", "pages")["date"]) == "2020-02-02 10:00:00+08:00"


def test_defaults_that_are_no_list_are_none(load: Load, tmp_path: Path) -> None:
    config = load("title: a").with_values(defaults={"scope": {}})

    assert Defaults(config, Collector()).for_path("a.md", "pages") == {}


@pytest.mark.parametrize(
    ("sets", "error"),
    [
        ("[{scope: docs, values: {}}]", "`scope` in `defaults` should be a map with `path` and `type`"),
        ("[{scope: {type: 5}, values: {}}]", "`type` of a `scope` in `defaults` should be a text"),
        ("[{scope: {type: null}, values: {}}]", "`type` of a `scope` in `defaults` should be a text"),
        (
            "[{values: {date: 2020-02-02}}]",
            "Invalid date '2020-02-02': An invalid date format was found in a front-matter default set",
        ),
        (
            "[{values: {date: someday}}]",
            "Invalid date 'someday': An invalid date format was found in a front-matter default set",
        ),
    ],
)
def test_what_jekyll_falls_over_is_refused(load: Load, sets: str, error: str) -> None:
    with pytest.raises(ConfigError) as raised:
        Defaults(load(f"defaults: {sets}"), Collector())

    assert raised.value.message == error


def test_a_set_without_scope_after_another_that_fits_is_refused(load: Load) -> None:
    defaults = Defaults(
        load('defaults: [{scope: {path: ""}, values: {a: 1}}, {values: {b: 1}}]'), Collector()
    )

    with pytest.raises(ConfigError, match="without `scope`"):
        defaults.for_path("a.md", "pages")
