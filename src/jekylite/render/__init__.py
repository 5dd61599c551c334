"""Liquid, conversion, layouts: a page's text → its output."""
