"""Staying in control of a conversation: sent again, come back to, looked through, and not kept for ever."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update
from werkzeug.test import TestResponse

from app import retention
from app.extensions import db
from app.models import Assessment, Event, Share, StoredReport, Tick
from tests.app.factories import completed

AGAIN = {"X-Fragment": "1", "X-Again": "1"}


@pytest.fixture
def client(either_app: Flask, publish: Callable[[Flask], None]) -> FlaskClient:
    publish(either_app)
    return either_app.test_client()


def begin(client: FlaskClient, locale: str = "en") -> str:
    return client.post("/start", data={"mode": "quick", "locale": locale}).headers["Location"]


def send(
    client: FlaskClient, path: str, seq: int, headers: dict[str, str] | None = None, **fields: str
) -> TestResponse:
    return client.post(path, data={"seq": seq, "act": "answer", **fields}, headers=headers or {"X-Fragment": "1"})


def seen(reply: TestResponse) -> str:
    """The words of a page or fragment, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", reply.get_data(as_text=True))).split())


def count(client: FlaskClient, model: type[db.Model] = Event) -> int:  # type: ignore[name-defined]
    with client.application.app_context():
        return db.session.scalar(select(func.count()).select_from(model)) or 0


@pytest.mark.parametrize("said", [{"value": "service"}, {"act": "say", "text": "I run customer service"}])
def test_what_is_sent_again_is_taken_once_and_shown(client: FlaskClient, said: dict[str, str]) -> None:
    path = begin(client)
    first = send(client, path, 1, question="intake.role", **said)
    before = count(client)
    again = send(client, path, 1, AGAIN, question="intake.role", **said)
    assert again.status_code == 200
    assert seen(again) == seen(first)
    assert count(client) == before


def test_what_is_sent_again_after_another_tab_moved_on_says_so(client: FlaskClient) -> None:
    path = begin(client)
    send(client, path, 1, question="intake.role", value="store")
    again = send(client, path, 1, AGAIN, question="intake.role", value="service")
    assert (again.status_code, "moved=1" in again.headers["X-Go"]) == (204, True)
    assert count(client) == 2


def test_what_is_sent_again_at_the_end_leads_to_the_result(client: FlaskClient) -> None:
    path = begin(client)
    send(client, path, 1, act="finish")
    again = send(client, path, 1, AGAIN, act="finish")
    assert "/result/" in again.headers["X-Go"]
    assert count(client, StoredReport) == 1


def test_who_comes_back_after_a_while_hears_where_we_were(client: FlaskClient) -> None:
    path = begin(client)
    send(client, path, 1, question="intake.role", value="service")
    assert "There you are again" not in seen(client.get(path))
    with client.application.app_context():
        db.session.execute(update(Event).values(at=datetime.now(UTC) - timedelta(hours=2)))
        db.session.commit()
    assert "There you are again. You have done 2 of the 33 questions. We were at: Sector." in seen(client.get(path))


@pytest.mark.parametrize(
    ("said", "offered"),
    [
        ("delete everything", "Erase everything"),
        ("start again", "Start a new check"),
        ("can I do this in Dutch?", "Nederlands"),
        ("can I talk to a person?", "Stop for now"),
        ("I want to change an answer", "Kind of check"),
    ],
)
def test_what_is_wished_is_a_button_for_one_turn(client: FlaskClient, said: str, offered: str) -> None:
    path = begin(client)
    send(client, path, 1, question="intake.role", value="service")
    wished = send(client, path, 2, act="say", question="intake.sector", text=said)
    prompt = wished.get_data(as_text=True).partition('id="now"')[2]
    offered = "Your role" if offered == "Kind of check" else offered
    assert offered in prompt
    gone = send(client, path, 3, act="skip", question="intake.sector").get_data(as_text=True).partition('id="now"')[2]
    assert offered not in gone


def test_all_answers_are_looked_through_before_the_result(client: FlaskClient) -> None:
    path = begin(client)
    page = ""
    for seq in range(1, 60):
        page = client.get(path).get_data(as_text=True)
        asked = re.search(r'name="question" value="([^"]+)"', page.partition('class="question"')[2])
        if asked is None:
            break
        act = "unknown" if asked[1] == "scope.channels" else "skip"
        send(client, path, seq, act=act, question=asked[1])
    overview = page.partition('class="overview"')[2]
    assert overview.count('name="question"') == 32
    assert "4 left open" in unescape(re.sub(r"<[^>]+>", " ", overview))
    changed = send(client, path, 33, act="change", question="scope.channels")
    assert "Where can a customer have a conversation with you" in seen(changed)


def test_facts_make_two_events_of_one_sentence_and_a_yes_fills_them_in(client: FlaskClient) -> None:
    path = begin(client)
    send(client, path, 1, question="intake.role", value="service")
    send(client, path, 2, question="intake.sector", value="fashion")
    told = "40 stores and 12 people in customer service"
    asked = send(client, path, 3, act="say", question="intake.stores", text=told)
    assert "Colleagues in customer contact: 6 to 25. Shall I note that?" in seen(asked)
    assert count(client) == 5
    noted = send(client, path, 5, act="note")
    assert "What share of your sales comes from online?" in seen(noted)


def test_a_check_without_an_answer_for_months_is_erased(client: FlaskClient) -> None:
    kept, old = begin(client), begin(client)
    now = datetime.now(UTC)
    with client.application.app_context():
        last = db.session.scalars(select(Event).order_by(Event.at.desc())).first()
        assert last
        last.at = now - timedelta(days=800)
        db.session.commit()
        assert retention.purge(now, 24) == 1
        db.session.commit()
        assert retention.purge(now, 24) == 0
    assert count(client, Assessment) == 1
    assert count(client) == 1
    assert [client.get(path).status_code for path in (kept, old)] == [200, 404]


def test_a_tick_keeps_a_check_as_an_answer_does(either_app: Flask) -> None:
    now = datetime(2026, 11, 22, tzinfo=UTC)
    with either_app.app_context():
        checks = [completed(now - timedelta(days=800))[0].id for _ in range(3)]
        for check, age in zip(checks[:2], (10, 790), strict=True):
            db.session.add(Tick(assessment_id=check, tip="t", state="done", at=now - timedelta(days=age)))
        db.session.flush()
        assert retention.purge(now, 24) == 2
        assert db.session.scalars(select(Assessment.id)).all() == checks[:1]


def test_a_link_to_share_goes_in_the_night_after_its_last_day(either_app: Flask) -> None:
    now = datetime(2026, 11, 22, 2, 10, tzinfo=UTC)
    with either_app.app_context():
        check = completed(now)[0]
        for day in (21, 22):
            until = now.date().replace(day=day)
            db.session.add(Share(assessment_id=check.id, hash=str(day), label="", created=now, until=until))
        db.session.flush()
        assert retention.purge(now, 24) == 0
        assert db.session.scalars(select(Share.hash)).all() == ["22"]
