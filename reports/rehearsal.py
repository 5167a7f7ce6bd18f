"""The script of a role play as one HTML document, made for A4 and a pen. `pdf.render` turns it into bytes."""

from __future__ import annotations

from markupsafe import Markup

from questionnaire.scenes import Rehearsal
from reports import tokens
from reports.brand import PLAIN, Brand
from reports.templating import environment


def html(rehearsal: Rehearsal, locale: str, brand: Brand = PLAIN) -> str:
    """The whole document. Raises KeyError for a language we do not write."""
    style = (tokens.STYLES / "rehearsal.css").read_text(encoding="utf-8")
    return (
        environment(locale, brand)
        .get_template("rehearsal/script.html")
        .render(
            style=Markup(style),  # noqa: S704 - a file of this package
            rehearsal=rehearsal,
            character=rehearsal.questionnaire.character,
            last_scene=rehearsal.scenes[-1].number,
        )
    )
