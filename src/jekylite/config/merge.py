"""Jekyll's deep merge: mappings merge, everything else is replaced, nil never overrides."""

from __future__ import annotations

from collections.abc import Mapping


def deep_merge(under: Mapping[str, object], over: Mapping[str, object]) -> dict[str, object]:
    """A new mapping: the keys of `under` in their order, then the new ones of `over`.

    A None in `over` is kept only where `under` has no such key. Lists are replaced, never joined.
    Nothing is mutated; unmerged values are shared. Source: Jekyll 4.4.1 utils.rb, deep_merge_hashes.
    """
    merged = dict(under)
    for key, value in over.items():
        if key in merged:
            old = merged[key]
            if value is None:
                continue
            if isinstance(old, dict) and isinstance(value, dict):
                value = deep_merge(old, value)
        merged[key] = value
    return merged
