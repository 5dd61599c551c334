"""Parsing and rendering, against the Ruby reference in the same run. Ratios of CPU seconds.

    python benchmarks/liquid/bench.py [--ours] [--repeat N]

Templates like minima's and just-the-docs': a post ×201, the layout around it ×201, a home
of 500 posts ×5, an archive ×5, a navigation ×51; parsing is all of them 20×. The peer is what
`ruby` loads as jekyll and liquid; outputs are compared. `--ours` skips it, `--trace` measures
what recording the reads costs.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent / "src")]

from payload import payload  # noqa: E402

from jekylite.liquid import Drop, JekyllEnvironment, LocalSite, Trace  # noqa: E402

PARSE_TIMES = 20


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of a call."""
    before = time.process_time()
    work()
    return time.process_time() - before


def rounds(data: dict[str, object]) -> dict[str, list[dict[str, object]]]:
    """Template → the pages it renders: what each adds to the payload."""
    site = data["site"]
    assert isinstance(site, dict)
    posts = [
        {"page": {**post, "layout": "post"}, "content": "<p>Body.</p>" * 40} for post in site["posts"][:201]
    ]
    home = {"page": {"title": "Home", "url": "/", "layout": "home"}}
    pages = [{"page": page} for page in site["pages"][:51]]
    return {
        "post.html": posts,
        "default.html": posts,
        "home.html": [home] * 5,
        "archive.html": [home] * 5,
        "nav.html": pages,
    }


def ours(
    templates: dict[str, str], data: dict[str, object], *, drops: bool, trace: bool
) -> tuple[dict[str, float], dict[str, str]]:
    """Seconds per part, and the last output of each template."""
    site_data = data["site"]
    assert isinstance(site_data, dict)
    site = LocalSite(templates, url=site_data["url"], baseurl=site_data["baseurl"], timezone="UTC")
    env = JekyllEnvironment(site=site)
    seconds = {
        "parse": cpu(
            lambda: [env.from_string(text) for _ in range(PARSE_TIMES) for text in templates.values()]
        )
    }
    work = rounds(data)
    base = dict(data)
    if drops:
        base["site"] = DictDrop(
            {
                **site_data,
                "posts": [DictDrop(post) for post in site_data["posts"]],
                "pages": [DictDrop(page) for page in site_data["pages"]],
            }
        )
    outputs: dict[str, str] = {}
    for name, pages in work.items():
        template = env.from_string(templates[name])

        def render_all(template=template, pages=pages, name=name) -> None:  # type: ignore[no-untyped-def]
            for page in pages:
                if trace:
                    with Trace():
                        outputs[name] = template.render({**base, **page})
                else:
                    outputs[name] = template.render({**base, **page})

        seconds[name] = cpu(render_all)
    return seconds, outputs


class DictDrop(Drop):
    """A drop over a dict, as documents are over front matter."""

    __slots__ = ("_data",)

    def __init__(self, data: dict[str, object]) -> None:
        super().__init__()
        self._data = data

    def fallback(self) -> dict[str, object]:
        return self._data


def theirs(
    templates: dict[str, str], data: dict[str, object]
) -> tuple[dict[str, float], dict[str, str], str]:
    """The same of the Ruby reference, and its versions."""
    work = {"templates": templates, "payload": data, "rounds": rounds(data), "parse_times": PARSE_TIMES}
    done = subprocess.run(
        ["ruby", "-W0", str(HERE / "peer.rb")],
        input=json.dumps(work),
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "TZ": "UTC"},
    )
    answer = json.loads(done.stdout)
    return answer["seconds"], answer["outputs"], answer["version"]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--ours", action="store_true", help="without the peer")
    options.add_argument("--repeat", type=int, default=3, help="take the least of so many runs")
    options.add_argument("--drops", action="store_true", help="posts, pages and site are drops")
    options.add_argument("--trace", action="store_true", help="what recording the reads costs, with drops")
    chosen = options.parse_args()
    os.environ["TZ"] = "UTC"
    time.tzset()
    templates = {path.name: path.read_text() for path in sorted((HERE / "templates").glob("*.html"))}
    data = payload()
    if chosen.trace:
        compare_trace(templates, data, chosen.repeat)
        return
    runs = [ours(templates, data, drops=chosen.drops, trace=False) for _ in range(chosen.repeat)]
    seconds = {part: min(run[0][part] for run in runs) for part in runs[0][0]}
    if chosen.ours:
        for part, value in seconds.items():
            print(f"{part:14} {value:8.4f}")
        print(f"{'all':14} {sum(seconds.values()):8.4f}")
        return
    peers = [theirs(templates, data) for _ in range(chosen.repeat)]
    peer = {part: min(run[0][part] for run in peers) for part in seconds}
    print(f"peer: {peers[0][2]}")
    for part, value in seconds.items():
        same = (
            ""
            if part == "parse"
            else "same output"
            if runs[0][1][part] == peers[0][1][part]
            else "OUTPUT DIFFERS"
        )
        print(f"{part:14} {value:8.4f} {peer[part]:8.4f}  {value / peer[part]:5.2f}  {same}")
    own, other = sum(seconds.values()), sum(peer.values())
    print(f"{'all':14} {own:8.4f} {other:8.4f}  {own / other:5.2f}")


def compare_trace(templates: dict[str, str], data: dict[str, object], repeat: int) -> None:
    """Render with and without a trace, in turns."""
    least = {False: float("inf"), True: float("inf")}
    for _ in range(repeat):
        for traced in (False, True):
            seconds, _ = ours(templates, data, drops=True, trace=traced)
            least[traced] = min(least[traced], sum(seconds.values()) - seconds["parse"])
    print(f"render {least[False]:.4f}, traced {least[True]:.4f}: {least[True] / least[False] - 1:+.1%}")


if __name__ == "__main__":
    main()
