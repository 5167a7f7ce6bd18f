"""Parsed as XML or as HTML, a document is the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

import pytest
from weasyprint import HTML
from weasyprint.urls import URLFetcher

from reports import poster, source
from reports.source import Source
from tests.reports.conftest import Drawn

# The HTML parser keeps the declaration of a name space as an attribute, the XML parser as the name itself.
_DECLARED = "{http://www.w3.org/2000/xmlns/}xmlns"


@pytest.mark.parametrize("drawn", ["full_nl", "nasty_nl", "quick_nl", "company_nl"])
def test_a_report_is_xml(drawn: str, request: pytest.FixtureRequest) -> None:
    sample: Drawn = request.getfixturevalue(drawn)
    as_html = HTML(string=sample.html).etree_element
    assert list(_shape(source.tree(sample.html).find("body"))) == list(_shape(as_html.find("body")))


def test_a_poster_is_xml() -> None:
    html = poster.html(poster.Poster("nl", "https://check.example.nl/?c=beurs", "quick"))
    assert list(_shape(source.tree(html).find("body"))) == list(_shape(HTML(string=html).etree_element.find("body")))


def test_a_document_that_is_only_html_is_read_all_the_same(tmp_path: Path) -> None:
    html = "<!doctype html><html lang=nl><title>.</title><p>Een<p>Twee"
    with pytest.raises(ParseError):
        source.tree(html)
    made = Source(html, tmp_path, URLFetcher())
    assert [each.text for each in made.etree_element.iter("p")] == ["Een", "Twee"]


def test_addresses_lead_from_the_folder_either_way(tmp_path: Path) -> None:
    (tmp_path / "a b").mkdir()
    bases = {Source(html, tmp_path / "a b", URLFetcher()).base_url for html in ("<p>x</p>", "<p>x")}
    assert bases == {(tmp_path / "a b").as_uri() + "/"}


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>&nbsp;&middot;&times;</p>", "\N{NO-BREAK SPACE}\N{MIDDLE DOT}\N{MULTIPLICATION SIGN}"),
        ("<p>&lt;b&gt; &amp;copy; &#39;&#34;</p>", "<b> &copy; '\""),
        ("<p>a<br>b<br/>c</p>", "abc"),
    ],
)
def test_entities_and_tags_without_end(html: str, text: str) -> None:
    assert "".join(source.tree(html).itertext()) == text


def _shape(body: Element | None) -> Iterator[object]:
    """Tags, attributes and texts in order, without the white space behind the last element, where the two differ."""
    assert body is not None
    for each in body.iter():
        attributes = {name: value for name, value in each.attrib.items() if name != _DECLARED}
        yield each.tag, attributes, _words(each.text), "" if each in (body, body[-1]) else _words(each.tail)


def _words(text: str | None) -> str:
    """White space alone stays white space, however much it is."""
    return text if text and text.strip() else " " if text else ""
