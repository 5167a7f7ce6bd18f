"""A request for a person in the chat, and its consultant at the desk: by plain forms, on both databases."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.extensions import db
from app.models import Consent, Handover
from app.permissions import Role
from tests.app.markup import check
from tests.app.staff import signed_in
from tests.visitor import Visitor


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
