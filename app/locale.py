"""In which language a page is shown: views choose it, Dutch is the default."""

from __future__ import annotations

from datetime import date, datetime
from gettext import NullTranslations
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from flask import Flask, current_app, g
from flask_babel import get_translations, refresh

from app.extensions import babel
from questionnaire.model import LOCALES, Text
from reports import language


def init_app(app: Flask) -> None:
    babel.init_app(app, locale_selector=current)
    # Flask-Babel looks its catalogue up again for every word on a page.
    app.jinja_env.install_gettext_callables(_gettext, _ngettext, newstyle=True)  # type: ignore[attr-defined]
    app.jinja_env.globals["locale"] = current
    app.jinja_env.filters.update(say=say, day=day, moment=moment, clock=clock, time_of_day=time_of_day)
    app.jinja_env.filters.update(score=score, number=number, date=date_)


def choose(locale: str | None) -> None:
    """Show this page in a language; anything unknown leaves the choice as it was."""
    if locale in LOCALES:
        g.locale = locale
        g.pop("catalogue", None)
        # Flask-Babel keeps the first language that it was asked for.
        refresh()


def current() -> str:
    return str(g.get("locale") or LOCALES[0])


def say(text: object) -> str:
    """A text in the language of the page; a string that is translated already stays as it is."""
    return text[current()] if isinstance(text, Text) else str(text)


def day(at: date) -> str:
    """A day on the calendar, or the day of a moment where we are: '2 maart 2026'."""
    return str(format_date(calendar_day(at) if isinstance(at, datetime) else at, "d MMMM y", locale=current()))


def calendar_day(at: datetime) -> date:
    """The day that it is where we are."""
    return _here(at).date()


def moment(at: datetime) -> str:
    """A moment to the second with its time zone: '2 maart 2026, 10:30:00 (Midden-Europese standaardtijd)'."""
    return str(format_datetime(_here(at), "d MMMM y, HH:mm:ss (zzzz)", locale=current()))


def clock(at: datetime) -> str:
    """A moment to the minute, where we are: '2 mrt 2026 10:30'."""
    return str(format_datetime(_here(at), "d MMM y HH:mm", locale=current()))


def date_(at: str) -> str:
    """The day of an ISO 8601 moment, as a report tells it."""
    return language.day(at, current())


def time_of_day(at: datetime) -> str:
    """The time of the day where we are: '10:30'."""
    return _here(at).strftime("%H:%M")


def score(value: float) -> str:
    """A score of 0 to 100 as a report shows it."""
    return language.figure(value, current())


def number(value: float) -> str:
    """A weight or a sum of points as a report shows it."""
    return language.number(value, current())


def _here(at: datetime) -> datetime:
    return at.astimezone(ZoneInfo(current_app.config["TIMEZONE"]))


def _gettext(words: str) -> str:
    return str(_catalogue().gettext(words))


def _ngettext(one: str, more: str, number: int) -> str:
    return str(_catalogue().ngettext(one, more, number))


def _catalogue() -> NullTranslations:
    if "catalogue" not in g:
        g.catalogue = get_translations()
    catalogue: NullTranslations = g.catalogue
    return catalogue
