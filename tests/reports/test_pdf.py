"""The PDF as a file: its bytes, its tags, what it may fetch and what the renderer says."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from weasyprint.urls import URLFetchingError, fetch

from reports import pages, pdf
from tests.reports.conftest import Drawn
from tests.reports.samples import sample_report

SMALL = '<html lang="nl"><head><title>Klein</title></head><body><p>Hallo</p></body></html>'


def test_same_report_same_bytes(quick_nl: Drawn) -> None:
    assert pdf.render(pages.html(sample_report("quick"), "nl")) == quick_nl.bytes


def test_it_is_marked_as_accessible(full_nl: Drawn) -> None:
    root = full_nl.reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "nl"
    assert root["/StructTreeRoot"]["/K"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid" in root["/Metadata"].get_data()


def test_title_and_dates_come_from_the_report(full_nl: Drawn) -> None:
    facts = full_nl.reader.metadata
    assert facts is not None
    assert facts.title == "Waar jullie staan met conversational commerce, 22 november 2025"
    assert facts.creation_date == facts.modification_date
    assert str(facts.creation_date) == "2025-11-22 10:15:00+01:00"


def test_every_picture_has_words(full_en: Drawn) -> None:
    alternatives = [figure.get("/Alt") for figure in _figures(full_en.reader.trailer["/Root"]["/StructTreeRoot"])]
    assert len(alternatives) == 9
    assert all(alternative and alternative.endswith(".") for alternative in alternatives)


def test_contents_lead_to_the_pages_they_name(full_en: Drawn) -> None:
    contents = full_en.pages[1]
    for aspect in full_en.report.aspects:
        number = contents.split(f"{aspect.name.en} ")[1].split()[0]
        page = full_en.pages[int(number) - 1]
        assert aspect.asks.en in page


def test_headings_are_bookmarks(full_en: Drawn) -> None:
    assert len(full_en.reader.outline) > 0


def test_renderer_has_nothing_to_say(
    full_nl: Drawn, quick_nl: Drawn, nasty_nl: Drawn, weasyprint_log: list[str]
) -> None:
    assert weasyprint_log == []


def test_collector_is_left_as_it_was() -> None:
    gc.disable()
    try:
        pdf.render(SMALL)
        assert not gc.isenabled()
    finally:
        gc.enable()
    pdf.render(SMALL)
    assert gc.isenabled()


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/x.png",
        "https://example.org/x.css",
        "ftp://example.org/x",
        "file:///etc/passwd",
        "file://localhost/etc/passwd",
        (pdf.HERE / "fonts" / ".." / ".." / "pyproject.toml").as_uri(),
        pdf.HERE.as_uri() + "/fonts/%2e%2e/%2e%2e/pyproject.toml",
        pdf.HERE.as_uri() + "-other/x.ttf",
        "gopher://example.org/x",
    ],
)
def test_nothing_else_is_fetched(url: str) -> None:
    with pytest.raises(PermissionError), fetch_plain(url):
        pass


def test_bundled_files_and_data_are_fetched() -> None:
    font = next((pdf.HERE / "fonts").glob("*.ttf"))
    with fetch(pdf.BundledFilesFetcher(), font.as_uri()) as answer:
        assert answer.read() == font.read_bytes()
    with fetch(pdf.BundledFilesFetcher(), "data:text/plain,hallo") as answer:
        assert answer.read() == b"hallo"


def test_a_link_out_of_the_package_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "inside").mkdir()
    (tmp_path / "secret.txt").write_text("x")
    (tmp_path / "inside" / "link.txt").symlink_to(tmp_path / "secret.txt")
    monkeypatch.setattr(pdf, "HERE", tmp_path / "inside")
    with pytest.raises(URLFetchingError), fetch(pdf.BundledFilesFetcher(), (tmp_path / "inside" / "link.txt").as_uri()):
        pass


def fetch_plain(url: str):  # type: ignore[no-untyped-def]
    """The fetcher itself: the renderer's own wrapper would turn every error into one."""
    return pdf.BundledFilesFetcher().fetch(url)


def _figures(node):  # type: ignore[no-untyped-def]
    children = node.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        here = child.get_object() if hasattr(child, "get_object") else child
        if isinstance(here, dict):
            if here.get("/S") == "/Figure":
                yield here
            yield from _figures(here)
