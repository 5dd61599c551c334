"""`site.github` without a network."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable

import pytest

from building import SiteUnderTest

Factory = Callable[[str], SiteUnderTest]

CONFIG = "-- _config.yml --\nplugins: [jekyll-github-metadata]\n"


def _shown(site: Factory, text: str, more: str = "repository: jane/cv\n") -> str:
    return site(f"{CONFIG}{more}-- index.html --\n---\n---\n{text}\n").build()["index.html"].strip()


FACTS = {
    "repository_nwo": "jane/cv",
    "repository_name": "cv",
    "repository_url": "https://github.com/jane/cv",
    "owner_name": "jane",
    "owner_url": "https://github.com/jane",
    "owner_gravatar_url": "https://github.com/jane.png",
    "project_title": "cv",
    "clone_url": "https://github.com/jane/cv.git",
    "zip_url": "https://github.com/jane/cv/zipball/gh-pages",
    "issues_url": "",
    "is_project_page": "true",
    "source.branch": "gh-pages",
    "owner.login": "",
}


@pytest.mark.parametrize("key", FACTS)
def test_what_follows_from_the_name_of_the_repository(key: str, site: Factory) -> None:
    assert _shown(site, f"{{{{ site.github.{key} }}}}") == FACTS[key]


def test_a_user_page_comes_from_the_branch_master(site: Factory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAGES_ENV", "dotcom")
    text = "{{ site.github.is_user_page }} {{ site.github.source.branch }} {{ site.github.url }}"

    assert _shown(site, text, "repository: jane/jane.github.io\n") == "true master http://jane.github.io"


def test_the_environment_names_the_repository_first(site: Factory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAGES_REPO_NWO", "john/site")

    assert _shown(site, "{{ site.github.repository_nwo }}") == "john/site"


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@pytest.mark.parametrize(
    "remote",
    ["git@github.com:jane/my.cv.git", "https://github.com/jane/my.cv", "ssh://git@github.com/jane/my.cv"],
)
def test_the_git_remote_names_it_last(remote: str, site: Factory) -> None:
    under_test = site(f"{CONFIG}-- index.html --\n---\n---\n{{{{ site.github.repository_nwo }}}}")
    for command in (["init", "-q"], ["remote", "add", "origin", remote]):
        subprocess.run(["git", "-C", str(under_test.folder), *command], check=True, capture_output=True)

    assert under_test.build()["index.html"] == "jane/my.cv"


def test_the_title_is_the_repository_where_the_site_has_none(site: Factory) -> None:
    assert _shown(site, "{{ site.title }}") == "cv"
    assert _shown(site, "{{ site.title }}", "repository: jane/cv\ntitle: Mine\n") == "Mine"
    assert _shown(site, "{{ site.title }}", "repository: jane/cv\nname: Mine\n") == ""


def test_what_the_configuration_says_lies_above(site: Factory) -> None:
    text = "{{ site.github.releases[0] }} {{ site.github.owner_name }}"

    assert _shown(site, text, "repository: jane/cv\ngithub: {releases: [one]}\n") == "one jane"


def test_without_a_repository_the_values_are_nil_with_one_warning(site: Factory) -> None:
    built = site(
        f"{CONFIG}-- index.html --\n---\n---\n[{{{{ site.github.url }}}}{{{{ site.github.owner }}}}]"
    ).build()

    assert built["index.html"] == "[]"
    said = [item.message for item in built.collector.items if item.topic == "GitHub Metadata"]
    assert said == ["No repo name found, so `site.github` knows nothing of the repository."]


def test_the_edit_link_leads_to_the_source(site: Factory) -> None:
    address = "https://github.com/jane/cv/edit/gh-pages/index.html"

    assert _shown(site, "{% github_edit_link %}") == address
    assert _shown(site, '{% github_edit_link "Edit" %}') == f'<a href="{address}">Edit</a>'
