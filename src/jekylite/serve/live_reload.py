"""Tells the browsers: reload, swap a style sheet, show an error, take it away.

Server-sent events on the site's own port. A page gets one `<script>` on its way out; the
files on disk never change. A client that was away gets the present state when it is back.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Collection

PREFIX = "/__jekylite/"
EVENTS = PREFIX + "events"
SCRIPT = PREFIX + "live.js"
SCRIPT_TAG = f'<script src="{SCRIPT}" async></script>'.encode()

# A comment now and then, in seconds: a connection that is gone is noticed, proxies stay awake.
_HEARTBEAT = 25.0


def with_script(page: bytes) -> bytes:
    """The HTML page with our script before `</body>`, at its end where it has none."""
    at = page.lower().rfind(b"</body")
    return page + SCRIPT_TAG if at < 0 else page[:at] + SCRIPT_TAG + page[at:]


class Browsers:
    """All pages that listen. Use from the server's event loop only."""

    def __init__(self) -> None:
        self._queues: set[asyncio.Queue[bytes]] = set()
        self._version = 0
        self._overlay: str | None = None

    def __len__(self) -> int:
        return len(self._queues)

    @property
    def overlay(self) -> str | None:
        """The error that is shown now, as an HTML fragment."""
        return self._overlay

    def published(self, changed: Collection[str]) -> None:
        """A build went well. `changed`: URLs of the files that are new, other or gone.

        If all of them are style sheets, pages keep their state and swap those.
        """
        had_overlay, self._overlay = self._overlay is not None, None
        if not changed and not had_overlay:
            return
        self._version += 1
        styles = sorted(url for url in changed if url.endswith(".css"))
        others = [url for url in changed if not url.endswith((".css", ".css.map"))]
        if changed and not others:
            self._tell("styles", {"version": self._version, "urls": styles})
        elif changed:
            self._tell("reload", {"version": self._version})
        if had_overlay:
            self._tell("mended", {"version": self._version})

    def failed(self, overlay: str) -> None:
        """A build failed; `overlay` is what to show over the page (an HTML fragment)."""
        self._overlay = overlay
        self._tell("error", {"html": overlay})

    def _tell(self, event: str, data: object) -> None:
        message = _message(event, data)
        for queue in self._queues:
            queue.put_nowait(message)

    async def stream(self, writer: asyncio.StreamWriter) -> None:
        """Write events to one client until it goes away."""
        queue: asyncio.Queue[bytes] = asyncio.Queue()
        self._queues.add(queue)
        try:
            writer.write(_message("hello", {"version": self._version}))
            if self._overlay is not None:
                writer.write(_message("error", {"html": self._overlay}))
            await writer.drain()
            while True:
                try:
                    async with asyncio.timeout(_HEARTBEAT):
                        message = await queue.get()
                except TimeoutError:
                    message = b": still here\n\n"
                writer.write(message)
                await writer.drain()
        finally:
            self._queues.discard(queue)


def _message(event: str, data: object) -> bytes:
    return f"event: {event}\ndata: {json.dumps(data)}\n\n".encode()


SCRIPT_TEXT = """\
(() => {
  if (window.__jekylite) return;
  window.__jekylite = true;
  const KEY = 'jekylite-scroll';
  let version = null;
  let host = null;

  const kept = sessionStorage.getItem(KEY);
  if (kept) {
    sessionStorage.removeItem(KEY);
    const [path, x, y] = JSON.parse(kept);
    if (path === location.pathname) {
      const restore = () => window.scrollTo(x, y);
      restore();
      window.addEventListener('load', restore);
    }
  }

  const reload = () => {
    sessionStorage.setItem(KEY, JSON.stringify([location.pathname, window.scrollX, window.scrollY]));
    location.reload();
  };

  const clear = () => {
    if (host) host.remove();
    host = null;
  };

  const show = (html) => {
    clear();
    host = document.createElement('jekylite-error');
    host.attachShadow({ mode: 'open' }).innerHTML = html;
    document.documentElement.append(host);
    const close = host.shadowRoot.querySelector('[data-close]');
    if (close) close.addEventListener('click', clear);
  };

  const swap = (urls, stamp) => {
    const wanted = new Set(urls);
    for (const link of document.querySelectorAll('link[rel~="stylesheet"]')) {
      const url = new URL(link.href, location.href);
      // A sheet may import another that changed, so every sheet of this site is fetched again.
      if (url.origin !== location.origin && !wanted.has(url.pathname)) continue;
      url.searchParams.set('jekylite', stamp);
      const next = link.cloneNode();
      next.href = url.href;
      next.addEventListener('load', () => link.remove());
      next.addEventListener('error', () => next.remove());
      link.after(next);
    }
  };

  const source = new EventSource('/__jekylite/events');
  const on = (name, handler) => source.addEventListener(name, (event) => handler(JSON.parse(event.data)));
  on('hello', (data) => {
    // Built while this page could not hear: it shows an old state.
    if (version !== null && data.version !== version) reload();
    version = data.version;
    clear();
  });
  on('reload', reload);
  on('styles', (data) => { version = data.version; swap(data.urls, data.version); });
  on('error', (data) => show(data.html));
  on('mended', (data) => {
    version = data.version;
    clear();
    if (document.documentElement.hasAttribute('data-jekylite-waiting')) reload();
  });
  window.addEventListener('beforeunload', () => source.close());
})();
"""
