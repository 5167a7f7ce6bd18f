"""A consultant's review on the desk: written, arranged, written by two at once, taken along and sent."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import delete, select

from app.extensions import db
from app.models import Assessment, AuditEntry, ConsentKind, OutboxMessage, ReviewDraft, StoredReport
from app.permissions import Role
from app.security import Access, token
from questionnaire.model import LOCALES
from reports import summary
from tests.app.factories import NOW, later_report
from tests.app.markup import check
from tests.app.reviewing import Page, Shared, send, share
from tests.app.staff import signed_in


@pytest.fixture
def shared(either_app: Flask, publish: Callable[[Flask], None]) -> Shared:
    publish(either_app)
    return share(either_app)


@pytest.fixture
def anna(shared: Shared) -> Page:
    return Page(signed_in(shared.app, Role.CONSULTANT, name="Anna de Boer"), shared.path).open()


@pytest.fixture
def bart(shared: Shared) -> Page:
    return Page(signed_in(shared.app, Role.CONSULTANT, name="Bart Kok"), shared.path).open()


def test_what_is_written_is_kept(shared: Shared, anna: Page) -> None:
    check(anna.html, "en")
    anna.press(letter="Beste Jan,\r\n\r\nDag.", note_scope="Kijk <b>hier</b>.")
    check(anna.html, "en")
    again = anna.open()
    assert "Beste Jan,\n\nDag.</textarea>" in again.html
    assert "Kijk &lt;b&gt;hier&lt;/b&gt;.</textarea>" in again.html
    assert "Saved at" in again.html
    with shared.app.app_context():
        draft = db.session.get(ReviewDraft, shared.id)
        assert draft is not None
        assert (draft.version, draft.generation) == (1, 1)
    anna.press()
    with shared.app.app_context():
        assert db.session.scalar(select(ReviewDraft.version)) == 1, "nothing changed, so there is nothing to save"


def test_tips_are_moved_put_first_left_out_and_put_back(anna: Page) -> None:
    first, second, *others = anna.tips("scope")
    assert anna.press(f"up {second}").tips("scope") == [second, first, *others]
    assert anna.press(f"hide {second}").tips("scope") == [first, *others, second]
    assert anna.press(f"show {second}").tips("scope") == [first, *others, second]
    assert anna.press(f"pin {second}").tips("scope") == [second, first, *others]
    assert anna.press(f"unpin {second}").tips("scope") == [second, first, *others]


def test_a_button_saves_what_was_typed_elsewhere(anna: Page) -> None:
    anna.press(f"hide {anna.tips('scope')[0]}", letter="Net getypt")
    assert "Net getypt</textarea>" in anna.open().html


def test_a_tip_of_the_bank_is_found_and_put_in(anna: Page) -> None:
    page = anna.client.get(f"{anna.path}?aspect=experience&find=")
    every = re.findall(r'value="add ([^"]+)"', page.get_data(as_text=True))
    assert len(every) == 12
    assert not set(every) & set(anna.tips("experience"))
    looked = {**anna.fields(), "find.experience": "overdracht", "do": "find experience"}
    anna.take(anna.client.post(anna.path, data=looked, follow_redirects=True))
    found = re.findall(r'value="add ([^"]+)"', anna.html)
    assert found
    anna.press(f"add {found[0]}")
    assert anna.tips("experience")[-1] == found[0]
    assert "from the bank" in anna.html
    entered = {**anna.fields(), "find.data": "klacht", "do": "save"}
    assert 'id="find.data"' in anna.take(anna.client.post(anna.path, data=entered, follow_redirects=True)).html
    assert 'value="klacht"' in anna.html
    assert "Nothing found" in anna.client.get(f"{anna.path}?aspect=scope&find=xyzzy").get_data(as_text=True)


def test_an_own_tip_is_written(anna: Page) -> None:
    anna.press("write scope")
    assert anna.tips("scope")[-1] == "own-1"
    assert "comes into the report once it has a title" in anna.html
    written = {"own-1:title:nl": "Bel <i>Ede</i>", "own-1:how:nl": "Een\nTwee", "own-1:effort": "days"}
    anna.press("save", written)
    assert "Bel &lt;i&gt;Ede&lt;/i&gt;" in anna.html
    shown = anna.client.get(f"{anna.path}/preview").get_data(as_text=True)
    check(shown, "nl")
    assert "Bel &lt;i&gt;Ede&lt;/i&gt;" in shown
    assert "Een tip van Anna de Boer." in shown


@pytest.mark.parametrize("do", ["dance scope", "up no.such.tip", "add no.such.tip", "write nowhere"])
def test_what_cannot_be_done_is_refused(shared: Shared, anna: Page, do: str) -> None:
    assert anna.press(do, letter="x").status == 400
    with shared.app.app_context():
        assert db.session.get(ReviewDraft, shared.id) is None


class TestTwoAtOnce:
    def test_who_writes_elsewhere_loses_nothing_and_is_told(self, anna: Page, bart: Page) -> None:
        first = anna.tips("scope")[0]
        anna.press(letter="Van Anna")
        bart.press(f"hide {first}", note_experience="Van Bart")
        assert "Anna de Boer saved as well: the letter." in bart.html
        assert "Van Anna</textarea>" in bart.html
        assert "Anna de Boer is also working on this review." in bart.html
        anna.press(note_scope="Nog iets")
        assert "Bart Kok saved as well: User experience, Scope." in anna.html
        assert {"Van Anna", "Van Bart", "Nog iets"} <= set(anna.open().fields().values())
        assert "Bart Kok is also working on this review." in anna.html

    def test_who_changes_the_same_text_sees_both_and_overwrites_nothing(self, anna: Page, bart: Page) -> None:
        anna.press(letter="Van Anna <script>")
        bart.press(letter="Van Bart", note_scope="Ook van Bart")
        check(bart.html, "en")
        assert bart.status == 409
        assert "Anna de Boer changed the same text while you were writing" in bart.html
        assert 'id="theirs.letter"' in bart.html
        assert "Van Anna &lt;script&gt;</p>" in bart.html
        assert bart.fields()["text.letter"] == "Van Bart"
        assert bart.fields()["text.note:scope"] == "Ook van Bart"
        assert anna.open().fields()["text.letter"] == "Van Anna <script>"
        assert anna.fields()["text.note:scope"] == ""
        bart.press(letter="Van Anna en Bart")
        assert (bart.status, "theirs." in bart.html) == (200, False)
        assert anna.open().fields()["text.letter"] == "Van Anna en Bart"
        assert anna.fields()["text.note:scope"] == "Ook van Bart"

    def test_a_script_is_told_too_and_carries_on_from_what_its_page_shows(self, anna: Page, bart: Page) -> None:
        headers = {"X-Fragment": "1"}
        anna.press(letter="Van Anna")
        sent = {**bart.fields(), "text.note:scope": "Van Bart"}
        reply = bart.client.post(bart.path, data=sent, headers=headers)
        assert reply.status_code == 200
        kept = Page(bart.client, bart.path, html=reply.get_data(as_text=True)).fields()
        again = bart.client.post(bart.path, data={**sent, **kept, "text.note:scope": "Verder"}, headers=headers)
        assert again.status_code == 200
        assert anna.open().fields()["text.letter"] == "Van Anna", "the page of Bart still shows an empty letter"
        clash = bart.client.post(bart.path, data={**sent, **kept, "text.letter": "Van Bart"}, headers=headers)
        assert clash.status_code == 409
        assert "Anna de Boer changed the same text" in clash.get_data(as_text=True)

    def test_who_left_more_than_ten_minutes_ago_is_not_named(self, shared: Shared, anna: Page, bart: Page) -> None:
        anna.press(letter="Van Anna")
        with shared.app.app_context():
            draft = db.session.get(ReviewDraft, shared.id)
            assert draft is not None
            long_ago = draft.updated - timedelta(minutes=11)
            draft.hands = {id_: {**hand, "at": long_ago.isoformat()} for id_, hand in draft.hands.items()}
            db.session.commit()
        assert "also working" not in bart.open().html


class TestSending:
    def test_it_becomes_a_report_of_its_own_and_the_first_stays(self, shared: Shared, anna: Page) -> None:
        before = shared.reports()[0]
        pinned = anna.tips("scope")[-1]
        anna.press(f"pin {pinned}", letter="Beste Jan")
        send(anna)
        assert "Sent on" in anna.html
        assert "No address is kept, so there was no mail." in anna.html
        first, (generation, review_of, report) = shared.reports()
        assert first == before
        assert (generation, review_of) == (2, 1)
        assert report.reviewed is not None
        assert (report.reviewed.signature.by, report.reviewed.letter) == ("Anna de Boer", ("Beste Jan",))
        assert report.road_map[0].tip == pinned

    def test_the_respondent_finds_it_at_their_link(self, shared: Shared, anna: Page) -> None:
        anna.press("write scope")
        anna.press("pin own-1", {"own-1:title:nl": "Bel Ede", "letter": "Beste <b>Jan</b>"})
        send(anna)
        with shared.app.app_context():
            result = f"/result/{token(Access.RESULT, shared.id)}"
        for locale in LOCALES:
            page = shared.app.test_client().get(f"{result}?lang={locale}").get_data(as_text=True)
            check(page, locale)
            assert "Beste &lt;b&gt;Jan&lt;/b&gt;" in page
            assert {"nl": "Een brief van Anna de Boer", "en": "A letter from Anna de Boer"}[locale] in page
            assert {"nl": "Begin hiermee, zegt Anna", "en": "Do this first, says Anna"}[locale] in page
            assert ('<h3 lang="nl">Bel Ede</h3>' in page) == (locale == "en")
        ticked = shared.app.test_client().post(f"{result}/tick", data={"tip": "own-1", "state": "planned"})
        assert ticked.status_code == 303

    def test_it_is_sent_once_and_only_as_it_was_seen(self, shared: Shared, anna: Page, bart: Page) -> None:
        anna.press(letter="Beste Jan")
        stale = {"version": "1", "csrf_token": anna.fields().get("csrf_token", "")}
        bart.open().press(note_scope="Nog iets")
        page = anna.client.post(f"{anna.path}/send", data=stale, follow_redirects=True).get_data(as_text=True)
        assert "Nothing was sent" in page
        send(anna)
        send(anna)
        assert "valt niets te versturen" in anna.client.get(f"{anna.path}/preview").get_data(as_text=True)
        assert len(shared.reports()) == 2

    def test_nothing_to_say_is_not_sent(self, shared: Shared, anna: Page) -> None:
        fields = anna.fields()
        anna.press("preview")
        assert "valt niets te versturen" in anna.html
        anna.client.post(f"{anna.path}/send", data={**fields, "version": "1"})
        assert len(shared.reports()) == 1

    def test_a_second_one_tells_what_is_new_since_the_first(self, shared: Shared, anna: Page) -> None:
        anna.press(letter="Beste Jan")
        send(anna)
        anna.open().press(note_scope="Nog iets")
        assert "not sent yet" in anna.html
        send(anna)
        *_, (generation, review_of, report) = shared.reports()
        assert (generation, review_of) == (3, 1)
        assert report.reviewed is not None
        assert (report.reviewed.changes.letter, report.reviewed.changes.noted) == (False, ("scope",))

    @pytest.mark.parametrize("kind", [ConsentKind.REVIEWED, ConsentKind.FOLLOW_UP])
    def test_a_mail_is_asked_for_where_an_address_is_kept_for_it(
        self, shared: Shared, anna: Page, kind: ConsentKind
    ) -> None:
        shared.allow(kind, "jan@winkel.nl")
        anna.press(letter="Beste Jan")
        send(anna)
        assert "The mail is on its way." in anna.html
        with shared.app.app_context():
            mails = db.session.scalars(select(OutboxMessage)).all()
            assert [(mail.kind, mail.recipient, mail.locale) for mail in mails] == [("reviewed", "jan@winkel.nl", "nl")]

    def test_no_mail_once_that_was_withdrawn(self, shared: Shared, anna: Page) -> None:
        shared.allow(ConsentKind.REVIEWED, "jan@winkel.nl")
        shared.allow(ConsentKind.REVIEWED, given=False)
        anna.press(letter="Beste Jan")
        send(anna)
        with shared.app.app_context():
            assert db.session.scalars(select(OutboxMessage)).all() == []


def at_once(*pages: Page, path: str = "", **over: str) -> list[int]:
    """What these browsers get who send their form at the same moment, each with its own name in place of `{}`."""
    together = Barrier(len(pages))

    def post(number: int) -> int:
        data = {**pages[number].fields(), **{name: words.format(number) for name, words in over.items()}}
        together.wait(10)
        return pages[number].client.post(f"{pages[number].path}{path}", data=data).status_code

    with ThreadPoolExecutor(len(pages)) as threads:
        return sorted(threads.map(post, range(len(pages))))


class TestTheSameMoment:
    def test_one_of_two_is_saved_and_the_other_told(self, shared: Shared, anna: Page, bart: Page) -> None:
        assert at_once(anna, bart, **{"text.letter": "Van {}"}) == [303, 409]
        with shared.app.app_context():
            assert db.session.scalar(select(ReviewDraft.version)) == 1
        assert anna.open().fields()["text.letter"] in ("Van 0", "Van 1")

    def test_it_is_sent_once(self, shared: Shared, anna: Page, bart: Page) -> None:
        shared.allow(ConsentKind.REVIEWED, "jan@winkel.nl")
        anna.press(letter="Beste Jan")
        bart.open()
        assert at_once(anna, bart, path="/send") == [303, 303]
        assert [generation for generation, *_ in shared.reports()] == [1, 2]
        with shared.app.app_context():
            assert len(db.session.scalars(select(OutboxMessage)).all()) == 1


class TestNewerAnswers:
    @pytest.fixture
    def newer(self, shared: Shared, anna: Page) -> Page:
        anna.press("write scope")
        anna.press("save", {"own-1:title:nl": "Bel Ede", "letter": "Beste Jan"})
        with shared.app.app_context():
            assessment = db.session.get(Assessment, shared.id)
            assert assessment is not None
            later_report(assessment, 2, NOW + timedelta(days=3), "full")
            db.session.commit()
        return anna.open()

    def test_it_is_told_and_cannot_be_sent(self, shared: Shared, newer: Page) -> None:
        assert "There is a newer report" in newer.html
        fields = newer.fields()
        newer.press("preview")
        assert "neem het advies mee" in newer.html
        newer.client.post(f"{newer.path}/send", data={**fields, "version": "2"})
        assert len(shared.reports()) == 2

    def test_it_is_taken_along(self, shared: Shared, newer: Page) -> None:
        newer.press("carry now")
        assert "There is a newer report" not in newer.html
        assert "Beste Jan</textarea>" in newer.html
        send(newer)
        *_, (_, review_of, report) = shared.reports()
        assert (review_of, report.mode) == (2, "full")
        assert "own-1" in summary.tips(report)


def test_only_shared_checks_are_there(shared: Shared, anna: Page) -> None:
    unknown = anna.client.get(f"/desk/{uuid.uuid4()}/review")
    shared.allow(ConsentKind.CONSULTANT, given=False)
    fields = anna.fields()
    replies = [
        anna.client.get(anna.path),
        anna.client.get(f"{anna.path}/preview"),
        anna.client.get(f"{anna.path}/preview.pdf"),
        anna.client.post(anna.path, data=fields),
        anna.client.post(f"{anna.path}/send", data={**fields, "version": 1}),
    ]
    assert [reply.status_code for reply in replies] == [404] * 5
    assert {reply.data for reply in replies} == {unknown.data}


@pytest.mark.parametrize("role", [Role.EDITOR, Role.PUBLISHER, Role.ADMIN])
def test_only_consultants_review(shared: Shared, role: Role) -> None:
    assert signed_in(shared.app, role).get(shared.path).status_code == 404
    assert shared.app.test_client().get(shared.path).status_code == 303


def test_looks_and_work_are_noted_without_a_word(shared: Shared, anna: Page) -> None:
    anna.press(letter="Geheim")
    anna.press(letter="Geheimer")
    send(anna)
    with shared.app.app_context():
        entries = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
        assert {entry.subject for entry in entries} == {str(shared.id)}
        actions = [entry.action for entry in entries]
        assert actions.count("reviewed") == 1
        assert actions[-2:] == ["review_sent", "viewed"]
        assert "Geheim" not in str([entry.details for entry in entries])


def test_a_review_goes_with_its_check(shared: Shared, anna: Page) -> None:
    anna.press(letter="Beste Jan")
    send(anna)
    with shared.app.app_context():
        db.session.execute(delete(Assessment).where(Assessment.id == shared.id))
        db.session.commit()
        assert db.session.scalars(select(ReviewDraft)).all() == []
        assert db.session.scalars(select(StoredReport)).all() == []
