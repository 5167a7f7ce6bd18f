"""The Jinja environment of the report and its mail: sandboxed, strict about names, escaping by default.

Templates see frozen dataclasses and the filters below, and no more. Plain text (`.txt`) is the one thing not escaped.
"""

from __future__ import annotations

from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, select_autoescape
from jinja2.sandbox import ImmutableSandboxedEnvironment

from questionnaire.model import Text
from reports import brand as brands
from reports import language, own_words
from reports.brand import PLAIN, Brand

FOLDER = Path(__file__).parent / "templates"


@lru_cache(maxsize=8)
def environment(locale: str, brand: Brand = PLAIN) -> ImmutableSandboxedEnvironment:
    """The environment for one locale and brand. Errors are those of `language.translations`."""
    made = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(FOLDER),
        autoescape=select_autoescape(disabled_extensions=("txt",), default=True, default_for_string=True),
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.policies["ext.i18n.trimmed"] = True
    made.install_gettext_translations(language.translations(locale), newstyle=True)  # type: ignore[attr-defined]
    made.filters.update(_filters(locale))
    made.globals.update(locale=locale, brand=brand, token=brands.light(brand), dark=brands.dark(brand))
    made.globals.update(maker=brands.MAKER, brand_css=brands.paper_css(brand))
    return made


def _filters(locale: str) -> dict[str, Any]:
    def say(text: Text) -> str:
        return text[locale]

    return {
        "say": say,
        "day": partial(language.day, locale=locale),
        "stamp": language.stamp,
        "figure": partial(language.figure, locale=locale),
        "number": partial(language.number, locale=locale),
        "company": partial(own_words.printable, length=own_words.COMPANY_LENGTH),
        "hope": partial(own_words.printable, length=own_words.HOPE_LENGTH),
        "typed": partial(own_words.printable, length=own_words.TYPED_LENGTH),
    }
