"""How much a template may get wrong: the `liquid` settings of Jekyll's configuration."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple


class Strictness(NamedTuple):
    """What is an error.

    Attributes:
        error_mode: markup that only the lax grammar can read is a warning ("warn"), nothing
            ("lax") or an error ("strict").
        strict_filters: an unknown filter is an error, else it returns its input.
        strict_variables: a variable or key that is not there is an error, else nil.
    """

    error_mode: Literal["warn", "lax", "strict"] = "warn"
    strict_filters: bool = False
    strict_variables: bool = False

    @classmethod
    def from_settings(cls, settings: Mapping[str, object]) -> Strictness:
        """The `liquid` mapping of a configuration; what is missing is as Jekyll has it.

        An `error_mode` that is none of the three is lax, as in Liquid.
        """
        mode = settings.get("error_mode", "warn")
        return cls(
            "warn" if mode == "warn" else "strict" if mode == "strict" else "lax",
            settings.get("strict_filters") not in (None, False),
            settings.get("strict_variables") not in (None, False),
        )

    @property
    def is_lax(self) -> bool:
        """Whether the lax grammar may read what the strict one cannot."""
        return self.error_mode != "strict"


JEKYLL = Strictness()
"""What Jekyll does unless it is told otherwise."""
