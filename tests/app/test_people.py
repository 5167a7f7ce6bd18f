"""Accounts of colleagues, as an administrator keeps them."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.cli import main
from app.extensions import db
from app.models import AuditEntry, OutboxMessage, Staff
from app.permissions import Role
from tests.app.staff import signed_in
from tests.app.xss import CORPUS, would_run


@pytest.fixture
def admin(either_app: Flask) -> FlaskClient:
    return signed_in(either_app, Role.ADMIN)


def send(client: FlaskClient, path: str, **fields: str | list[str]) -> TestResponse:
    page = client.get("/staff/account").get_data(as_text=True)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token
    return client.post(path, data={"csrf_token": token[1], **fields}, follow_redirects=True)


def person(app: Flask, email: str) -> Staff:
    found = db.session.scalar(select(Staff).where(Staff.email == email))
    assert found is not None
    return found


def test_an_invitation_makes_an_account_and_a_mail(admin: FlaskClient, either_app: Flask) -> None:
    send(admin, "/staff/people", address="Jan.Bos@Example.nl ", role=["editor", "publisher"], locale="nl")
    with either_app.app_context():
        jan = person(either_app, "jan.bos@example.nl")
        assert (jan.name, jan.password, {role.name for role in jan.roles}) == ("Jan Bos", None, {"editor", "publisher"})
        mail = db.session.scalars(select(OutboxMessage)).one()
        assert (mail.recipient, mail.kind, mail.locale, mail.assessment_id) == (jan.email, "invitation", "nl", None)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"address": "jan", "role": "editor"}, "not a complete e-mail address"),
        ({"address": "jan@example.nl"}, "Choose at least one role"),
    ],
)
def test_an_invitation_that_cannot_go_says_what_to_do(admin: FlaskClient, fields: dict[str, str], words: str) -> None:
    reply = send(admin, "/staff/people", **fields)
    assert (reply.status_code, words in reply.get_data(as_text=True)) == (422, True)
    assert f'value="{fields["address"]}"' in reply.get_data(as_text=True)


@pytest.mark.parametrize("act", ["close", "roles"])
def test_the_last_administrator_stays(admin: FlaskClient, act: str) -> None:
    reply = send(admin, f"/staff/people/{admin.staff_id}/{act}", role="editor")  # type: ignore[attr-defined]
    assert (reply.status_code, "Make somebody else one first" in reply.get_data(as_text=True)) == (409, True)


def test_a_closed_account_is_out_at_once_and_can_come_back(admin: FlaskClient, either_app: Flask) -> None:
    editor = signed_in(either_app, Role.EDITOR)
    at = f"/staff/people/{editor.staff_id}"  # type: ignore[attr-defined]
    send(admin, f"{at}/close")
    assert editor.get("/staff/account").status_code == 303
    send(admin, f"{at}/open")
    with either_app.app_context():
        assert db.session.get_one(Staff, editor.staff_id).active  # type: ignore[attr-defined]
        done = db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert list(done)[-2:] == ["account_closed", "account_opened"]


def test_roles_take_hold_with_the_next_click(admin: FlaskClient, either_app: Flask) -> None:
    editor = signed_in(either_app, Role.EDITOR)
    assert editor.get("/staff/audit").status_code == 404
    send(admin, f"/staff/people/{editor.staff_id}/roles", role=["admin"])  # type: ignore[attr-defined]
    assert editor.get("/staff/audit").status_code == 200


def test_a_second_step_is_taken_away_and_with_it_every_session(admin: FlaskClient, either_app: Flask) -> None:
    editor = signed_in(either_app, Role.EDITOR)
    with either_app.app_context():
        db.session.get_one(Staff, editor.staff_id).tf_primary_method = "authenticator"  # type: ignore[attr-defined]
        db.session.commit()
    send(admin, f"/staff/people/{editor.staff_id}/second-factor")  # type: ignore[attr-defined]
    assert editor.get("/staff/account").status_code == 303
    with either_app.app_context():
        assert db.session.get_one(Staff, editor.staff_id).tf_primary_method is None  # type: ignore[attr-defined]


def test_commands_make_the_first_account_and_let_its_owner_in_anew(
    app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", app.config["SQLALCHEMY_DATABASE_URI"])
    monkeypatch.setenv("QUEUE_URL", app.config["QUEUE_URL"])
    run = CliRunner().invoke
    assert "admin (invited)" not in run(main, ["staff", "list"]).output
    assert run(main, ["staff", "invite", "eva@example.nl", "--role", "admin", "--lang", "en"]).exit_code == 0
    assert run(main, ["staff", "list"]).output == "eva@example.nl: admin (invited)\n"
    with app.app_context():
        person(app, "eva@example.nl").tf_primary_method = "authenticator"
        db.session.commit()
    assert run(main, ["staff", "reset", "eva@example.nl"]).exit_code == 0
    with app.app_context():
        assert person(app, "eva@example.nl").tf_primary_method is None
    refused = run(main, ["staff", "reset", "nobody@example.nl"])
    assert (refused.exit_code, "'checkbot staff list' shows who has one" in refused.output) == (1, True)


@pytest.mark.parametrize("name", CORPUS)
def test_a_hostile_name_is_text(app: Flask, name: str) -> None:
    client = signed_in(app, Role.ADMIN)
    send(client, "/staff/account", name=name[:60], locale="en")
    page = client.get("/staff/people").get_data(as_text=True)
    assert " ".join(name[:60].split()) in unescape(page)
    assert would_run(page) == []
