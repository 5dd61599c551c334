"""A theme as it lies on the disk: one folder of a gem, and what its gemspec says of it.

Source: Jekyll 4.4.1 theme.rb, drops/theme_drop.rb.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme's folder.

    Args:
        name: as the configuration names it, lower-cased.
        root: absolute, real path.
        includes, layouts, sass, assets, data: absolute paths of the folders that exist, else None.
        authors: joined by `, `.
        metadata: the gemspec's.
        dependencies: names of the gems the gemspec asks for at run time.
        is_remote: a copy of a repository, whose `_config.yml` does not count.
    """

    name: str
    root: str
    includes: str | None = None
    layouts: str | None = None
    sass: str | None = None
    assets: str | None = None
    data: str | None = None
    version: str = ""
    authors: str = ""
    description: str = ""
    metadata: dict[str, object] = field(default_factory=dict)
    dependencies: tuple[str, ...] = ()
    is_remote: bool = False
