"""jekyll-github-metadata: `site.github`, as far as it is known without asking GitHub.

The repository is `PAGES_REPO_NWO`, else `repository` of the configuration, else the git remote
`origin` (the latter in development only). What GitHub's API would add is what the gem shows
without a network; a map `github` in the configuration lies above all of it.
Source: jekyll-github-metadata 2.16.1. Known difference: no request is ever made, and where no
repository is known the values are nil, with one warning, where the gem stops.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

from liquid.token import Token

from jekylite.diagnostics import Collector
from jekylite.liquid import Drop, field
from jekylite.liquid.blocks import Stream, Tag
from jekylite.liquid.context import Context
from jekylite.liquid.nodes import Node, Render, Write
from jekylite.model.site import Site
from jekylite.plugins.api import Extensions
from jekylite.plugins.fields import holds, read
from jekylite.plugins.git import git
from jekylite.ruby.uri import normalize_component
from jekylite.ruby.values import to_s

_LINK_TEXT = re.compile(r"\"(.*)\"|'(.*)'")
# Names of the API's answers, which are unknown here: nil, as the gem shows them without a network.
_UNKNOWN = (
    "organization_members project_tagline owner_display_name issues_url wiki_url language show_downloads "
    "private archived disabled license"
)
_UNKNOWN_OF_OWNER = (
    "avatar_url bio blog collaborators company created_at description email followers following "
    "has_organization_projects has_repository_projects hireable html_url id is_verified location login "
    "name node_id public_gists public_repos type updated_at"
)


def register(extensions: Extensions, settings: Mapping[str, object], collector: Collector) -> None:
    """The plugin."""

    def settle(site: Site) -> None:
        environment = Environment(os.environ)
        repository = find_repository(site, environment)
        metadata = MetadataDrop(repository, environment, site.source, collector)
        site.settings = _with_fallbacks(site.settings, repository, environment, metadata)

    extensions.hooks.register("site", "after_init", settle)
    extensions.tags.append(GithubEditLinkTag)


class Environment:
    """What the environment says of the machine that builds."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._variables = variables
        self.name = self._get("PAGES_ENV", variables.get("JEKYLL_ENV") or "development")
        self.github_host = self._get("PAGES_GITHUB_HOSTNAME", "github.com", "GITHUB_HOSTNAME")
        pages = "localhost:4000" if self.name == "development" else "github.io"
        self.pages_host = self._get("PAGES_PAGES_HOSTNAME", pages, "PAGES_HOSTNAME")
        self.api_url = self._get("PAGES_API_URL", "https://api.github.com", "API_URL")
        self.help_url = self._get("PAGES_HELP_URL", "https://docs.github.com", "HELP_URL")
        self.has_own_domains = self.name in ("dotcom", "test")
        is_secure = variables.get("SSL") == "true" or self.name == "test"
        self.scheme = "https" if is_secure else "http"
        is_public = self.name == "dotcom" or self.github_host == "github.com"
        self.github_url = "https://github.com" if is_public else f"{self.scheme}://{self.github_host}"
        self.isolates = variables.get("SUBDOMAIN_ISOLATION") == "true"
        self.is_page_build = bool(variables.get("PAGE_BUILD_ID"))
        self.repository = variables.get("PAGES_REPO_NWO")
        self.revision = variables.get("JEKYLL_BUILD_REVISION")

    def _get(self, name: str, default: str, other: str = "") -> str:
        return (self._variables.get(name) or self._variables.get(other) or default).removesuffix("/")


class Repository:
    """`owner/name`, and the addresses that follow from it."""

    def __init__(self, full_name: str, environment: Environment) -> None:
        self.full_name = full_name
        parts = full_name.split("/")
        self.owner, self.name = parts[0], parts[-1]
        self.owner_url = f"{environment.github_url}/{self.owner}"
        self.url = f"{self.owner_url}/{self.name}"
        self._environment = environment

    @property
    def is_user_page(self) -> bool:
        """Is it the site of its owner, not of one project?"""
        environment, name = self._environment, self.name.lower()
        if environment.name == "enterprise":
            return name == f"{self.owner}.{environment.github_host}".lower()
        return name in (self._user_domain, f"{self.owner}.github.com".lower())

    @property
    def _user_domain(self) -> str:
        environment = self._environment
        if environment.name == "enterprise":
            return environment.pages_host.lower()
        host = environment.github_host if self.owner == "github" else environment.pages_host
        return f"{self.owner}.{host}".lower()

    @property
    def branch(self) -> str:
        return "master" if self.is_user_page else "gh-pages"

    @property
    def site_url(self) -> str:
        """Where the site is, as GitHub's own build says; elsewhere the address within GitHub."""
        environment = self._environment
        if environment.has_own_domains:
            is_githubs = self.owner == "github" and self._user_domain.endswith(".github.com")
            root = f"{'https' if is_githubs else 'http'}://{self._user_domain}"
            return root if self.is_user_page else f"{root}/{self.name}"
        path = self.owner if self.is_user_page else self.full_name
        if environment.isolates:
            return f"{environment.scheme}://{environment.pages_host}/{path}"
        return f"{environment.github_url}/pages/{path}"

    @property
    def site_root(self) -> str:
        """The scheme and host of `site_url`."""
        scheme, _, rest = self.site_url.partition("://")
        return f"{scheme}://{rest.partition('/')[0]}"

    @property
    def site_path(self) -> str:
        """The path of `site_url`, which is the site's `baseurl`: "" or `/name`."""
        return self.site_url[len(self.site_root) :]


