"""Words of an editor that mean ill: text in the editor, the preview, the web report, the mail and the PDF."""

from __future__ import annotations

import html
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO

import pytest
from flask import Flask
from pypdf import PdfReader

from app import completion, content, editions, rendering
from app.conversations import Dialogue
from app.editions import Change
from app.extensions import db
from app.models import Assessment, StoredReport
from app.permissions import Role
from app.security import Access, hashes, token
from app.tipdesk.editing.forms import written
from questionnaire.conversation import Act, Event
from reports.mail import Links, compose_mail
from reports.model import Report, from_json
from tests import worked
from tests.app.factories import NOW
from tests.app.tipdesk import Colleague, colleague, small_bank
from tests.app.xss import CORPUS, would_run
from tests.seed import QUESTIONNAIRE
from tips import bodies
from tips.bank import Body

TIP = "experience.handover.1"
FIELDS = ("title", "why", "how.0", "how.1", "example", "effect", "who", "kpi")


@pytest.fixture
def desk(app: Flask) -> Iterator[Flask]:
    small_bank(app)
    yield app
    content._bank.cache_clear()
    rendering.close()


@pytest.fixture
def writer(desk: Flask) -> Colleague:
    return colleague(desk, Role.PUBLISHER, name=f"Wilma {CORPUS[0]}")


@pytest.mark.parametrize("first", [0, 9])
def test_each_field_comes_out_as_text_at_the_desk(desk: Flask, writer: Colleague, first: int) -> None:
    names = [f"{field}.{locale}" for field in FIELDS for locale in ("nl", "en")]
    said = {name: CORPUS[(first + place) % len(CORPUS)] for place, name in enumerate(names)}
    typed = writer.sends(f"/tipdesk/tips/{TIP}/typed", {**writer.form(TIP).to_dict(), **said}).get_json()
    assert typed["version"] == 1
    assert not would_run(typed["preview"])
    page = writer.reads(f"/tipdesk/tips/{TIP}")
    assert [words for words in said.values() if written(words) not in html.unescape(page)] == []
    for path in ("", "/history"):
        assert not would_run(writer.reads(f"/tipdesk/tips/{TIP}{path}")), path
    assert not would_run(writer.reads("/tipdesk/?question=experience.handover"))
    assert writer.form(TIP)["title.nl"] == written(said["title.nl"])


def evil(body: Body) -> Body:
    """A tip with another text of the corpus in each of its fields."""
    texts = iter([written(words)[:80] for words in CORPUS] * 2)
    made = {
        name: {"nl": next(texts), "en": next(texts)} for name in ("title", "why", "example", "effect", "who", "kpi")
    }
    steps = [{"nl": next(texts), "en": next(texts)} for _ in range(4)]
    return {**body, **made, "how": steps}


@pytest.fixture
def published(desk: Flask, writer: Colleague) -> Body:
    """The tip, published without anybody having looked."""
    with desk.app_context():
        latest = editions.latest()
        assert latest is not None
        body = evil(next(revision.body for revision in latest.tips if revision.tip_id == TIP))
        editions.publish([Change(TIP, body["question"], body, writer.id)], datetime.now(UTC), CORPUS[0], writer.id)
        db.session.commit()
    return body


def completed(desk: Flask) -> tuple[str, Report]:
    """The page of a check that gets the tip, and its report."""
    conversation = worked.hold(QUESTIONNAIRE, worked.company("bakery_chain").event)[0]
    with desk.app_context():
        id_ = uuid.uuid4()
        db.session.add(Assessment(id=id_, created=NOW, version=QUESTIONNAIRE.version, locale="nl", **hashes(id_)))
        here = Dialogue(id_, QUESTIONNAIRE, (Event(Act.PAUSE),), (NOW,), conversation)
        report = from_json(completion.complete(here, NOW).body)
        db.session.commit()
        assert db.session.query(StoredReport).count() == 1
        return f"/result/{token(Access.RESULT, id_)}", report


def test_it_comes_out_as_text_in_the_report_the_mail_and_the_pdf(desk: Flask, published: Body) -> None:
    path, report = completed(desk)
    assert TIP in {tip.id for aspect in report.aspects for tip in aspect.tips}
    client = desk.test_client()
    page = client.get(path).get_data(as_text=True)
    assert not would_run(page)
    dutch = [text for field, text in bodies.texts(published).items() if field.endswith(".nl")]
    assert [line for text in dutch for line in text.split("\n") if line not in html.unescape(page)] == []
    links = Links("https://check.example.nl/result/x", "https://check.example.nl/erase/x")
    mail = compose_mail(report, "nl", to="a@b.nl", links=links, pdf=b"%PDF")
    assert would_run(mail.html) == ["style"], "the one of the mail itself"
    pages = PdfReader(BytesIO(client.get(f"{path}/report.pdf").data)).pages
    read = "".join("".join(page.extract_text() for page in pages).split())
    assert "".join(published["why"]["nl"].split()) in read
    assert "1337" not in read + page + mail.html


def test_it_comes_out_of_an_export_as_it_was_published(desk: Flask, published: Body) -> None:
    with desk.app_context():
        latest = editions.latest()
        assert latest is not None
        assert next(revision.body for revision in latest.tips if revision.tip_id == TIP) == published
        assert editions.handed_out() == latest.files


def test_the_pages_of_the_past_run_nothing(desk: Flask, writer: Colleague, published: Body) -> None:
    for path in ("/tipdesk/history", f"/tipdesk/tips/{TIP}/history", f"/tipdesk/tips/{TIP}", "/tipdesk/coverage"):
        assert not would_run(writer.reads(path)), path
