"""The places of a page, a PDF or a mail where a figure can stand, each by the name that it goes by.

A row goes by its header, a spread by its H2, a tip by its H4, and a sentence of a chart by what is before its colon.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from weasyprint import HTML

from tests.reports.figures import Shown
from tests.reports.tagged import SVG, Tag

Places = dict[tuple[str, str], str]


def absent(shown: Iterable[Shown], places: Places) -> list[Shown]:
    """The figures that do not stand where they should."""
    return [each for each in shown if not _stands(each.words, places.get((each.where, each.beside), ""))]


def of_page(html: str) -> Places:
    """The places of an HTML document, a page or a mail."""
    body = HTML(string=html).etree_element.find("body")
    found: Places = defaultdict(str)
    found["mail", ""] = _text(body)
    for part in body.iter():
        for where, name in _names(part):
            found[where, name] += f" {_text(part)}"
        if part.tag in (f"{SVG}title", f"{SVG}desc"):
            _add_sentences(found, _text(part))
    return found


def of_pdf(document: Tag) -> Places:
    """The places of a tagged PDF. A spread lasts until the next H2, as a section ends with its page."""
    found: Places = defaultdict(str)
    spread = ""
    for tag in document.all():
        spread = tag.text if tag.kind == "H2" else spread
        found["spread", spread] += f" {tag.words}"
        for kind, where, name in (("TR", "row", "TH"), ("Art", "tip", "H4")):
            if tag.kind == kind:
                found[where, next((part.text for part in tag.all(name)), "")] += f" {tag.text}"
        _add_sentences(found, tag.alt)
    return found


def of_text(mail: str) -> Places:
    """The places of a plain mail: its lines with a colon."""
    found: Places = defaultdict(str, {("mail", ""): mail})
    for line in mail.splitlines():
        name, _, rest = line.removeprefix("- ").partition(": ")
        found["row", name] += f" {rest}"
    return found


def _names(part: Element) -> Iterator[tuple[str, str]]:
    if part.tag == "tr":
        yield "row", _text(part.find("th"))
    if part.tag == "section":
        yield "spread", _text(part.find(".//h2"))
    if part.tag == "article":
        yield "tip", _text(part.find(".//h4"))


def _add_sentences(found: Places, told: str) -> None:
    for sentence in re.split(r"(?<=\.) ", told):
        name, colon, rest = sentence.partition(": ")
        if colon:
            found["chart", name] += f" {rest}"


def _text(part: Element | None) -> str:
    """The words in it; those of two cells are never one word."""
    return "" if part is None else " ".join(" ".join(part.itertext()).split())


def _stands(words: str, text: str) -> bool:
    """As a whole: '5' does not stand in '52,5', nor '52' in it."""
    return re.search(rf"(?<![\w])(?<!\d[.,]){re.escape(words)}(?![.,]?\d)(?!\w)", text, re.IGNORECASE) is not None
