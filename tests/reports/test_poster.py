"""The QR code and the poster: read back by a decoder, as a camera would, and legible on A4 too."""

from __future__ import annotations

import re
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from reports import pdf, poster, qr
from reports.brand import Brand
from reports.poster import Poster
from tests.reports import tagged
from tests.reports.conformance import failed
from tests.services.programs import find_program

ADDRESS = "https://check.example.nl/?c=beurs-2026"
MM = 72 / 25.4
A4_OF_A3 = 2**-0.5


@pytest.fixture(scope="module", params=["nl", "en"])
def printed(request: pytest.FixtureRequest, weasyprint_log: list[str]) -> tuple[str, bytes]:
    """The language and the PDF of a poster."""
    made = pdf.render(poster.html(Poster(request.param, ADDRESS, "quick"), Brand(colour="#9b1420")))
    assert weasyprint_log == []
    return request.param, made


def test_it_conforms_and_has_one_heading(printed: tuple[str, bytes]) -> None:
    assert failed(printed[1]) == {}
    assert len(list(tagged.read(PdfReader(BytesIO(printed[1]))).all("H1"))) == 1


def as_image(made: bytes, folder: Path, dots: int) -> Image.Image:
    """The first page at so many dots an inch."""
    (folder / "poster.pdf").write_bytes(made)
    command = [find_program("pdftoppm", "poppler-utils"), "-r", str(dots), "-singlefile", "-png", "poster.pdf", "page"]
    subprocess.run(command, cwd=folder, check=True)
    return Image.open(folder / "page.png").convert("L")


@pytest.mark.parametrize("address", [ADDRESS, "https://a.nl/", "https://" + "x" * 180 + ".nl/en?c=" + "y" * 40])
def test_a_code_holds_its_address_and_a_quiet_zone(address: str) -> None:
    code = qr.code(address)
    image = Image.new("L", (code.side * 4, code.side * 4), 255)
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", code.path):
        image.paste(0, (int(x) * 4, int(y) * 4, (int(x) + int(width)) * 4, (int(y) + 1) * 4))
    found = image.point(lambda value: 255 - value).getbbox()
    assert found == (16, 16, image.width - 16, image.height - 16)
    assert [each.text for each in zxingcpp.read_barcodes(image)] == [address]


def test_the_poster_leads_to_the_chat(printed: tuple[str, bytes], tmp_path: Path) -> None:
    """At 40 dots an inch, which is about what a phone sees from two metres."""
    [found] = zxingcpp.read_barcodes(as_image(printed[1], tmp_path, 40))
    assert found.text == ADDRESS
    assert found.ec_level == "Q"
    corners = [(at.x, at.y) for at in (found.position.top_left, found.position.bottom_right)]
    millimetres = (corners[1][0] - corners[0][0]) / 40 * 25.4
    assert millimetres * A4_OF_A3 > 60


def test_it_is_one_a3_that_says_what_one_gets(printed: tuple[str, bytes]) -> None:
    locale, made = printed
    reader = PdfReader(BytesIO(made))
    [page] = reader.pages
    assert (round(page.mediabox.width / MM), round(page.mediabox.height / MM)) == (297, 420)
    text = " ".join(page.extract_text().split())
    for words in {"nl": ("Wie antwoordt?", "8 minuten", "Of typ"), "en": ("Who answers?", "8 minutes", "Or type")}[
        locale
    ]:
        assert words in text
    assert "check.example.nl/?c=beurs-2026" in text


def test_it_is_accessible_too(printed: tuple[str, bytes]) -> None:
    locale, made = printed
    reader = PdfReader(BytesIO(made))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == locale
    assert b"pdfuaid" in root["/Metadata"].get_data()
    objects = [reader.get_object(number) for number in range(1, reader.trailer["/Size"])]
    [alternative] = [found["/Alt"] for found in objects if isinstance(found, dict) and "/Alt" in found]
    assert "check.example.nl/?c=beurs-2026" in alternative


def test_it_gives_the_same_bytes_and_no_other_style(printed: tuple[str, bytes]) -> None:
    assert pdf.render(poster.html(Poster(printed[0], ADDRESS, "quick"), Brand(colour="#9b1420"))) == printed[1]


def test_the_full_check_takes_longer_and_a_long_address_gets_smaller_letters() -> None:
    long = poster.html(Poster("en", "https://" + "shop." * 12 + "nl/en", "full"))
    assert "20 minutes" in long
    assert 'class="typed-address typed-address-long"' in long
    assert 'class="typed-address"' in poster.html(Poster("en", ADDRESS, "quick"))


def test_an_unknown_language_or_check_is_refused() -> None:
    with pytest.raises(KeyError, match="de"):
        poster.html(Poster("de", ADDRESS, "quick"))
    with pytest.raises(KeyError, match="half"):
        poster.html(Poster("nl", ADDRESS, "half"))
