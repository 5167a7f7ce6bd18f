"""A whole check over HTTP: the figures, and what happens when a request is wrong, late, double or hostile."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from app import conversations
from app.chat import service
from app.extensions import db
from app.models import Assessment, Event, StoredReport
from questionnaire.loader import published
from questionnaire.model import Question
from reports.model import from_json
from tests import worked


@pytest.fixture
def client(either_app: Flask, publish: Callable[[Flask], None]) -> FlaskClient:
    """A browser at the app on each database, with the tip bank published."""
    publish(either_app)
    return either_app.test_client()


def begin(client: FlaskClient, mode: str = "quick") -> str:
    reply = client.post("/start", data={"mode": mode, "locale": "en"})
    assert reply.status_code == 303
    return reply.headers["Location"]


def send(client: FlaskClient, path: str, seq: int, **fields: Any) -> TestResponse:
    return client.post(path, data={"seq": seq, "act": "answer", **fields})


def erase_link(client: FlaskClient, path: str) -> str:
    return re.findall(r'href="(/erase/[0-9a-f]{32})"', client.get(path).get_data(as_text=True))[0]


def stored(client: FlaskClient) -> int:
    with client.application.app_context():
        return db.session.scalar(select(func.count()).select_from(Event)) or 0


def give(company: worked.Worked, question: Question) -> dict[str, Any]:
    event = company.event(question)
    return {"act": event.act.value, "question": question.id, "value": list(event.values), "text": event.text}


@pytest.mark.parametrize("name", worked.NAMES)
def test_a_whole_check_gives_the_figures_worked_out_by_hand(client: FlaskClient, name: str) -> None:
    company, questionnaire = worked.read(name), published()
    path = begin(client, company.mode)
    _, events = worked.hold(questionnaire, company.event)
    for seq, event in enumerate(events[1:], 1):
        fields = give(company, questionnaire.questions[event.question or ""])
        assert send(client, path, seq, **fields).status_code == 303, event
    reply = send(client, path, len(events), act="finish")
    assert reply.status_code == 303
    assert re.fullmatch(r"/result/[0-9a-f]{32}", reply.headers["Location"])
    assert client.get(reply.headers["Location"]).status_code == 200
    with client.application.app_context():
        report = from_json(db.session.scalars(select(StoredReport)).one().body)
    for aspect in report.aspects:
        assert aspect.standing.score == pytest.approx(company.aspects[aspect.id]["score"], abs=1e-5)
        assert aspect.standing.level == company.aspects[aspect.id]["level"]
    assert report.overall.score == pytest.approx(company.overall["score"], abs=1e-5)


def test_an_answer_is_stored_before_the_next_question_is_shown(client: FlaskClient) -> None:
    path = begin(client)
    page = client.get(path).get_data(as_text=True)
    assert "intake.role" in page
    fields = {"seq": 1, "question": "intake.role", "value": "director"}
    reply = client.post(path, data=fields, headers={"X-Fragment": "1"})
    assert "intake.sector" in reply.get_data(as_text=True)
    assert stored(client) == 2


def test_a_double_click_and_an_old_page_store_nothing_and_say_so(client: FlaskClient) -> None:
    path = begin(client)
    fields = {"question": "intake.role", "value": "director"}
    assert send(client, path, 1, **fields).headers["Location"].endswith("#now")
    for _ in range(2):
        again = send(client, path, 1, **fields)
        assert (again.status_code, "moved=1" in again.headers["Location"]) == (303, True)
    assert stored(client) == 2
    fragment = client.post(path, data={"seq": 1, **fields}, headers={"X-Fragment": "1"})
    assert (fragment.status_code, "moved=1" in fragment.headers["X-Go"]) == (204, True)


@pytest.mark.parametrize(
    "fields",
    [
        {"question": "intake.role", "value": "fashion"},
        {"question": "intake.role", "value": ["director", "service"]},
        {"question": "intake.role"},
        {"question": "scope.channels", "value": "web"},
        {"question": "no.such", "value": "web"},
        {"question": "intake.role\0", "value": "director\0"},
        {"act": "change", "question": "data.logging"},
    ],
)
def test_what_cannot_be_taken_is_explained_and_stores_nothing(client: FlaskClient, fields: dict[str, Any]) -> None:
    path = begin(client)
    reply = send(client, path, 1, **fields)
    assert reply.status_code == 422
    assert 'role="alert"' in reply.get_data(as_text=True)
    assert stored(client) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"seq": "x"},
        {"seq": -1},
        {"seq": 99999999},
        {"act": "steal"},
        {"question": "q" * 61},
        {"value": "v" * 61},
        {"value": ["v"] * 41},
        {"seq": None},
    ],
)
def test_a_broken_form_is_a_400_with_what_to_do(client: FlaskClient, fields: dict[str, Any]) -> None:
    path = begin(client)
    data = {"seq": 1, "question": "intake.role", "value": "director", **fields}
    reply = client.post(path, data={key: value for key, value in data.items() if value is not None})
    assert reply.status_code == 400
    assert "Go back and try it again" in reply.get_data(as_text=True)
    assert stored(client) == 1


def reach_hope(client: FlaskClient) -> tuple[str, int]:
    path, seq = begin(client), 1
    for question in ("role", "sector", "stores", "employees", "online", "stage"):
        send(client, path, seq, act="skip", question=f"intake.{question}")
        seq += 1
    return path, seq


def test_a_megabyte_is_refused_and_a_long_answer_is_kept_in_the_form(client: FlaskClient) -> None:
    path, seq = reach_hope(client)
    huge = send(client, path, seq, question="intake.hope", text="x" * 1_000_000)
    assert huge.status_code == 413
    assert "shorten your answer" in huge.get_data(as_text=True)
    long = send(client, path, seq, question="intake.hope", text="y" * 1_001)
    assert long.status_code == 422
    assert "y" * 1_001 in long.get_data(as_text=True)
    assert stored(client) == seq


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (b"a\x00b\x07c", "abc"),
        ("na\u202eiet\u200b s".encode(), "naiet s"),
        (b"caf\xe9", "caf%E9"),
        (b"\xf0\x9f\x9b\x92 {{ 7*7 }} <script>", "\U0001f6d2 {{ 7*7 }} <script>"),
    ],
)
def test_control_characters_and_broken_utf8_do_no_harm(client: FlaskClient, sent: bytes, kept: str) -> None:
    path, seq = reach_hope(client)
    body = f"seq={seq}&question=intake.hope&text=".encode() + b"".join(b"%%%02x" % byte for byte in sent)
    reply = client.post(path, data=body, content_type="application/x-www-form-urlencoded")
    assert reply.status_code == 303
    page = client.get(path).get_data(as_text=True)
    assert "<script>" not in page.replace('<script type="module"', "")
    with client.application.app_context():
        here = conversations.read(db.session.scalars(select(Assessment)).one())
    assert here.conversation.answers.text("intake.hope") == kept


def test_a_forged_host_and_an_unknown_token_are_refused(client: FlaskClient) -> None:
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400
    path = begin(client)
    owner = path.rsplit("/", 1)[1]
    urls = ("/chat/nonsense", f"/result/{owner}", f"/chat/{owner[:-1]}0x", "/result/" + "0" * 32)
    pages = [client.get(url) for url in urls]
    assert [page.status_code for page in pages] == [404] * 4
    assert len({page.data for page in pages}) == 1


def test_a_conversation_without_end_is_stopped_but_can_be_finished(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "MOST_EVENTS", 2)
    path = begin(client)
    assert send(client, path, 1, question="intake.role", value="director").status_code == 303
    reply = send(client, path, 2, question="intake.sector", value="food")
    assert (reply.status_code, stored(client)) == (422, 2)
    assert "has become very long" in reply.get_data(as_text=True)
    assert send(client, path, 2, act="finish").headers["Location"].startswith("/result/")


def test_a_check_is_held_to_its_end_without_any_cookie(client: FlaskClient) -> None:
    stranger = client.application.test_client(use_cookies=False)
    path = begin(stranger)
    assert send(stranger, path, 1, question="intake.role", value="director").status_code == 303
    assert stranger.post(f"{path}/language", data={"locale": "nl"}).status_code == 303
    result = send(stranger, path, 2, act="finish").headers["Location"]
    assert stranger.post(f"{result}/mail", data={"address": "directie@winkel.nl"}).status_code == 303
    assert stranger.post(erase_link(stranger, path)).status_code == 200


def test_reading_changes_nothing(client: FlaskClient) -> None:
    path = begin(client)
    for method in (client.get, client.head):
        for url in ("/", "/en", path, erase_link(client, path)):
            assert method(url).status_code == 200
    assert stored(client) == 1


def test_the_erasing_page_leads_back_only_for_the_owner(client: FlaskClient) -> None:
    path = begin(client)
    erase = erase_link(client, path)
    assert f'href="{path}#now"' in client.get(erase).get_data(as_text=True)
    forwarded = client.application.test_client().get(erase).get_data(as_text=True)
    assert path not in forwarded
    assert '<a class="button button-second" href="/en">' in forwarded


def test_erasing_leaves_nothing_of_the_check(client: FlaskClient) -> None:
    path = begin(client)
    erase = erase_link(client, path)
    send(client, path, 1, act="finish")
    assert client.post(erase).status_code == 200
    assert client.get(path).status_code == 404
    with client.application.app_context():
        tables = (Assessment, Event, StoredReport)
        left = [db.session.scalar(select(func.count()).select_from(table)) for table in tables]
    assert left == [0, 0, 0]


def test_every_page_carries_the_headers(client: FlaskClient) -> None:
    for url in ("/", begin(client), "/chat/unknown"):
        headers = client.get(url).headers
        assert "script-src 'self'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "no-referrer"


def test_an_unexpected_error_is_a_page_and_loses_nothing(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    path = begin(client)

    def fail(*_: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("app.transcript.whole", fail)
    client.application.config["PROPAGATE_EXCEPTIONS"] = False
    reply = client.get(path)
    assert reply.status_code == 500
    assert "has been kept" in reply.get_data(as_text=True)
    assert stored(client) == 1


def test_an_upgrade_adds_a_generation_and_keeps_the_first_report(client: FlaskClient, tmp_path: Path) -> None:
    path = begin(client)
    send(client, path, 1, act="finish")
    assert send(client, path, 2, act="upgrade").status_code == 303
    assert "intake.role" in client.get(path).get_data(as_text=True)
    send(client, path, 3, act="finish")
    with client.application.app_context():
        reports = db.session.scalars(select(StoredReport).order_by(StoredReport.generation)).all()
        assert [(row.generation, from_json(row.body).mode) for row in reports] == [(1, "quick"), (2, "full")]


def test_words_are_stored_as_what_was_understood_of_them(client: FlaskClient) -> None:
    path = begin(client)
    said = {"act": "say", "question": "intake.role", "text": "ik ben de baas, mail jan@winkel.nl of bel 06-12345678"}
    page = client.post(path, data={"seq": 1, **said}, follow_redirects=True)
    with client.application.app_context():
        kept = db.session.execute(select(Event.act, Event.text).order_by(Event.seq.desc()).limit(1)).one()
    assert kept.act in ("answer", "propose", "unclear")
    assert kept.text == "ik ben de baas, mail […] of bel […]"
    assert "jan@winkel.nl" not in page.get_data(as_text=True)
    assert "I left out an e-mail address" in page.get_data(as_text=True)