def find_repository(site: Site, environment: Environment) -> Repository | None:
    """The one that the site belongs to, None if nothing says so."""
    name = environment.repository
    configured = site.settings.get("repository")
    if not name and isinstance(configured, str) and "/" in configured:
        name = configured
    if not name and environment.name in ("development", "test"):
        host = re.escape(environment.github_host)
        remote = git(site.source, "remote", "get-url", "origin").strip().removesuffix(".git")
        match = re.search(rf"{host}[:/]([\w-]+)/([\w.-]+)", remote)
        name = f"{match[1]}/{match[2]}" if match else None
    return Repository(name, environment) if name else None


def _with_fallbacks(
    given: Mapping[str, object],
    repository: Repository | None,
    environment: Environment,
    metadata: MetadataDrop,
) -> dict[str, object]:
    """The settings with `github`, and a title, `url` and `baseurl` where the site gives none."""
    settings = dict(given)
    if repository:
        if not holds(settings.get("title")) and not holds(settings.get("name")):
            settings["title"] = repository.owner if repository.is_user_page else repository.name
        if environment.name == "production" or environment.is_page_build:
            if not holds(settings.get("url")):
                settings["url"] = repository.site_root
            if settings.get("baseurl") in (None, "/"):
                settings["baseurl"] = repository.site_path
    own = settings.get("github")
    if own is None:
        settings["github"] = metadata
    elif isinstance(own, dict):
        metadata.configured.update(own)
        settings["github"] = metadata
    return settings


class MetadataDrop(Drop):
    """`site.github`.

    Attributes:
        configured: what the configuration says, above all else.
    """

    __slots__ = ("_collector", "_environment", "_facts", "_repository", "_source", "configured")

    ruby_class = "Jekyll::GitHubMetadata::MetadataDrop"

    def __init__(
        self, repository: Repository | None, environment: Environment, source: str, collector: Collector
    ) -> None:
        super().__init__()
        self.configured: dict[str, object] = {}
        self._repository = repository
        self._environment = environment
        self._source = source
        self._collector = collector
        self._facts = _facts_of_machine(environment) | (
            _facts_of_repository(repository) if repository else {}
        )

    def identity(self) -> str:
        return "github"

    @field
    def build_revision(self) -> object:
        return self._environment.revision or git(self._source, "rev-parse", "HEAD").strip()

    def fallback(self) -> Mapping[str, object]:
        return self._facts | self.configured

    def names(self) -> list[str]:
        return sorted({*self.fields, *self._facts, *self.configured})

    def _resolve(self, key: str) -> object:
        if key in self.configured:
            return self.configured[key]
        if self._repository is None and key not in self.fields and key not in self._facts:
            self._collector.warn(
                "No repo name found, so `site.github` knows nothing of the repository.",
                topic="GitHub Metadata",
                hint="set `repository: owner/name` in `_config.yml`, or a git remote `origin`",
                code="JL115",
            )
        return super()._resolve(key)

    def to_s(self) -> str:
        from json import dumps

        return dumps(self.to_h(), indent=2, ensure_ascii=False)


def _facts_of_machine(environment: Environment) -> dict[str, object]:
    return {
        "environment": environment.name,
        "pages_env": environment.name,
        "hostname": environment.github_host,
        "pages_hostname": environment.pages_host,
        "api_url": environment.api_url,
        "help_url": environment.help_url,
        "versions": {},
    }


def _facts_of_repository(repository: Repository) -> dict[str, object]:
    url = repository.url
    # Without a network the API's lists are empty or false, its texts nil.
    return {
        **dict.fromkeys(_UNKNOWN.split()),
        "public_repositories": [],
        "contributors": False,
        "releases": False,
        "latest_release": False,
        "project_title": repository.name,
        "owner": dict.fromkeys(_UNKNOWN_OF_OWNER.split()),
        "owner_name": repository.owner,
        "owner_url": repository.owner_url,
        "owner_gravatar_url": f"{repository.owner_url}.png",
        "repository_url": url,
        "repository_nwo": repository.full_name,
        "repository_name": repository.name,
        "zip_url": f"{url}/zipball/{repository.branch}",
        "tar_url": f"{url}/tarball/{repository.branch}",
        "clone_url": f"{url}.git",
        "releases_url": f"{url}/releases",
        "is_user_page": repository.is_user_page,
        "is_project_page": not repository.is_user_page,
        "url": repository.site_url,
        "baseurl": repository.site_path,
        "source": {"branch": repository.branch, "path": "/"},
    }


class GithubEditLinkTag(Tag):
    """`{% github_edit_link ["text"] %}` → where the page is edited on GitHub, as a link if there is text."""

    name = "github_edit_link"

    def read(self, token: Token, markup: str, stream: Stream) -> Node:
        match = _LINK_TEXT.search(markup)
        return GithubEditLinkNode(token, (match[1] or match[2]) if match else None)


class GithubEditLinkNode(Node):
    """Writes the address."""

    __slots__ = ("text",)

    def __init__(self, token: Token, text: str | None) -> None:
        super().__init__(token)
        self.text = text

    def compile(self) -> Render:
        text = self.text

        def render(context: Context, write: Write) -> None:
            github = read(context.variables.get("site"), "github")
            parts = [
                read(github, "repository_url"),
                read(github, "source", "branch"),
                read(github, "source", "path"),
                read(context.variables.get("page"), "path"),
            ]
            url = ""
            if all(map(holds, parts)):
                repository, branch, folder, page = (to_s(part).strip("/") for part in parts)
                path = "/".join(part for part in ("edit", branch, folder, page) if part)
                url = f"{repository}/{normalize_component(path)}"
            write(url if text is None else f'<a href="{url}">{text}</a>')

        return render
