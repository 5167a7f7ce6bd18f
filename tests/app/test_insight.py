"""What one learns about tips: how they do, and who would get others; and nothing about any company."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from html import unescape
from time import perf_counter

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import select

from app import completion, content, conversations, rehearsals, tip_figures
from app.cli import MIGRATIONS
from app.extensions import db
from app.insight import figures, impact, proposals
from app.models import Assessment, Edition, Event, ShownTip, Tick, TipDraft, TipRevision, TipVote
from app.permissions import Role
from questionnaire import dialogue, samples
from questionnaire.conversation import Turn
from questionnaire.loader import published
from questionnaire.scoring import score
from tests.app.factories import NOW, completed, later_report, report
from tests.app.hostile import TEXTS
from tests.app.markup import check
from tests.app.staff import signed_in
from tests.worked import company
from tips.selection import select as choose

TIPS = [tip for aspect in report().aspects for tip in aspect.tips]
TIP, OTHER = TIPS[0].id, TIPS[1].id


def seen(count: int, tip: str = TIP, revision: int = 1) -> list[Assessment]:
    """So many checks that were shown a revision of a tip."""
    made = [completed()[0] for _ in range(count)]
    db.session.add_all(ShownTip(assessment_id=check.id, tip=tip, revision=revision) for check in made)
    db.session.commit()
    return made


def said(check: Assessment, *, useful: bool, reason: str = "", words: str = "", revision: int = 1) -> None:
    vote = TipVote(
        assessment_id=check.id, tip=TIP, revision=revision, useful=useful, reason=reason, words=words, at=NOW
    )
    db.session.add(vote)
    db.session.commit()


def test_what_a_report_shows_is_kept_as_it_is_frozen(site: Flask) -> None:
    with site.app_context():
        check_ = db.session.get_one(Assessment, answered("shoe_chain"))
        stored = completion.complete(conversations.read(check_), NOW)
        kept = {(row.tip, row.revision) for row in db.session.scalars(select(ShownTip))}
        assert kept == tip_figures.tips_in(stored.body)
        assert len(kept) > 20


def test_a_later_report_adds_only_what_is_new(either_app: Flask) -> None:
    with either_app.app_context():
        assessment, stored = completed()
        for _ in range(2):
            tip_figures.note_shown(assessment.id, stored.body)
        db.session.commit()
        assert len(db.session.scalars(select(ShownTip)).all()) == len(TIPS)


def test_reports_from_before_are_counted_too(either_app: Flask) -> None:
    with either_app.app_context():
        db.drop_all()
        upgrade(directory=str(MIGRATIONS), revision="0013")
        both = completed()[0].id, completed(mode="full")[0].id
        later_report(db.session.get_one(Assessment, both[0]), 2, NOW)
        db.session.commit()
        upgrade(directory=str(MIGRATIONS), revision="0014")
        counts = [len(list(db.session.scalars(select(ShownTip).where(ShownTip.assessment_id == id_)))) for id_ in both]
        assert counts == [len(TIPS), sum(len(aspect.tips) for aspect in report("full").aspects)]
        db.session.rollback()
        downgrade(directory=str(MIGRATIONS), revision="0013")


def test_counts_are_by_tip_and_by_revision(either_app: Flask, publish: object) -> None:
    publish(either_app)  # type: ignore[operator]
    with either_app.app_context():
        old, new = seen(6), seen(5, revision=2)
        db.session.add_all(
            Tick(assessment_id=check.id, tip=TIP, state=state, at=NOW)
            for check, state in ((old[0], "planned"), (old[1], "done"), (new[0], "done"))
        )
        db.session.commit()
        said(old[0], useful=False, reason="work", words="zeker niet nu")
        said(old[1], useful=False, reason="work")
        said(new[0], useful=True, revision=2)
        line = next(line for line in figures.lines(None, "shown") if line.tip == TIP)
        assert line.figures == figures.Figures(shown=11, planned=1, done=2, useful=1, not_useful=2)
        found = figures.of_tip(TIP)
        assert found
        second, first = found[1]
        assert (second.revision, second.figures) == (2, figures.Figures(shown=5, done=1, useful=1))
        assert first.figures == figures.Figures(shown=6, planned=1, done=1, not_useful=2)
        assert (first.reasons, first.words) == ({tip_figures.Reason.WORK: 2}, [("zeker niet nu", False)])


def test_of_fewer_than_five_nothing_is_told(site: Flask) -> None:
    with site.app_context():
        said(seen(4)[0], useful=False, reason="work", words="ons kent ons")
    client = signed_in(site, Role.EDITOR)
    page, detail = client.get("/tipdesk/use").text, client.get(f"/tipdesk/use/{TIP}").text
    assert "fewer than 5" in page
    for told in ("ons kent ons", "Too much work"):
        assert told not in page + detail
    with site.app_context():
        seen(1)
    assert "ons kent ons" in client.get(f"/tipdesk/use/{TIP}").text


def test_tips_come_in_the_order_and_of_the_aspect_that_was_asked(site: Flask) -> None:
    with site.app_context():
        for check_ in seen(5):
            said(check_, useful=True)
        for check_ in seen(8, OTHER):
            db.session.add(Tick(assessment_id=check_.id, tip=OTHER, state="planned", at=NOW))
        db.session.commit()
        first = {sort: figures.lines(None, sort)[0].tip for sort in figures.SORTS}
        assert first == {"shown": OTHER, "taken": OTHER, "useful": TIP, "not_useful": OTHER}
        assert {line.question.aspect for line in figures.lines("data", "shown") if line.question} == {"data"}
        assert len(figures.lines(None, "shown")) == 366


def test_a_withdrawn_tip_keeps_its_figures(site: Flask) -> None:
    with site.app_context():
        seen(5, "scope.hours.9")
        body = {"id": "scope.hours.9", "title": {"nl": "Weg ermee", "en": "Away with it"}}
        db.session.add(TipRevision(tip_id="scope.hours.9", revision=1, body=body, created=NOW))
        db.session.commit()
    page = signed_in(site, Role.CONSULTANT).get("/tipdesk/use").text
    assert "Away with it" in page
    assert "withdrawn" in page


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_hostile_words_come_out_as_text(site: Flask, text: str) -> None:
    with site.app_context():
        said(seen(5)[0], useful=True, words=text[:200])
    page = signed_in(site, Role.EDITOR).get(f"/tipdesk/use/{TIP}").text
    check(page, "en")
    assert "<script>x" not in page


@pytest.mark.parametrize(
    "path",
    ["use", "use/no.such.tip", "impact", "rehearsal", "rehearsal/script.pdf", "files", "files/1", "files/tips.zip"],
)
def test_they_are_for_who_reads_tips(site: Flask, path: str) -> None:
    assert site.test_client().get(f"/tipdesk/{path}").status_code == 303
    assert signed_in(site, Role.ADMIN).get(f"/tipdesk/{path}").status_code == 404


def test_an_unknown_tip_is_not_there(site: Flask) -> None:
    assert signed_in(site, Role.EDITOR).get("/tipdesk/use/no.such.tip").status_code == 404


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_pages_are_sound_before_anything_happened(site: Flask, lang: str) -> None:
    client = signed_in(site, Role.EDITOR, locale=lang)
    for path in ("use", f"use/{TIP}", "impact", "rehearsal", "files"):
        reply = client.get(f"/tipdesk/{path}")
        assert reply.status_code == 200
        check(reply.text, lang)


def test_the_role_play_comes_as_pdf(site: Flask) -> None:
    reply = signed_in(site, Role.CONSULTANT).get("/tipdesk/rehearsal/script.pdf?mode=quick&lang=nl")
    assert reply.data.startswith(b"%PDF")
    assert "rehearsal-quick-nl.pdf" in reply.headers["Content-Disposition"]
    began = perf_counter()
    with site.app_context():
        assert rehearsals.printed("quick", "nl") == reply.data
    assert perf_counter() - began < 1, "it was drawn before"


@pytest.fixture(autouse=True)
def own_editions() -> Iterator[None]:
    """Banks are kept by the number of their edition, which is another edition in each test."""
    content._bank.cache_clear()
    yield
    content._bank.cache_clear()


def edition(site: Flask, without: set[str]) -> None:
    """Publish an edition that lacks some tips."""
    with site.app_context():
        last = db.session.scalars(select(Edition).order_by(Edition.id.desc())).first()
        assert last
        tips = [tip for tip in last.tips if tip.tip_id not in without]
        db.session.add(Edition(note="fewer <b>", published=NOW, tips=tips, files=last.files))
        db.session.commit()


def answered(name: str) -> uuid.UUID:
    """A completed check in which a made-up company answered."""
    assessment, _ = completed()
    turn: Turn = dialogue.start(published())
    seq = 0
    while turn.question is not None:
        seq += 1
        event = company(name).event(turn.question)
        turn = dialogue.step(published(), turn.conversation, event)
        row = {"act": event.act, "question": event.question, "choice": list(event.values), "text": event.text}
        db.session.add(Event(assessment_id=assessment.id, seq=seq, at=NOW, **row))
    db.session.commit()
    assert conversations.read(assessment).conversation.answers == turn.conversation.answers
    return assessment.id


def test_it_says_which_companies_get_other_tips_and_which(site: Flask) -> None:
    questionnaire = published()
    with site.app_context():
        shoes = next(sample for sample in samples.held(questionnaire) if sample.id == "shoe_chain")
        check_ = answered("shoe_chain")
        answers = conversations.read(db.session.get_one(Assessment, check_)).conversation.answers
        assert answers == shoes.answers
        for _ in range(4):
            answered("shoe_chain")
        answered("cheese_stall")
        before = content.bank_of(1)
        chosen = choose(before, questionnaire, answers, score(questionnaire, answers)).by_aspect
        gone = chosen["scope"][0].tip.id
    edition(site, {gone})
    with site.app_context():
        found = impact.of(content.bank_of(1), content.bank_of(2))
        change = next(change for sample, change in found.companies if sample.id == "shoe_chain")
        assert gone in change.lost
        assert found.recent == impact.Group(None, None, 6, 5)
        group, others = found.groups
        assert [words.nl for words in group.words or ()] == ["Mode, schoenen of sport", "6 tot 25"]
        assert (group.total, group.touched, others.words, others.total) == (5, 5, None, 1)
        line = next(line for line in found.tips if line.tip == gone)
        assert line.lost[1] == 5
    page = unescape(signed_in(site, Role.PUBLISHER).get("/tipdesk/impact").text)
    check(page.replace("fewer <b>", ""), "en")
    assert "Of the last 6 checks that were completed, 5 would get something else." in page
    assert "Sixty shoe shops without a bot" in page


def test_fewer_than_five_alike_are_not_named(site: Flask) -> None:
    with site.app_context():
        for _ in range(4):
            answered("shoe_chain")
    edition(site, {"scope.channels.1"})
    with site.app_context():
        assert impact.of(content.bank_of(1), content.bank_of(2)).groups == []


def test_the_same_bank_changes_nothing(site: Flask) -> None:
    with site.app_context():
        found = impact.of(content.bank_of(1), content.bank_of(1))
    assert not any(change for _, change in found.companies)
    assert found.tips == []


def draft(site: Flask, state: str, words: str | None) -> str:
    """A draft of the shoe chain's first tip on scope: with other words, or to withdraw it; gives the tip's id."""
    client = signed_in(site, Role.EDITOR)
    with site.app_context():
        questionnaire = published()
        shoes = next(sample for sample in samples.held(questionnaire) if sample.id == "shoe_chain")
        chosen = choose(content.bank(), questionnaire, shoes.answers, score(questionnaire, shoes.answers))
        tip = chosen.by_aspect["scope"][0].tip
        row = db.session.scalars(select(TipRevision).where(TipRevision.tip_id == tip.id)).one()
        body = {**row.body, "title": {"nl": words, "en": words}} if words is not None else dict(row.body)
        db.session.add(
            TipDraft(
                tip_id=tip.id,
                body=body,
                base=1,
                state=state,
                withdraws=words is None,
                changed=NOW,
                staff_id=client.staff_id,  # type: ignore[attr-defined]
            )
        )
        db.session.commit()
        return tip.id


def test_approved_drafts_are_what_may_come(site: Flask) -> None:
    gone = draft(site, "approved", None)
    client = signed_in(site, Role.PUBLISHER)
    page = unescape(client.get("/tipdesk/impact").text)
    check(page, "en")
    assert '<option value="approved" selected>What is approved (1)' in page
    with site.app_context():
        found = impact.of(*proposals.banks((1, "approved")))
        assert gone in next(change for sample, change in found.companies if sample.id == "shoe_chain").lost
        assert content.bank().edition == "1", "nothing was published"


def test_other_words_are_told_and_a_draft_that_is_no_tip_is_left_out(site: Flask) -> None:
    changed = draft(site, "draft", "Iets anders")
    with site.app_context():
        assert proposals.offer().drafts == {"approved": 0, "all": 1}
        found = impact.of(*proposals.banks((1, "all")))
        change = next(change for sample, change in found.companies if sample.id == "shoe_chain")
        assert (change.reworded, change.lost, change.gained) == ((changed,), (), ())
        row = db.session.scalars(select(TipDraft)).one()
        row.body = {**row.body, "title": {"nl": "", "en": ""}}
        db.session.commit()
        assert proposals.offer().drafts == {"approved": 0, "all": 0}
