"""A portfolio as one HTML document, made for paper. `pdf.render` turns it into bytes."""

from __future__ import annotations

from markupsafe import Markup

from reports import geometry, lettering, tokens
from reports.brand import PLAIN, Brand
from reports.portfolio import Portfolio, Spread
from reports.templating import environment

ROW = 40.0
HEAD = 44.0
# For the half of a mark that lies at 100.
EDGE = 10.0


def html(portfolio: Portfolio, locale: str, brand: Brand = PLAIN) -> str:
    """The whole document in one language. Raises KeyError for a language we do not write."""
    style = (tokens.STYLES / "portfolio.css").read_text(encoding="utf-8")
    return (
        environment(locale, brand)
        .get_template("portfolio/portfolio.html")
        .render(
            portfolio=portfolio,
            style=Markup(style),  # noqa: S704 - a file of this package
            chart=chart(portfolio, locale, brand),
        )
    )


def chart(portfolio: Portfolio, locale: str, brand: Brand = PLAIN) -> Markup:
    """For each aspect how far the members lie apart, each one a mark, as an `<svg>` element, 860 units wide."""
    middles = [HEAD + place * ROW + ROW / 2 for place in range(len(portfolio.spreads))]
    rows = [(spread, _name(spread, locale), y) for spread, y in zip(portfolio.spreads, middles, strict=True)]
    svg = (
        environment(locale, brand)
        .get_template("portfolio/spread.svg")
        .render(
            portfolio=portfolio,
            rows=rows,
            across=_across,
            left=geometry.RISE_LEFT,
            head=HEAD,
            right=geometry.WIDTH - EDGE,
            width=geometry.WIDTH,
            height=HEAD + len(rows) * ROW + 4,
        )
    )
    return Markup(svg)  # noqa: S704 - the template has escaped every value


def _name(spread: Spread, locale: str) -> tuple[str, ...]:
    return lettering.lines(spread.name[locale], geometry.RISE_LEFT - 20, geometry.NAME_SIZE)


def _across(score: float) -> float:
    """Where a score lies from the left."""
    return round(geometry.RISE_LEFT + (geometry.WIDTH - EDGE - geometry.RISE_LEFT) * score / 100, 1)
