"""A build error as something to read in the browser: file, line, excerpt, hint."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from jekylite.errors import JekyliteError

_STYLE = """
:host { all: initial; }
.veil { position: fixed; inset: 0; z-index: 2147483647; overflow: auto; background: rgba(18, 20, 26, .82);
  font: 15px/1.55 ui-sans-serif, system-ui, "PingFang SC", "Microsoft YaHei", sans-serif; color: #e9ebf0; }
.box { max-width: 56rem; margin: 8vh auto; padding: 1.5rem 1.75rem; background: #1b1e27; border-radius: 10px;
  border-top: 4px solid #ff6b6b; box-shadow: 0 20px 60px rgba(0, 0, 0, .5); }
h1 { margin: 0 0 .5rem; font-size: 1.05rem; font-weight: 600; overflow-wrap: anywhere; }
.place, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: 13px; }
.place { color: #9fb4ff; margin: 0 0 .75rem; overflow-wrap: anywhere; }
pre { margin: 0 0 .75rem; padding: .75rem 1rem; overflow-x: auto; background: #12141a; border-radius: 6px; }
.hint { margin: 0; color: #ffd479; }
.note { margin: 1rem 0 0; font-size: 12px; color: #8b91a0; }
button { float: right; border: 0; background: none; color: #8b91a0; font-size: 20px; cursor: pointer; }
"""


def overlay(error: JekyliteError, excerpt: Sequence[str] = ()) -> str:
    """An HTML fragment for a shadow root.

    Args:
        error: what stopped the build.
        excerpt: lines as the command line prints them under the message (number, text, caret).
    """
    parts = ["<style>", _STYLE, '</style><div class="veil" role="alert"><div class="box">']
    parts.append('<button data-close title="Hide" aria-label="Hide">&times;</button>')
    parts.append(f"<h1>{escape(error.message)}</h1>")
    if error.at is not None:
        parts.append(f'<p class="place">{escape(str(error.at))}</p>')
    parts.extend(f'<p class="place">included from {escape(str(place))}</p>' for place in error.chain)
    if excerpt:
        parts.append(f"<pre>{escape(chr(10).join(excerpt))}</pre>")
    if error.hint:
        parts.append(f'<p class="hint">{escape(error.hint)}</p>')
    parts.append(
        '<p class="note">The page below is the last one that was built. This goes away once it is mended.</p>'
    )
    parts.append("</div></div>")
    return "".join(parts)


def waiting_page() -> bytes:
    """What is served while there is no site yet, since its first build failed or still runs."""
    return (
        b'<!DOCTYPE html>\n<html data-jekylite-waiting><head><meta charset="utf-8">'
        b"<title>Not built yet</title></head><body></body></html>\n"
    )
