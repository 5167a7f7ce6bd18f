"""Tips that are planned or done: what is kept of each, which days can be, and that a later report still shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from html import unescape
from urllib.parse import quote

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from app import locale
from app.extensions import db
from app.models import Tick
from app.results.ticks import days, service
from app.security import Access, token
from reports.plan import TickState
from tests.app.at_result import AtResult
from tests.app.factories import NOW, completed, later_report, report
from tests.app.markup import check

FIRST, SECOND = (step.tip for step in report("full").road_map[:2])
PLANNED, DONE = TickState.PLANNED, TickState.DONE
TODAY = date(2026, 3, 2)


class Here(AtResult):
    def send(self, **fields: str) -> TestResponse:
        return self.post("tick", **{"tip": FIRST, **fields})


@pytest.fixture
def here(app: Flask) -> Iterator[Here]:
    with app.test_request_context():
        yield Here.begin(app)


def rows() -> list[tuple[str, str, date | None]]:
    db.session.rollback()
    found = db.session.scalars(select(Tick).order_by(Tick.tip).execution_options(populate_existing=True))
    return [(row.tip, row.state, row.day) for row in found]


def today() -> date:
    return locale.calendar_day(datetime.now(UTC))


def test_a_plan_needs_no_day_and_may_have_one(here: Here) -> None:
    reply = here.send(state="planned", place="first")
    assert (reply.status_code, reply.location) == (303, f"{here.link}#first-{quote(FIRST)}")
    assert rows() == [(FIRST, "planned", None)]
    ahead = today() + timedelta(days=40)
    here.send(state="planned", day=ahead.isoformat())
    assert rows() == [(FIRST, "planned", ahead)]
    page = here.page()
    check(page, "nl")
    assert f"Gepland voor {locale.day(ahead)}" in page
    assert "0 van de 10 stappen gedaan, 1 gepland." in page


def test_what_is_done_is_done_today_unless_said_otherwise(here: Here) -> None:
    here.send(state="done")
    here.send(state="done", tip=SECOND, day=f"{today() - timedelta(days=3):%d-%m-%Y}")
    assert rows() == sorted([(FIRST, "done", today()), (SECOND, "done", today() - timedelta(days=3))])
    assert "2 of 10 steps done, 0 planned." in here.page("en")


def test_it_can_be_neither_again(here: Here) -> None:
    here.send(state="done")
    assert here.page().count("Gedaan op") > 2
    assert here.send(state="none").status_code == 303
    assert rows() == []
    assert "Gedaan op" not in here.page()
    assert here.send(state="none").status_code == 303


@pytest.mark.parametrize(
    ("state", "typed", "said"),
    [
        ("planned", "2020-01-01", "Kies een dag van vandaag tot en met"),
        ("planned", "20261-01-01", "Die dag staat niet op de kalender"),
        ("planned", "31-2-2027", "Die dag staat niet op de kalender"),
        ("done", "2099-01-01", "Wat nog komt, kun je plannen."),
        ("done", 'gisteren "<b>', "Die dag staat niet op de kalender"),
    ],
)
@pytest.mark.parametrize("place", ["first", "tip"])
def test_a_day_that_cannot_be_is_told_and_what_was_typed_stays(
    here: Here, state: str, typed: str, said: str, place: str
) -> None:
    reply = here.send(state=state, day=typed, place=place)
    assert reply.status_code == 422
    assert rows() == []
    check(reply.text, "nl")
    field = re.search(rf'<input class="field" id="day-{state}-{place}-{FIRST}"[^>]*>', reply.text)
    assert field
    assert f'value="{typed}"' in unescape(field[0])
    assert 'aria-invalid="true"' in field[0]
    assert ('type="date"' in field[0]) is said.startswith(("Kies", "Wat"))
    assert said in unescape(reply.text)
    assert reply.text.count("aria-invalid") == 1
    form = reply.text[: field.start()]
    assert form.rpartition("<details")[2].partition(">")[0].endswith(" open"), "the field is in sight"


def test_a_tip_that_the_report_does_not_hold_is_refused(here: Here) -> None:
    assert [here.send(tip="no.such.1", state="done").status_code, here.send(state="later").status_code] == [400, 400]
    assert rows() == []


def test_it_stands_in_the_next_report_and_in_no_other_check(here: Here) -> None:
    here.send(state="planned")
    later_report(here.assessment, 2, NOW, "full")
    other, _ = completed(mode="full")
    db.session.commit()
    assert "0 van de 10 stappen gedaan, 1 gepland." in here.page()
    foreign = here.client.get(f"/result/{token(Access.RESULT, other.id)}").text
    assert "0 van de 10 stappen gedaan, 0 gepland." in foreign


def test_reading_the_page_changes_nothing(here: Here) -> None:
    assert here.client.get(f"{here.link}/tick").status_code == 405


def test_a_second_tick_takes_the_place_of_the_first_on_either_database(either_app: Flask) -> None:
    with either_app.test_request_context():
        assessment, _ = completed()
        for state, day in ((PLANNED, None), (DONE, TODAY), (DONE, TODAY)):
            service.settle(assessment, FIRST, state, day, NOW)
            db.session.commit()
        assert rows() == [(FIRST, "done", TODAY)]


@pytest.mark.parametrize(
    ("state", "typed", "day"),
    [
        (PLANNED, "", None),
        (DONE, "", TODAY),
        (PLANNED, "2026-03-02", TODAY),
        (DONE, "2/3/2026", TODAY),
        (DONE, "28.2.2026", date(2026, 2, 28)),
        (PLANNED, (TODAY + days.REACH).isoformat(), TODAY + days.REACH),
    ],
)
def test_the_days_that_can_be(state: TickState, typed: str, day: date | None) -> None:
    assert days.chosen(state, typed, TODAY) == day


@pytest.mark.parametrize(("state", "days_on"), [(PLANNED, -1), (PLANNED, 9999), (DONE, 1), (DONE, -9999)])
def test_the_days_that_cannot(state: TickState, days_on: int) -> None:
    with pytest.raises(days.OutOfReach):
        days.chosen(state, (TODAY + timedelta(days=days_on)).isoformat(), TODAY)
