"""`jekylite serve`: build, serve the result, and build again after every change.

Source: Jekyll 4.4.1 commands/serve.rb.
"""

from __future__ import annotations

import os

from jekylite.build import BuildResult
from jekylite.build.session import Session
from jekylite.cli.building import build_once, profile_path, skip_build
from jekylite.cli.console import Console, excerpt
from jekylite.cli.parser import Arguments
from jekylite.cli.rebuild import rebuild_on_changes, watch_source
from jekylite.cli.settings import load_settings
from jekylite.config.config import Config
from jekylite.errors import OK, ConfigError, JekyliteError, UsageError
from jekylite.serve.server import ServeOptions, SiteServer

_LIVERELOAD_DETAILS = ("livereload_min_delay", "livereload_max_delay", "livereload_ignore", "livereload_port")


def run(arguments: Arguments, console: Console) -> int:
    """Serve until interrupted."""
    if any(key in arguments.options for key in _LIVERELOAD_DETAILS) and not arguments.has("livereload"):
        raise UsageError(
            "--livereload-min-delay, --livereload-max-delay, --livereload-ignore, and --livereload-port "
            "require the --livereload option.",
            hint="add `--livereload`",
            code="JL100",
        )
    arguments.options.setdefault("watch", True)
    config = _settings(arguments, console)
    server = SiteServer(str(config.destination), _options(config))
    if config.flag("detach"):
        return _detach(server, arguments, config, console)
    server.listen()
    return _serve(server, arguments, config, console)


def _settings(arguments: Arguments, console: Console) -> Config:
    """The configuration; in development `site.url` is where the server is, whatever it says."""
    config = load_settings(arguments, console, serving=True)
    if config.environment != "development":
        return config
    return config.with_values(url=_development_url(_options(config)))


def _options(config: Config) -> ServeOptions:
    certificate, key = config.data.get("ssl_cert"), config.data.get("ssl_key")
    if bool(certificate) != bool(key):
        raise ConfigError(
            "Missing --ssl_cert or --ssl_key. Both are required.",
            hint="give both, from the source",
            code="JL117",
        )
    port = str(config.data.get("port"))
    if not port.isdecimal() or int(port) > 65535:
        raise ConfigError(
            f"the port is '{port}'", at=config.place("port"), hint="a port is 0 to 65535", code="JL117"
        )
    headers = config.mapping("webrick").get("headers")
    return ServeOptions(
        host=str(config.data.get("host")),
        port=int(port),
        baseurl=config.baseurl or "",
        lists_folders=config.flag("show_dir_listing"),
        reloads=config.data.get("livereload") is not False,
        certificate=str(config.source / str(certificate)) if certificate else None,
        key=str(config.source / str(key)) if key else None,
        headers={str(k): str(v) for k, v in headers.items()} if isinstance(headers, dict) else {},
    )


def _development_url(options: ServeOptions) -> str:
    scheme = "https" if options.certificate else "http"
    host = "localhost" if options.host == "127.0.0.1" else options.host
    return f"{scheme}://{host}:{options.port}"


def _serve(server: SiteServer, arguments: Arguments, config: Config, console: Console) -> int:
    """Build and serve; a first build that fails is shown in the browser and mended there."""
    force = arguments.has("force")
    watcher = watch_source(config, console) if config.watch else None
    session = Session() if watcher else None
    result: BuildResult | None = None
    failure: JekyliteError | None = None
    if config.flag("skip_initial_build"):
        skip_build(console)
    else:
        try:
            page = profile_path(arguments, config)
            result = build_once(config, console, force=force, profile_page=page, session=session)
        except JekyliteError as error:
            if watcher is None:
                raise
            console.fail(error)
            failure = error
    server.start()
    if failure is not None:
        server.failed(failure, excerpt(console.source, failure.at) if failure.at else ())
    console.say("Server address:", server.url)
    console.say("Server running...", "press ctrl-c to stop.")
    if config.flag("open_url"):
        _open_browser(server.url)
    try:
        if watcher is not None:
            rebuild_on_changes(
                watcher,
                config,
                console,
                lambda: _settings(arguments, console),
                force=force,
                audience=server,
                result=result,
                session=session,
            )
        else:
            console.say("Auto-regeneration:", "disabled. Use --watch to enable.")
            server.wait()
    except KeyboardInterrupt:
        console.say("")
    finally:
        server.stop()
    return OK


def _detach(server: SiteServer, arguments: Arguments, config: Config, console: Console) -> int:
    """Build, then go on serving in a process of its own, which outlives the terminal."""
    if not hasattr(os, "fork"):
        raise UsageError(
            "--detach needs fork, which this system has not", hint="start it in the background", code="JL100"
        )
    if not config.flag("skip_initial_build"):
        build_once(config, console, force=arguments.has("force"))
    server.listen()
    console.say("Server address:", server.url)
    console.say("Auto-regeneration:", "disabled when running server detached.")
    pid = os.fork()
    if pid:
        console.say(f"Server detached with pid '{pid}'.", f"Run `kill {pid}' to stop the server.")
        return OK
    os.setsid()
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    server.start()
    server.wait()
    return OK


def _open_browser(address: str) -> None:
    import webbrowser

    webbrowser.open(address)
