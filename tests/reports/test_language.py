"""Catalogues, dates and figures, and the respondent's own words made fit to print."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from fontTools.ttLib import TTFont

from questionnaire.scoring import level_of
from reports import language, own_words, templating

ROOT = Path(language.__file__).parent


@pytest.fixture
def no_cache() -> None:
    language.translations.cache_clear()


def test_dutch_says_everything_that_the_templates_say() -> None:
    with (ROOT / "locale/nl/LC_MESSAGES/reports.po").open("rb") as file:
        catalogue = read_po(file, locale="nl")
    options = {"**": {"extensions": "jinja2.ext.i18n", "trimmed": "true"}}
    found = extract_from_dir(templating.FOLDER, [("**", "jinja2")], options)
    used = {message if isinstance(message, str) else message[0] for _, _, message, _, _ in found}
    said = {entry.id if isinstance(entry.id, str) else entry.id[0] for entry in catalogue if entry.id and entry.string}
    assert len(used) > 100
    assert used == said


def test_dutch_keeps_every_placeholder() -> None:
    with (ROOT / "locale/nl/LC_MESSAGES/reports.po").open("rb") as file:
        problems = [(entry.id, list(entry.check())) for entry in read_po(file, locale="nl") if list(entry.check())]
    assert problems == []


def test_a_missing_catalogue_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_cache: None) -> None:
    monkeypatch.setattr(language, "FOLDER", tmp_path)
    with pytest.raises(RuntimeError, match="run `make`"):
        language.translations("nl")


def test_days() -> None:
    assert language.day("2025-11-22T23:30:00+01:00", "nl") == "22 november 2025"
    assert language.day("2025-03-02T00:10:00", "en") == "2 March 2025"
    assert language.stamp("2025-11-22T10:15:00.123456+00:00") == "2025-11-22T10:15:00+00:00"
    assert language.stamp("2025-11-22T10:15:00") == "2025-11-22"


@pytest.mark.parametrize(
    ("score", "shown"), [(0.0, "0"), (56.25, "56,3"), (59.96, "59,9"), (60.0, "60"), (99.97, "100"), (100.0, "100")]
)
def test_a_figure_never_looks_like_the_next_level(score: float, shown: str) -> None:
    assert language.figure(score, "nl") == shown
    assert level_of(float(shown.replace(",", "."))) == level_of(score)


def test_own_words_are_one_line_of_printable_text() -> None:
    assert own_words.printable("  Café\tde \n Zon\x00 ", 80) == "Café de Zon"
    assert own_words.printable("ab\u202ecd\u200be", 80) == "abcde"
    assert own_words.printable("ﬁets 漢 😀 Ａ", 80) == "fiets ? A"
    assert own_words.printable("x" * 100, 10) == "x" * 9 + "…"
    assert own_words.printable("", 10) == ""


def test_what_counts_as_printable_can_be_drawn() -> None:
    drawable = {code for code in range(0x20, 0x2200) if own_words._DRAWABLE.fullmatch(chr(code))}
    for family in ("source-sans-3", "bricolage-grotesque"):
        files = [ROOT / "fonts" / f"{family}-{part}-400.ttf" for part in ("latin", "latin-ext")]
        covered = {code for file in files for code in TTFont(file).getBestCmap()}
        if family == "bricolage-grotesque":
            covered.add(ord("€"))
        assert drawable - covered == set()
