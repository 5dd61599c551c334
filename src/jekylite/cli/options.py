"""Every option and command, in one table: the parser, the help texts and the completions read it.

Jekyll's own options keep their names, short forms and arguments (Jekyll 4.4.1 exe/jekyll, command.rb,
commands/*.rb); what Jekyll has not is marked `ours`. Imports nothing, so that `--version` stays quick.
"""

from __future__ import annotations

FLAG = "flag"
VALUED_FLAG = "valued flag"
NEGATABLE = "negatable"
TEXT = "text"
OPTIONAL_TEXT = "optional text"
INTEGER = "integer"
LIST = "list"

FILE = "file"
FOLDER = "folder"


class Option:
    """One option.

    Args:
        key: the config's name for it, under which the parser reports its value.
        long: with its dashes.
        help: one phrase.
        short: with its dash, or "".
        kind: FLAG (True when given), VALUED_FLAG (the same, or the text of `--option=TEXT`), NEGATABLE
            (`--no-…` is False), TEXT, OPTIONAL_TEXT (may come without its argument, and then says
            nothing), INTEGER, LIST (split at commas).
        argument: its name in the help, "" for flags.
        completes: FILE or FOLDER, or the words to choose from; "" for nothing.
        ours: whether Jekyll has no such option.
    """

    __slots__ = ("argument", "completes", "help", "key", "kind", "long", "ours", "short")

    def __init__(
        self,
        key: str,
        long: str,
        help: str,  # noqa: A002  (the field's own word)
        *,
        short: str = "",
        kind: str = FLAG,
        argument: str = "",
        completes: str = "",
        ours: bool = False,
    ) -> None:
        self.key = key
        self.long = long
        self.help = help
        self.short = short
        self.kind = kind
        self.argument = argument
        self.completes = completes
        self.ours = ours

    @property
    def takes_argument(self) -> bool:
        return self.kind not in (FLAG, VALUED_FLAG, NEGATABLE)

    @property
    def shown(self) -> str:
        """As in the help: `-w, --[no-]watch`, `-s, --source [DIR]`."""
        long = "--[no-]" + self.long[2:] if self.kind == NEGATABLE else self.long
        named = f"{self.short}, {long}" if self.short else f"    {long}"
        if self.kind == VALUED_FLAG:
            return f"{named}[={self.argument}]"
        return f"{named} {self.argument}" if self.argument else named


class Command:
    """One command.

    Args:
        name: as typed.
        summary: one phrase for the list of commands.
        syntax: what stands behind the program's name in its usage line.
        options: its own, without the global ones.
        aliases: other names.
        arguments: the words that may follow it, for completion; "" takes no words.
    """

    __slots__ = ("aliases", "arguments", "name", "options", "summary", "syntax")

    def __init__(
        self,
        name: str,
        summary: str,
        syntax: str,
        options: tuple[Option, ...] = (),
        *,
        aliases: tuple[str, ...] = (),
        arguments: str = "",
    ) -> None:
        self.name = name
        self.summary = summary
        self.syntax = syntax
        self.options = options
        self.aliases = aliases
        self.arguments = arguments

    @property
    def module(self) -> str:
        """Where its `run(arguments, console)` lives."""
        return f"jekylite.cli.commands.{self.name.replace('-', '_')}"


GLOBAL_OPTIONS = (
    Option(
        "source",
        "--source",
        "Source directory (defaults to ./)",
        short="-s",
        kind=OPTIONAL_TEXT,
        argument="[DIR]",
        completes=FOLDER,
    ),
    Option(
        "destination",
        "--destination",
        "Destination directory (defaults to ./_site)",
        short="-d",
        kind=OPTIONAL_TEXT,
        argument="[DIR]",
        completes=FOLDER,
    ),
    Option("safe", "--safe", "Safe mode (defaults to false)"),
    Option(
        "plugins_dir",
        "--plugins",
        "Plugins directory (defaults to ./_plugins); no Ruby in it is run",
        short="-p",
        kind=LIST,
        argument="DIR1[,DIR2[,...]]",
        completes=FOLDER,
    ),
    Option(
        "layouts_dir",
        "--layouts",
        "Layouts directory (defaults to ./_layouts)",
        kind=TEXT,
        argument="DIR",
        completes=FOLDER,
    ),
    Option(
        "profile",
        "--profile",
        "Print how long each template took; =html or =FILE.html: as a page",
        kind=VALUED_FLAG,
        argument="html",
    ),
    Option(
        "format",
        "--format",
        "How messages are printed: text, json or github",
        kind=TEXT,
        argument="FORMAT",
        completes="text json github",
        ours=True,
    ),
    Option("help", "--help", "Show this message", short="-h"),
    Option("version", "--version", "Print the name and version", short="-v"),
    Option("trace", "--trace", "Show the full backtrace when an error occurs", short="-t"),
)

