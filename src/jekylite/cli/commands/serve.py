"""`jekylite serve`: build, serve the result, and build again after every change.

Source: Jekyll 4.4.1 commands/serve.rb.
"""

from __future__ import annotations

import os
import threading

from jekylite.cli.commands.build import build_once, skip_build
from jekylite.cli.console import Console
from jekylite.cli.parser import Arguments
from jekylite.cli.rebuild import rebuild_on_changes
from jekylite.cli.settings import load_settings
from jekylite.config.config import Config
from jekylite.errors import OK, ConfigError, JekyliteError, UsageError
from jekylite.serve.http import Place, SiteServer

_LIVERELOAD_DETAILS = ("livereload_min_delay", "livereload_max_delay", "livereload_ignore", "livereload_port")


def run(arguments: Arguments, console: Console) -> int:
    """Serve until interrupted."""
    if any(key in arguments.options for key in _LIVERELOAD_DETAILS) and not arguments.has("livereload"):
        raise UsageError(
            "--livereload-min-delay, --livereload-max-delay, --livereload-ignore, and --livereload-port "
            "require the --livereload option.",
            hint="add `--livereload`",
        )
    arguments.options.setdefault("watch", True)
    config = _settings(arguments, console)
    place = _place(config)
    if config.flag("livereload"):
        console.warn("browsers are not reloaded yet", topic="LiveReload", hint="reload the page yourself")
    if config.flag("skip_initial_build"):
        skip_build(console)
    else:
        build_once(config, console, force=arguments.has("force"))
    config.destination.mkdir(parents=True, exist_ok=True)
    server = _listen(place)
    console.say("Server address:", server.address)
    if config.flag("open_url"):
        _open_browser(server.address)
    if config.flag("detach"):
        console.say("Auto-regeneration:", "disabled when running server detached.")
        return _detach(server, console)
    return _serve(server, arguments, config, console)


def _settings(arguments: Arguments, console: Console) -> Config:
    """The configuration; in development `site.url` is where the server is, whatever it says."""
    config = load_settings(arguments, console, serving=True)
    if config.environment != "development":
        return config
    return config.with_values(url=_development_url(_place(config)))


def _place(config: Config) -> Place:
    certificate, key = config.data.get("ssl_cert"), config.data.get("ssl_key")
    if bool(certificate) != bool(key):
        raise ConfigError(
            "Missing --ssl_cert or --ssl_key. Both are required.", hint="give both, from the source"
        )
    port = str(config.data.get("port"))
    if not port.isdecimal() or int(port) > 65535:
        raise ConfigError(f"the port is '{port}'", at=config.place("port"), hint="a port is 0 to 65535")
    webrick = config.mapping("webrick").get("headers")
    return Place(
        root=config.destination,
        host=str(config.data.get("host")),
        port=int(port),
        baseurl=config.baseurl or "",
        lists_folders=config.flag("show_dir_listing"),
        encoding=config.encoding,
        headers={str(k): str(v) for k, v in webrick.items()} if isinstance(webrick, dict) else {},
        certificate=config.source / str(certificate) if certificate else None,
        key=config.source / str(key) if key else None,
    )


def _development_url(place: Place) -> str:
    scheme = "https" if place.certificate else "http"
    host = "localhost" if place.host == "127.0.0.1" else place.host
    return f"{scheme}://{host}:{place.port}"


def _listen(place: Place) -> SiteServer:
    try:
        return SiteServer(place)
    except OSError as error:
        raise JekyliteError(
            f"cannot listen at {place.host}:{place.port}: {error.strerror}",
            hint="another server may run there; choose a port with `--port`, or 0 for any",
        ) from None


def _serve(server: SiteServer, arguments: Arguments, config: Config, console: Console) -> int:
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    console.say("Server running...", "press ctrl-c to stop.")
    try:
        if config.watch:
            rebuild_on_changes(
                config, console, lambda: _settings(arguments, console), force=arguments.has("force")
            )
        else:
            console.say("Auto-regeneration:", "disabled. Use --watch to enable.")
            thread.join()
    except KeyboardInterrupt:
        console.say("")
    finally:
        server.shutdown()
        server.server_close()
    return OK


def _detach(server: SiteServer, console: Console) -> int:
    """Go on in a process of its own, which outlives the terminal."""
    if not hasattr(os, "fork"):
        raise UsageError("--detach needs fork, which this system has not", hint="start it in the background")
    pid = os.fork()
    if pid:
        console.say(f"Server detached with pid '{pid}'.", f"Run `kill {pid}' to stop the server.")
        return OK
    os.setsid()
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    server.serve_forever()
    return OK


def _open_browser(address: str) -> None:
    import webbrowser

    webbrowser.open(address)
