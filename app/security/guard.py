"""What happens around each request: who is let in, what is noted of it, and which lock it takes."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Flask, Response, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app import audit, locale
from app.extensions import db, writing
from app.security import embedding, headers
from app.security.access import Access, access, declared
from app.security.staff import arrive
from questionnaire.model import LOCALES

READING = ("GET", "HEAD", "OPTIONS")


def init_app(app: Flask) -> None:
    """Guard every request and every answer of the app."""
    access(Access.PUBLIC)(app.view_functions["static"])
    app.before_request(_note_reading)
    embedding.init_app(app)
    app.before_request(_let_in)
    headers.init_app(app)
    app.after_request(_enter)


def _note_reading() -> None:
    """Reading requests take no write lock: see extensions."""
    g.read_only = request.method in READING


def _let_in() -> ResponseReturnValue | None:
    """Staff pages ask for a session, and for the permission of the route: who lacks it sees that nothing is here."""
    said = declared(request.endpoint)
    if said is None or said.who not in (Access.STAFF, Access.SIGNING_IN):
        return None
    g.staff = arrive()
    locale.choose(g.staff.locale if g.staff else request.accept_languages.best_match(LOCALES, LOCALES[0]))
    if said.who is not Access.STAFF:
        return None
    if g.staff is None:
        return _to_sign_in()
    if said.permission and not g.staff.may(said.permission):
        abort(404)
    return None


def _to_sign_in() -> ResponseReturnValue:
    """A script cannot follow to another page, so it gets a plain refusal."""
    if "X-Fragment" in request.headers:
        return Response(status=401)
    back = request.full_path.rstrip("?") if request.method in READING else None
    return redirect(url_for("security.login", next=back), 303)


def _enter(response: Response) -> Response:
    """Enter a look at a company's data in the audit log. Where that fails, nothing is shown."""
    said = declared(request.endpoint)
    if said and said.noting and response.status_code == 200:
        subject = "/".join(str(value) for value in (request.view_args or {}).values())
        person = g.staff.id
        db.session.rollback()
        with writing():
            audit.note(person, said.noting, subject, datetime.now(UTC))
            db.session.commit()
    return response
