"""Assessments side by side: what is counted, and that page, PDF and workbook say the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from statistics import median

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from questionnaire.model import LOCALES
from reports import language, pdf, portfolio, side_by_side
from reports.exports import side_by_side as workbook
from reports.model import Report
from reports.portfolio import Kind, Portfolio, TooMany
from tests.advice import report_of
from tests.reports.conformance import failed
from tests.reports.samples import sample_report

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
NAMES = ("shoe_chain", "bakery_chain", "leader", "garden_centres")
HOSTILE = ("=1+1", "<script>alert(1)</script>", "{{ 7*7 }}", "@SUM(A1)", "\u202eabc", "w" * 80)


def of(company: str | None, name: str = "shoe_chain", created: str = "2026-03-02T10:00:00+01:00") -> Report:
    made = report_of(name)
    return replace(made, created=created, profile=replace(made.profile, company=company))


def composed(reports: Sequence[Report], kind: Kind = Kind.COMPANIES, dropped: int = 0) -> Portfolio:
    return portfolio.compose("Klanten van Anna", kind, reports, dropped, NOW)


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    return [of(name.title(), name) for name in NAMES]


@pytest.fixture(scope="module")
def four(reports: list[Report]) -> Portfolio:
    return composed(reports, dropped=2)


def test_each_has_its_own_standings_in_the_order_given(four: Portfolio, reports: list[Report]) -> None:
    assert [member.company for member in four.members] == [name.title() for name in NAMES]
    for member, report in zip(four.members, reports, strict=True):
        assert member.overall == report.overall
        assert member.standings == tuple(aspect.standing for aspect in report.aspects)


def test_a_spread_is_of_those_whose_score_is_known(four: Portfolio, reports: list[Report]) -> None:
    for place, spread in enumerate(four.spreads):
        scores = [each for report in reports if (each := report.aspects[place].standing.score) is not None]
        assert (spread.known, spread.lowest, spread.highest) == (len(scores), min(scores), max(scores))
        assert spread.middle == median(scores)
        assert sum(spread.levels) == len(scores)
    nothing = composed([sample_report("unknown")]).spreads
    assert {(spread.known, spread.lowest, spread.middle) for spread in nothing} >= {(0, None, None)}


def test_what_most_lack_is_low_for_more_than_half_of_who_answered(four: Portfolio, reports: list[Report]) -> None:
    lines = [line for report in reports for aspect in report.aspects for line in aspect.answers]
    assert four.lacks
    for lack in four.lacks:
        levels = [line.level for line in lines if line.topic == lack.topic and line.level is not None]
        assert (lack.count, lack.known) == (sum(level <= 2 for level in levels), len(levels))
        assert lack.count > lack.known / 2
    shares = [lack.count / lack.known for lack in four.lacks]
    assert shares == sorted(shares, reverse=True)
    assert composed(reports[:1]).lacks == ()


def test_a_common_step_stands_on_as_many_road_maps_as_it_says(reports: list[Report]) -> None:
    made = composed([*reports, *reports])
    assert made.steps
    for step in made.steps:
        roads = [[each.tip for each in report.road_map] for report in [*reports, *reports]]
        assert step.count == sum(step.tip in road for road in roads) >= 2


def test_over_time_is_in_the_order_of_time_and_tells_what_moved() -> None:
    early, late = of("Nu", "shoe_chain", "2025-01-01T10:00:00+01:00"), of("Nu", "leader", "2026-01-01T08:00:00+00:00")
    made = composed([late, early], Kind.OVER_TIME)
    assert [member.created for member in made.members] == [early.created, late.created]
    before = {line.topic: line.level for aspect in early.aspects for line in aspect.answers}
    after = {line.topic: line.level for aspect in late.aspects for line in aspect.answers}
    moved = {topic for topic in after if before.get(topic) and after[topic] and before[topic] != after[topic]}
    assert {move.topic for move in made.moves} == moved
    for move in made.moves:
        assert (move.before, move.after) == (before[move.topic], after[move.topic])
    rises = [move.after - move.before for move in made.moves]
    assert rises == sorted(rises, reverse=True)
    assert composed([late, early]).moves == ()


def test_more_than_one_can_look_at_is_refused() -> None:
    one = of("Winkel")
    assert len(composed([one] * portfolio.MOST).members) == portfolio.MOST
    with pytest.raises(TooMany):
        composed([one] * (portfolio.MOST + 1))


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", Kind)
def test_the_pdf_conforms_and_says_all_of_it(
    kind: Kind, locale: str, reports: list[Report], weasyprint_log: list[str]
) -> None:
    made = composed([*reports, of(None)], kind, dropped=1)
    drawn = pdf.render(side_by_side.html(made, locale))
    assert failed(drawn) == {}
    reader = PdfReader(BytesIO(drawn))
    assert reader.trailer["/Root"]["/Lang"] == locale
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert "Klanten van Anna" in text
    assert {"nl": "is weggevallen", "en": "has dropped out"}[locale] in text
    for member in made.members:
        for standing in (member.overall, *member.standings):
            assert standing.score is None or language.figure(standing.score, locale) in text
    for lack in made.lacks:
        assert lack.topic[locale] in text
    assert weasyprint_log == []


def test_forty_and_none_are_drawn(weasyprint_log: list[str]) -> None:
    for count in (0, 40):
        drawn = pdf.render(side_by_side.html(composed([of("Winkel " + "x" * 73)] * count), "nl"))
        assert failed(drawn) == {}
    assert weasyprint_log == []


@pytest.mark.parametrize("words", HOSTILE)
def test_a_name_is_text_on_paper_and_in_a_cell(words: str, weasyprint_log: list[str]) -> None:
    made = replace(composed([of(words), of(words)]), title=words)
    html = side_by_side.html(made, "nl")
    assert html.count("<script") == 0
    assert pdf.render(html).startswith(b"%PDF")
    book = load_workbook(BytesIO(workbook.to_xlsx(made, "nl")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert [cell.value for cell in book["Scores"]["B"][1:]] == [words, words]
    assert weasyprint_log == []


def test_a_workbook_holds_the_figures_as_numbers(four: Portfolio) -> None:
    book = load_workbook(BytesIO(workbook.to_xlsx(four, "en")))
    assert book.sheetnames == ["Scores", "What is lacking", "Steps"]
    rows = list(book["Scores"].iter_rows(min_row=2))
    assert len(rows) == len(four.members)
    for row, member in zip(rows, four.members, strict=True):
        assert (row[0].value, row[1].value) == (member.number, member.company)
        figures = [cell.value for cell in row[4:]]
        scores = [member.overall, *member.standings]
        exact = [None if each.score is None else float(language.rounded(each.score)) for each in scores]
        assert figures[::2] == exact
        assert figures[1::2] == [each.level for each in scores]
    over = composed([of("A", "shoe_chain", "2025-01-01T10:00:00+01:00"), of("A", "leader")], Kind.OVER_TIME)
    assert "Veranderd" in load_workbook(BytesIO(workbook.to_xlsx(over, "nl"))).sheetnames
    assert workbook.to_xlsx(four, "nl") == workbook.to_xlsx(four, "nl")
