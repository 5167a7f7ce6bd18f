"""From an invitation to a desk: password, second step, spare codes, sessions that end."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError
from werkzeug.test import TestResponse

from app import outbox
from app.auth import service
from app.delivery import deliver
from app.extensions import db
from app.models import AuditEntry, Staff, StaffSession
from app.permissions import Role
from tests.app.smtp import Postbox
from tests.app.staff import signed_in
from tests.app.totp import digits

PASSWORD = "vier woorden op rij"


class Newcomer:
    """A colleague with a browser and a mailbox."""

    def __init__(self, app: Flask, postbox: Postbox) -> None:
        self.app, self.postbox, self.key = app, postbox, ""
        self.take_another_browser()

    def take_another_browser(self) -> None:
        self.client = self.app.test_client()
        self.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"

    def mailed(self) -> str:
        """The link in the last mail, as a path."""
        now = datetime.now(UTC)
        with self.app.app_context():
            for id_ in outbox.due(now):
                deliver(id_, now)
        body = self.postbox.mails[-1].get_body(("plain",)).get_content()
        found = re.search(r"https://check\.example\.nl(/staff/reset/\S+)", body)
        assert found, body
        return found[1]

    def post(self, path: str, **fields: str) -> TestResponse:
        """Send a form of the page at this path, with what is hidden in it."""
        page = self.client.get(path).get_data(as_text=True)
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
        return self.client.post(path, data={**hidden, **fields}, follow_redirects=True)

    def choose_password(self, path: str, password: str = PASSWORD) -> TestResponse:
        return self.post(path, password=password, password_confirm=password)

    def sign_in(self, email: str = "anna.smit@example.nl", password: str = PASSWORD) -> TestResponse:
        return self.post("/staff/login", email=email, password=password)

    def set_up_app(self) -> TestResponse:
        page = self.post("/staff/tf-setup", setup="authenticator").get_data(as_text=True)
        self.key = re.search(r'<code class="key">([^<]+)</code>', page)[1]  # type: ignore[index]
        action = re.search(r'action="(/staff/tf-[^"]+)"', page)[1]  # type: ignore[index]
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
        fields = {**hidden, "code": digits(self.key)}
        return self.client.post(action, data=fields, follow_redirects=True)


def words(reply: TestResponse) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", reply.get_data(as_text=True))).split())


@pytest.fixture
def newcomer(smtp: Postbox, either_app: Flask) -> Newcomer:
    with either_app.app_context():
        service.invite("anna.smit@example.nl", [Role.ADMIN], datetime.now(UTC), locale="en")
        db.session.commit()
    return Newcomer(either_app, smtp)


@pytest.fixture
def colleague(newcomer: Newcomer) -> Newcomer:
    newcomer.choose_password(newcomer.mailed())
    newcomer.sign_in()
    newcomer.set_up_app()
    return newcomer


def test_from_an_invitation_to_the_desk(newcomer: Newcomer) -> None:
    link = newcomer.mailed()
    assert "Sign in" in words(newcomer.choose_password(link))
    assert "Your second step" in words(newcomer.sign_in())
    desk = newcomer.set_up_app()
    assert (desk.request.path, "Who has an account" in words(desk)) == ("/staff/people", True)
    assert "anna.smit@example.nl" in words(desk)
    # The link worked once.
    assert "/staff/reset/" not in newcomer.client.get(link, follow_redirects=True).request.path


def test_a_short_password_is_refused_with_what_to_do(newcomer: Newcomer) -> None:
    reply = newcomer.choose_password(newcomer.mailed(), "kort")
    assert "at least 12 characters" in words(reply)


def test_a_password_alone_opens_nothing(colleague: Newcomer) -> None:
    colleague.take_another_browser()
    assert "six digits" in words(colleague.sign_in())
    assert colleague.client.get("/staff/people").headers["Location"].startswith("/staff/login")
    assert "Who has an account" not in words(colleague.post("/staff/tf-validate", code="000000"))
    assert "Who has an account" in words(colleague.post("/staff/tf-validate", code=digits(colleague.key, ahead=1)))


def test_a_spare_code_works_once_without_the_phone(colleague: Newcomer) -> None:
    page = colleague.post("/staff/mf-recovery-codes", generate_new_codes="1").get_data(as_text=True)
    code = re.findall(r"<li><code>([^<]+)</code>", page)[0]
    for expected in (True, False):
        colleague.take_another_browser()
        colleague.sign_in()
        assert ("Who has an account" in words(colleague.post("/staff/mf-recovery", code=code))) is expected


@pytest.mark.parametrize("email", ["anna.smit@example.nl", "nobody@example.nl"])
def test_a_wrong_password_and_an_unknown_address_are_told_the_same(newcomer: Newcomer, email: str) -> None:
    newcomer.choose_password(newcomer.mailed())
    reply = newcomer.sign_in(email, "not the password")
    assert "Address and password do not go together" in words(reply)


def test_who_asks_for_a_new_password_does_not_learn_whether_there_is_an_account(newcomer: Newcomer) -> None:
    newcomer.choose_password(newcomer.mailed())
    known, unknown = (newcomer.post("/staff/reset", email=f"{who}@example.nl") for who in ("anna.smit", "nobody"))
    assert words(known).replace("anna.smit", "nobody") == words(unknown)


def test_a_new_password_comes_by_mail_and_ends_every_session(colleague: Newcomer) -> None:
    other = Newcomer(colleague.app, colleague.postbox)
    assert "If this address has an account" in words(other.post("/staff/reset", email="anna.smit@example.nl"))
    other.choose_password(other.mailed(), "een heel ander wachtwoord")
    assert colleague.client.get("/staff/people").status_code == 303
    assert "six digits" in words(other.sign_in(password="een heel ander wachtwoord"))


@pytest.mark.parametrize(
    "change",
    [
        lambda now: {"ended": now},
        lambda now: {"begun": now - timedelta(hours=13)},
        lambda now: {"seen": now - timedelta(minutes=61)},
    ],
    ids=["ended", "too long", "away"],
)
def test_a_session_ends(either_app: Flask, change: Callable[[datetime], dict[str, datetime]]) -> None:
    client = signed_in(either_app, Role.ADMIN)
    assert client.get("/staff/people").status_code == 200
    with either_app.app_context():
        db.session.execute(update(StaffSession).values(**change(datetime.now(UTC))))
        db.session.commit()
    assert client.get("/staff/people").headers["Location"] == "/staff/login?next=/staff/people"
    assert client.get("/staff/people", headers={"X-Fragment": "1"}).status_code == 401


def test_signing_out_ends_the_session_for_good(either_app: Flask) -> None:
    client = signed_in(either_app, Role.ADMIN)
    with client.session_transaction() as kept:
        before = dict(kept)
    form(client, "/staff/people", "/staff/logout")
    with client.session_transaction() as session:
        session.update(before)
    assert client.get("/staff/people").status_code == 303


def form(client: FlaskClient, page: str, action: str, **fields: str) -> TestResponse:
    """Post to an action with the token of a page."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(page).get_data(as_text=True))
    assert found
    return client.post(action, data={"csrf_token": found[1], **fields}, follow_redirects=True)


