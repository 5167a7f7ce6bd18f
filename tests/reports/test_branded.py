"""A report and a mail under another name: its name, logo and colours, the maker in small, and nothing else changed."""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

from reports import pages, pdf, tokens
from reports.brand import MAKER, Brand
from reports.logo import Logo, drawn
from reports.mail import Links, Place, WayBack, compose_link, compose_mail
from tests.reports.conformance import failed
from tests.reports.conftest import Drawn
from tests.reports.samples import sample_report

LINKS = Links("https://check.example/r/abc", "https://check.example/w/def")
BACK = WayBack("https://check.example/chat/abc", "https://check.example/erase/def")


@cache
def logo() -> Logo:
    body = BytesIO()
    Image.new("RGBA", (300, 80), "#9b1420").save(body, "PNG")
    return drawn(body.getvalue())


@cache
def branded() -> Brand:
    return Brand("Van Dijk & Zonen <Retailadvies>", logo(), "#9b1420", "#1f5fae")


@pytest.fixture(scope="module")
def printed(weasyprint_log: list[str]) -> bytes:
    made = pdf.render(pages.html(sample_report("quick"), "nl", branded()))
    assert weasyprint_log == []
    return made


def test_the_name_is_on_the_paper_and_the_maker_in_small(printed: bytes, quick_nl: Drawn) -> None:
    reader = PdfReader(BytesIO(printed))
    text = [" ".join(page.extract_text().split()) for page in reader.pages]
    assert f"Gemaakt met {MAKER}" in text[0]
    assert text[2].count(branded().name) == 1
    assert sum(f"Gemaakt met {MAKER}." in page for page in text[1:]) == 1
    assert reader.metadata is not None
    assert reader.metadata.author == branded().name
    assert len(text) == len(quick_nl.pages)
    assert "Gemaakt met" not in quick_nl.text
    assert quick_nl.pages[0].startswith(MAKER)


def test_it_conforms(printed: bytes) -> None:
    assert failed(printed) == {}


def test_the_logo_has_words_for_who_cannot_see_it(printed: bytes) -> None:
    reader = PdfReader(BytesIO(printed))
    objects = [reader.get_object(number) for number in range(1, reader.trailer["/Size"])]
    assert branded().name in [found.get("/Alt") for found in objects if isinstance(found, dict)]
    assert len(reader.pages[0].images) == 1
    assert b"pdfuaid" in reader.trailer["/Root"]["/Metadata"].get_data()


def test_same_report_and_brand_same_bytes(printed: bytes, quick_nl: Drawn) -> None:
    again = Brand(branded().name, drawn(logo().png), branded().colour, branded().accent)
    assert pdf.render(pages.html(sample_report("quick"), "nl", again)) == printed
    assert printed != quick_nl.bytes
    assert len(printed) < 1_000_000


def test_charts_and_page_take_the_colours() -> None:
    own, plain = (pages.html(sample_report("quick"), "nl", brand) for brand in (branded(), Brand()))
    shape = 'class="chart-shape" points="[^"]+" fill="{0}" fill-opacity="0.2" stroke="{0}"'
    assert "--color-brand:#9b1420;" in own
    assert re.search(shape.format("#9b1420"), own)
    assert re.search(shape.format(tokens.light()["color-brand"]), plain)
    assert "<style>" not in plain


def test_a_pale_logo_needs_no_plate() -> None:
    pale = Brand("Wit", Logo(logo().png, 300, 80, pale=True))
    assert "cover-plate" not in pages.html(sample_report("quick"), "nl", pale).split("</head>")[1]
    assert "cover-plate" in pages.html(sample_report("quick"), "nl", branded()).split("</head>")[1]


@pytest.mark.parametrize("locale", ["nl", "en"])
def test_mails_carry_the_name_and_fetch_nothing(locale: str) -> None:
    made = [
        compose_mail(sample_report(), locale, to="a@b.nl", links=LINKS, pdf=b"%PDF", brand=branded()),
        compose_link(Place(3, 31), locale, to="a@b.nl", links=BACK, brand=branded()),
    ]
    for mail in made:
        assert mail.text.endswith(branded().name)
        assert "Van Dijk &amp; Zonen &lt;Retailadvies&gt;</td>" in mail.html
        assert MAKER not in mail.html + mail.text
        assert "background:#1f5fae" in mail.html
        assert not re.search(r"<img|<link|<script|url\(|@import", mail.html)
