"""A build on the last one leaves what a cold build leaves, whatever was edited in between."""

from __future__ import annotations

from pathlib import Path

import pytest

from .edits import Site

SITES = Path(__file__).parents[1] / "sites"
NAMES = (
    "resume-zh-data", "resume-twins-nav", "posts-tags-categories", "coll-sort-by-order", "inc-parameters",
    "posts-related", "plugin-feed-basic", "plugin-paginate", "fm-defaults-scopes", "posts-excerpts",
    "theme-gem", "sass-filters", "plugin-sitemap-and-redirects", "plugin-archives",
)  # fmt: skip
EDITS = 100
# A compiler is started for each cold build of these.
SLOW = {"sass-filters": 30}


@pytest.mark.parametrize("name", NAMES)
def test_after_each_edit_the_tree_equals_a_cold_builds(name: str, tmp_path: Path) -> None:
    site = Site(SITES / name / "source", tmp_path, seed=sum(map(ord, name)))
    site.build(is_fresh=True)
    done: list[str] = []
    for number in range(SLOW.get(name, EDITS)):
        done.append(site.edit())
        try:
            site.build(is_fresh=number % 3 == 0)
        except AssertionError as difference:
            raise AssertionError(f"after {done[-5:]}: {difference}") from None
    assert site.kept > 0
