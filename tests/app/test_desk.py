"""One assessment at the desk: all of it, only while it is shared, and never unnoticed."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from html.parser import HTMLParser
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import select

from app import consents
from app.extensions import db
from app.models import AuditEntry, Event, Picture, Tick
from app.permissions import Role
from questionnaire.loader import published
from questionnaire.model import LOCALES
from reports import language
from tests.app.factories import NOW, report
from tests.app.hostile import TEXTS
from tests.app.markup import check
from tests.app.shared import again, shared, unshared, withdraw
from tests.app.staff import signed_in
from tests.visitor import Visitor

LATER = NOW + timedelta(days=30)
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}",
    "=cmd|' /c calc'!A1",
    "javascript:x",
]


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return signed_in(app, Role.CONSULTANT)


def entries(app: Flask) -> list[tuple[str, str]]:
    with app.app_context():
        rows = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
        return [(row.action, row.subject) for row in rows]


def picture(check_: uuid.UUID) -> Picture:
    size = {"width": 1, "height": 1, "media_type": "image/webp"}
    shot = Picture(assessment_id=check_, question="experience.tone", created=NOW, body=b"shot", **size)
    db.session.add(shot)
    db.session.commit()
    return shot


@pytest.mark.parametrize("lang", LOCALES)
def test_it_shows_profile_scores_tips_and_reports(app: Flask, lang: str) -> None:
    with app.test_request_context():
        id_ = shared("Winkel Een", mode="full")
        made = report("full")
        db.session.add(Tick(assessment_id=id_, tip=made.road_map[0].tip, state="done", day=NOW.date(), at=NOW))
        db.session.commit()
    html = signed_in(app, Role.CONSULTANT, locale=lang).get(f"/desk/{id_}").text
    check(html, lang)
    text = unescape(re.sub(r"<[^>]+>", " ", html))
    assert "Winkel Een" in text
    for fact in made.profile.facts:
        assert fact.value[lang] in text
    for aspect in made.aspects:
        assert aspect.standing.score is not None
        assert language.figure(aspect.standing.score, lang) in text
        for tip in aspect.tips:
            assert tip.title[lang] in text
            assert tip.because[lang] in text
        for line in aspect.answers:
            assert line.answer[lang] in text
    assert {"nl": "Gedaan op 2 maart 2026", "en": "Done on 2 March 2026"}[lang] in text


def test_every_score_is_worked_out(app: Flask, client: FlaskClient) -> None:
    with app.test_request_context():
        id_ = shared(mode="full")
    html = client.get(f"/desk/{id_}").text
    sums = [" ".join(unescape(found).split()) for found in re.findall(r'<p class="sum">(.*?)</p>', html, re.DOTALL)]
    known = [aspect for aspect in report("full").aspects if aspect.standing.score is not None]
    assert len(sums) == len(known) == 6
    for words, aspect in zip(sums, known, strict=True):
        lines = [line for line in aspect.answers if line.points is not None]
        total = sum((line.points or 0) * line.weight for line in lines)
        weight = sum(line.weight for line in lines)
        shown = language.number(total, "en"), language.number(weight, "en")
        assert aspect.standing.score == pytest.approx(total / weight)
        assert f"{shown[0]} : {shown[1]} = {language.figure(total / weight, 'en')}." in words
        held = f"a key question holds it on level {aspect.standing.level}"
        assert (held in words) == bool(aspect.held_by)


def test_the_conversation_is_told_as_it_went(site: Flask, come: Callable[[], Visitor]) -> None:
    visitor = come().start("quick")
    role = published().questions["intake.role"]
    visitor.act("say", text="misschien de klantenservice")
    visitor.act("answer", value="service").act("change", question=role.id).act("answer", value="store")
    visitor.reach(lambda question: question.id == "closing.consultant").act("answer", value=consents.YES).finish()
    with site.app_context():
        ids = db.session.scalars(select(Event.assessment_id).distinct()).all()
    html = signed_in(site, Role.CONSULTANT).get(f"/desk/{ids[0]}").text
    check(html, "en")
    told = unescape(html.partition('id="conversation"')[2])
    places = [
        told.index("misschien de klantenservice"),
        told.index("Not certain enough, so this was proposed:"),
        told.index("This answer was proposed, and they said yes."),
        told.index("Changed later"),
        told.index("Went back to change the answer on:"),
        told.index("Before, the answer was: Customer service"),
    ]
    assert places == sorted(places)
    (later,) = set(re.findall(r'href="#(act-\d+)"', told))
    assert f'id="{later}"' in told


def test_an_earlier_report_stays_as_it_was(app: Flask, client: FlaskClient) -> None:
    with app.test_request_context():
        id_ = shared("Eerst")
        again(id_, 2, LATER, "Later")
    assert "<h1>Later</h1>" in client.get(f"/desk/{id_}").text
    html = client.get(f"/desk/{id_}?generation=1").text
    assert "<h1>Eerst</h1>" in html
    assert "This is an earlier report." in html
    assert client.get(f"/desk/{id_}?generation=3").status_code == 404
    for number, name in ((1, "Eerst"), (2, "Later")):
        reply = client.get(f"/desk/{id_}/report-{number}.pdf")
        assert name in PdfReader(BytesIO(reply.data)).pages[0].extract_text()
        assert name not in str(reply.headers)
    assert client.get(f"/desk/{id_}/report-3.pdf").status_code == 404


def test_what_is_not_shared_is_a_page_that_is_not_there(app: Flask, client: FlaskClient) -> None:
    with app.test_request_context():
        secret, gone, other = unshared().id, shared(), shared()
        shots = {id_: picture(id_).id for id_ in (secret, gone, other)}
        withdraw(gone)
    unknown = client.get(f"/desk/{uuid.uuid4()}")
    assert unknown.status_code == 404
    for id_ in (secret, gone):
        for path in ("", "/report-1.pdf", f"/picture/{shots[id_]}"):
            reply = client.get(f"/desk/{id_}{path}")
            assert (reply.status_code, reply.text) == (404, unknown.text), path
    assert client.get(f"/desk/{other}/picture/{shots[secret]}").status_code == 404
    assert client.get(f"/desk/{other}/picture/{shots[other]}").data == b"shot"
    assert [subject for _, subject in entries(app)] == [f"{other}/{shots[other]}"]


def test_every_look_is_entered_and_a_refused_one_is_not(app: Flask, client: FlaskClient) -> None:
    with app.test_request_context():
        id_, hidden = shared(), unshared().id
        shot = picture(id_).id
    for path in ("", f"/{id_}", f"/{id_}/report-1.pdf", f"/{id_}/picture/{shot}", f"/{hidden}"):
        client.get(f"/desk{path}")
    assert entries(app) == [
        ("listed", ""),
        ("viewed", str(id_)),
        ("exported", f"{id_}/1"),
        ("viewed", f"{id_}/{shot}"),
    ]


@pytest.mark.parametrize("role", [Role.EDITOR, Role.PUBLISHER, Role.ADMIN])
def test_it_is_for_consultants_alone(app: Flask, role: Role) -> None:
    with app.test_request_context():
        id_ = shared("Winkel Een")
    for path in ("", f"/{id_}", f"/{id_}/report-1.pdf", "/portfolio", f"/portfolio/compare?check={id_}"):
        reply = signed_in(app, role).get(f"/desk{path}")
        assert reply.status_code == 404, path
        assert "Winkel Een" not in reply.text
    assert app.test_client().get(f"/desk/{id_}").status_code == 303
    assert entries(app) == []


@pytest.mark.parametrize("words", [*HOSTILE, *(text[:70] for text in TEXTS.values())])
def test_a_name_is_text_wherever_it_stands(app: Flask, client: FlaskClient, words: str) -> None:
    with app.test_request_context():
        plain, id_ = shared("Winkel", NOW), shared(words, NOW)
    for path in ("?name=", "/{}", "/portfolio/compare?check={}", "/portfolio/compare?history={}"):
        html, harmless = (client.get(f"/desk{path.format(each)}").text for each in (id_, plain))
        assert markup(html) == markup(harmless), path
        assert words.strip()[:20] in unescape(html), path
    (of_name, other) = re.findall(r"<tr>.*?</tr>", client.get("/desk").text.partition("<tbody>")[2], re.DOTALL)
    assert markup(of_name) == markup(other)


def markup(html: str) -> list[tuple[str, list[str]]]:
    """The elements of a page with the names of their attributes."""
    found: list[tuple[str, list[str]]] = []

    class Parser(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append((tag, [name for name, _ in attrs]))

    Parser().feed(html)
    return found
