"""Sample PDFs, rendered once a session: every test of the paper reads the same few."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from functools import cached_property
from io import BytesIO

import pytest
from pypdf import PdfReader

from reports import pages, pdf
from reports.model import Report
from tests.advice import report_of
from tests.reports import tagged
from tests.reports.reviews import hostile, reviewed_report
from tests.reports.samples import NASTY, sample_report


class Drawn:
    """One rendered report: its bytes, its pages and its text with single spaces."""

    def __init__(self, report: Report, locale: str) -> None:
        self.report = report
        self.locale = locale
        self.html = pages.html(report, locale)
        self.bytes = pdf.render(self.html)
        self.reader = PdfReader(BytesIO(self.bytes))
        self.pages = [" ".join(page.extract_text().split()) for page in self.reader.pages]
        self.text = " ".join(self.pages)

    @cached_property
    def tags(self) -> tagged.Tag:
        """What a screen reader walks. Reading it takes seconds."""
        return tagged.read(self.reader)


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
    return Drawn(sample_report("full"), "nl")


@pytest.fixture(scope="session")
def full_en(weasyprint_log: list[str]) -> Drawn:
    return Drawn(sample_report("full"), "en")


@pytest.fixture(scope="session")
def quick_nl(weasyprint_log: list[str]) -> Drawn:
    return Drawn(sample_report("quick"), "nl")


@pytest.fixture(scope="session")
def nasty_nl(weasyprint_log: list[str]) -> Drawn:
    return Drawn(sample_report("nasty"), "nl")


@pytest.fixture(scope="session")
def missing_nl(weasyprint_log: list[str]) -> Drawn:
    return Drawn(sample_report("missing"), "nl")


@pytest.fixture(scope="session")
def unknown_en(weasyprint_log: list[str]) -> Drawn:
    return Drawn(sample_report("unknown"), "en")


@pytest.fixture(scope="session")
def company_nl(weasyprint_log: list[str]) -> Drawn:
    """A whole check with the texts of the content and the tip bank, and with an outlook, which no sample has."""
    return Drawn(report_of("garden_centres"), "nl")


@pytest.fixture(scope="session")
def reviewed_nl(weasyprint_log: list[str]) -> Drawn:
    """With a letter, a note and tips of a consultant."""
    return Drawn(reviewed_report(), "nl")


@pytest.fixture(scope="session")
def reviewed_nasty_en(weasyprint_log: list[str]) -> Drawn:
    return Drawn(hostile(NASTY), "en")