CONFIG_OPTION = Option(
    "config",
    "--config",
    "Custom configuration files; later ones win",
    kind=LIST,
    argument="FILE[,FILE2,...]",
    completes=FILE,
)

BUILD_OPTIONS = (
    CONFIG_OPTION,
    Option(
        "destination",
        "--destination",
        "The site is generated into DIR",
        short="-d",
        kind=TEXT,
        argument="DIR",
        completes=FOLDER,
    ),
    Option(
        "source",
        "--source",
        "Custom source directory",
        short="-s",
        kind=TEXT,
        argument="DIR",
        completes=FOLDER,
    ),
    Option("future", "--future", "Publish posts with a future date"),
    Option(
        "limit_posts",
        "--limit_posts",
        "Publish only the newest MAX_POSTS posts",
        kind=INTEGER,
        argument="MAX_POSTS",
    ),
    Option("watch", "--watch", "Watch for changes and rebuild", short="-w", kind=NEGATABLE),
    Option(
        "baseurl",
        "--baseurl",
        "Serve the website from the given base URL",
        short="-b",
        kind=TEXT,
        argument="URL",
    ),
    Option("force_polling", "--force_polling", "Look for changes instead of being told of them"),
    Option("lsi", "--lsi", "Accepted for Jekyll's sake; related posts are the newest ones"),
    Option("show_drafts", "--drafts", "Render posts in the _drafts folder", short="-D"),
    Option("unpublished", "--unpublished", "Render what is marked as unpublished"),
    Option("disable_disk_cache", "--disable-disk-cache", "Neither read nor write the build's cache"),
    Option("quiet", "--quiet", "Print errors only", short="-q"),
    Option("verbose", "--verbose", "Print more", short="-V"),
    Option(
        "incremental",
        "--incremental",
        "Accepted for Jekyll's sake; every build reuses what has not changed",
        short="-I",
    ),
    Option("strict_front_matter", "--strict_front_matter", "Fail if front matter is not valid YAML"),
    Option(
        "compat",
        "--compat",
        "Apply the settings of a host: github-pages",
        kind=TEXT,
        argument="HOST",
        completes="github-pages",
        ours=True,
    ),
    Option("strict", "--strict", "Fail with exit code 3 if there are warnings", ours=True),
    Option("force", "--force", "Clean the destination even if it holds files of someone else", ours=True),
)

SERVE_OPTIONS = (
    Option(
        "ssl_cert",
        "--ssl-cert",
        "X.509 (SSL) certificate, from the source",
        kind=OPTIONAL_TEXT,
        argument="[CERT]",
        completes=FILE,
    ),
    Option(
        "host",
        "--host",
        "Host to bind to (defaults to 127.0.0.1)",
        short="-H",
        kind=OPTIONAL_TEXT,
        argument="[HOST]",
    ),
    Option("open_url", "--open-url", "Launch your site in a browser", short="-o"),
    Option("detach", "--detach", "Run the server in the background", short="-B"),
    Option(
        "ssl_key",
        "--ssl-key",
        "X.509 (SSL) private key, from the source",
        kind=OPTIONAL_TEXT,
        argument="[KEY]",
        completes=FILE,
    ),
    Option(
        "port",
        "--port",
        "Port to listen on (defaults to 4000)",
        short="-P",
        kind=OPTIONAL_TEXT,
        argument="[PORT]",
    ),
    Option(
        "show_dir_listing",
        "--show-dir-listing",
        "Show a directory listing instead of loading your index file",
    ),
    Option("skip_initial_build", "--skip-initial-build", "Serve what is there, without building it first"),
    Option(
        "livereload",
        "--livereload",
        "Reload browsers after a build, and show errors there (on unless negated)",
        short="-l",
        kind=NEGATABLE,
    ),
    Option(
        "livereload_ignore",
        "--livereload-ignore",
        "Files whose change reloads nothing; quote the globs",
        kind=LIST,
        argument="GLOB1[,GLOB2[,...]]",
    ),
    Option(
        "livereload_min_delay",
        "--livereload-min-delay",
        "Minimum reload delay",
        kind=OPTIONAL_TEXT,
        argument="[SECONDS]",
    ),
    Option(
        "livereload_max_delay",
        "--livereload-max-delay",
        "Maximum reload delay",
        kind=OPTIONAL_TEXT,
        argument="[SECONDS]",
    ),
    Option(
        "livereload_port",
        "--livereload-port",
        "Port for LiveReload to listen on",
        kind=INTEGER,
        argument="PORT",
    ),
)

