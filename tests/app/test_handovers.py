"""Requests for a person in the database: asked, taken, answered, given back, called, forgotten and erased."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select

from app import consents, delivery, handover_log, handover_notices, handovers, presence, retention
from app.chat import erasure
from app.extensions import db
from app.handover import queue, service
from app.handovers import Enough, NotNow, Reach
from app.models import (
    Assessment,
    Consent,
    ConsentKind,
    Handover,
    HandoverMessage,
    OutboxMessage,
    Presence,
    Staff,
    StaffRole,
)
from app.presence import Expected
from tests.app.factories import NOW, completed

MINUTE = timedelta(minutes=1)
REACH = Reach("06 12345678", "Marieke", "na drie uur")


def colleague(name: str, role: str = "consultant", password: str | None = "set", active: bool = True) -> int:
    """A colleague, committed."""
    unique = uuid.uuid4().hex
    person = Staff(email=f"{name}@desk.nl", name=name, locale="nl", invited=NOW, active=active, fs_uniquifier=unique)
    person.password, person.roles = password, [StaffRole(name=role)]
    db.session.add(person)
    db.session.commit()
    return person.id


def once(number: int) -> str:
    return f"{number:032x}"


def states() -> list[tuple[str, int | None]]:
    return [(row.state, row.staff_id) for row in db.session.scalars(select(Handover).order_by(Handover.id))]


@pytest.fixture
def check(either_app: Flask) -> Iterator[uuid.UUID]:
    with either_app.test_request_context():
        yield completed()[0].id


@pytest.fixture
def anna(check: uuid.UUID) -> int:
    return colleague("Anna")


@pytest.fixture
def piet(check: uuid.UUID) -> int:
    return colleague("Piet")


def asked(check: uuid.UUID, words: str = "Kan dit?", reach: Reach | None = None, now: datetime = NOW) -> int:
    row, _ = handovers.ask(check, "scope.channels", words, reach, now)
    db.session.commit()
    return row.id


class TestAsking:
    def test_asking_twice_is_one_request_with_one_consent(self, check: uuid.UUID) -> None:
        assert handovers.ask(check, None, "een", None, NOW)[1]
        assert not handovers.ask(check, None, "twee", None, NOW)[1]
        row = db.session.scalars(select(Handover)).one()
        kept = db.session.scalars(select(Consent)).one()
        assert (row.words, row.state) == ("een", "waiting")
        assert (kept.kind, kept.given, kept.wording) == (
            "handover",
            True,
            "Een adviseur van de Checkbot mag dit gesprek lezen, om me te helpen met mijn vraag.",
        )

    def test_what_points_at_a_person_is_left_out_of_the_words(self, check: uuid.UUID, anna: int) -> None:
        number = asked(check, "bel\x00 06-12345678\r\nof\tmail\x1b jan@winkel.nl")
        assert db.session.scalars(select(Handover.words)).one() == "bel […]\nof mail […]"
        handovers.take(number, anna, NOW)
        handovers.say(check, "NL91 ABNA 0417 1643 00", once(1), NOW)
        assert db.session.scalars(select(HandoverMessage.text)).one() == "[…]"

    def test_waiting_turns_into_a_call_and_the_way_to_reach_can_be_corrected(self, check: uuid.UUID) -> None:
        asked(check)
        asked(check, reach=Reach("0612"), now=NOW + MINUTE)
        asked(check, reach=REACH, now=NOW + 2 * MINUTE)
        row = db.session.scalars(select(Handover)).one()
        assert (row.state, row.words, row.calling) == ("callback", "Kan dit?", NOW + MINUTE)
        assert (row.contact, row.name, row.suits) == ("06 12345678", "Marieke", "na drie uur")

    def test_who_withdraws_before_anybody_came_is_read_by_nobody(self, check: uuid.UUID) -> None:
        number = asked(check, reach=REACH)
        assert service.find(number, NOW) is not None
        handovers.give_back(check, NOW)
        assert consents.standing(check) == {}
        assert service.find(number, NOW) is None
        row = db.session.scalars(select(Handover)).one()
        assert (row.contact, row.name, row.suits, row.ended_by) == (None, None, None, "respondent")

    def test_withdrawing_the_consent_ends_the_request(self, check: uuid.UUID, anna: int) -> None:
        number = asked(check)
        handovers.take(number, anna, NOW)
        assessment = db.session.get_one(Assessment, check)
        consents.settle(assessment, consents.Change(set(), {ConsentKind.HANDOVER}), "", NOW)
        assert states() == [("ended", anna)]
        assert service.find(number, NOW) is None
        assert not any(queue.queue(anna, NOW).values())
        with pytest.raises(NotNow):
            handovers.answer(number, anna, "Hallo", once(1), NOW)

    def test_there_is_an_end_to_it(self, check: uuid.UUID, anna: int, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(handovers, "MOST_MESSAGES", 2)
        monkeypatch.setattr(handovers, "MOST_REQUESTS", 1)
        handovers.take(asked(check), anna, NOW)
        for number in (1, 2):
            handovers.say(check, "x" * 9_000, once(number), NOW)
        with pytest.raises(Enough):
            handovers.say(check, "nog een", once(3), NOW)
        assert {len(text) for text in db.session.scalars(select(HandoverMessage.text))} == {2_000}
        handovers.give_back(check, NOW)
        with pytest.raises(Enough):
            handovers.ask(check, None, "", None, NOW)


class TestTalking:
    def test_the_second_to_take_it_is_told_who_has_it(self, check: uuid.UUID, anna: int, piet: int) -> None:
        number = asked(check)
        handovers.take(number, anna, NOW)
        handovers.take(number, anna, NOW)
        for act in (handovers.take, lambda *given: handovers.answer(given[0], given[1], "Hoi", once(1), NOW)):
            with pytest.raises(NotNow) as refused:
                act(number, piet, NOW)
            assert refused.value.name == "Anna"
        with pytest.raises(NotNow):
            handovers.close(number, piet, True, NOW)
        assert states() == [("taken", anna)]

    def test_two_at_once_give_it_to_one(self, either_app: Flask, check: uuid.UUID, anna: int, piet: int) -> None:
        number, line = asked(check), Barrier(2)
        db.session.remove()

        def take(staff_id: int) -> str:
            with either_app.app_context():
                line.wait(30)
                try:
                    handovers.take(number, staff_id, NOW)
                    db.session.commit()
                except NotNow as refused:
                    db.session.rollback()
                    return refused.name
                return "mine"

        with ThreadPoolExecutor(2) as threads:
            first, second = threads.map(take, (anna, piet))
        winner = anna if first == "mine" else piet
        assert {first, second} == {"mine", "Anna" if winner == anna else "Piet"}
        assert states() == [("taken", winner)]

    def test_both_at_once_lose_no_message(self, either_app: Flask, check: uuid.UUID, anna: int) -> None:
        number = asked(check)
        handovers.take(number, anna, NOW)
        db.session.commit()
        db.session.remove()

        def speak(turn: int) -> None:
            with either_app.app_context():
                if turn % 2:
                    handovers.answer(number, anna, f"antwoord {turn}", once(turn), NOW)
                else:
                    handovers.say(check, f"vraag {turn}", once(turn), NOW)
                db.session.commit()

        with ThreadPoolExecutor(4) as threads:
            list(threads.map(speak, [*range(12), *range(12)]))
        rows = db.session.execute(select(HandoverMessage.seq, HandoverMessage.text).order_by(HandoverMessage.seq)).all()
        assert [row.seq for row in rows] == list(range(1, 13))
        assert len({row.text for row in rows}) == 12, "what was sent twice stands there once"

    def test_nobody_talks_before_it_was_taken_or_after_the_end(self, check: uuid.UUID, anna: int) -> None:
        number = asked(check)
        with pytest.raises(NotNow):
            handovers.say(check, "Hallo?", once(1), NOW)
        handovers.take(number, anna, NOW)
        handovers.close(number, anna, False, NOW)
        for act in (
            lambda: handovers.say(check, "Nog even", once(2), NOW),
            lambda: handovers.answer(number, anna, "Nog even", once(3), NOW),
            lambda: handovers.take(number, anna, NOW),
        ):
            with pytest.raises(NotNow):
                act()
        assert list(db.session.scalars(select(HandoverMessage))) == []

    def test_every_change_is_news(self, check: uuid.UUID, anna: int) -> None:
        marks = []

        def note() -> None:
            last = handover_log.last(check, NOW)
            assert last is not None
            marks.append(last.mark)

        number = asked(check)
        note()
        handovers.take(number, anna, NOW)
        note()
        handovers.say(check, "Hoi", once(1), NOW)
        note()
        handovers.answer(number, anna, "Dag", once(2), NOW)
        note()
        handovers.close(number, anna, False, NOW)
        note()
        assert len(set(marks)) == 5
        assert [line.by or line.who for aside in handover_log.asides(check) for line in aside.lines] == [
            *("you", "bot", "bot", "you", "Anna", "bot")
        ]


class TestWhatToExpect:
    def test_at_the_desk_is_who_switched_it_on_and_whose_page_asks(self, check: uuid.UUID, anna: int) -> None:
        assert presence.at_desk(NOW) == []
        presence.see(anna, NOW)
        assert presence.at_desk(NOW) == [], "looking is not being there"
        presence.switch(anna, True, NOW)
        assert presence.at_desk(NOW + MINUTE) == ["Anna"]
        assert presence.at_desk(NOW + 2 * MINUTE) == []
        presence.see(anna, NOW + 2 * MINUTE)
        assert presence.at_desk(NOW + 2 * MINUTE) == ["Anna"]
        presence.switch(anna, False, NOW + 2 * MINUTE)
        assert presence.at_desk(NOW + 2 * MINUTE) == []

    def test_who_talks_and_has_closed_the_page_is_away(self, check: uuid.UUID, anna: int) -> None:
        handovers.take(asked(check), anna, NOW)
        presence.see(anna, NOW)
        found = [handover_log.last(check, now) for now in (NOW, NOW + MINUTE, NOW + 2 * MINUTE)]
        assert [last.away for last in found if last] == [False, False, True]
        assert len({last.mark for last in found if last}) == 2

    def test_who_has_left_the_company_is_not_there(self, check: uuid.UUID, anna: int) -> None:
        presence.switch(anna, True, NOW)
        db.session.get_one(Staff, anna).active = False
        assert presence.at_desk(NOW) == []

    def test_it_is_the_median_of_what_was_answered_of_late(self, check: uuid.UUID, anna: int) -> None:
        for minutes in (2, 4, 60):
            number = asked(check)
            assert presence.expected(NOW, calling=False) is None, "two say nothing yet"
            handovers.take(number, anna, NOW)
            handovers.answer(number, anna, "Hallo, daar ben ik", once(number), NOW + minutes * MINUTE)
            handovers.close(number, anna, False, NOW + minutes * MINUTE)
        assert presence.expected(NOW, calling=False) == Expected(3, 4)
        assert presence.expected(NOW, calling=True) is None
        assert presence.expected(NOW + timedelta(days=100), calling=False) is None

    def test_a_call_counts_once_somebody_was_reached(self, check: uuid.UUID, anna: int) -> None:
        for done in (True, False, True, True):
            number = asked(check, reach=REACH)
            handovers.take(number, anna, NOW)
            handovers.close(number, anna, done, NOW + 90 * MINUTE)
        assert presence.expected(NOW, calling=True) == Expected(3, 90)


class TestTelling:
    @pytest.fixture
    def request_(self, check: uuid.UUID) -> Handover:
        return db.session.get_one(Handover, asked(check, "Geheim woord van de klant", REACH))

    def test_each_consultant_gets_one_mail_without_a_word_of_the_respondent(
        self, either_app: Flask, request_: Handover, tmp_path: Path
    ) -> None:
        for name, given in {
            "anna": {},
            "piet": {},
            "els": {"role": "editor"},
            "jan": {"password": None},
            "ben": {"active": False},
        }.items():
            colleague(name, **given)  # type: ignore[arg-type]
        mails = handover_notices.tell(request_, NOW)
        db.session.commit()
        for mail in mails:
            delivery.deliver(mail, NOW)
        rows = db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).all()
        assert [(row.state, row.recipient, row.kind) for row in rows] == [("sent", None, "handover")] * 2
        bodies = [path.read_text() for path in (tmp_path / "outbox").glob("*.eml")]
        assert len(bodies) == 2
        for body in bodies:
            assert f"https://check.example.nl/desk/conversations/{request_.id}" in body.replace("=\n", "")
            assert not any(word in body for word in ("Geheim", "12345678", "Marieke"))

    def test_another_request_of_the_same_check_is_another_mail(self, check: uuid.UUID, anna: int) -> None:
        for _ in range(2):
            row, made = handovers.ask(check, None, "", None, NOW)
            assert made
            assert len(handover_notices.tell(row, NOW)) == 1
            handovers.give_back(check, NOW)

    def test_nobody_is_mailed_while_somebody_is_there(self, request_: Handover) -> None:
        presence.switch(colleague("anna"), True, NOW)
        assert handover_notices.tell(request_, NOW) == []


class TestForgetting:
    def test_the_way_to_reach_somebody_goes_two_weeks_after_the_end(self, check: uuid.UUID, anna: int) -> None:
        number = asked(check, reach=REACH)
        handovers.forget(NOW + timedelta(days=400))
        handovers.take(number, anna, NOW)
        handovers.close(number, anna, True, NOW)
        contacts = select(Handover.contact, Handover.name, Handover.suits)
        handovers.forget(NOW + timedelta(days=13))
        assert db.session.execute(contacts).one() == ("06 12345678", "Marieke", "na drie uur")
        assert service.find(number, NOW + timedelta(days=13)) is not None
        handovers.forget(NOW + timedelta(days=15))
        assert db.session.execute(contacts).one() == (None, None, None)
        assert service.find(number, NOW + timedelta(days=15)) is None
        assert not any(queue.queue(anna, NOW + timedelta(days=15)).values())

    @pytest.mark.parametrize("by", ["erasure", "retention"])
    def test_all_of_it_goes_with_the_check_and_colleagues_stay(self, check: uuid.UUID, anna: int, by: str) -> None:
        number = asked(check, reach=None)
        handover_notices.tell(db.session.get_one(Handover, number), NOW)
        handovers.take(number, anna, NOW)
        handovers.say(check, "Hoi", once(1), NOW)
        handovers.answer(number, anna, "Dag", once(2), NOW)
        presence.switch(anna, True, NOW)
        db.session.commit()
        if by == "erasure":
            erasure.erase(db.session.get_one(Assessment, check), NOW)
        else:
            assert retention.purge(NOW + timedelta(days=800), 24) == 1
        db.session.commit()
        for table in (Handover, HandoverMessage, OutboxMessage, Consent):
            assert list(db.session.scalars(select(table))) == [], table
        assert db.session.scalars(select(Presence.staff_id)).one() == anna
