"""Erasing: the page proves what was removed, and nothing of the check is left; else all of it stays and staff know."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from app import consents, locale
from app.chat import erasure
from app.extensions import db
from app.mail_requests import request_link, request_report
from app.models import (
    Assessment,
    Consent,
    ConsentKind,
    Drawing,
    Event,
    Handover,
    HandoverMessage,
    NameWord,
    OutboxMessage,
    Picture,
    Portfolio,
    PortfolioKind,
    PortfolioMember,
    ReviewDraft,
    Share,
    SharedAssessment,
    ShownTip,
    StoredReport,
    Tick,
    TipVote,
)
from app.permissions import Role
from app.portfolio import lists
from questionnaire.model import LOCALES
from tests.app.factories import NOW, completed, later_report
from tests.app.markup import check
from tests.app.staff import signed_in
from tests.visitor import Visitor

TO = "marieke@voorbeeld.nl"
SHARED = (SharedAssessment, NameWord, PortfolioMember)
TABLES = (
    Assessment,
    Event,
    StoredReport,
    OutboxMessage,
    Consent,
    Picture,
    Tick,
    Share,
    Drawing,
    Handover,
    HandoverMessage,
    ReviewDraft,
    *SHARED,
    ShownTip,
    TipVote,
)


@pytest.fixture
def assessment(either_app: Flask) -> Iterator[Assessment]:
    """A check with something in every table, and another one that stays."""
    staff_id = signed_in(either_app, Role.CONSULTANT).staff_id
    with either_app.test_request_context():
        listed = lists.make("Klanten", PortfolioKind.LIST, [], staff_id, NOW)
        for made, stored in (completed(), completed()):
            for seq in (1, 2, 3):
                db.session.add(Event(assessment_id=made.id, seq=seq, act="skip", choice=[], text="", at=NOW))
            later_report(made, 2, NOW)
            request_report(made, stored, TO, "nl", NOW)
            request_link(made, {"done": 1, "total": 31}, TO, "nl", NOW)
            size = {"width": 1, "height": 1, "media_type": "image/webp"}
            db.session.add(Picture(assessment_id=made.id, question="q", created=NOW, body=b"x", **size))
            db.session.add(Tick(assessment_id=made.id, tip="t", state="planned", at=NOW))
            db.session.add(ShownTip(assessment_id=made.id, tip="t", revision=1))
            vote = {"useful": True, "reason": "", "words": "w", "at": NOW}
            db.session.add(TipVote(assessment_id=made.id, tip="t", revision=1, **vote))
            db.session.add(Share(assessment_id=made.id, hash=str(made.id), label="", created=NOW, until=NOW.date()))
            db.session.add(Drawing(assessment_id=made.id, locale="nl", mark="m", begun=NOW, body=b"x"))
            at = {"generation": 1, "version": 1, "staff_id": staff_id, "updated": NOW}
            db.session.add(ReviewDraft(assessment_id=made.id, body="{}", hands={}, **at))
            consents.settle(made, consents.Change({ConsentKind.FOLLOW_UP}, set()), TO, NOW)
            asked = Handover(assessment_id=made.id, words="w", state="waiting", asked=NOW, contact=TO)
            db.session.add(asked)
            db.session.flush()
            ids = {"assessment_id": made.id, "handover_id": asked.id}
            db.session.add(HandoverMessage(seq=1, text="x", once="0" * 32, at=NOW, **ids))
            share(made, stored, on=listed)
            db.session.commit()
        yield made


def share(made: Assessment, stored: StoredReport, on: Portfolio) -> None:
    """Put a check before consultants, on a list of theirs too."""
    db.session.add(SharedAssessment(assessment_id=made.id, completed=stored.created, mode="quick", state="new"))
    db.session.add(NameWord(word="winkel", assessment_id=made.id))
    db.session.add(PortfolioMember(portfolio_id=on.id, assessment_id=made.id))


def total() -> dict[str, int]:
    return {table.__tablename__: db.session.scalar(select(func.count()).select_from(table)) or 0 for table in TABLES}


def test_it_counts_what_it_removes_and_leaves_the_rest(assessment: Assessment) -> None:
    half = dict.fromkeys((table.__tablename__ for table in TABLES), 1) | {"events": 3, "reports": 2, "outbox": 2}
    assert total() == {name: 2 * count for name, count in half.items()}
    proof = erasure.erase(assessment, NOW)
    db.session.commit()
    assert proof == erasure.Proof({name: count for name, count in half.items() if name != "assessments"}, NOW)
    assert total() == half


def test_what_is_left_stops_it_and_keeps_all(
    site: Flask, come: Callable[[], Visitor], caplog: pytest.LogCaptureFixture
) -> None:
    visitor = come().start().act("finish")
    with site.app_context():
        # A database that does not let go what refers to a deleted row.
        event.listen(db.engine, "connect", lambda driver, _: driver.execute("PRAGMA foreign_keys=OFF"))
        db.engine.dispose()
    site.config["PROPAGATE_EXCEPTIONS"] = False
    visitor.post(visitor.erase)
    check(visitor.html, "nl")
    assert "Er ging bij ons iets mis" in visitor.html
    with site.app_context():
        held = {"assessments": 1, "events": 2, "reports": 1}
        assert total() == {table.__tablename__: 0 for table in TABLES} | held
        check_id = db.session.scalars(select(Assessment.id)).one()
    assert "a check was not erased whole" in caplog.text
    assert str(check_id) not in caplog.text


def test_every_table_of_a_check_is_looked_into_and_shown(site: Flask, come: Callable[[], Visitor]) -> None:
    with site.app_context():
        held = set(erasure.holders())
    assert held == {table.__tablename__ for table in TABLES} - {"assessments"}
    visitor = come().start()
    visitor.post(visitor.erase)
    assert visitor.html.count("<dt>") == len(held)


@pytest.mark.parametrize("language", LOCALES)
def test_the_page_is_a_proof(site: Flask, come: Callable[[], Visitor], language: str) -> None:
    visitor = come().start("quick", language).answer().act("finish")
    result, erase = visitor.path, visitor.erase
    owner = re.findall(r'name="owner" value="(\w+)"', visitor.html)
    visitor.post(f"{result}/mail", address=TO, consent=["consultant", "benchmark"], owner=owner)
    before = datetime.now(UTC).replace(microsecond=0)
    visitor.post(erase)
    check(visitor.html, language)
    # Steps of the conversation, report, mail, consents, line at the desk; nothing of anything else.
    counts = [count for count in re.findall(r"<dd>(\d+)</dd>", visitor.html) if count != "0"]
    assert counts == ["3", "1", "1", "2", "1"]
    when = re.search(r'<time datetime="([^"]+)">([^<]+)</time>', visitor.html)
    assert when is not None
    assert before <= datetime.fromisoformat(when[1]) <= datetime.now(UTC)
    assert {"nl": "Midden-Europese", "en": "Central European"}[language] in when[2]
    assert {"nl": "staat niets meer van deze check", "en": "nothing is left of this check"}[language] in visitor.html
    assert {"nl": "De oude links werken niet meer", "en": "The old links no longer work"}[language] in visitor.html
    for link in (result, erase):
        assert link.rpartition("/")[2] not in visitor.html
        assert "404" in come().open(link).html
    with site.app_context():
        assert set(total().values()) == {0}


def test_a_second_time_there_is_nothing_to_erase(come: Callable[[], Visitor]) -> None:
    visitor = come().start()
    erase = visitor.erase
    page = visitor.open(erase).html
    visitor.post(erase)
    visitor.html = page
    assert "404" in visitor.post(erase).html


def test_a_moment_carries_the_zone_where_we_are(app: Flask) -> None:
    with app.test_request_context():
        assert locale.moment(NOW) == "2 maart 2026, 10:30:00 (Midden-Europese standaardtijd)"
        locale.choose("en")
        summer = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
        assert locale.moment(summer) == "2 July 2026, 00:30:00 (Central European Summer Time)"
        assert locale.day(summer) == "2 July 2026"
