"""A publisher publishes while checks complete: each report has the tips of exactly one edition."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from threading import Barrier, Event, Thread
from time import sleep

import pytest
from flask import Flask
from sqlalchemy import select

from app import completion, content, publications
from app.conversations import Dialogue
from app.extensions import db
from app.models import Assessment, DraftState, Edition, StoredReport, TipDraft
from app.permissions import Role
from app.security import hashes
from questionnaire.conversation import Act
from questionnaire.conversation import Event as Said
from reports.model import from_json
from tests import worked
from tests.app.factories import NOW
from tests.app.tipdesk import colleague, small_bank
from tests.seed import QUESTIONNAIRE

EDITIONS, CHECKS = 3, 3
QUESTION = "experience.handover"
CONVERSATION = worked.hold(QUESTIONNAIRE, worked.company("bakery_chain").event)[0]


@pytest.fixture
def desk(either_app: Flask) -> Iterator[Flask]:
    small_bank(either_app)
    yield either_app
    content._bank.cache_clear()


def marked(staff_id: int, number: int) -> list[int]:
    """Approved drafts of the tips of a question, each with the number in its text."""
    drafts = []
    for revision in (each for each in db.session.get_one(Edition, number).tips if each.body["question"] == QUESTION):
        body = {**revision.body, "who": {"nl": f"Versie {number}", "en": f"Version {number}"}}
        draft = TipDraft(
            tip_id=revision.tip_id,
            base=revision.revision,
            body=body,
            state=DraftState.APPROVED,
            staff_id=staff_id,
            changed=NOW,
        )
        drafts.append(draft)
    db.session.add_all(drafts)
    db.session.flush()
    return [draft.id for draft in drafts]


def test_each_report_has_the_tips_of_one_edition(desk: Flask) -> None:
    publisher = colleague(desk, Role.PUBLISHER).id
    over, together = Event(), Barrier(CHECKS + 1)
    faults: list[BaseException] = []

    def publishing() -> None:
        with desk.app_context():
            together.wait(30)
            for number in range(1, EDITIONS + 1):
                ids = marked(publisher, number)
                publications.publish(ids, f"Editie {number + 1}", publisher, datetime.now(UTC))
                db.session.commit()
            over.set()

    def completing() -> None:
        with desk.app_context():
            id_ = uuid.uuid4()
            db.session.add(Assessment(id=id_, created=NOW, version=QUESTIONNAIRE.version, locale="nl", **hashes(id_)))
            db.session.commit()
            here = Dialogue(id_, QUESTIONNAIRE, (Said(Act.PAUSE),), (NOW,), CONVERSATION)
            together.wait(30)
            last = False
            while not last:
                last = over.is_set()
                completion.complete(here, datetime.now(UTC))
                db.session.commit()
                # SQLite gives no turn to who waits behind one that never pauses.
                sleep(0.05)

    def guarded(work: object) -> None:
        try:
            work()  # type: ignore[operator]
        except BaseException as error:  # noqa: BLE001
            faults.append(error)
            over.set()

    threads = [Thread(target=guarded, args=(work,)) for work in (publishing, *[completing] * CHECKS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert not faults
    with desk.app_context():
        reports = [from_json(body) for body in db.session.scalars(select(StoredReport.body))]
        whos = {
            edition.id: {revision.tip_id: (revision.revision, revision.body["who"]["nl"]) for revision in edition.tips}
            for edition in db.session.scalars(select(Edition))
        }
    assert len(whos) == EDITIONS + 1
    assert {report.edition for report in reports} >= {str(EDITIONS + 1)}
    for report in reports:
        tips = [tip for aspect in report.aspects for tip in aspect.tips]
        assert any(tip.question == QUESTION for tip in tips)
        expected = whos[int(report.edition)]
        assert [(tip.revision, tip.who.nl) for tip in tips] == [expected[tip.id] for tip in tips]
