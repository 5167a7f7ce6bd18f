"""What is added to the tags that the renderer makes, as a listener notices it."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfReader

from reports import pdf
from tests.reports import tagged
from tests.reports.conformance import failed
from tests.reports.conftest import Drawn

A4 = (596, 842)


def test_running_words_are_not_read_out(company_nl: Drawn) -> None:
    """They stand on every page, and would be heard in the middle of a sentence."""
    date = "1 januari 2026"
    assert company_nl.text.count(date) >= len(company_nl.pages) - 1
    assert company_nl.tags.text.count(date) == 1, "on the cover alone"
    for page in company_nl.reader.pages[1:]:
        contents = page.get_contents()
        assert contents is not None
        assert contents.get_data().count(b"/Pagination") >= 2


def test_a_link_says_where_it_leads(company_nl: Drawn) -> None:
    names = company_nl.reader.named_destinations.keys()
    links = [tag for tag in company_nl.tags.all("Link") if tag.links]
    assert len(links) > len(company_nl.report.road_map)
    for link in links:
        assert all(told and told not in names for told in link.links), link.links


def test_every_header_says_what_it_heads(company_nl: Drawn) -> None:
    for row in company_nl.tags.all("TR"):
        scopes = {cell.scope for cell in row.parts if cell.kind == "TH"}
        assert scopes == ({"Row"} if any(cell.kind == "TD" for cell in row.parts) else {"Column"}), row.text


def test_a_chart_tells_its_figures_and_stands_in_its_frame(company_nl: Drawn) -> None:
    charts = list(company_nl.tags.all("Figure"))
    assert all(chart.alt.endswith(".") for chart in charts)
    assert any("Het radardiagram" in chart.alt and "Verandermanagement: 10 van 100" in chart.alt for chart in charts)
    for left, low, right, high in (chart.frame for chart in charts):
        assert 0 <= left < right <= A4[0]
        assert 0 <= low < high <= A4[1]


def test_the_chart_at_the_foot_of_the_cover_is_framed_there(company_nl: Drawn) -> None:
    assert next(company_nl.tags.all("Figure")).frame[1] == 0


def test_nothing_is_announced_that_holds_nothing(company_nl: Drawn) -> None:
    assert not [tag for tag in company_nl.tags.all("Span", "NonStruct", "Div") if tag.hollow]


def test_what_is_laid_out_as_a_block_or_table_is_announced_once() -> None:
    blocks = "<h1>Een<span style='display: block'>twee</span></h1><article style='display: table'><p>drie</p></article>"
    made = pdf.render(f'<html lang="nl"><head><title>Klein</title></head><body>{blocks}</body></html>')
    document = tagged.read(PdfReader(BytesIO(made)))
    assert failed(made) == {}
    assert [tag.text for tag in document.all("H1", "Art", "P")] == ["Een twee", "drie", "drie"]
