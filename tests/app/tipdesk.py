"""Editors at work: the tip desk as a browser without a script uses it, on a small bank."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from app import content, tip_drafts
from app.extensions import db
from app.models import Edition, TipDraft, TipRevision
from app.permissions import Role
from tests.app.factories import NOW
from tests.app.staff import signed_in
from tests.seed import BODIES
from tips import bank as tip_bank
from tips import documents

QUESTIONS = ("scope/voice.yaml", "data/crm.yaml", "experience/handover.yaml")
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


def small_bank(app: Flask) -> None:
    """Publishes the seed of three questions and the topics."""
    every = documents.read(tip_bank.CONTENT)
    few = {name: every[name] for name in (*QUESTIONS, tip_bank.TOPICS)}
    bodies = [body for body in BODIES if documents.name_of(body["question"]) in few]
    # Editions of one number are the same for ever, but for each database of the tests.
    content._bank.cache_clear()
    with app.app_context():
        tips = [TipRevision(tip_id=body["id"], revision=1, body=body, created=NOW) for body in bodies]
        db.session.add(Edition(note="seed", published=NOW, tips=tips, files=few))
        db.session.commit()


@dataclass
class Colleague:
    """Somebody at the tip desk."""

    app: Flask
    client: FlaskClient
    id: int

    def reads(self, path: str) -> str:
        reply = self.client.get(path)
        assert reply.status_code == 200, (path, reply.status_code)
        return reply.get_data(as_text=True)

    def sends(self, path: str, fields: Any, page: str = "/tipdesk/?q=nothing", **headers: str) -> TestResponse:
        token = _TOKEN.search(self.reads(page))
        assert token
        sent = MultiDict([("csrf_token", token[1]), *MultiDict(fields).items(multi=True)])
        return self.client.post(path, data=sent, headers=headers)

    def form(self, tip: str) -> MultiDict[str, str]:
        """The fields of the editor as they stand on its page."""
        return fields_of(self.reads(f"/tipdesk/tips/{tip}"))

    def saves(self, tip: str, act: str = "save", **changes: str) -> TestResponse:
        """Opens the editor, changes fields (`title_nl`) and presses a button."""
        fields = self.form(tip)
        for name, value in changes.items():
            fields[name.replace("_", ".")] = value
        fields["act"] = act
        return self.sends(f"/tipdesk/tips/{tip}", fields)

    def judges(self, tip: str, act: str, reason: str = "") -> str:
        draft = self.draft(tip)
        fields = {"act": act, "version": str(draft.version), "reason": reason}
        reply = self.sends(f"/tipdesk/drafts/{draft.id}/judgement", fields)
        return self.reads(reply.headers["Location"].partition("#")[0])

    def publishes(self, *tips: str, note: str = "Beter", **fields: str) -> TestResponse:
        ids = [("draft", str(self.draft(tip).id)) for tip in tips]
        return self.sends("/tipdesk/publish", [*ids, ("note", note), *fields.items()])

    def draft(self, tip: str) -> TipDraft:
        with self.app.app_context():
            found = tip_drafts.open_draft(tip)
            assert found is not None, f"no open draft of {tip}"
            db.session.expunge(found)
            return found

    def last(self, tip: str) -> TipDraft:
        with self.app.app_context():
            found = db.session.scalars(select(TipDraft).where(TipDraft.tip_id == tip).order_by(TipDraft.id)).all()[-1]
            db.session.expunge(found)
            return found


def colleague(app: Flask, *roles: Role, name: str = "Anna Smit", locale: str = "en") -> Colleague:
    client = signed_in(app, *roles, name=name, locale=locale)
    return Colleague(app, client, client.staff_id)  # type: ignore[attr-defined]


def fields_of(page: str) -> MultiDict[str, str]:
    """What a browser would send of the editor's form."""
    form = page[page.index('<form id="form"') :]
    form = form[: form.index("</form>")]
    areas = re.finditer(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.DOTALL)
    found = [(area[1], html.unescape(area[2])) for area in areas]
    for tag in re.finditer(r"<input([^>]*)>", form):
        told = {name: html.unescape(value) for name, value in re.findall(r'([a-z]+)="([^"]*)"', tag[1])}
        if told.get("type") not in ("checkbox", "radio") or re.search(r"\schecked", tag[1]):
            found.append((told["name"], told.get("value", "")))
    for menu in re.finditer(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        options = re.findall(r'<option value="([^"]*)"( selected)?', menu[2])
        chosen = [value for value, selected in options if selected] or [options[0][0]]
        found.append((menu[1], chosen[0]))
    return MultiDict([pair for pair in found if pair[0] not in ("csrf_token", "also")])
