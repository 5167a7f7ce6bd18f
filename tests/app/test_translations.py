"""Each text of the web pages has its Dutch words."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import app

FOLDER = Path(app.__file__).parent
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2.ext.babel_extract")]
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "lazy_gettext": None}


@pytest.fixture(scope="module")
def dutch() -> Catalog:
    with (FOLDER / "translations/nl/LC_MESSAGES/messages.po").open("rb") as file:
        return read_po(file, locale="nl")


def words(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def test_every_text_has_been_translated(dutch: Catalog) -> None:
    found = {text for _, _, text, _, _ in extract_from_dir(FOLDER, METHODS, keywords=KEYWORDS)}
    assert len(found) > 100
    missing = [text for text in found if text not in dutch]
    unused = [message.id for message in dutch if message.id and message.id not in found]
    assert not missing, "translate these in app/translations/nl"
    assert not unused, "nothing says these any more"


def test_no_translation_is_empty_or_in_doubt(dutch: Catalog) -> None:
    for message in dutch:
        if message.id:
            assert all(words(message)), f"no Dutch for {message.id!r}"
            assert not message.fuzzy, f"not certain: {message.id!r}"
            assert not list(message.check(dutch)), f"other names in {message.id!r}"


def test_it_reads_as_our_dutch(dutch: Catalog) -> None:
    for message in dutch:
        for text in words(message) if message.id else []:
            assert not set("!–—") & set(text), f"no exclamation marks and no dashes: {text!r}"
            assert " u " not in text.lower(), f"we say je: {text!r}"
