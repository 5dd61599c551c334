"""Words typed by the user → one call; prints diagnostics."""