NEW_OPTIONS = (
    Option("force", "--force", "Force creation even if PATH already exists"),
    Option("blank", "--blank", "Create the folders and a bare page only"),
    Option(
        "theme",
        "--theme",
        "Write a site for a theme gem instead of the résumé",
        kind=TEXT,
        argument="NAME",
        ours=True,
    ),
    Option("skip-bundle", "--skip-bundle", "Accepted for Jekyll's sake; nothing is installed"),
)

NEW_THEME_OPTIONS = (Option("code_of_conduct", "--code-of-conduct", "Include a code of conduct", short="-c"),)

THEME_OPTIONS = (
    Option(
        "from",
        "--from",
        "Take it from an archive or a folder instead of GitHub",
        kind=TEXT,
        argument="FILE",
        completes=FILE,
        ours=True,
    ),
)

CHECK_OPTIONS = (
    Option(
        "site",
        "--site",
        "Look at a site that is built already, instead of building it",
        kind=TEXT,
        argument="DIR",
        completes=FOLDER,
        ours=True,
    ),
    Option("privacy", "--privacy", "Also name the hosts that learn of your readers", ours=True),
    *(option for option in BUILD_OPTIONS if option.key in ("config", "future", "show_drafts", "unpublished")),
    *(option for option in BUILD_OPTIONS if option.key in ("baseurl", "quiet", "verbose")),
)

DOCTOR_OPTIONS = (
    Option(
        "against",
        "--against",
        "Build aside, compare with the output in DIR, explain the differences",
        kind=TEXT,
        argument="DIR",
        completes=FOLDER,
        ours=True,
    ),
    *(option for option in BUILD_OPTIONS if option.key in ("config", "future", "show_drafts", "unpublished")),
    *(option for option in BUILD_OPTIONS if option.key in ("limit_posts", "baseurl", "compat")),
    *(option for option in BUILD_OPTIONS if option.key in ("quiet", "verbose")),
)

HIGHLIGHT_CSS_OPTIONS = (
    Option(
        "dark",
        "--dark",
        "Theme for readers who prefer dark screens",
        kind=TEXT,
        argument="THEME",
        ours=True,
    ),
)

COMMANDS = (
    Command("build", "Build your site", "build [options]", BUILD_OPTIONS, aliases=("b",)),
    Command("check", "Find broken links and other slips", "check [options]", CHECK_OPTIONS),
    Command(
        "clean", "Remove the site's output and caches without building", "clean [options]", BUILD_OPTIONS
    ),
    Command(
        "completion",
        "Print a completion script for bash, zsh or fish",
        "completion SHELL",
        arguments="bash zsh fish",
    ),
    Command(
        "doctor",
        "Search the site for what works badly, and say what is supported",
        "doctor [options]",
        DOCTOR_OPTIONS,
        aliases=("hyde",),
    ),
    Command(
        "help",
        "Show the help message, optionally for a given subcommand",
        "help [subcommand]",
        arguments="COMMANDS",
    ),
    Command(
        "highlight-css",
        "Print a style sheet for highlighted code",
        "highlight-css [THEME] [--dark THEME]",
        HIGHLIGHT_CSS_OPTIONS,
        arguments="light dark",
    ),
    Command("new", "Create a new site in PATH", "new PATH", NEW_OPTIONS, arguments=FOLDER),
    Command("new-theme", "Create a new theme, as a gem", "new-theme NAME", NEW_THEME_OPTIONS),
    Command("schema", "Print the JSON Schema of _config.yml", "schema"),
    Command(
        "serve",
        "Serve your site locally",
        "serve [options]",
        (*BUILD_OPTIONS, *SERVE_OPTIONS),
        aliases=("server", "s"),
    ),
    Command(
        "theme",
        "Keep a copy of a theme on GitHub",
        "theme add OWNER/REPO[@REF]",
        THEME_OPTIONS,
        arguments="add",
    ),
)

BY_NAME = {name: command for command in COMMANDS for name in (command.name, *command.aliases)}
