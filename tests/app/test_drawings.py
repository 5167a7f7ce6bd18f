"""Reports that are drawn ahead: when, that it is the one that is frozen then, and that nobody draws one twice."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Event, Timer
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from app import drawings, jobs, rendering
from app.extensions import db
from app.models import Assessment, Drawing, StoredReport
from app.models import Event as EventRow
from app.rendering import RenderFailed
from questionnaire.model import Question
from reports.model import Report, from_json, to_json
from tests.app.factories import completed, report
from tests.services.programs import free_port
from tests.visitor import Visitor

Come = Callable[[], Visitor]
Work = Callable[[], int]
COMPANY = "closing.company"


class Pen:
    """Stands in for the renderers, which `test_rendering` covers: notes each report, and may halt at the first."""

    def __init__(self) -> None:
        self.drew: list[tuple[Report, str]] = []
        self.fails = False
        self.at_work, self.may_go_on = Event(), Event()
        self.may_go_on.set()

    def __call__(self, report: Report, locale: str) -> bytes:
        self.drew.append((report, locale))
        self.at_work.set()
        assert len(self.drew) > 1 or self.may_go_on.wait(30)
        if self.fails:
            raise RenderFailed("it took longer than 10 seconds")
        return f"%PDF {report.mode} {report.profile.company} {locale}".encode()

    @property
    def names(self) -> list[str | None]:
        return [report.profile.company for report, _ in self.drew]


class AtOnce:
    """An executor that does not put off what it is to do."""

    def submit(self, function: Callable[..., Any], *args: object) -> None:
        function(*args)


@pytest.fixture(autouse=True)
def pen(monkeypatch: pytest.MonkeyPatch) -> Pen:
    made = Pen()
    monkeypatch.setattr(rendering, "pdf", made)
    monkeypatch.setattr(rendering, "warm", lambda count: None)
    return made


@pytest.fixture
def work(site: Flask, monkeypatch: pytest.MonkeyPatch) -> Work:
    """Does what lies in the queue, as a worker would; gives how much that was."""
    monkeypatch.setattr(jobs, "_aside", AtOnce())

    def run() -> int:
        queue, count = jobs.of(site).queue, 0
        while (task := queue.dequeue()) is not None:
            queue.execute(task)
            count += 1
        return count

    return run


def is_closing(question: Question) -> bool:
    return question.id.startswith("closing.")


def kept(app: Flask) -> list[Drawing]:
    with app.app_context():
        return list(db.session.scalars(select(Drawing)))


def frozen(app: Flask) -> Report:
    with app.app_context():
        return from_json(db.session.scalars(select(StoredReport.body).order_by(StoredReport.id.desc())).first() or "")


def test_it_is_drawn_at_the_last_questions_and_again_for_the_name(
    site: Flask, come: Come, work: Work, pen: Pen
) -> None:
    visitor = come().start().reach(lambda question: question.scored)
    assert work() == 0
    visitor.reach(is_closing)
    assert work() == 1
    visitor.reach(lambda question: question.id == COMPANY)
    assert work() == 0, "what one thinks of the check is not in the report"
    visitor.act("answer", text="Tuincentrum De Vries")
    assert work() == 1
    visitor.act("finish")
    assert work() == 1
    assert pen.names == [None, "Tuincentrum De Vries"]
    assert pen.drew[-1] == (frozen(site), "nl"), "what was drawn ahead is not what was frozen"
    assert [drawing.body for drawing in kept(site)] == [b"%PDF quick Tuincentrum De Vries nl"]


def test_who_stops_early_has_it_drawn_then(site: Flask, come: Come, work: Work, pen: Pen) -> None:
    come().start().reach(lambda question: question.scored).answer().act("finish")
    assert work() == 1
    assert pen.drew == [(frozen(site), "nl")]


def test_page_and_mail_take_what_was_drawn(site: Flask, come: Come, work: Work, pen: Pen) -> None:
    visitor = come().start("quick", "en").finish()
    work()
    drawn = len(pen.drew)
    result = visitor.path
    assert visitor.open(f"{result}/report.pdf").html.startswith("%PDF")
    visitor.post(f"{result}/mail", address="marieke@voorbeeld.nl")
    assert work() == 1
    [mail] = site.config["OUTBOX_FOLDER"].glob("*.eml")
    assert b"application/pdf" in mail.read_bytes()
    assert len(pen.drew) == drawn
    assert visitor.open(f"{result}/report.pdf?lang=nl").html.endswith("nl")
    assert {drawing.locale for drawing in kept(site)} == {"nl", "en"}


def test_a_changed_answer_is_drawn_anew_and_the_same_one_is_not(site: Flask, come: Come, work: Work, pen: Pen) -> None:
    visitor = come().start()
    while (question := visitor.question) and not is_closing(question):
        last = question.id
        visitor.answer()
    visitor.reach_end()
    work()
    for times in (1, 0):
        visitor.act("change", question=last).answer(0)
        assert work() == times
    visitor.act("finish")
    assert pen.drew[-1][0] == frozen(site)


def test_a_report_is_of_the_moment_of_its_last_answer(site: Flask, come: Come, work: Work, pen: Pen) -> None:
    """Who looks at the result a day later gets the report that was drawn the day before."""
    visitor = come().start().reach_end()
    yesterday = datetime.now(UTC).replace(microsecond=0) - timedelta(days=1)
    with site.app_context():
        db.session.execute(update(EventRow).values(at=yesterday))
        db.session.commit()
    visitor.act("change", question="closing.satisfaction").act("answer", value="3")
    visitor.act("finish")
    work()
    assert datetime.fromisoformat(frozen(site).created) == yesterday
    assert pen.drew[-1][0] == frozen(site)


def both(app: Flask, *asked: Callable[[], bytes]) -> list[bytes]:
    """What two get who ask at once, of whom the second comes while the first one's is being drawn."""

    def ask(draw: Callable[[], bytes]) -> bytes:
        with app.app_context():
            return draw()

    with ThreadPoolExecutor(len(asked)) as threads:
        return [future.result() for future in [threads.submit(ask, draw) for draw in asked]]


