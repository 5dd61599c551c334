"""The site that the templates render: 500 posts, 60 pages, a config like minima's."""

from __future__ import annotations


def payload(posts: int = 500, pages: int = 60) -> dict[str, object]:
    """Plain data, the same for both engines; times are texts that both parse."""
    site_posts = [
        {
            "title": f"Post & number {n}",
            "url": f"/{2020 + n % 5}/{1 + n % 12:02d}/{1 + n % 28:02d}/post-number-{n}.html",
            "date": f"{2020 + n % 5}-{1 + n % 12:02d}-{1 + n % 28:02d} 10:{n % 60:02d}:00 +0000",
            "tags": [["a", "b"], ["b"], ["c", "d", "e"], []][n % 4],
            "excerpt": f"<p>The excerpt of post {n}, with <em>some</em> markup.</p>",
            "author": "Ann Author" if n % 3 else None,
        }
        for n in range(posts)
    ]
    site_pages = [
        {
            "title": f"Page {n}" if n % 6 else None,
            "url": f"/page-{n}/",
            "path": f"page-{n}.md",
            "nav_order": (n * 7) % 61,
            "parent": None if n % 4 == 1 else f"Page {n // 4 * 4 + 1}",
        }
        for n in range(pages)
    ]
    return {
        "site": {
            "title": "Your awesome <title>",
            "description": "Write an awesome description for your new site here.",
            "lang": "en",
            "url": "https://example.com",
            "baseurl": "/blog",
            "time": "2024-05-06 07:08:09 +0000",
            "author": {"name": "Ann Author", "email": "ann@example.com"},
            "social": [
                {"name": f"Network {n}", "url": f"https://n{n}.example/u", "user": "ann", "icon": f"n{n}"}
                for n in range(6)
            ],
            "head_scripts": ["/assets/a.js", "https://cdn.example/b.js"],
            "header_pages": [f"page-{n}.md" for n in range(1, 8)],
            "posts": site_posts,
            "pages": site_pages,
        }
    }
