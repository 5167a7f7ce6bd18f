"""In which language a page is shown: views choose it, Dutch is the default."""

from __future__ import annotations

from flask import Flask, g

from app.extensions import babel
from questionnaire.model import LOCALES, Text


def init_app(app: Flask) -> None:
    babel.init_app(app, locale_selector=current)
    app.jinja_env.globals["locale"] = current
    app.jinja_env.filters["say"] = say


def choose(locale: str | None) -> None:
    """Show this page in a language; anything unknown leaves the choice as it was."""
    if locale in LOCALES:
        g.locale = locale


def current() -> str:
    return str(g.get("locale") or LOCALES[0])


def say(text: object) -> str:
    """A text in the language of the page; a string that is translated already stays as it is."""
    return text[current()] if isinstance(text, Text) else str(text)
