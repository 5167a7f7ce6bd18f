"""An assessment stands in the desk's list exactly while it may be read and has a report."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import select

from app import consents, shared_assessments
from app.cli import MIGRATIONS
from app.extensions import db
from app.models import Assessment, ConsentKind, DeskState, NameWord, ReviewDraft, SharedAssessment, StoredReport
from app.permissions import Role
from app.review import sending, service
from reports.review import Review
from tests.app.factories import NOW, report
from tests.app.shared import GIVEN, again, shared, unshared, withdraw
from tests.app.staff import signed_in
from tests.visitor import Visitor

LATER = NOW + timedelta(days=3)


def rows() -> list[SharedAssessment]:
    return list(db.session.scalars(select(SharedAssessment)))


def words() -> set[str]:
    return set(db.session.scalars(select(NameWord.word)))


class TestOne:
    @pytest.fixture
    def staff_id(self, either_app: Flask) -> int:
        return int(signed_in(either_app, Role.CONSULTANT).staff_id)  # type: ignore[attr-defined]

    @pytest.fixture(autouse=True)
    def context(self, either_app: Flask) -> Iterator[None]:
        with either_app.test_request_context():
            yield

    def test_it_stands_there_from_the_consent_to_its_withdrawal(self) -> None:
        check = unshared("Schoenen Éclair & Zoon")
        assert rows() == []
        consents.settle(check, GIVEN, "", NOW)
        (row,) = rows()
        made = report()
        assert (row.assessment_id, row.completed, row.company) == (check.id, NOW, "Schoenen Éclair & Zoon")
        assert (row.mode, row.level, row.score) == ("quick", made.overall.level, made.overall.score)
        assert row.state == DeskState.NEW
        assert words() == {"schoenen", "eclair", "zoon"}
        withdraw(check.id)
        assert rows() == []
        assert words() == set()

    def test_sector_and_size_are_those_of_the_report(self) -> None:
        shared()
        told = {fact.question: fact.value for fact in report().profile.facts}
        for id_, chosen in ((shared_assessments.SECTOR, rows()[0].sector), (shared_assessments.SIZE, rows()[0].size)):
            assert chosen is not None
            assert shared_assessments.question(id_).option[chosen].text == told[id_]

    def test_without_a_report_it_waits_for_one(self) -> None:
        check = unshared()
        db.session.delete(db.session.scalars(select(StoredReport)).one())
        consents.settle(check, GIVEN, "", NOW)
        assert rows() == []

    def test_a_later_report_takes_the_place_of_the_first(self) -> None:
        check = shared("Winkel Een")
        again(check, 2, LATER, "Winkel Twee")
        shared_assessments.enter(check)
        (row,) = rows()
        assert (row.company, row.completed, row.state) == ("Winkel Twee", LATER, DeskState.NEW)
        assert words() == {"winkel", "twee"}

    @pytest.mark.parametrize(
        ("sent", "later", "state"),
        [(None, False, "reviewing"), (1, False, "sent"), (None, True, "reviewing"), (1, True, "new")],
    )
    def test_the_state_is_that_of_the_review(self, sent: int | None, later: bool, state: str, staff_id: int) -> None:
        check = shared()
        of = {"generation": 1, "version": 1, "staff_id": staff_id, "updated": NOW, "hands": {}, "sent_version": sent}
        db.session.add(ReviewDraft(assessment_id=check, body="{}", **of))
        again(check, 2, LATER).review_of = None if later else 1
        withdraw(check)
        assert rows() == []
        consents.settle(db.session.get_one(Assessment, check), GIVEN, "", NOW)
        assert rows()[0].state == state
        assert rows()[0].completed == (LATER if later else NOW)

    def test_a_review_sets_it_as_it_goes(self, staff_id: int) -> None:
        check = shared()
        work = service.opened(check)
        draft = service.save(replace(work, review=Review(letter="Beste lezer")), staff_id, NOW)
        assert rows()[0].state == DeskState.REVIEWING
        sending.send(service.opened(check), draft.version, staff_id, "Anna Smit", NOW)
        assert rows()[0].state == DeskState.SENT

    def test_a_state_of_what_is_not_shared_is_no_matter(self) -> None:
        shared_assessments.set_state(uuid.uuid4(), DeskState.SENT)
        assert rows() == []

    def test_nothing_is_found_of_another(self) -> None:
        check, other = shared(), unshared()
        assert shared_assessments.find(check) is not None
        assert shared_assessments.find(other.id) is None
        assert shared_assessments.find(uuid.uuid4()) is None


def test_a_yes_in_the_chat_shares_the_report_that_comes_of_it(site: Flask, come: Callable[[], Visitor]) -> None:
    asked = next(id_ for id_, kind in consents.ASKED.items() if kind is ConsentKind.CONSULTANT)
    visitor = come().start().reach(lambda question: question.id == asked)
    visitor.act("answer", value=consents.YES)
    with site.app_context():
        assert rows() == []
    visitor.finish()
    with site.app_context():
        (row,) = rows()
        assert (row.mode, row.company) == ("quick", "Minder wachten aan de telefoon")
        assert row.level is not None


def test_what_was_shared_before_is_listed_by_the_migration(either_app: Flask) -> None:
    with either_app.test_request_context():
        db.drop_all()
        upgrade(directory=str(MIGRATIONS))
        kept, gone, unnamed = shared("Mode & Zo"), shared("Weg"), shared(None)
        withdraw(gone)
        unshared("Nooit")
        again(kept, 2, LATER, "Mode Éénmaal")
        shared_assessments.enter(kept)
        db.session.commit()
        before = {row.assessment_id: _told(row) for row in rows()}
        found = words()
        db.session.remove()
        downgrade(directory=str(MIGRATIONS), revision="0008")
        upgrade(directory=str(MIGRATIONS))
        assert {row.assessment_id: _told(row) for row in rows()} == before
        assert set(before) == {kept, unnamed}
        assert words() == found == {"mode", "eenmaal"}


def _told(row: SharedAssessment) -> tuple[object, ...]:
    return row.completed, row.company, row.sector, row.size, row.mode, row.level, row.score, row.state
