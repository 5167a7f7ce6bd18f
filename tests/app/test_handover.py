"""A request for a person in the chat, and its consultant at the desk: by plain forms, on both databases."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import escape
from sqlalchemy import select

from app.extensions import db
from app.models import AuditEntry, Consent, Handover
from app.permissions import Role
from questionnaire.loader import published
from questionnaire.model import Form
from tests.app.markup import check
from tests.app.staff import signed_in
from tests.seed import BANK
from tests.visitor import Visitor

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</textarea><svg onload=alert(1)>",
    "Kan {{ 7*7 }} {% if 1 %} %(name)s {0}",
    "javascript:alert(1) [x](javascript:alert(1)) https://x.example/<iframe src=//x.example>",
)


def token(page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found, "no token on the page"
    return found[1]


class Desk:
    """A consultant with a browser."""

    def __init__(self, app: Flask, name: str = "Anna Smit") -> None:
        self.client: FlaskClient = signed_in(app, Role.CONSULTANT, name=name)
        self.html = ""
        self.status = 0

    def open(self, path: str = "") -> Desk:
        reply = self.client.get(f"/desk/conversations{path}", follow_redirects=True)
        self.status, self.html = reply.status_code, unescape(reply.get_data(as_text=True))
        return self

    def post(self, path: str, **fields: str) -> Desk:
        held = token(self.client.get("/desk/conversations").get_data(as_text=True))
        reply = self.client.post(
            f"/desk/conversations{path}", data={"csrf_token": held, **fields}, follow_redirects=True
        )
        self.status, self.html = reply.status_code, unescape(reply.get_data(as_text=True))
        return self

    def answer(self, number: int, text: str, once: str = "0" * 32) -> Desk:
        return self.post(f"/{number}/answer", text=text, once=once)


@pytest.fixture
def anna(site: Flask) -> Desk:
    return Desk(site)


def test_it_goes_back_and_forth(site: Flask, come: Callable[[], Visitor], anna: Desk) -> None:
    visitor = come().start("quick").answer().answer()
    asked = visitor.question
    chat = visitor.path
    visitor.act("say", text="kan ik een mens spreken?")
    check(visitor.html, "nl")
    assert "Er is nu niemand" in visitor.html
    anna.post("/presence", available="true")
    check(anna.html, "en")
    visitor.open(chat)
    visitor.post(f"{chat}/person", text="Telt een winkel in Duitsland mee?")
    check(visitor.html, "nl")
    assert visitor.question == asked
    anna.open()
    assert "Telt een winkel in Duitsland mee?" in anna.html
    anna.open("/1")
    check(anna.html, "en")
    anna.post("/1/take")
    assert "You have this conversation" in anna.html
    visitor.open(chat)
    check(visitor.html, "nl")
    assert visitor.question is None
    visitor.post(f"{chat}/person/say", text="Ben je er?", once="1" * 32)
    anna.answer(1, "Ja, die telt mee.")
    assert "Ben je er?" in anna.html
    assert "Ja, die telt mee." in visitor.open(chat).html
    anna.post("/1/close")
    assert visitor.open(chat).question == asked
    with site.app_context():
        assert [row.kind for row in db.session.scalars(select(Consent))] == ["handover"]
        assert db.session.scalars(select(Handover)).one().state == "ended"


def test_typing_it_or_pressing_the_button_comes_to_the_same(come: Callable[[], Visitor]) -> None:
    typed = come().start("quick", "en").answer().act("say", text="Can I talk to a real person?")
    pressed = come().start("quick", "en").answer().act("reply", value="person")
    for visitor in (typed, pressed):
        check(visitor.html, "en")
        assert "Nobody is at the desk now. A consultant can call or mail you back." in visitor.html
        assert "I cannot say how long that takes." in visitor.html
        assert visitor.question is not None
    assert "I&#39;d like to talk to a person" in pressed.html


def test_at_an_open_question_a_wish_for_a_person_is_no_answer(come: Callable[[], Visitor]) -> None:
    visitor = come().start("full").reach_form(Form.OPEN)
    asked = visitor.question
    visitor.act("say", text="ik wil iemand spreken")
    assert visitor.question == asked
    assert "Er is nu niemand" in visitor.html


@pytest.mark.parametrize("end", ["pause", "finish"])
def test_one_may_ask_also_in_a_pause_and_after_the_result(come: Callable[[], Visitor], end: str) -> None:
    visitor = come().start("quick").answer().answer()
    chat = visitor.path
    visitor.act(end)
    visitor.open(chat)
    assert "Een mens spreken" in visitor.html
    visitor.post(f"{chat}/person", text="Wat nu?", calling="true", contact="marieke@winkel.nl")
    check(visitor.html, "nl")
    assert "Je hebt gevraagd om gebeld of gemaild te worden" in visitor.html
    assert "marieke@winkel.nl" in visitor.html


def test_nobody_is_called_without_a_number_or_an_address(site: Flask, come: Callable[[], Visitor]) -> None:
    visitor = come().start("quick").answer()
    chat = visitor.path
    for contact in ("   ", "Marieke", "0612", "@", "morgen om 10:30", ""):
        fields = {"text": "Mijn vraag", "calling": "true", "contact": contact, "name": "Marieke", "suits": "morgen"}
        visitor.post(f"{chat}/person", **fields)
        assert "Vul een telefoonnummer of mailadres in" in visitor.html, contact
    check(visitor.html, "nl")
    for kept in ("Mijn vraag", 'value="Marieke"', 'value="morgen"'):
        assert kept in visitor.html
    with site.app_context():
        assert db.session.scalars(select(Handover)).all() == []


def test_a_request_to_be_called_is_ticked_off(site: Flask, come: Callable[[], Visitor], anna: Desk) -> None:
    visitor = come().start("quick").answer()
    chat = visitor.path
    visitor.post(f"{chat}/person", text="", calling="true", contact="06 12345678", name="Marieke", suits="na drie uur")
    anna.open()
    assert "Did not say what about." in anna.html
    assert "06 12345678" not in anna.html, "the queue shows no number"
    anna.post("/1/take")
    for told in ("06 12345678", "Marieke", "na drie uur"):
        assert told in anna.html
    assert "Anna Smit heeft dit opgepakt." in visitor.open(chat).html
    anna.post("/1/close", done="true")
    assert "Anna Smit heeft je vraag afgevinkt." in visitor.open(chat).html
    assert "06 12345678" not in visitor.html


def test_the_second_consultant_is_told_and_loses_no_word(site: Flask, come: Callable[[], Visitor], anna: Desk) -> None:
    piet = Desk(site, "Piet Vos")
    chat = come().start("quick").answer().path
    come().post(f"{chat}/person", text="Kan dit?")
    anna.post("/1/take")
    piet.post("/1/take")
    assert "Anna Smit has this conversation already." in piet.html
    piet.answer(1, "Ik had dit getypt")
    assert piet.status == 409
    anna.post("/1/close")
    assert "not sent" in anna.answer(1, "Te laat getypt").html
    assert "Te laat getypt" in anna.html
    assert "Ik had dit" not in come().open(chat).html
    assert "Te laat" not in come().open(chat).html


def test_suggestions_fit_the_question_the_level_and_the_language(
    site: Flask, come: Callable[[], Visitor], anna: Desk
) -> None:
    told = "Ja, ook een winkel in Duitsland telt gewoon mee bij het aantal winkels."
    for words in ("een", "twee"):
        visitor = come().start("full").reach(lambda question: question.id == "experience.handover")
        chat = visitor.path
        visitor.answer(1).act("change", question="experience.handover")
        visitor.post(f"{chat}/person", text=words)
        number = {"een": 1, "twee": 2}[words]
        anna.post(f"/{number}/take")
        anna.answer(number, told, once=f"{number:032x}")
    anna.open("/2")
    question = published().questions["experience.handover"]
    assert question.why is not None
    tips = [tip for tip in BANK.of[("experience.handover", 2)] if not tip.when]
    for text in (question.why.nl, f"{tips[0].title.nl}. {tips[0].how[0].nl}"):
        assert text in anna.html
    assert "Answered earlier at this question" in anna.html
    anna.open("/2?use=0")
    assert question.why.nl in anna.html.partition("<textarea")[2].partition("</textarea>")[0]
    for beyond in ("99", "-1", "x"):
        assert anna.open(f"/2?use={beyond}").status == 200


def test_hostile_words_come_out_as_text_on_both_sides(site: Flask, come: Callable[[], Visitor], anna: Desk) -> None:
    piet = Desk(site, name=HOSTILE[0])
    visitor = come().start("quick").answer()
    chat = visitor.path
    visitor.post(f"{chat}/person", text=" ".join(HOSTILE))
    piet.post("/1/take")
    for number, words in enumerate(HOSTILE):
        visitor.post(f"{chat}/person/say", text=words, once=f"{number:032x}")
        piet.answer(1, words, once=f"{number + 500:032x}")
    visitor.post(
        f"{chat}/person", calling="true", contact=f"06 12345678 {HOSTILE[0]}", name=HOSTILE[1], suits=HOSTILE[2]
    )
    for client, path in ((site.test_client(), chat), (anna.client, "/desk/conversations")):
        pages = [client.get(path), client.get(f"{path}/person/news" if path == chat else f"{path}/1")]
        for page in (reply.get_data(as_text=True) for reply in pages):
            assert not re.search(r"<(script|img|svg|iframe)[^>]*(alert|onerror|onload|x\.example)", page)
            assert "49" not in re.findall(r"Kan (\d+)", page)
            assert str(escape(HOSTILE[0])) in page or "person/news" in path


def test_only_who_may_converse_sees_it_and_each_look_is_noted(
    site: Flask, come: Callable[[], Visitor], anna: Desk
) -> None:
    chat = come().start("quick").answer().path
    come().post(f"{chat}/person", text="Kan dit?")
    for role in (Role.EDITOR, Role.PUBLISHER, Role.ADMIN):
        other = signed_in(site, role)
        assert other.get("/desk/conversations").status_code == 404
        assert other.get("/desk/conversations/1").status_code == 404
    assert "login" in site.test_client().get("/desk/conversations/1").headers["Location"]
    assert anna.open("/2").status == anna.open("/0").status == 404
    anna.open("/1").post("/1/take").answer(1, "Hoi")
    anna.post("/1/close")
    with site.app_context():
        entries = db.session.execute(
            select(AuditEntry.action, AuditEntry.details).where(AuditEntry.subject == "1").order_by(AuditEntry.id)
        ).all()
    assert [entry.action for entry in entries if entry.action != "viewed"] == [
        *("handover_taken", "handover_answered", "handover_closed")
    ]
    assert entries[0].action == "viewed"
    assert {str(entry.details) for entry in entries} == {"{}"}


def test_what_is_said_to_the_bot_afterwards_is_not_shown(come: Callable[[], Visitor], anna: Desk) -> None:
    visitor = come().start("quick").answer().answer()
    chat = visitor.path
    visitor.post(f"{chat}/person", text="Kan dit?")
    anna.post("/1/take").post("/1/close")
    before = anna.open("/1").html
    visitor.open(chat).reach_form(Form.OPEN).act("answer", text="Dit is niet voor de adviseur")
    assert "Dit is niet voor de adviseur" in visitor.html
    lines = re.compile(r'<ol class="lines">.*?</ol>', re.DOTALL)
    assert lines.findall(anna.open("/1").html) == lines.findall(before)


def test_news_comes_once_and_a_repeated_message_is_one(come: Callable[[], Visitor], anna: Desk, site: Flask) -> None:
    chat = come().start("quick").answer().path
    client = site.test_client()
    assert client.get(f"{chat}/person/news").status_code == 204
    fragment = {"X-Fragment": "1"}
    page = client.post(f"{chat}/person", data={"text": "Kan dit?"}, headers=fragment).get_data(as_text=True)
    mark = re.findall(r'data-mark="([^"]+)"', page)[0]
    assert client.get(f"{chat}/person/news?mark={mark}").status_code == 204
    anna.post("/1/take")
    news = client.get(f"{chat}/person/news?mark={mark}").get_data(as_text=True)
    assert 'id="line-taken-1"' in news
    assert "Anna Smit" in news
    for _ in range(2):
        client.post(f"{chat}/person/say", data={"text": "Hoi", "once": "a" * 32}, headers=fragment)
    assert len(re.findall(r'id="line-said-\d+"', client.get(chat).get_data(as_text=True))) == 1


def test_a_message_that_comes_too_late_stands_on_the_page(come: Callable[[], Visitor], anna: Desk) -> None:
    visitor = come().start("quick").answer()
    chat = visitor.path
    visitor.post(f"{chat}/person", text="Kan dit?")
    anna.post("/1/take").post("/1/close")
    visitor.post(f"{chat}/person/say", text="Nog een vraag", once="b" * 32)
    check(visitor.html, "nl")
    assert "dit bericht is niet verstuurd" in visitor.html
    assert "Nog een vraag" in visitor.html


def test_in_a_frame_it_works_without_a_cookie(site: Flask, anna: Desk) -> None:
    client = site.test_client(use_cookies=False)
    where = client.post("/start?embed=1", data={"mode": "quick", "locale": "nl"}).headers["Location"]
    chat, _, mark = where.partition("?")
    page = client.post(f"{chat}/person?{mark}", data={"text": "Kan dit?"}, headers={"X-Fragment": "1"})
    news = unescape(re.findall(r'data-news="([^"]+)"', page.get_data(as_text=True))[0])
    assert mark in news
    anna.post("/1/take")
    anna.answer(1, "Ja, dat kan.")
    reply = client.get(news)
    assert "Ja, dat kan." in reply.get_data(as_text=True)
    assert "Set-Cookie" not in reply.headers
    assert all(
        mark in unescape(link) for link in re.findall(r'action="([^"]+/person[^"]*)"', reply.get_data(as_text=True))
    )


def test_the_desk_page_says_who_is_there(site: Flask, anna: Desk) -> None:
    piet = Desk(site, "Piet Vos")
    anna.post("/presence", available="true")
    assert "You are at the desk" in anna.html
    assert "There now: Anna Smit." in piet.open().html
    held = token(anna.client.get("/desk/conversations").get_data(as_text=True))
    mark = re.findall(r'data-mark="([^"]+)"', anna.html)[0]
    reply = anna.client.post("/desk/conversations/news", data={"csrf_token": held, "mark": mark})
    assert reply.status_code == 204
    assert anna.client.post("/desk/conversations/news", data={"mark": mark}).status_code == 400, "without its token"
    anna.post("/presence", available="false")
    assert "Nobody is. Who asks for a person" in piet.open().html
