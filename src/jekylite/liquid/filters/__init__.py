"""Filters: small functions and the table that names them, arity checked as Ruby checks it."""
