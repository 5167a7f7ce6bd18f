"""Votes on tips: what is kept of each, for which wording, what others see of it, and what is taken out of the words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.extensions import db
from app.models import Assessment, StoredReport, TipVote
from app.models.figures import WORDS_LENGTH
from app.results.votes import service
from app.results.votes.forms import Vote
from app.tip_figures import REASONS
from tests.app.at_result import AtResult
from tests.app.factories import NOW, completed, later_report, report
from tests.app.hostile import TEXTS
from tests.app.markup import check

FIRST = report("full").road_map[0].tip


class Here(AtResult):
    def send(self, **fields: str) -> TestResponse:
        return self.post("vote", **{"tip": FIRST, **fields})


@pytest.fixture
def here(app: Flask) -> Iterator[Here]:
    with app.test_request_context():
        yield Here.begin(app)


def rows() -> list[tuple[str, int, bool, str, str]]:
    db.session.rollback()
    found = db.session.scalars(select(TipVote).order_by(TipVote.revision).execution_options(populate_existing=True))
    return [(row.tip, row.revision, row.useful, row.reason, row.words) for row in found]


def test_yes_and_no_are_one_click_and_can_be_taken_back(here: Here) -> None:
    reply = here.send(vote="useful", place="first")
    assert (reply.status_code, reply.location) == (303, f"{here.link}#vote-first-{FIRST}")
    assert rows() == [(FIRST, 1, True, "", "")]
    assert "Je zei: nuttig." in here.page()
    here.send(vote="not_useful")
    assert rows() == [(FIRST, 1, False, "", "")]
    check(here.page("en"), "en")
    here.send(vote="none")
    here.send(vote="none")
    assert rows() == []


def test_a_reason_comes_after_and_stays_until_the_answer_changes(here: Here) -> None:
    page = here.page()
    assert "Te algemeen" not in page
    here.send(vote="not_useful")
    assert "Te algemeen" in here.page()
    here.send(vote="not_useful", asked="1", reason="work", words=" Geen \n tijd ")
    assert rows() == [(FIRST, 1, False, "work", "Geen tijd")]
    here.send(vote="not_useful")
    assert rows()[0][3:] == ("work", "Geen tijd")
    assert 'value="Geen tijd"' in here.page()
    here.send(vote="useful")
    assert rows()[0][3:] == ("", "")
    here.send(vote="useful", asked="1", reason="work", words="Fijn")
    assert rows()[0][3:] == ("", "Fijn"), "a reason is one against"


def test_each_reason_can_be_given(here: Here) -> None:
    for reason in REASONS:
        assert here.send(vote="not_useful", asked="1", reason=reason).status_code == 303
        assert rows()[0][3] == reason


def test_what_points_at_a_person_is_taken_out_of_the_words(here: Here) -> None:
    here.send(vote="useful", asked="1", words="Bel Jan op 06-12345678 of jan@zaak.nl, NL91ABNA0417164300")
    words = rows()[0][4]
    assert words.count("[…]") == 3
    assert not re.search(r"\d{4}|@", words)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_hostile_words_come_out_as_text(here: Here, text: str) -> None:
    reply = here.send(vote="useful", asked="1", words=text[:2_000])
    assert reply.status_code == 303
    assert len(rows()[0][4]) <= WORDS_LENGTH
    raw = here.client.get(here.link).text
    check(raw, "nl")
    assert "<script>x" not in raw


@pytest.mark.parametrize(
    "fields",
    [
        {"vote": "maybe"},
        {},
        {"vote": "useful", "tip": "no.such.1"},
        {"vote": "not_useful", "asked": "1", "reason": "rude"},
        {"vote": "useful", "asked": "1", "words": "w" * 2_001},
        {"vote": "useful", "place": "nowhere"},
    ],
)
def test_what_the_form_cannot_send_is_refused(here: Here, fields: dict[str, str]) -> None:
    assert here.send(**fields).status_code == 400
    assert rows() == []


def reworded(assessment: Assessment) -> None:
    """A later report in which the first tip has its second wording."""
    stored = later_report(assessment, 2, NOW, "full")
    data = json.loads(stored.body)
    for aspect in data["aspects"]:
        for tip in aspect["tips"]:
            tip["revision"] = 2 if tip["id"] == FIRST else 1
    stored.body = json.dumps(data)
    db.session.commit()


def test_another_wording_is_another_question(here: Here) -> None:
    here.send(vote="not_useful")
    reworded(here.assessment)
    assert "Je zei: niet nuttig." not in here.page()
    here.send(vote="useful")
    assert [row[:3] for row in rows()] == [(FIRST, 1, False), (FIRST, 2, True)]


def test_who_reads_a_shared_report_sees_no_votes(here: Here) -> None:
    here.send(vote="not_useful", asked="1", words="tussen ons")
    here.client.post(f"{here.link}/share", data={"label": "", "days": "7"})
    [shared] = re.findall(r'value="https://check\.example\.nl(/shared/\w+)', here.page())
    page = here.client.get(shared).text
    assert "tussen ons" not in page
    assert 'class="vote' not in page


def test_reading_the_page_changes_nothing(here: Here) -> None:
    assert here.client.get(f"{here.link}/vote").status_code == 405


def test_a_second_vote_takes_the_place_of_the_first_on_either_database(either_app: Flask) -> None:
    with either_app.test_request_context():
        assessment, _ = completed()
        for useful in (True, False, False):
            service.settle(assessment, Vote(FIRST, "tip", useful, None), 1, NOW)
            db.session.commit()
        assert rows() == [(FIRST, 1, False, "", "")]
        db.session.delete(db.session.get(Assessment, assessment.id))
        db.session.commit()
        assert rows() == []
        assert db.session.scalars(select(StoredReport)).all() == []
