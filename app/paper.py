"""HTML to PDF, with all that it takes loaded at the first one: half a second, which only who draws should spend."""

from __future__ import annotations


def drawn(html: str) -> bytes:
    """The PDF of a whole document, as `reports.pdf.render` makes it."""
    from reports import pdf

    return pdf.render(html)