def test_two_who_ask_at_once_get_one_drawing(either_app: Flask, pen: Pen) -> None:
    with either_app.app_context():
        assessment, stored = completed()
        check, body = assessment.id, stored.body
    pen.may_go_on.clear()

    def second() -> bytes:
        assert pen.at_work.wait(10)
        Timer(0.5, pen.may_go_on.set).start()
        return drawings.pdf(check, body, "nl")

    first, again = both(either_app, lambda: drawings.pdf(check, body, "nl"), second)
    assert first == again
    assert len(pen.drew) == 1


def test_what_came_after_it_stays(app: Flask, pen: Pen) -> None:
    """The drawing of an earlier answer, which is ready last, does not take the place of a later one."""
    with app.app_context():
        assessment, stored = completed()
        check, body = assessment.id, stored.body
        later = to_json(report("full"))
        mark = rendering.mark(later, "nl")
    pen.may_go_on.clear()

    def second() -> bytes:
        assert pen.at_work.wait(10)
        made = drawings.pdf(check, later, "nl")
        pen.may_go_on.set()
        return made

    both(app, lambda: drawings.pdf(check, body, "nl"), second)
    assert [(drawing.mark, (drawing.body or b"")[:9]) for drawing in kept(app)] == [(mark, b"%PDF full")]


def test_one_that_failed_is_not_tried_at_once_again(app: Flask, pen: Pen) -> None:
    pen.fails = True
    with app.app_context():
        assessment, stored = completed()
        for _ in range(3):
            with pytest.raises(RenderFailed, match="longer than 10 seconds"):
                drawings.pdf(assessment.id, stored.body, "nl")
        assert len(pen.drew) == 1
        pen.fails = False
        app.config["RENDER_SECONDS"] = 0
        assert drawings.pdf(assessment.id, stored.body, "nl").startswith(b"%PDF")


def test_one_that_nobody_goes_on_with_is_drawn_by_who_waits(app: Flask, pen: Pen) -> None:
    app.config["RENDER_SECONDS"] = 1
    with app.app_context():
        assessment, stored = completed()
        mark = rendering.mark(stored.body, "nl")
        db.session.add(Drawing(assessment_id=assessment.id, locale="nl", mark=mark, begun=datetime.now(UTC)))
        db.session.commit()
        assert drawings.pdf(assessment.id, stored.body, "nl").startswith(b"%PDF")


def test_of_a_check_erased_meanwhile_nothing_is_kept(either_app: Flask, pen: Pen) -> None:
    with either_app.app_context():
        assessment, stored = completed()
        check, body = assessment.id, stored.body
    pen.may_go_on.clear()

    def erase() -> bytes:
        assert pen.at_work.wait(10)
        db.session.execute(delete(Assessment))
        db.session.commit()
        pen.may_go_on.set()
        return drawings.pdf(check, body, "nl")

    assert [made[:4] for made in both(either_app, lambda: drawings.pdf(check, body, "nl"), erase)] == [b"%PDF"] * 2
    with either_app.app_context():
        drawings.ahead(check)
    assert kept(either_app) == []


def test_it_is_dropped_after_a_day(app: Flask) -> None:
    now = datetime.now(UTC)
    with app.app_context():
        for age in (drawings.KEPT - timedelta(minutes=1), drawings.KEPT + timedelta(minutes=1)):
            assessment, _ = completed()
            db.session.add(Drawing(assessment_id=assessment.id, locale="nl", mark="m", begun=now - age, body=b"x"))
        db.session.commit()
        jobs.of(app).purge.call_local()
    assert [now - drawing.begun < drawings.KEPT for drawing in kept(app)] == [True]


def test_a_turn_neither_waits_for_a_queue_nor_fails_without_one(
    overrides: dict[str, Any], request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> None:
    overrides["QUEUE_URL"] = f"redis://127.0.0.1:{free_port()}/0"
    come: Come = request.getfixturevalue("come")
    visitor = come().start().finish()
    assert "/result/" in visitor.path
    end = time.monotonic() + 20
    while "nothing is drawn ahead" not in caplog.text:
        assert time.monotonic() < end
        time.sleep(0.05)
