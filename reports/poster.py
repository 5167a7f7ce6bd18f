"""A poster for an event as an HTML document of one page. `pdf.render` turns it into bytes.

It is made for A3 and stays legible on A4: nothing is printed near the edge, which office printers leave white.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from reports import qr, tokens
from reports.brand import PLAIN, Brand
from reports.templating import environment

# Minutes by kind of check, as the pages promise them.
MINUTES = {"quick": 8, "full": 20}
# A poster gets dirty, and torn where it was put up.
_ERROR = "q"
_LONG_ADDRESS = 34


@dataclass(frozen=True, slots=True)
class Poster:
    """Its language, the address that the code holds, and the check it speaks of: `quick` or `full`."""

    locale: str
    address: str
    mode: str


def html(poster: Poster, brand: Brand = PLAIN) -> str:
    """The whole document. Raises KeyError for a language or a check that we do not know."""
    shown = poster.address.partition("://")[2].rstrip("/")
    style = (tokens.STYLES / "poster.css").read_text(encoding="utf-8")
    return (
        environment(poster.locale, brand)
        .get_template("poster/poster.html")
        .render(
            style=Markup(style),  # noqa: S704 - a file of this package
            code=qr.code(poster.address, _ERROR),
            minutes=MINUTES[poster.mode],
            shown=shown,
            is_long=len(shown) > _LONG_ADDRESS,
        )
    )
