"""jekylite builds Jekyll sites without Ruby: the same source, the same `_site`.

`jekylite.build:build` is a whole build; `jekylite.liquid`, `jekylite.markdown` and
`jekylite.highlight` are usable on their own. Nothing is imported here, so that
`jekylite --version` stays as quick as a bare interpreter.
"""

__version__ = "0.1.0"
