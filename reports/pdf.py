"""HTML to PDF/UA. Nothing is fetched but the bundled files and data: URLs, and the same HTML gives the same bytes.

A render takes about a twentieth of a second a page and one process; limits of time and memory are the caller's.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from weasyprint import CSS
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from reports import shortcuts, tagging, tokens
from reports.source import Source

HERE = Path(__file__).parent.resolve()
VARIANT = "pdf/ua-1"


class BundledFilesFetcher(URLFetcher):  # type: ignore[misc]
    """Opens files below this package and data: URLs. Anything else raises PermissionError before it is touched."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("file", "data"), allow_redirects=False)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        parts = urlsplit(url)
        if parts.scheme == "data" or (parts.scheme == "file" and not parts.netloc and _is_bundled(parts.path)):
            return super().fetch(url, headers)
        raise PermissionError(f"the report fetches bundled files only, not {parts.scheme}: {parts.path[:80]}")


def render(html: str) -> bytes:
    """The PDF of a whole document, as `pages.html` makes it. Its dates are those of the document's metadata."""
    style, fonts = _style()
    with _collector_off():
        document = Source(html, HERE, BundledFilesFetcher())
        tagging.tell_charts(document.etree_element)
        options = {"stylesheets": [style], "font_config": fonts, "pdf_variant": VARIANT}
        return bytes(document.write_pdf(finisher=tagging.complete, **options))


@cache
def _style() -> tuple[CSS, FontConfiguration]:
    """The parsed style sheet and the fonts it declares, once a process; with the shortcuts, which are as lasting."""
    shortcuts.take()
    fonts = FontConfiguration()
    css = tokens.light_css() + (tokens.STYLES / "report.css").read_text(encoding="utf-8")
    base = (tokens.STYLES / "report.css").as_uri()
    return CSS(string=css, base_url=base, url_fetcher=BundledFilesFetcher(), font_config=fonts), fonts


def _is_bundled(path: str) -> bool:
    return Path(unquote(path)).resolve().is_relative_to(HERE)


@contextmanager
def _collector_off() -> Iterator[None]:
    """A render makes boxes by the hundred thousand and drops them at once: collecting in between only costs time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
