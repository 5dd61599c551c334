"""Which elements may stand where, and which end others.

Source: HTML Living Standard, 3.2.5 (content models), 4 (the elements) and 13.1.2.4 (optional tags).
"""

from __future__ import annotations

from jekylite.check.tags import elements

ELEMENTS = elements(
    "a abbr address area article aside audio b base bdi bdo blockquote body br button canvas caption cite "
    "code col colgroup data datalist dd del details dfn dialog div dl dt em embed fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label "
    "legend li link main map mark math menu meta meter nav noscript object ol optgroup option output p "
    "param picture pre progress q rp rt rb rtc ruby s samp script search section select selectedcontent "
    "slot small source span strong style sub summary sup svg table tbody td template textarea tfoot th "
    "thead time title tr track u ul var video wbr "
    # Obsolete, and browsers know them.
    "acronym applet basefont bgsound big blink center dir font frame frameset image isindex keygen "
    "listing marquee menuitem multicol nextid nobr noembed noframes plaintext spacer strike tt xmp"
)
"""Every element of HTML; one with a hyphen is an author's own."""
HEADINGS = elements("h1 h2 h3 h4 h5 h6")
# Flow content that is no phrasing content.
BLOCKS = HEADINGS | elements(
    "address article aside blockquote center details dialog dir div dl fieldset figure footer form header "
    "hgroup hr main menu nav ol p pre search section table ul"
)
TAKES_TEXT_ONLY = HEADINGS | elements(
    "abbr b bdi bdo button cite code data dfn em i kbd label legend mark output p pre q s samp small span "
    "strong sub summary sup time u var"
)
# Their content is whatever their parent takes.
TRANSPARENT = elements("a ins del map object video audio canvas noscript slot font")
OPTIONAL_END = elements(
    "li dt dd p rt rp optgroup option colgroup caption thead tbody tfoot tr td th html head body"
)
PAGE_PARTS = elements("html head body")
LISTS = elements("ul ol menu")
DESCRIPTIONS = elements("dl")
ITEMS = elements("li dt dd")
ROW_GROUPS = elements("thead tbody tfoot")
CELLS = elements("td th")
TABLE_SCOPES = elements("table tr") | ROW_GROUPS
IN_TABLE = elements("caption colgroup col thead tbody tfoot tr td th script template style")
ANYWHERE = elements("script template noscript slot")
# What must stand in certain parents, and parents that take certain children only.
PARTS = ITEMS | CELLS | {"tr"}
STRICT_PARENTS = LISTS | DESCRIPTIONS | TABLE_SCOPES
# An end tag does not reach out of these.
SCOPES = elements("table td th caption template object")
TABLE_LIMITS = elements("table template")  # nor one of a table's parts out of these
CONTROLS = elements("button details embed iframe label select textarea")
FOREIGN = elements("svg math")

# start tag → (open elements it ends, elements beyond which it ends none)
ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (elements("li"), LISTS | SCOPES),
    **dict.fromkeys(("dt", "dd"), (elements("dt dd"), elements("dl") | SCOPES)),
    "option": (elements("option"), elements("select optgroup datalist") | SCOPES),
    "optgroup": (elements("option optgroup"), elements("select") | SCOPES),
    **dict.fromkeys(("td", "th"), (CELLS, elements("tr table template"))),
    "tr": (elements("tr caption colgroup"), ROW_GROUPS | {"table", "template"}),
    **dict.fromkeys(ROW_GROUPS, (ROW_GROUPS | {"caption", "colgroup"}, elements("table template"))),
    **dict.fromkeys(("rt", "rp"), (elements("rt rp"), elements("ruby") | SCOPES)),
}  # fmt: skip
