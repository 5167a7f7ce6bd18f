"""The shortcuts through WeasyPrint change nothing that one can see, and none outlives the version it was made for."""

from __future__ import annotations

import re

import pydyf
import pytest
import weasyprint

from reports import pdf, shortcuts, tokens
from tests.reports.conftest import Drawn

SMALL = "<html lang=nl><head><title>Klein</title></head><body><p>{words}</p></body></html>"


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """WeasyPrint as it comes, but for the compression, which changes the bytes and nothing else."""
    for owner, name, theirs, _ in shortcuts.shortcuts():
        if name != "zlib":
            monkeypatch.setattr(owner, name, theirs)


def test_they_were_made_for_this_version() -> None:
    made_for = (shortcuts.VERSION, shortcuts.PYDYF_VERSION)
    assert (weasyprint.__version__, pydyf.__version__) == made_for, "look at each again before you change the numbers"


@pytest.mark.parametrize("drawn", ["company_nl", "nasty_nl", "quick_nl"])
def test_bytes_are_those_of_plain_weasyprint(drawn: str, request: pytest.FixtureRequest) -> None:
    sample: Drawn = request.getfixturevalue(drawn)
    request.getfixturevalue("plain")
    assert pdf.render(sample.html) == sample.bytes


def test_they_are_in_place() -> None:
    pdf.render(SMALL.format(words="Hallo"))
    found = shortcuts.shortcuts()
    assert {name for _, name, _, _ in found} == {
        *("__missing__", "_ua_stylesheets", "zlib"),
        *("split_first_line", "strut", "resolve_percentages", "layout_document"),
    }
    assert all(getattr(owner, name) is ours for owner, name, _, ours in found)


def test_nothing_left_out_of_the_style_of_the_renderer_is_used() -> None:
    for sheet in tokens.STYLES.glob("*.css"):
        assert not re.search(r"footnote|note\(|list-item", sheet.read_text(encoding="utf-8")), sheet.name


def test_lines_are_not_kept_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shortcuts, "LINES_KEPT", 5)
    for number in range(12):
        pdf.render(SMALL.format(words=f"Regel {number}"))
    assert len(_lines()) <= 5


def test_nothing_is_kept_of_a_very_long_text() -> None:
    pdf.render(SMALL.format(words="eindeloos" * 1_000))
    assert max(len(text) for text, *_ in _lines()) <= shortcuts.LONGEST_KEPT


def _lines() -> dict[tuple[str, object], object]:
    lines: dict[tuple[str, object], object] = pdf._style()[1].lines
    return lines
