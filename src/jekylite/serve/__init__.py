"""A local server for the built site: static files, live reload, errors shown in the browser.

`server` is what others use; `http` reads requests and writes answers, `files` finds what a
URL means below the destination, `live_reload` tells the browsers, `overlay` draws an error.
"""
