"""Pausing with the link mailed to oneself: what the page says before, after and when it cannot be done."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from app import delivery
from app.extensions import db
from app.models import OutboxMessage, State
from questionnaire.model import LOCALES
from tests.app.factories import NOW
from tests.app.markup import check
from tests.app.smtp import Postbox
from tests.visitor import Visitor

TO = "marieke@voorbeeld.nl"


@pytest.fixture
def paused(smtp: Postbox, come: Callable[[], Visitor]) -> Visitor:
    return come().start().answer().answer().act("pause")


def ask(visitor: Visitor, address: str = TO) -> Visitor:
    chat = re.sub("/link$", "", visitor.path)
    return visitor.post(f"{chat}/link", address=address)


def rows(site: Flask) -> list[OutboxMessage]:
    with site.app_context():
        return list(db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))


def deliver(site: Flask) -> None:
    with site.app_context():
        for message_id in db.session.scalars(select(OutboxMessage.id)).all():
            row = db.session.get_one(OutboxMessage, message_id)
            delivery.deliver(message_id, max(NOW, row.due))


@pytest.mark.parametrize("locale", LOCALES)
def test_the_link_can_be_mailed_in_both_languages(
    smtp: Postbox, site: Flask, come: Callable[[], Visitor], locale: str
) -> None:
    visitor = come().start("quick", locale).answer().act("pause")
    number = re.search(r"(\d+)\D+(\d+)", visitor.html.partition("progress-count")[2])
    chat = visitor.path
    ask(visitor)
    check(visitor.html, locale)
    assert visitor.path == chat
    assert {"nl": f"We mailen de link naar {TO}.", "en": f"We are mailing the link to {TO}."}[locale] in visitor.html
    deliver(site)
    [mail] = smtp.mails
    body = mail.get_body(("plain",))
    assert body is not None
    assert f"https://check.example.nl{chat}" in body.get_content().splitlines()
    assert number is not None
    at = {"nl": "Je was bij vraag %s van %s.", "en": "You were at question %s of %s."}[locale]
    assert at % (int(number[1]) + 1, number[2]) in body.get_content()


def test_the_address_is_shown_once_and_then_gone(site: Flask, paused: Visitor) -> None:
    ask(paused)
    assert TO in paused.html
    chat = paused.path
    assert TO not in paused.open(chat).html
    assert "is onderweg" in paused.html
    deliver(site)
    paused.open(chat)
    check(paused.html, "nl")
    assert "De link is gemaild en het adres is gewist." in paused.html
    assert [(row.state, row.recipient) for row in rows(site)] == [(State.SENT, None)]


def test_a_mail_that_is_refused_is_told(smtp: Postbox, site: Flask, paused: Visitor) -> None:
    smtp.replies = ["550 no such user"]
    ask(paused)
    deliver(site)
    check(paused.open(paused.path).html, "nl")
    assert "De mail met de link kwam niet aan" in paused.html


@pytest.mark.parametrize("typed", ['a@"b', "", "jan@winkel", "jan@winkel.nl, piet@winkel.nl"])
def test_a_bad_address_stays_in_the_field(site: Flask, paused: Visitor, typed: str) -> None:
    ask(paused, typed)
    check(paused.html, "nl")
    assert "Dat is geen volledig mailadres" in paused.html
    field = re.search(r'<input class="field" id="address"[^>]*>', paused.html)
    assert field is not None
    assert f'value="{typed.replace(chr(34), "&#34;")}"' in field[0]
    assert 'aria-describedby="address-use wrong" aria-invalid="true"' in field[0]
    assert rows(site) == []
    assert ask(paused).path.startswith("/chat/")
    assert len(rows(site)) == 1


def test_a_sixth_mail_is_refused_with_what_to_do_instead(site: Flask, paused: Visitor) -> None:
    for number in range(5):
        ask(paused, f"mail{number}@voorbeeld.nl")
        deliver(site)
    ask(paused)
    check(paused.html, "nl")
    assert "Deze link is al vijf keer gemaild" in paused.html
    assert len(rows(site)) == 5


def test_asking_keeps_the_conversation_where_it_was(paused: Visitor) -> None:
    ask(paused)
    assert paused.act("resume").question is not None


def test_asking_too_often_is_stopped(
    smtp: Postbox, overrides: dict[str, object], request: pytest.FixtureRequest
) -> None:
    overrides["RATELIMIT_ENABLED"] = True
    visitor: Visitor = request.getfixturevalue("come")().start().act("pause")
    for _ in range(20):
        ask(visitor, "no address")
        assert "Dat is geen volledig mailadres" in visitor.html
    assert "Dat ging wel heel snel" in ask(visitor).html


def test_in_a_frame_no_cookie_is_set(site: Flask, paused: Visitor) -> None:
    chat = paused.path
    reply = site.test_client().post(f"{chat}/link?embed=1", data={"address": TO})
    assert (reply.status_code, "Set-Cookie" in reply.headers) == (303, False)
    page = site.test_client().get(reply.headers["Location"].partition("#")[0]).get_data(as_text=True)
    assert "De mail met de link is onderweg." in page
    assert TO not in page
