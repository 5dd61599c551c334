"""One module a command: parse, call, print. Loaded by name when chosen."""