def test_sessions_are_listed_and_ended_by_their_owner(either_app: Flask) -> None:
    client = signed_in(either_app, Role.CONSULTANT)
    page = client.get("/staff/account").get_data(as_text=True)
    (session_id,) = re.findall(r"/staff/account/sessions/(\d+)/end", page)
    form(client, "/staff/account", f"/staff/account/sessions/{session_id}/end")
    assert client.get("/staff/account").status_code == 303


def test_who_signs_in_is_in_the_audit_log_which_cannot_be_changed(colleague: Newcomer) -> None:
    page = words(colleague.client.get("/staff/audit"))
    assert "Signed in" in page
    assert "Set a password" in page
    with colleague.app.app_context():
        entry = db.session.scalar(select(AuditEntry).where(AuditEntry.action == "read_audit"))
        assert entry is not None
        for statement in ("UPDATE audit_entries SET staff_id = NULL", "DELETE FROM audit_entries"):
            with pytest.raises(DBAPIError, match="not changed"):
                db.session.execute(text(statement))
            db.session.rollback()


def test_secrets_are_not_kept_as_they_are(colleague: Newcomer) -> None:
    with colleague.app.app_context():
        person = db.session.scalars(select(Staff)).one()
        assert person.password
        assert person.password.startswith("$argon2id$")
        assert colleague.key.replace(" ", "") not in str(person.tf_totp_secret)
