"""Filters of Jekyll, a first few."""

from jekylite.liquid.filters.registry import Table

FILTERS = Table()
