"""A check that is shared with the desk, and the page of its review as a consultant works on it."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from html import unescape

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.extensions import db
from app.models import Consent, ConsentKind, StoredReport
from reports import model
from reports.model import Report
from tests.app.factories import NOW, completed


def share(app: Flask, mode: str = "quick") -> Shared:
    """A completed check whose respondent lets a consultant read it."""
    with app.app_context():
        made = Shared(app, completed(mode=mode)[0].id)
    made.allow(ConsentKind.CONSULTANT)
    return made


@dataclass
class Shared:
    """A check that is shared with the desk."""

    app: Flask
    id: uuid.UUID

    @property
    def path(self) -> str:
        return f"/desk/{self.id}/review"

    def reports(self) -> list[tuple[int, int | None, Report]]:
        with self.app.app_context():
            rows = db.session.scalars(select(StoredReport).order_by(StoredReport.generation)).all()
            return [(row.generation, row.review_of, model.from_json(row.body)) for row in rows]

    def allow(self, kind: ConsentKind, address: str | None = None, given: bool = True) -> None:
        with self.app.app_context():
            consent = Consent(assessment_id=self.id, kind=kind, given=given, wording="-", locale="nl", at=NOW)
            consent.address = address
            db.session.add(consent)
            db.session.commit()


@dataclass
class Page:
    """The page of a review in one browser, with what its form holds."""

    client: FlaskClient
    path: str
    html: str = ""
    status: int = 0

    def open(self) -> Page:
        return self.take(self.client.get(self.path))

    def press(self, do: str = "save", typed: dict[str, str] | None = None, **texts: str) -> Page:
        """Send the form as it stands on the page, with these texts typed over it; `note_` stands for `note:`."""
        over = {name.replace("note_", "note:"): words for name, words in texts.items()} | (typed or {})
        data = {**self.fields(), **{f"text.{name}": words for name, words in over.items()}, "do": do}
        return self.take(self.client.post(self.path, data=data, follow_redirects=True))

    def fields(self) -> dict[str, str]:
        hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', self.html)
        written = re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\n?(.*?)</textarea>', self.html, re.DOTALL)
        lines = re.findall(r'<input class="field"[^>]* name="(text[^"]+)"[^>]* value="([^"]*)"', self.html)
        return {name: unescape(value) for name, value in (*hidden, *written, *lines)}

    def take(self, reply: TestResponse) -> Page:
        self.html, self.status = reply.get_data(as_text=True), reply.status_code
        return self

    def tips(self, aspect: str) -> list[str]:
        (part,) = re.findall(rf'id="aspect-{aspect}".*?</section>', self.html, re.DOTALL)
        return re.findall(r'<li class="tip-card[^"]*" id="tip-([^"]+)"', part)


def send(page: Page) -> Page:
    page.take(page.client.get(f"{page.path}/preview"))
    (version,) = re.findall(r'name="version" value="(\d+)"', page.html) or ["0"]
    csrf = page.fields().get("csrf_token", "")
    data = {"version": version, "csrf_token": csrf}
    return page.take(page.client.post(f"{page.path}/send", data=data, follow_redirects=True))
