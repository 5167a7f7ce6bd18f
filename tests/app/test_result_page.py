"""The report as a page: its figures are the report's, what is open at first, and that nothing else keeps it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from random import Random

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import locale
from app.extensions import db
from app.models import StoredReport
from app.results.shares import service as shares
from app.security import Access, token
from app.shown import unfolded
from questionnaire import route
from questionnaire.answers import Answer, Answers
from questionnaire.model import LOCALES
from questionnaire.scoring import score
from reports import language
from reports.compose import compose
from reports.model import AreaPart, AspectPart, Report, Standing, to_json
from tests.app.factories import NOW, completed
from tests.app.markup import check
from tests.seed import BANK, QUESTIONNAIRE
from tests.strategies import given_answer
from tips.selection import select

SEEDS = range(8)
OF = {"nl": "{} van de {} beantwoord", "en": "{} of {} answered"}
LEVEL = {"nl": "Niveau {}, {}", "en": "Level {}, {}"}
MEAN = {"nl": "gemiddeld {}", "en": "mean {}"}
UNKNOWN = {"nl": "Te weinig bekend", "en": "Too little known"}


def drawn(seed: int) -> Report:
    """The report of a check by somebody who answers by chance; by the last seeds hardly at all."""
    random, answers = Random(seed), Answers()
    answers = answers.with_answer(route.MODE, Answer(choice=(("quick", "full")[seed % 2],)))
    while (question := route.next_open(route.path(QUESTIONNAIRE, answers), answers)) is not None:
        answers = answers.with_answer(question.id, given_answer(question, random))
        if random.random() < 0.04 * (seed - 4):
            break
    result = score(QUESTIONNAIRE, answers)
    return compose(QUESTIONNAIRE, answers, result, select(BANK, QUESTIONNAIRE, answers, result), BANK, NOW)


@pytest.fixture
def client(app: Flask) -> Iterator[FlaskClient]:
    with app.test_request_context():
        yield app.test_client(use_cookies=False)


def stored(report: Report) -> tuple[str, str]:
    """The paths of the page and of the shared page of this report."""
    assessment, first = completed()
    db.session.get_one(StoredReport, first.id).body = to_json(report)
    share = shares.make(assessment, "", 30, locale.calendar_day(NOW).replace(year=2099), NOW)
    db.session.commit()
    return f"/result/{token(Access.RESULT, assessment.id)}", f"/shared/{token(Access.SHARE, share.id)}"


def seen(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def standing(shown: Standing, lang: str) -> str:
    return LEVEL[lang].format(shown.level, shown.level_name[lang]) if shown.level_name else UNKNOWN[lang]


def counts(parts: list[AspectPart], lang: str) -> str:
    return OF[lang].format(sum(part.answered for part in parts), sum(part.applicable for part in parts))


def of_area(report: Report, area: AreaPart) -> list[AspectPart]:
    return [aspect for aspect in report.aspects if aspect.area == area.id]


def expected(report: Report, lang: str) -> list[str]:
    """The overview by area, as it must read."""
    lines = []
    for area in report.areas:
        mean = "" if area.standing.score is None else ", " + MEAN[lang].format(figure(area.standing, lang))
        lines.append(f"{area.name[lang]} {standing(area.standing, lang)}{mean} {counts(of_area(report, area), lang)}")
        for part in of_area(report, area):
            line = f"{part.name[lang]} {standing(part.standing, lang)} {counts([part], lang)}"
            lines.append(line if part.standing.score is None else f"{line} Score {figure(part.standing, lang)}")
    return lines


def figure(shown: Standing, lang: str) -> str:
    assert shown.score is not None
    return language.figure(shown.score, lang)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_score_level_and_denominator_is_the_reports(client: FlaskClient, seed: int) -> None:
    report = drawn(seed)
    for path in stored(report):
        for lang in LOCALES:
            page = client.get(f"{path}?lang={lang}").text
            check(page, lang)
            overview = seen(page.partition('class="score-areas"')[2].partition("<figure")[0])
            place = 0
            for line in expected(report, lang):
                place = overview.index(line, place)
            assert len(re.findall(r"\d+(?:[.,]\d+)?", overview)) == sum(
                len(re.findall(r"\d+(?:[.,]\d+)?", line)) for line in expected(report, lang)
            ), "no other figure stands there"
            verdict = seen(page.partition('<section class="verdict">')[2].partition("</section>")[0])
            if report.overall.level_name:
                assert f"{report.overall.level}: {report.overall.level_name[lang]}" in verdict
                assert figure(report.overall, lang) in verdict
                assert counts(list(report.aspects), lang) in verdict


@pytest.mark.parametrize("seed", SEEDS)
def test_the_line_of_an_aspect_says_how_it_stands(client: FlaskClient, seed: int) -> None:
    report = drawn(seed)
    page = client.get(stored(report)[0]).text
    lines = [seen(line) for line in re.findall(r'<details class="part-result.*?</summary>', page, re.DOTALL)]
    for part, line in zip(report.aspects, lines, strict=True):
        scored = "" if part.standing.score is None else f", score {figure(part.standing, 'nl')}"
        assert line == f"{part.name.nl} {standing(part.standing, 'nl')}{scored} {counts([part], 'nl')}"


@pytest.mark.parametrize("seed", SEEDS)
def test_the_weakest_aspect_is_open_and_no_other(client: FlaskClient, seed: int) -> None:
    report = drawn(seed)
    page = client.get(stored(report)[0]).text
    opened = re.findall(r'<details class="part-result[^>]* open>.*?id="part-(\w+)"', page, re.DOTALL)
    assert opened == [unfolded(report)]
    scored = [part for part in report.aspects if part.standing.score is not None]
    weakest = next(part for part in report.aspects if part.id == opened[0])
    assert all((part.standing.level or 0) >= (weakest.standing.level or 0) for part in scored)


def test_no_page_with_a_result_is_kept_or_found(client: FlaskClient) -> None:
    result, shared = stored(drawn(1))
    for path in (result, shared):
        assert '<meta name="robots" content="noindex">' in client.get(path).text
    files = [f"{result}/report.{kind}" for kind in ("json", "csv", "xlsx")]
    for path in (result, shared, *files, "/result/none", "/shared/none", "/chat/none", "/erase/none"):
        headers = client.get(path).headers
        assert (path, headers["X-Robots-Tag"], headers["Cache-Control"]) == (path, "noindex, nofollow", "no-store")
    assert "X-Robots-Tag" not in client.get("/privacy").headers


@pytest.mark.parametrize("kind", ["json", "csv", "xlsx"])
def test_a_file_has_a_name_that_does_not_tell_whose_it_is(client: FlaskClient, kind: str) -> None:
    result, _ = stored(drawn(1))
    reply = client.get(f"{result}/report.{kind}?lang=en")
    assert reply.status_code == 200
    assert reply.headers["Content-Disposition"] == f'attachment; filename="checkbot-en.{kind}"'
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert client.get(f"{result}/report.xml").status_code == 404
    assert f"/report.{kind}?lang=nl" in client.get(result).text
