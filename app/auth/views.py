"""The pages of staff about staff: one's own account, colleagues and what they may do, and the audit log."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _
from marshmallow import ValidationError

from app import audit, desks, jobs, permissions
from app.audit import Action
from app.auth import log, service
from app.auth.forms import InviteForm, OwnForm, RolesForm, wanted
from app.auth.words import ACTIONS
from app.extensions import db
from app.models import Staff
from app.permissions import Permission
from app.security import Access, access, staff
from app.security.staff import current_session

blueprint = Blueprint("auth", __name__, url_prefix="/staff")
_LAST_ADMIN = _("There has to be an administrator. Make somebody else one first.")


@blueprint.get("/")
@access(Access.STAFF)
def home() -> ResponseReturnValue:
    """To the first desk that is open to this colleague."""
    return redirect(url_for(desks.first_for(staff())), 303)


@blueprint.get("/account")
@access(Access.STAFF)
def account() -> str:
    return render_template("staff/account.html", sessions=service.sessions(staff(), _now()), here=current_session())


@blueprint.post("/account")
@access(Access.STAFF)
def change_own() -> ResponseReturnValue:
    form = OwnForm().load(request.form)
    staff().name, staff().locale = form["name"], form["locale"]
    db.session.commit()
    flash(_("Saved."), "good")
    return redirect(url_for("auth.account"), 303)


@blueprint.post("/account/sessions/<int:session_id>/end")
@access(Access.STAFF)
def end_own(session_id: int) -> ResponseReturnValue:
    if session_id not in {each.id for each in service.sessions(staff(), _now())}:
        abort(404)
    service.end_sessions(staff(), _now(), only=session_id)
    audit.note(staff().id, Action.SESSIONS_ENDED, str(staff().id), _now())
    db.session.commit()
    return redirect(url_for("auth.account"), 303)


@blueprint.get("/people")
@access(Access.STAFF, Permission.MANAGE_STAFF)
def people() -> str:
    return _people()


@blueprint.post("/people")
@access(Access.STAFF, Permission.MANAGE_STAFF)
def invite() -> ResponseReturnValue:
    """Mail a colleague the link with which an account begins, or which gives one a new start."""
    form = request.form
    try:
        asked = InviteForm().load(form)
        roles = asked.pop("role")
        if not roles:
            return _people(wrong=_("Choose at least one role."), typed=form), 422
        message = service.invite(asked.pop("address"), roles, _now(), by=staff().id, **asked)
    except ValidationError:
        db.session.rollback()
        wrong = _("That is not a complete e-mail address. Check it, for example name@shop.nl.")
        return _people(wrong=wrong, typed=form), 422
    address = message.recipient
    db.session.commit()
    jobs.wake(message.id)
    flash(_("We are mailing an invitation to %(address)s.", address=address), "good")
    return redirect(url_for("auth.people"), 303)


@blueprint.post("/people/<int:person_id>/roles")
@access(Access.STAFF, Permission.MANAGE_STAFF)
def set_roles(person_id: int) -> ResponseReturnValue:
    roles = RolesForm().load(request.form)["role"]
    return _changed(person_id, lambda person: service.set_roles(person, roles, _now(), staff().id))


@blueprint.post("/people/<int:person_id>/close")
@access(Access.STAFF, Permission.MANAGE_STAFF)
def close(person_id: int) -> ResponseReturnValue:
    return _changed(person_id, lambda person: service.close(person, _now(), staff().id))


@blueprint.post("/people/<int:person_id>/open")
@access(Access.STAFF, Permission.MANAGE_STAFF)
def reopen(person_id: int) -> ResponseReturnValue:
    return _changed(person_id, lambda person: service.reopen(person, _now(), staff().id))


@blueprint.post("/people/<int:person_id>/second-factor")
@access(Access.STAFF, Permission.MANAGE_STAFF)
def reset_second_factor(person_id: int) -> ResponseReturnValue:
    return _changed(person_id, lambda person: service.reset_second_factor(person, _now(), staff().id))


@blueprint.post("/people/<int:person_id>/sessions")
@access(Access.STAFF, Permission.MANAGE_STAFF)
def end_sessions(person_id: int) -> ResponseReturnValue:
    def end(person: Staff) -> None:
        service.end_sessions(person, _now())
        audit.note(staff().id, Action.SESSIONS_ENDED, str(person.id), _now())

    return _changed(person_id, end)


@blueprint.get("/audit")
@access(Access.STAFF, Permission.READ_AUDIT, noting=Action.READ_AUDIT)
def read_audit() -> str:
    asked = wanted(request.args)
    page = log.page(asked)
    return render_template("staff/audit.html", page=page, wanted=asked, people=service.people(), actions=ACTIONS)


def _changed(person_id: int, change: Callable[[Staff], None]) -> ResponseReturnValue:
    """Change an account, and say so on the page of all of them."""
    person = db.session.get(Staff, person_id)
    if person is None:
        abort(404)
    try:
        change(person)
    except service.LastAdmin:
        db.session.rollback()
        return _people(wrong=_LAST_ADMIN), 409
    db.session.commit()
    flash(_("Saved."), "good")
    return redirect(url_for("auth.people", _anchor=f"person-{person_id}"), 303)


def _people(**again: object) -> str:
    return render_template("staff/people.html", people=service.people(), permissions=permissions, **again)


def _now() -> datetime:
    return datetime.now(UTC)
