"""The reviewed report as it arrives, and words of a consultant that mean ill: text wherever they come out."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlalchemy import select

from app import delivery, rendering
from app.extensions import db
from app.models import ConsentKind, OutboxMessage, State
from app.permissions import Role
from app.security import Access, token
from tests.app.reviewing import Page, Shared, send, share
from tests.app.smtp import Postbox
from tests.app.staff import signed_in
from tests.app.xss import CORPUS, would_run

TO = "marieke@voorbeeld.nl"


@pytest.fixture
def shared(smtp: Postbox, app: Flask, publish: Callable[[Flask], None]) -> Shared:
    publish(app)
    made = share(app)
    made.allow(ConsentKind.REVIEWED, TO)
    return made


def delivered(shared: Shared, smtp: Postbox) -> tuple[str, str, bytes]:
    """What arrived: both bodies and the PDF."""
    with shared.app.app_context():
        row = db.session.scalars(select(OutboxMessage)).one()
        delivery.deliver(row.id, row.due)
        rendering.close()
        db.session.rollback()
        assert (row.state, row.recipient) == (State.SENT, None)
    (mail,) = smtp.mails
    assert smtp.recipients == [TO]
    (pdf,) = mail.iter_attachments()
    text, html = (mail.get_body((kind,)) for kind in ("plain", "html"))
    assert text is not None
    assert html is not None
    return text.get_content(), html.get_content(), pdf.get_content()


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


def test_the_reviewed_report_arrives_and_the_first_stays_as_it_was(shared: Shared, smtp: Postbox) -> None:
    before = shared.reports()
    anna = Page(signed_in(shared.app, Role.CONSULTANT, name="Anna de Boer"), shared.path).open()
    pinned, left_out = anna.tips("data")[-1], anna.tips("scope")[0]
    anna.press(f"pin {pinned}").press(
        f"hide {left_out}", letter="Beste Marieke,\r\n\r\nBegin in Ede.", note_scope="Let op."
    )
    send(anna)
    text, html, pdf = delivered(shared, smtp)
    assert shared.reports()[0] == before[0]
    report = shared.reports()[1][2]
    title = report.road_map[0].title.nl
    read = text_of(pdf)
    assert "Een brief van Anna de Boer Beste Marieke, Begin in Ede." in read
    assert f"Begin hiermee: {title}." in read
    assert f"1 {title} Begin hiermee, zegt Anna de Boer." in read
    assert "Anna de Boer hierover Let op." in read
    gone = next(tip.title.nl for aspect in before[0][2].aspects for tip in aspect.tips if tip.id == left_out)
    assert gone not in read
    for body in (text, html):
        assert "Anna de Boer" in body
        assert "Voorin staat een brief aan jou." in body
        assert "Ede" not in body
        assert "De Vries" not in body, "no word of the respondent"
    with shared.app.app_context():
        assert token(Access.RESULT, shared.id) in text
    assert "It was mailed too." in anna.open().html


def test_words_that_mean_ill_come_out_as_text(shared: Shared, smtp: Postbox) -> None:
    client = signed_in(shared.app, Role.CONSULTANT, name=CORPUS[0])
    page = Page(client, shared.path).open()
    parts = ("title", "why", "how", "who", "effect", "kpi")
    for number in range(1, 9):
        page.press("write scope")
        words = [CORPUS[(number * 2 + place) % len(CORPUS)] for place in range(6)]
        written = {f"own-{number}:{part}:nl": text for part, text in zip(parts, words, strict=True)}
        page.press(f"pin own-{number}", written)
    page.press("save", {"letter": "\n\n".join(CORPUS), "note:scope": "\n\n".join(reversed(CORPUS))})
    assert page.fields()["text.letter"] == "\n\n".join(CORPUS).replace("\r\n", "\n")
    preview = client.get(f"{page.path}/preview").get_data(as_text=True)
    send(page)
    text, html, pdf = delivered(shared, smtp)
    with shared.app.app_context():
        result = f"/result/{token(Access.RESULT, shared.id)}"
    respondent = shared.app.test_client()
    seen = respondent.get(result).get_data(as_text=True)
    for shown in (page.html, preview, seen):
        assert set(would_run(shown)) <= {"input value", "div aria-label"}, "there a word is a word"
        assert "1337" not in shown
    assert would_run(html) == ["style"], "the one of the mail itself"
    assert "7 * 191" not in text + html, "of what a consultant wrote nothing is in the mail"
    assert "evil.example" not in str(smtp.mails[0]["Subject"])
    read = text_of(pdf)
    assert read.count("{{ 7 * 191 }}") >= 3
    assert "1337" not in read
    data = json.loads(respondent.get(f"{result}/report.json").data)
    assert CORPUS[0] in data["review"]["letter"]
    csv = respondent.get(f"{result}/report.csv").get_data(as_text=True)
    assert not any(cell.startswith(("=", "+", "@")) for line in csv.splitlines() for cell in line.split('"')[1::2])
    book = load_workbook(BytesIO(respondent.get(f"{result}/report.xlsx").data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
