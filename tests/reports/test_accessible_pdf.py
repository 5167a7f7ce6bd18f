"""PDF/UA-1 by a validator, and what a listener notices that no validator sees."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject
from weasyprint import HTML

from reports import pdf
from tests.reports.conformance import failed
from tests.reports.conftest import Drawn
from tests.reports.tagged import SVG

SAMPLES = ("full_nl", "full_en", "quick_nl", "nasty_nl", "missing_nl", "unknown_en", "company_nl", "reviewed_nl")
SMALL = """<html lang="nl"><head><title>Klein</title></head><body><h1>Een</h1><h2>Twee</h2>
<p><a href="#item">Naar de lijst</a></p>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9"><title>Een vlak.</title><path d="M0 0h9v9z"/></svg>
<table><thead><tr><th scope="col">Aspect</th><th scope="col">Score</th></tr></thead>
<tbody><tr><th scope="row">Spraak</th><td>25</td></tr></tbody></table>
<ul><li id="item">Punt</li></ul></body></html>"""


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_report_conforms(sample: str, request: pytest.FixtureRequest) -> None:
    drawn: Drawn = request.getfixturevalue(sample)
    assert failed(drawn.bytes) == {}


def without(*keys: str) -> Callable[[DictionaryObject], None]:
    def remove(thing: DictionaryObject) -> None:
        for key in keys:
            thing.pop(NameObject(key), None)

    return remove


def as_kind(kind: str) -> Callable[[DictionaryObject], None]:
    def rename(thing: DictionaryObject) -> None:
        thing[NameObject("/S")] = NameObject(kind)

    return rename


def headed_by_nothing(thing: DictionaryObject) -> None:
    """Neither the header says what it heads, nor the cell what heads it."""
    without("/Scope", "/Headers")(thing["/A"])  # type: ignore[arg-type]


def titled_by_nothing(thing: DictionaryObject) -> None:
    facts = thing["/Metadata"]
    facts.set_data(facts.get_data().replace(b"dc:title", b"dc:type"))  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def sound() -> bytes:
    return pdf.render(SMALL)


def test_a_small_sound_document_conforms(sound: bytes) -> None:
    assert failed(sound) == {}


@pytest.mark.parametrize(
    ("where", "harm", "rule"),
    [
        ("/Catalog", titled_by_nothing, "METADATA-TITLE"),
        ("/Catalog", without("/Lang"), "TEXT-LANGUAGE"),
        ("/Catalog", without("/ViewerPreferences"), "VIEWER-PREFERENCES"),
        ("/Catalog", without("/MarkInfo", "/StructTreeRoot"), "TAGGED-DOCUMENT"),
        ("/Figure", without("/Alt"), "FIGURE-ALTERNATIVE-TEXT"),
        ("/H2", as_kind("/H3"), "HEADING-NESTING"),
        ("/TH /TD", headed_by_nothing, "TABLE-HEADERS-SCOPE"),
        ("/LI", as_kind("/P"), "L-KIDS"),
        ("/Link", as_kind("/Span"), "LINK-LINK-TAG"),
        ("/Annot", without("/Contents"), "LINK-CONTENTS"),
        ("/Font", without("/ToUnicode"), "UNICODE"),
    ],
)
def test_the_validator_sees(sound: bytes, where: str, harm: Callable[[DictionaryObject], None], rule: str) -> None:
    writer, harmed = PdfWriter(clone_from=BytesIO(sound)), BytesIO()
    for thing in list(writer._objects):
        if isinstance(thing, DictionaryObject) and {thing.get("/Type"), thing.get("/S")} & set(where.split()):
            harm(thing)
    writer.write(harmed)
    assert any(rule in name for name in failed(harmed.getvalue())), failed(harmed.getvalue())


def test_it_is_read_in_the_order_of_the_page(company_nl: Drawn) -> None:
    said, place = "".join(company_nl.tags.text.split()), 0
    for text in texts(company_nl.html):
        place = said.find(text, place) + len(text)
        assert place >= len(text), text


def texts(html: str) -> list[str]:
    """The text of the body in order, a chart as its title and description; without spaces, as lines break anywhere."""
    body = HTML(string=html).etree_element.find("body")
    for svg in body.iter(f"{SVG}svg"):
        svg[:] = [part for part in svg if part.tag in (f"{SVG}title", f"{SVG}desc")]
    return ["".join(text.split()) for text in body.itertext() if text.strip()]


def test_headings_are_one_outline_and_the_bookmarks_follow_it(company_nl: Drawn) -> None:
    headings = [tag.text for tag in company_nl.tags.all("H1", "H2", "H3", "H4")]
    assert len(list(company_nl.tags.all("H1"))) == 1
    assert all(headings)
    names = iter(headings)
    for bookmark in bookmarks(company_nl.reader.outline):
        assert f'data-bookmark="{bookmark}"' in company_nl.html or bookmark in names, bookmark
    tips = [tip for aspect in company_nl.report.aspects for tip in aspect.tips]
    heard = [tag.text for tag in company_nl.tags.all("H4")]
    assert len(heard) == len(tips)
    assert all(title.endswith(tip.title.nl) for title, tip in zip(heard, tips, strict=True))


def bookmarks(outline: list[Any]) -> list[str]:
    return [title for each in outline for title in (bookmarks(each) if isinstance(each, list) else [each.title])]


def test_a_tip_begins_with_its_title(company_nl: Drawn) -> None:
    tips = list(company_nl.tags.all("Art"))
    assert tips
    for tip in tips:
        assert tip.text.startswith(next(tip.all("H4")).text)


def test_steps_of_a_tip_are_items_of_a_list(company_nl: Drawn) -> None:
    items = {tag.text for tag in company_nl.tags.all("LBody")}
    for aspect in company_nl.report.aspects:
        assert {step.nl for tip in aspect.tips for step in tip.how} <= items


def test_the_language_is_that_of_the_reader(full_en: Drawn, company_nl: Drawn) -> None:
    assert full_en.reader.trailer["/Root"]["/Lang"] == "en"
    assert company_nl.reader.trailer["/Root"]["/Lang"] == "nl"
