"""Whose check it is, from the settings: the name, logo and colours on pages, in mail and on the report."""

from __future__ import annotations

import hashlib
from pathlib import Path

from environs import Env, EnvValidationError
from flask import Flask

from reports import brand as brands
from reports import logo
from reports.brand import MAKER, Brand

LONGEST_NAME = 60
MOST_BYTES = 2 * 1024 * 1024
# What the pages of the maker call it.
SHORT = "Checkbot"


def brand(env: Env) -> Brand:
    """The brand that the settings describe. Raises EnvValidationError, naming the setting and what to do."""
    return Brand(
        name=_name(env.str("BRAND_NAME", MAKER)),
        logo=_logo(env.str("BRAND_LOGO", "")),
        colour=_colour("BRAND_COLOR", env.str("BRAND_COLOR", "")),
        accent=_colour("BRAND_ACCENT", env.str("BRAND_ACCENT", "")),
    )


def init_app(app: Flask) -> None:
    """Give the templates the brand, with what tells a browser that its style or logo changed."""
    own: Brand = app.config["BRAND"]
    app.jinja_env.globals.update(
        brand=own,
        site_name=site_name(own),
        brand_css=brands.screen_css(own),
        brand_version=hashlib.sha256(brands.screen_css(own).encode() + _png(own)).hexdigest()[:12],
    )


def site_name(own: Brand) -> str:
    """What pages call the site: for the maker's own it is short."""
    return own.name if own.is_own else SHORT


def _png(own: Brand) -> bytes:
    return own.logo.png if own.logo else b""


def _name(given: str) -> str:
    name = " ".join(given.split()) or MAKER
    if len(name) > LONGEST_NAME or not name.isprintable():
        raise _wrong(f"BRAND_NAME is longer than {LONGEST_NAME} characters or holds a strange one: write a plain name.")
    return name


def _colour(setting: str, given: str) -> str | None:
    colour = given.strip().lower()
    if not colour:
        return None
    try:
        return Brand(colour=colour).colour
    except brands.Illegible as refused:
        raise _wrong(f"{setting}: {refused}.") from refused
    except ValueError as error:
        raise _wrong(f"{setting} is {given!r}: write a colour as #rrggbb, such as #0b5563, in quotes.") from error


def _logo(given: str) -> logo.Logo | None:
    if not given:
        return None
    path = Path(given)
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _wrong(f"BRAND_LOGO: {path} is larger than 2 MB: save it smaller.")
        return logo.drawn(path.read_bytes())
    except OSError as error:
        raise _wrong(f"BRAND_LOGO: {path} cannot be read ({error.strerror}): name a PNG file.") from error
    except logo.Unusable as error:
        raise _wrong(f"BRAND_LOGO: {path} {error}.") from error


def _wrong(words: str) -> EnvValidationError:
    return EnvValidationError(words, [words])
