"""A local server with live reload."""
