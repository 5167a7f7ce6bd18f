"""The report as data: all of it is there, numbers are numbers, and no cell is a formula."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO, StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from questionnaire.model import LOCALES, Text
from reports import language
from reports.exports import FORMATS
from reports.exports.csv_file import harmless, to_csv
from reports.exports.tables import Column, Table
from reports.model import Report
from reports.own_words import printable
from reports.plan import Progress, Tick, TickState, progress
from tests.reports.reviews import hostile, reviewed_report
from tests.reports.samples import sample_report

FULL = sample_report("full")
FIRST, SECOND = (step.tip for step in FULL.road_map[:2])
TICKS = {FIRST: Tick(TickState.DONE, date(2026, 3, 2)), SECOND: Tick(TickState.PLANNED, None)}
HOSTILE = [
    "=1+1",
    "+1",
    "-1+2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =1",
    "＝1",
    '=cmd|"/c calc"!A1',
    "http://x.example",
]
KINDS = ["full", "quick", "missing", "unknown", "nasty"]


def rows(body: bytes, locale: str) -> list[list[str]]:
    return list(csv.reader(StringIO(body.decode("utf-8-sig"), newline=""), delimiter={"nl": ";", "en": ","}[locale]))


def opened(report: Report, locale: str = "nl") -> Workbook:
    return load_workbook(BytesIO(FORMATS["xlsx"].write(report, TICKS, locale)))


def with_words(words: str) -> Report:
    """The report of somebody who fills in the same words everywhere."""
    first, *others = FULL.aspects
    line = replace(first.answers[0], typed=words, topic=Text(words, words), answer=Text(words, words))
    aspects = (replace(first, answers=(line, *first.answers[1:])), *others)
    return replace(FULL, profile=replace(FULL.profile, company=words, hope=words), aspects=aspects)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", KINDS)
def test_the_record_holds_all_of_the_report(kind: str, locale: str) -> None:
    report = sample_report(kind)
    data = json.loads(FORMATS["json"].write(report, TICKS, locale))
    assert (data["format"], data["version"], data["language"]) == ("checkbot-report", 2, locale)
    assert data["created"] == report.created
    assert data["profile"]["company"] == report.profile.company
    assert data["overall"]["score"] == report.overall.score
    for found, area in zip(data["areas"], report.areas, strict=True):
        assert (found["id"], found["score"], found["level"]) == (area.id, area.standing.score, area.standing.level)
    for found, part in zip(data["aspects"], report.aspects, strict=True):
        assert (found["score"], found["level"]) == (part.standing.score, part.standing.level)
        assert (found["answered"], found["applicable"]) == (part.answered, part.applicable)
        assert found["held_by"] == list(part.held_by)
    lines = [line for part in report.aspects for line in part.answers]
    for found, line in zip(data["answers"], lines, strict=True):
        assert (found["question"], found["points"], found["state"]) == (line.question, line.points, line.state)
        assert (found["asked"], found["typed"]) == (line.asked[locale], line.typed)


def test_the_record_says_what_became_of_each_tip() -> None:
    tips = {tip["id"]: tip for tip in json.loads(FORMATS["json"].write(FULL, TICKS, "nl"))["tips"]}
    assert (tips[FIRST]["state"], tips[FIRST]["day"], tips[FIRST]["step"]) == ("done", "2026-03-02", 1)
    assert (tips[SECOND]["state"], tips[SECOND]["day"], tips[SECOND]["horizon"]) == ("planned", None, "now")
    assert sum(tip["state"] is None for tip in tips.values()) == len(tips) - 2


def test_the_shape_is_the_documented_one() -> None:
    data = json.loads(FORMATS["json"].write(FULL, TICKS, "nl"))
    standing = ["score", "level", "level_name"]
    assert list(data) == [
        *("format", "version", "language", "created", "mode", "questionnaire", "scoring", "edition"),
        *("profile", "verdict", "review", "overall", "areas", "aspects", "answers", "tips"),
    ]
    assert list(data["overall"]) == [*standing, "answered", "applicable"]
    assert list(data["areas"][0]) == ["id", "name", *standing, "left_out"]
    assert list(data["aspects"][0]) == [
        *("id", "area", "name", *standing, "answered", "applicable", "certainty", "held_by", "note")
    ]
    assert list(data["answers"][0]) == [
        *("question", "aspect", "topic", "asked", "answer", "typed", "state", "points", "level", "weight", "key")
    ]
    assert list(data["tips"][0]) == [
        *("id", "aspect", "question", "title", "effort", "effect", "who", "kpi", "origin", "pinned"),
        *("step", "horizon", "state", "day"),
    ]


@pytest.mark.parametrize("locale", LOCALES)
def test_a_csv_file_is_what_excel_in_that_country_opens(locale: str) -> None:
    body = FORMATS["csv"].write(FULL, TICKS, locale)
    assert body.startswith(b"\xef\xbb\xbf")
    heading, *found = rows(body, locale)
    assert {len(row) for row in found} == {len(heading)}
    assert heading[0] == {"nl": "Soort", "en": "Kind"}[locale]
    place = heading.index("Score")
    for aspect in FULL.aspects:
        (row,) = [row for row in found if row[-1] == aspect.id and row[0] == "Aspect"]
        assert aspect.standing.score is not None
        assert row[place] == language.figure(aspect.standing.score, locale)
        assert row[place + 3 : place + 5] == [str(aspect.answered), str(aspect.applicable)]
        for line in aspect.answers:
            (row,) = [row for row in found if row[-1] == line.question]
            assert row[2:4] == [line.asked[locale], line.answer[locale]]
            assert row[place] == ("" if line.points is None else str(line.points))


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("words", HOSTILE)
def test_no_cell_of_a_csv_file_is_a_formula(words: str, locale: str) -> None:
    found = [cell for row in rows(FORMATS["csv"].write(with_words(words), {}, locale), locale) for cell in row]
    assert not [cell for cell in found if cell.lstrip(" ").startswith(tuple("=+-@\t\r\n＝＋－＠"))]
    assert [cell for cell in found if words in cell]


@given(st.lists(st.one_of(st.text(), st.sampled_from(HOSTILE)), min_size=1, max_size=4))
def test_any_words_come_through_a_csv_file(words: list[str]) -> None:
    name = Text("", "")
    table = Table(name, tuple(Column(name, 1) for _ in words), (tuple(words),))
    (_, found) = rows(to_csv(table, "nl"), "nl")
    assert found == [harmless(cell) for cell in words]
    assert [cell.removeprefix("'") if cell != was else cell for cell, was in zip(found, words, strict=True)] == words


@pytest.mark.parametrize("kind", KINDS)
def test_a_workbook_has_a_sheet_for_scores_answers_and_tips(kind: str) -> None:
    report = sample_report(kind)
    book = opened(report)
    assert book.sheetnames == ["Scores", "Antwoorden", "Tips"]
    assert opened(report, "en").sheetnames == ["Scores", "Answers", "Tips"]
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert all(sheet.column_dimensions[cell.column_letter].width >= 8 for cell in sheet[1])
    scores = {row[-1].value: row for row in book["Scores"].iter_rows(min_row=2) if row[0].value == "Aspect"}
    for aspect in report.aspects:
        _, name, score, level, _, answered, applicable, _ = (cell.value for cell in scores[aspect.id])
        exact = aspect.standing.score
        assert score == (None if exact is None else float(language.rounded(exact)))
        assert (name, level, answered) == (aspect.name.nl, aspect.standing.level, aspect.answered)
        assert applicable == aspect.applicable
        assert {scores[aspect.id][place].data_type for place in (2, 3, 5, 6)} == {"n"}


def test_days_in_a_workbook_are_days() -> None:
    tips = {row[-1].value: row for row in opened(FULL)["Tips"].iter_rows(min_row=2)}
    state, day = tips[FIRST][-3], tips[FIRST][-2]
    assert (state.value, day.value, day.is_date) == ("gedaan", datetime(2026, 3, 2), True)  # noqa: DTZ001 - as read
    assert (tips[SECOND][-3].value, tips[SECOND][-2].value) == ("gepland", None)


@pytest.mark.parametrize("words", HOSTILE)
def test_no_cell_of_a_workbook_is_a_formula_or_a_link(words: str) -> None:
    book = opened(with_words(words))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert [cell for cell in cells if cell.data_type == "s" and words.strip() in str(cell.value)]


def test_the_same_report_gives_the_same_bytes() -> None:
    for kind in FORMATS.values():
        assert kind.write(FULL, TICKS, "nl") == kind.write(FULL, TICKS, "nl")
    made = opened(FULL).properties.created
    assert made == datetime.fromisoformat(FULL.created).astimezone(UTC).replace(tzinfo=None)


def test_progress_counts_the_steps_of_the_road_map_alone() -> None:
    beside = next(
        tip.id for aspect in FULL.aspects for tip in aspect.tips if all(tip.id != s.tip for s in FULL.road_map)
    )
    assert progress(FULL, {**TICKS, beside: Tick(TickState.DONE, None), "gone": TICKS[FIRST]}) == Progress(1, 1, 10)
    assert progress(FULL, {}) == Progress(0, 0, 10)


@pytest.mark.parametrize("locale", LOCALES)
def test_what_a_consultant_put_to_it_is_in_every_file(locale: str) -> None:
    report = reviewed_report()
    data = json.loads(FORMATS["json"].write(report, {}, locale))
    assert (data["review"]["by"], data["review"]["letter"]) == ("Anna de Boer", "Beste Marieke,\n\nBegin in Ede.")
    assert [aspect["note"] for aspect in data["aspects"] if aspect["note"]] == ["Jullie zijn verder.\n\nEcht."]
    (own,) = [tip for tip in data["tips"] if tip["origin"] == "own"]
    assert (own["question"], own["title"], own["pinned"], own["horizon"]) == (None, "Laat Ede meelezen", True, "now")
    (found,) = [row for row in rows(FORMATS["csv"].write(report, {}, locale), locale) if "Begin in Ede." in row[3]]
    assert found[1] == {"nl": "Brief van Anna de Boer", "en": "Letter from Anna de Boer"}[locale]
    _, answers, tips = opened(report, locale)
    assert "Beste Marieke,\n\nBegin in Ede." in [row[3].value for row in answers.iter_rows()]
    (by,) = [row[7].value for row in tips.iter_rows() if row[1].value == own["title"]]
    assert by == {"nl": "adviseur", "en": "consultant"}[locale]


@pytest.mark.parametrize("words", HOSTILE)
def test_no_word_of_a_consultant_is_a_formula(words: str) -> None:
    report = hostile(words)
    found = [cell for row in rows(FORMATS["csv"].write(report, {}, "nl"), "nl") for cell in row]
    assert not [cell for cell in found if cell.lstrip(" ").startswith(tuple("=+-@\t\r\n＝＋－＠"))]
    cells = [cell for sheet in opened(report) for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    printed = printable(words, 80)
    assert len([cell for cell in cells if str(cell.value).strip() == printed]) >= 3
