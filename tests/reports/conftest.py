"""Sample PDFs, rendered once a session: every test of the paper reads the same few."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from io import BytesIO

import pytest
from pypdf import PdfReader

from reports import pages, pdf
from tests.reports.samples import sample_report


class Drawn:
    """One rendered sample: its bytes, its pages and its text with single spaces."""

    def __init__(self, kind: str, locale: str) -> None:
        self.report = sample_report(kind)
        self.locale = locale
        self.bytes = pdf.render(pages.html(self.report, locale))
        self.reader = PdfReader(BytesIO(self.bytes))
        self.pages = [" ".join(page.extract_text().split()) for page in self.reader.pages]
        self.text = " ".join(self.pages)


class Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record.getMessage())


@pytest.fixture(scope="session")
def weasyprint_log() -> Iterator[list[str]]:
    """Warnings and errors of the renderer since the first sample was drawn."""
    listener = Listener()
    logging.getLogger("weasyprint").addHandler(listener)
    yield listener.heard
    logging.getLogger("weasyprint").removeHandler(listener)


@pytest.fixture(scope="session")
def full_nl(weasyprint_log: list[str]) -> Drawn:
    return Drawn("full", "nl")


@pytest.fixture(scope="session")
def full_en(weasyprint_log: list[str]) -> Drawn:
    return Drawn("full", "en")


@pytest.fixture(scope="session")
def quick_nl(weasyprint_log: list[str]) -> Drawn:
    return Drawn("quick", "nl")


@pytest.fixture(scope="session")
def nasty_nl(weasyprint_log: list[str]) -> Drawn:
    return Drawn("nasty", "nl")
