"""Escaping and normalizing as CGI and Addressable do it.

Source: Ruby 3.1 cgi/util.rb; Addressable 2.8 (uri.rb) for what Jekyll asks of it.
"""

from __future__ import annotations

from urllib.parse import quote


def cgi_escape(text: str) -> str:
    """`CGI.escape`: a space is `+`; letters, digits and `*-._~` less `*` stay."""
    return quote(text, safe=" -._~").replace(" ", "+")
