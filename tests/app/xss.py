"""Texts that would run, or break out, wherever they are taken for something else than text."""

from __future__ import annotations

from html.parser import HTMLParser

CORPUS = (
    "<script>alert(1)</script>",
    "</textarea><script>alert(2)</script>",
    '"><img src=x onerror=alert(3)>',
    "'><svg/onload=alert(4)>",
    "</title><svg onload=alert(5)>",
    '" autofocus onfocus="alert(6)',
    "javascript:alert(7)",
    "[click](javascript:alert(8))",
    "{{ 7 * 191 }}{% raw %}",
    "${7*191} #{7*191} <%= 7*191 %>",
    "%(name)s %s %d {0} {name}",
    "<!--><img src=x onerror=alert(9)>-->",
    "&lt;script&gt;alert(10)&lt;/script&gt;",
    "</style><style>*{display:none}</style>",
    '=HYPERLINK("http://evil.example","x")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\N{RIGHT-TO-LEFT OVERRIDE}gpj.exe",
    "line one\r\nBcc: somebody@example.org",
)


class _Elements(HTMLParser):
    """Notes what in a page would run: elements and attributes that only the corpus brings."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if (tag == "script" and "src" not in given) or (tag == "img" and given.get("src") == "x"):
            self.found.append(self.get_starttag_text() or tag)
        for name, value in attrs:
            if name.startswith("on") or (value or "").strip().lower().startswith("javascript:"):
                self.found.append(f"{tag} {name}")
        if tag == "style":
            self.found.append(tag)


def would_run(page: str) -> list[str]:
    """What of the page a browser would run or draw that is not ours; our pages have no inline script or style."""
    elements = _Elements()
    elements.feed(page)
    return elements.found
