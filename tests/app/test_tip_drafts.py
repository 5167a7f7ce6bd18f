"""The life of a draft: written, refused, mended, approved by another, published, rolled back; on both databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy import func, select

from app import content, editions, jobs, publications, tip_drafts
from app.extensions import db
from app.models import AuditEntry, DraftEvent, DraftState, Edition, Publication, TipDraft, TipRevision
from app.permissions import Role
from tests.app.tipdesk import Colleague, colleague, fields_of, small_bank
from tips import documents

TIP = "experience.handover.3"
BETTER = "Vraag nooit meer waar het over gaat"
Hire = Callable[..., Colleague]


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> None:
    """Puts the desk on each of the two databases in turn; ask for it before `desk`."""
    if request.param == "postgresql":
        request.getfixturevalue("on_postgres")


on_both = pytest.mark.usefixtures("database")


@pytest.fixture
def desk(app: Flask) -> Iterator[Flask]:
    small_bank(app)
    yield app
    content._bank.cache_clear()


@pytest.fixture
def hire(desk: Flask) -> Hire:
    def hired(role: Role, name: str) -> Colleague:
        return colleague(desk, role, name=name)

    return hired


def titles(desk: Flask) -> dict[str, str]:
    with desk.app_context():
        return {tip.id: tip.title.nl for tip in content.bank().tips}


def approved(hire: Hire, **changes: str) -> None:
    """A draft of the tip that somebody wrote and somebody else approved."""
    hire(Role.EDITOR, "Wilma").saves(TIP, "send", **changes)
    assert "Approved" in hire(Role.EDITOR, "Rob").judges(TIP, "approve")


@on_both
def test_a_draft_is_written_refused_mended_approved_published_and_rolled_back(desk: Flask, hire: Hire) -> None:
    writer, reviewer, publisher = hire(Role.EDITOR, "Wilma"), hire(Role.EDITOR, "Rob"), hire(Role.PUBLISHER, "Petra")
    before = titles(desk)[TIP]
    writer.saves(TIP, title_nl="Vraag niet waar het over gaat", title_en="Never ask what it is about")
    writer.saves(TIP, "send")
    assert writer.draft(TIP).state == DraftState.REVIEW
    assert "Sent back" in reviewer.judges(TIP, "refuse", "Zeg ook wat wel.")
    assert "Zeg ook wat wel." in writer.reads(f"/tipdesk/tips/{TIP}")
    writer.saves(TIP, "send", title_nl=BETTER)
    reviewer.judges(TIP, "approve")
    assert titles(desk)[TIP] == before, "an approved draft is not published yet"
    assert publisher.publishes(TIP).status_code == 303
    assert titles(desk)[TIP] == BETTER
    with desk.app_context():
        revision = db.session.scalars(select(TipRevision).where(TipRevision.tip_id == TIP, TipRevision.revision == 2))
        assert revision.one().staff_id == writer.id
    publisher.sends("/tipdesk/editions/1/restore", {"note": "Te stellig"})
    assert titles(desk)[TIP] == before
    with desk.app_context():
        newest = editions.latest()
        assert newest is not None
        assert (newest.id, newest.restores, newest.note, newest.staff_id) == (3, 1, "Te stellig", publisher.id)
        noted = db.session.scalars(select(AuditEntry.action).where(AuditEntry.action.startswith("edition"))).all()
        assert noted == ["edition_published", "edition_restored"]
        acts = db.session.scalars(select(DraftEvent.act).order_by(DraftEvent.id)).all()
        assert acts == ["begun", "sent", "refused", "changed", "sent", "approved", "published"]


def test_nobody_judges_their_own_words(desk: Flask, hire: Hire) -> None:
    writer, other = hire(Role.PUBLISHER, "Wilma"), hire(Role.PUBLISHER, "Rob")
    writer.saves(TIP, title_nl=BETTER, title_en="Never ask again what it is about")
    other.saves(TIP, "send", effect_nl="De klant hoeft het maar één keer te zeggen")
    for person in (writer, other):
        assert "wrote in this draft yourself" in person.judges(TIP, "approve")
    assert writer.draft(TIP).state == DraftState.REVIEW


def test_an_editor_does_not_publish(desk: Flask, hire: Hire) -> None:
    approved(hire, title_nl=BETTER, title_en="Never ask again what it is about")
    assert hire(Role.EDITOR, "Wilma").publishes(TIP).status_code == 404
    assert hire(Role.CONSULTANT, "Co").client.post(f"/tipdesk/tips/{TIP}").status_code in (400, 404)


def test_what_is_still_to_be_mended_is_not_sent(desk: Flask, hire: Hire) -> None:
    writer = hire(Role.EDITOR, "Wilma")
    reply = writer.saves(TIP, "send", title_nl="Naadloos verder!")
    page = writer.reads(reply.headers["Location"].partition("#")[0])
    assert "naadloos" in page
    assert writer.draft(TIP).state == DraftState.DRAFT


@on_both
def test_two_editors_lose_nothing(desk: Flask, hire: Hire) -> None:
    first, second = hire(Role.EDITOR, "Wilma"), hire(Role.EDITOR, "Rob")
    fields = second.form(TIP)
    first.saves(TIP, title_nl="Van Wilma", who_nl="Wilma zelf")
    fields["title.nl"], fields["kpi.nl"], fields["act"] = "Van Rob", "Hoe vaak Rob het vraagt", "save"
    reply = second.sends(f"/tipdesk/tips/{TIP}", fields)
    page = reply.get_data(as_text=True)
    assert reply.status_code == 409
    assert "Wilma saved this tip while you were writing" in page
    assert "<del>Wilma" in page
    assert "<ins>Rob" in page
    assert second.draft(TIP).body["title"]["nl"] == "Van Wilma", "nothing is overwritten before somebody saw it"
    assert second.sends(f"/tipdesk/tips/{TIP}", fields_of(page) | {"act": "save"}).status_code == 303
    body = second.draft(TIP).body
    assert (body["title"]["nl"], body["kpi"]["nl"], body["who"]["nl"]) == (
        "Van Rob",
        "Hoe vaak Rob het vraagt",
        "Wilma zelf",
    )


def test_words_in_other_fields_are_put_together(desk: Flask, hire: Hire) -> None:
    first, second = hire(Role.EDITOR, "Wilma"), hire(Role.EDITOR, "Rob")
    fields = second.form(TIP)
    first.saves(TIP, title_nl="Van Wilma")
    fields["kpi.nl"], fields["act"] = "Van Rob", "save"
    assert second.sends(f"/tipdesk/tips/{TIP}", fields).status_code == 303
    body = second.draft(TIP).body
    assert (body["title"]["nl"], body["kpi"]["nl"]) == ("Van Wilma", "Van Rob")


def test_a_script_is_told_of_another_editor_and_saves_nothing(desk: Flask, hire: Hire) -> None:
    first, second = hire(Role.EDITOR, "Wilma"), hire(Role.EDITOR, "Rob")
    fields = second.form(TIP)
    first.saves(TIP, title_nl="Van Wilma")
    fields["kpi.nl"] = "Van Rob"
    reply = second.sends(f"/tipdesk/tips/{TIP}/typed", fields)
    assert reply.status_code == 409
    assert "Wilma" in reply.get_json()["said"]
    assert second.draft(TIP).body["kpi"]["nl"] != "Van Rob"


def test_as_one_types_it_is_saved_checked_and_shown(desk: Flask, hire: Hire) -> None:
    writer = hire(Role.EDITOR, "Wilma")
    fields = writer.form(TIP)
    fields["title.nl"] = "Naadloos"
    reply = writer.sends(f"/tipdesk/tips/{TIP}/typed", fields).get_json()
    assert reply["version"] == 1
    assert any("naadloos" in told for told in reply["remarks"]["title.nl"])
    assert reply["preview"].count("Naadloos") == 2, "on the web and on paper"
    fields["version"], fields["before"], fields["title.nl"] = "1", reply["before"], "Anders"
    assert writer.sends(f"/tipdesk/tips/{TIP}/typed", fields).get_json()["version"] == 2
    with desk.app_context():
        assert db.session.scalar(select(func.count()).select_from(DraftEvent)) == 1, "typing on is one act"


def test_opening_and_saving_without_a_change_makes_no_draft(desk: Flask, hire: Hire) -> None:
    writer = hire(Role.EDITOR, "Wilma")
    for tip in titles(desk):
        assert writer.saves(tip).status_code == 303
    with desk.app_context():
        assert db.session.scalars(select(TipDraft.tip_id)).all() == []


@on_both
def test_a_published_draft_comes_out_of_an_export(desk: Flask, hire: Hire) -> None:
    with desk.app_context():
        before = editions.handed_out()
    approved(hire, title_nl=BETTER, title_en="Never ask again what it is about")
    hire(Role.PUBLISHER, "Petra").publishes(TIP)
    with desk.app_context():
        after = editions.handed_out()
        latest = editions.latest()
        assert latest is not None
        assert after == latest.files
    assert {name for name in after if after[name] != before[name]} == {"experience/handover.yaml"}
    changed = [
        (old, new)
        for old, new in zip(
            before["experience/handover.yaml"].splitlines(),
            after["experience/handover.yaml"].splitlines(),
            strict=True,
        )
        if old != new
    ]
    assert [BETTER in new for _, new in changed] == [True, False]


def test_an_import_of_what_was_exported_changes_nothing(desk: Flask, hire: Hire, tmp_path: Path) -> None:
    approved(hire, title_nl=BETTER, title_en="Never ask again what it is about")
    hire(Role.PUBLISHER, "Petra").publishes(TIP)
    folder = tmp_path / "export"
    with desk.app_context():
        documents.write(folder, editions.handed_out())
        assert editions.take_in(folder, datetime.now(UTC), "again").edition is None


def test_a_new_tip_and_a_copy_get_ids_of_their_own(desk: Flask, hire: Hire) -> None:
    writer = hire(Role.EDITOR, "Wilma")
    reply = writer.sends("/tipdesk/tips", {"at": "scope.channels|2"})
    assert reply.headers["Location"].endswith("/tips/scope.channels.2")
    reply = writer.sends("/tipdesk/tips", {"at": "experience.handover|3", "copy": TIP})
    assert reply.headers["Location"].endswith(f"/tips/{TIP}.2")
    copied = writer.draft(f"{TIP}.2").body
    assert copied["title"]["nl"] == titles(desk)[TIP]
    assert copied["step"] == 3


def test_a_draft_that_was_left_empty_is_taken_up_again(hire: Hire) -> None:
    writer, other = hire(Role.EDITOR, "Wilma"), hire(Role.EDITOR, "Rob")
    tip = "scope.channels.2"
    for each in (writer, other):
        assert each.sends("/tipdesk/tips", {"at": "scope.channels|2"}).headers["Location"].endswith(f"/tips/{tip}")
    writer.saves(tip, title_nl="Een eerste woord")
    reply = other.sends("/tipdesk/tips", {"at": "scope.channels|2"})
    assert reply.headers["Location"].endswith(f"/tips/{tip}.2"), "what somebody wrote in is theirs"


def test_a_tip_is_withdrawn_and_its_id_never_used_again(desk: Flask, hire: Hire) -> None:
    tip = "experience.handover.3.home"
    writer, other, publisher = hire(Role.EDITOR, "Wilma"), hire(Role.EDITOR, "Rob"), hire(Role.PUBLISHER, "Petra")
    writer.saves(tip, "withdraw.yes")
    writer.saves(tip, "send")
    other.judges(tip, "approve")
    publisher.publishes(tip)
    assert tip not in titles(desk)
    assert "Withdrawn" in writer.reads(f"/tipdesk/tips/{tip}")
    assert tip in writer.reads("/tipdesk/?state=withdrawn")
    assert tip not in writer.reads("/tipdesk/")
    with desk.app_context():
        assert tip in {revision.tip_id for revision in db.session.get_one(Edition, 1).tips}


def test_withdrawing_what_everybody_needs_is_refused_with_what_to_mend(desk: Flask, hire: Hire) -> None:
    writer, other, publisher = hire(Role.EDITOR, "Wilma"), hire(Role.EDITOR, "Rob"), hire(Role.PUBLISHER, "Petra")
    writer.saves(TIP, "withdraw.yes")
    writer.saves(TIP, "send")
    other.judges(TIP, "approve")
    reply = publisher.publishes(TIP)
    assert reply.status_code == 422
    assert "Not every company would get a tip here" in reply.get_data(as_text=True)
    assert TIP in titles(desk)


@on_both
def test_a_draft_that_was_put_away_is_taken_out_again(desk: Flask, hire: Hire) -> None:
    writer = hire(Role.EDITOR, "Wilma")
    writer.saves(TIP, title_nl=BETTER)
    writer.saves(TIP, "discard")
    assert BETTER not in writer.reads(f"/tipdesk/tips/{TIP}")
    writer.sends(f"/tipdesk/tips/{TIP}/again", {})
    assert BETTER in writer.reads(f"/tipdesk/tips/{TIP}")


def test_a_draft_that_was_overtaken_is_refused_until_somebody_looked(desk: Flask, hire: Hire) -> None:
    approved(hire, title_nl=BETTER, title_en="Never ask again what it is about")
    other = hire(Role.EDITOR, "Ivo").id
    with desk.app_context():
        latest = editions.latest()
        assert latest is not None
        body = next(revision.body for revision in latest.tips if revision.tip_id == TIP)
        change = editions.Change(TIP, body["question"], {**body, "effort": "days"}, other)
        editions.publish([change], datetime.now(UTC), "meanwhile", change.staff_id)
        db.session.commit()
    publisher = hire(Role.PUBLISHER, "Petra")
    assert "Another wording of this tip was published meanwhile" in publisher.publishes(TIP).get_data(as_text=True)
    writer = hire(Role.EDITOR, "Wim")
    writer.judges(TIP, "take_back")
    assert "Another wording was published after this draft was begun" in writer.reads(f"/tipdesk/tips/{TIP}")
    writer.saves(TIP, "send")
    hire(Role.EDITOR, "Rob").judges(TIP, "approve")
    assert publisher.publishes(TIP).status_code == 303


def test_remarks_stand_at_their_field_until_they_are_settled(desk: Flask, hire: Hire) -> None:
    writer, other = hire(Role.EDITOR, "Wilma"), hire(Role.EDITOR, "Rob")
    writer.saves(TIP, "send", title_nl=BETTER, title_en="Never ask again what it is about")
    draft = writer.draft(TIP)
    other.sends(f"/tipdesk/drafts/{draft.id}/remarks", {"field": "title", "words": "Te stellig?"})
    other.judges(TIP, "refuse", "Zie de titel.")
    page = writer.reads(f"/tipdesk/tips/{TIP}")
    assert "Te stellig?" in page
    with desk.app_context():
        remark = db.session.scalar(select(DraftEvent.id).where(DraftEvent.act == "commented"))
    writer.saves(TIP, f"settle.{remark}")
    assert "Te stellig?" not in writer.reads(f"/tipdesk/tips/{TIP}")
    assert "Te stellig?" in writer.reads(f"/tipdesk/tips/{TIP}/history")


@on_both
def test_the_language_that_was_left_behind_is_named_until_it_is_settled(desk: Flask, hire: Hire) -> None:
    approved(hire, title_nl=BETTER)
    hire(Role.PUBLISHER, "Petra").publishes(TIP)
    writer = hire(Role.EDITOR, "Wilma")
    assert TIP in writer.reads("/tipdesk/?language=stale.en")
    assert TIP not in writer.reads("/tipdesk/?language=stale.nl")
    writer.sends(f"/tipdesk/tips/{TIP}/translation", {"holds": "yes"})
    assert TIP not in writer.reads("/tipdesk/?language=stale.en")
    writer.sends(f"/tipdesk/tips/{TIP}/translation", {"holds": "no"})
    writer.saves(TIP, "send", title_en="Never ask again what it is about")
    hire(Role.EDITOR, "Rob").judges(TIP, "approve")
    hire(Role.PUBLISHER, "Petra").publishes(TIP)
    assert TIP not in writer.reads("/tipdesk/?language=stale.en")


@on_both
def test_what_is_scheduled_is_published_once_by_two_workers(desk: Flask, hire: Hire) -> None:
    approved(hire, title_nl=BETTER, title_en="Never ask again what it is about")
    publisher = hire(Role.PUBLISHER, "Petra")
    day = f"{datetime.now(UTC) + timedelta(days=2):%Y-%m-%d}"
    assert publisher.publishes(TIP, later="yes", day=day, time="07:00").status_code == 303
    assert publisher.draft(TIP).state == DraftState.SCHEDULED
    later = datetime.now(UTC) + timedelta(days=3)
    with desk.app_context():
        assert publications.due(datetime.now(UTC)) == []
        [waiting] = publications.due(later)
    together = Barrier(2)

    def work() -> None:
        with desk.app_context():
            together.wait(10)
            publications.carry_out(waiting, later)
            db.session.commit()

    threads = [Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert titles(desk)[TIP] == BETTER
    with desk.app_context():
        assert db.session.scalar(select(func.count()).select_from(Edition)) == 2
        assert db.session.get_one(Publication, waiting).edition_id == 2
        assert db.session.get_one(Edition, 2).staff_id == publisher.id


def test_the_worker_publishes_what_is_due(desk: Flask, hire: Hire) -> None:
    approved(hire, title_nl=BETTER, title_en="Never ask again what it is about")
    publisher = hire(Role.PUBLISHER, "Petra")
    with desk.app_context():
        now = datetime.now(UTC)
        draft = tip_drafts.open_draft(TIP)
        assert draft is not None
        publications.schedule([draft.id], "Straks", now - timedelta(seconds=1), publisher.id, now)
        db.session.commit()
    queue = jobs.of(desk).queue
    [task] = [task for task in queue.read_periodic(datetime.now(UTC)) if task.name == "publish"]
    queue.execute(task)
    assert titles(desk)[TIP] == BETTER
    queue.storage.close()


def test_what_can_no_longer_be_published_comes_back_with_the_reason(desk: Flask, hire: Hire) -> None:
    approved(hire, title_nl=BETTER, title_en="Never ask again what it is about")
    publisher = hire(Role.PUBLISHER, "Petra")
    day = f"{datetime.now(UTC) + timedelta(days=2):%Y-%m-%d}"
    publisher.publishes(TIP, later="yes", day=day, time="07:00")
    with desk.app_context():
        draft = tip_drafts.open_draft(TIP)
        assert draft is not None
        draft.base = 7
        db.session.commit()
        [waiting] = publications.due(datetime.now(UTC) + timedelta(days=3))
        assert publications.carry_out(waiting, datetime.now(UTC) + timedelta(days=3)) is None
        db.session.commit()
    page = publisher.reads("/tipdesk/publish")
    assert "could not" in page
    assert "Another wording of this tip was published meanwhile" in page
    assert publisher.draft(TIP).state == DraftState.APPROVED


def test_what_is_scheduled_can_be_cancelled(desk: Flask, hire: Hire) -> None:
    approved(hire, title_nl=BETTER, title_en="Never ask again what it is about")
    publisher = hire(Role.PUBLISHER, "Petra")
    day = f"{datetime.now(UTC) + timedelta(days=2):%Y-%m-%d}"
    publisher.publishes(TIP, later="yes", day=day, time="07:00")
    assert publisher.sends("/tipdesk/publications/1/cancel", {}).status_code == 303
    assert publisher.draft(TIP).state == DraftState.APPROVED
    assert publisher.sends("/tipdesk/publications/1/cancel", {}).status_code == 404


def test_the_proposed_bank_is_the_published_one_with_the_drafts(desk: Flask, hire: Hire) -> None:
    approved(hire, title_nl=BETTER, title_en="Never ask again what it is about")
    hire(Role.EDITOR, "Wilma").saves("experience.handover.3.home", "withdraw.yes")
    with desk.app_context():
        drafts = tip_drafts.open_drafts()
        proposed = tip_drafts.proposed_bank([draft.id for draft in drafts])
        current = content.bank()
        found = {tip.id: tip for tip in proposed.tips}
        assert found[TIP].title.nl == BETTER
        assert set(found) == {tip.id for tip in current.tips} - {"experience.handover.3.home"}
        assert proposed.topics == current.topics
