"""Consents: what is kept of each, that one can be given without another, and that taking back is as easy."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app import consents, delivery, locale, rendering
from app.consents import AddressNeeded, Change, settle, standing
from app.extensions import db
from app.mailer import BadAddress
from app.models import Assessment, Consent, ConsentKind, OutboxMessage
from questionnaire.model import LOCALES
from tests.app.factories import NOW, completed
from tests.app.markup import check
from tests.app.smtp import Postbox
from tests.visitor import Visitor

CONSULTANT, BENCHMARK, FOLLOW_UP = ConsentKind.CONSULTANT, ConsentKind.BENCHMARK, ConsentKind.FOLLOW_UP
REVIEWED = ConsentKind.REVIEWED
LATER = NOW + timedelta(days=3)
TO = "marieke@voorbeeld.nl"
NONE: frozenset[ConsentKind] = frozenset()


def rows() -> list[Consent]:
    return list(db.session.scalars(select(Consent).order_by(Consent.id)))


class TestKeeping:
    @pytest.fixture
    def assessment(self, either_app: Flask) -> Iterator[Assessment]:
        with either_app.test_request_context():
            yield completed()[0]

    def test_each_is_a_row_with_its_words_language_and_time(self, assessment: Assessment) -> None:
        settle(assessment, Change({CONSULTANT, BENCHMARK}, NONE), "", NOW)
        locale.choose("en")
        settle(assessment, Change({FOLLOW_UP}, NONE), f" {TO} ", LATER)
        db.session.commit()
        kept = [(row.kind, row.given, row.locale, row.at, row.address) for row in rows()]
        assert kept == [
            ("benchmark", True, "nl", NOW, None),
            ("consultant", True, "nl", NOW, None),
            ("follow_up", True, "en", LATER, TO),
        ]
        assert rows()[1].wording == "Een adviseur van de Checkbot mag mijn antwoorden en mijn rapport lezen."
        assert rows()[2].wording.startswith("You may e-mail me about this check later.")
        assert set(standing(assessment.id)) == {CONSULTANT, BENCHMARK, FOLLOW_UP}

    def test_withdrawing_adds_a_row_and_removes_the_address(self, assessment: Assessment) -> None:
        settle(assessment, Change({CONSULTANT, FOLLOW_UP}, NONE), TO, NOW)
        settle(assessment, Change(NONE, {FOLLOW_UP}), "", LATER)
        db.session.commit()
        given, withdrawn = (row for row in rows() if row.kind == FOLLOW_UP)
        assert (given.given, given.at, given.address) == (True, NOW, None)
        assert (withdrawn.given, withdrawn.at, withdrawn.address) == (False, LATER, None)
        assert withdrawn.wording == given.wording
        assert set(standing(assessment.id)) == {CONSULTANT}

    def test_a_reviewed_report_goes_to_the_address_that_was_left_for_it(self, assessment: Assessment) -> None:
        assert consents.address_for_review(assessment.id) is None
        settle(assessment, Change({CONSULTANT, FOLLOW_UP}, NONE), "anders@voorbeeld.nl", NOW)
        assert consents.address_for_review(assessment.id) == "anders@voorbeeld.nl"
        settle(assessment, Change({REVIEWED}, NONE), TO, NOW)
        assert consents.address_for_review(assessment.id) == TO
        settle(assessment, Change(NONE, {REVIEWED, FOLLOW_UP}), "", LATER)
        assert consents.address_for_review(assessment.id) is None
        assert [row.address for row in rows()] == [None] * 5

    def test_what_holds_already_is_not_given_or_withdrawn_twice(self, assessment: Assessment) -> None:
        for _ in range(2):
            settle(assessment, Change({FOLLOW_UP}, {BENCHMARK}), TO, NOW)
        settle(assessment, Change({FOLLOW_UP}, NONE), "other@voorbeeld.nl", LATER)
        assert [(row.kind, row.address) for row in rows()] == [("follow_up", TO)]

    @pytest.mark.parametrize("kind", [REVIEWED, FOLLOW_UP])
    @pytest.mark.parametrize(("address", "error"), [("", AddressNeeded), ("jan@winkel", BadAddress)])
    def test_a_mail_later_on_without_an_address_changes_nothing(
        self, assessment: Assessment, kind: ConsentKind, address: str, error: type[Exception]
    ) -> None:
        with pytest.raises(error):
            settle(assessment, Change({CONSULTANT, kind}, NONE), address, NOW)
        assert rows() == []

    def test_they_go_with_the_check(self, assessment: Assessment) -> None:
        settle(assessment, Change({FOLLOW_UP}, NONE), TO, NOW)
        db.session.delete(assessment)
        db.session.commit()
        assert rows() == []

    def test_who_said_yes_to_other_words_sees_those(self, assessment: Assessment) -> None:
        settle(assessment, Change({CONSULTANT}, NONE), "", NOW)
        rows()[0].wording = "Zoals het er toen stond."
        assert consents.boxes(assessment.id, may_give=True)[0].wording == "Zoals het er toen stond."
        locale.choose("en")
        assert consents.boxes(assessment.id, may_give=True)[0].wording == str(consents.WORDINGS[CONSULTANT])


class TestThePage:
    @pytest.fixture
    def result(self, come: Callable[[], Visitor]) -> Visitor:
        return come().start("quick").act("finish")

    def save(self, visitor: Visitor, *ticked: ConsentKind, path: str = "consents", address: str = "") -> Visitor:
        given = re.findall(r'name="given" value="(\w+)"', visitor.html)
        result = re.sub("/(mail|consents)$", "", visitor.path)
        owner = re.findall(r'name="owner" value="(\w+)"', visitor.html)
        return visitor.post(f"{result}/{path}", consent=[*ticked], given=given, owner=owner, address=address)

    def shown(self, visitor: Visitor) -> dict[str, bool]:
        found = re.findall(r'<input type="checkbox" name="consent" value="(\w+)"([^>]*)>', visitor.html)
        return {kind: " checked" in rest for kind, rest in found}

    @pytest.mark.parametrize("language", LOCALES)
    def test_no_box_is_ticked_and_each_has_its_sentence(
        self, site: Flask, come: Callable[[], Visitor], language: str
    ) -> None:
        visitor = come().start("quick", language).act("finish")
        check(visitor.html, language)
        assert self.shown(visitor) == {"consultant": False, "reviewed": False, "benchmark": False, "follow_up": False}
        with site.test_request_context():
            locale.choose(language)
            for wording in consents.WORDINGS.values():
                assert f"<span>{wording}</span>" in visitor.html

    def test_two_are_given_without_an_address_and_withdrawn_in_the_same_place(
        self, site: Flask, result: Visitor
    ) -> None:
        self.save(result, CONSULTANT, BENCHMARK)
        check(result.html, "nl")
        assert "Je keuzes zijn bewaard." in result.html
        assert self.shown(result) == {"consultant": True, "reviewed": False, "benchmark": True, "follow_up": False}
        assert result.html.count("Intrekken? Haal het vinkje weg") == 2
        self.save(result, BENCHMARK)
        assert self.shown(result) == {"consultant": False, "reviewed": False, "benchmark": True, "follow_up": False}
        with site.app_context():
            kept = [(row.kind, row.given) for row in rows()]
        assert kept == [("benchmark", True), ("consultant", True), ("consultant", False)]

    def test_a_follow_up_wants_an_address_and_keeps_the_ticks(self, site: Flask, result: Visitor) -> None:
        self.save(result, CONSULTANT, FOLLOW_UP)
        check(result.html, "nl")
        assert "Vul je adres in als we je later mogen mailen." in result.html
        assert self.shown(result) == {"consultant": True, "reviewed": False, "benchmark": False, "follow_up": True}
        assert 'name="given"' not in result.html
        with site.app_context():
            assert rows() == []
        self.save(result, CONSULTANT, FOLLOW_UP, address=TO)
        assert self.shown(result) == {"consultant": True, "reviewed": False, "benchmark": False, "follow_up": True}
        assert TO not in result.html

    def test_the_report_is_sent_with_and_without(
        self, smtp: Postbox, site: Flask, result: Visitor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(rendering, "pdf", lambda report, locale: b"%PDF")
        self.save(result, path="mail", address="jan@voorbeeld.nl")
        self.save(result, FOLLOW_UP, path="mail", address=TO)
        with site.app_context():
            for row in db.session.scalars(select(OutboxMessage)).all():
                delivery.deliver(row.id, row.due)
            assert [(row.kind, row.address) for row in rows()] == [("follow_up", TO)]
            db.session.rollback()
            assert db.session.scalars(select(OutboxMessage.recipient)).all() == [None]
        assert smtp.recipients == [TO]

    def test_a_wrong_address_keeps_the_ticks_and_stores_nothing(self, site: Flask, result: Visitor) -> None:
        self.save(result, BENCHMARK, path="mail", address="jan@winkel")
        assert "Dat is geen volledig mailadres" in result.html
        assert 'value="jan@winkel"' in result.html
        assert self.shown(result) == {"consultant": False, "reviewed": False, "benchmark": True, "follow_up": False}
        with site.app_context():
            assert rows() == []

    def test_an_old_page_withdraws_nothing(self, site: Flask, result: Visitor) -> None:
        old = result.html
        self.save(result, CONSULTANT)
        result.html = old
        self.save(result, path="mail", address=TO)
        assert self.shown(result)["consultant"]

    def test_a_colleague_with_the_link_withdraws_but_does_not_give(
        self, site: Flask, result: Visitor, come: Callable[[], Visitor]
    ) -> None:
        colleague = come().open(result.path)
        check(colleague.html, "nl")
        assert self.shown(colleague) == {}
        self.save(colleague, CONSULTANT)
        with site.app_context():
            assert rows() == []
        self.save(result, CONSULTANT, FOLLOW_UP, address=TO)
        colleague.open(result.path)
        check(colleague.html, "nl")
        assert self.shown(colleague) == {"consultant": True, "follow_up": True}
        assert TO not in colleague.html
        self.save(colleague, FOLLOW_UP)
        assert self.shown(result.open(result.path)) == {
            "consultant": False,
            "reviewed": False,
            "benchmark": False,
            "follow_up": True,
        }

    def test_the_cookie_alone_gives_nothing(self, site: Flask, result: Visitor) -> None:
        """Another site can have a browser send its cookie with a form, but not what only the page holds."""
        result.post(f"{result.path}/consents", consent=["consultant"], owner="0" * 32)
        assert self.shown(result)["consultant"] is False
        with site.app_context():
            assert rows() == []

    def test_looking_changes_nothing(self, site: Flask, result: Visitor) -> None:
        for _ in range(2):
            result.open(result.path)
        with site.app_context():
            assert rows() == []
