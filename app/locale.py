"""In which language a page is shown: views choose it, Dutch is the default."""

from __future__ import annotations

from flask import Flask, g

from app.extensions import babel
from questionnaire.model import LOCALES


def init_app(app: Flask) -> None:
    babel.init_app(app, locale_selector=current)
    app.jinja_env.globals["locale"] = current


def choose(locale: str | None) -> None:
    """Show this page in a language; anything unknown leaves the choice as it was."""
    if locale in LOCALES:
        g.locale = locale


def current() -> str:
    return str(g.get("locale") or LOCALES[0])
