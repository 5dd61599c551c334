"""Converters: by extension, text in, text out."""
