"""The words of the report in the reader's language: gettext catalogues, dates and figures.

Message ids are English, so English needs no catalogue; Dutch is compiled from locale/nl by `make`.
"""

from __future__ import annotations

from datetime import datetime
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from functools import cache
from gettext import NullTranslations
from pathlib import Path

from babel.dates import format_date
from babel.numbers import format_decimal
from babel.support import Translations

from questionnaire.model import LOCALES
from questionnaire.scoring import BANDS

FOLDER = Path(__file__).parent / "locale"
DOMAIN = "reports"
SOURCE = "en"


@cache
def translations(locale: str) -> NullTranslations:
    """The catalogue of a locale. Raises KeyError for a language we do not write, RuntimeError if not compiled."""
    if locale not in LOCALES:
        raise KeyError(f"no report in {locale!r}: choose one of {', '.join(LOCALES)}")
    if locale == SOURCE:
        return NullTranslations()
    compiled = FOLDER / locale / "LC_MESSAGES" / f"{DOMAIN}.mo"
    if not compiled.is_file():
        raise RuntimeError(f"{compiled} is missing: run `make` to compile the catalogues")
    with compiled.open("rb") as file:
        return Translations(file, DOMAIN)


def day(moment: str, locale: str) -> str:
    """The day of an ISO 8601 moment, in the offset that it carries: '22 november 2025'."""
    return str(format_date(datetime.fromisoformat(moment).date(), "d MMMM y", locale=locale))


def figure(score: float, locale: str) -> str:
    """A score of 0 to 100 as a reader sees it."""
    return number(rounded(score), locale)


def rounded(score: float) -> Decimal:
    """A score of 0 to 100 with at most one decimal, never rounded up into the band of the next level."""
    exact = Decimal(str(score))
    nearest = exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
    if any(exact < band <= nearest for band in BANDS):
        return exact.quantize(Decimal("0.1"), ROUND_FLOOR)
    return nearest


def number(value: float | Decimal, locale: str) -> str:
    """A plain figure with at most two decimals: a weight, a sum of points."""
    return str(format_decimal(value, "0.##", locale=locale))


def stamp(moment: str) -> str:
    """The moment as PDF metadata takes it: to the second with its offset, or the day alone where it has none."""
    read = datetime.fromisoformat(moment)
    return read.date().isoformat() if read.tzinfo is None else read.isoformat(timespec="seconds")
