"""Publishing: approved drafts become an edition, now or at a moment, or an older edition comes back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from marshmallow import ValidationError

from app import content, locale, publications, tip_drafts
from app.extensions import db
from app.models import DraftState, Edition, TipDraft
from app.permissions import Permission
from app.security import Access, access, staff
from app.tipdesk import words
from app.tipdesk.history import service as history
from app.tipdesk.publishing.forms import PublishForm, RestoreForm, Wish
from app.tipdesk.views import blueprint
from tips.lint.finding import Finding

_WRONG = {
    "draft": lazy_gettext("Choose at least one draft."),
    "note": lazy_gettext("Say in a line what changes, for who looks it up later."),
    "day": lazy_gettext("Choose a day and a time, or publish now."),
    "time": lazy_gettext("Choose a day and a time, or publish now."),
    "later": lazy_gettext("Choose a day and a time, or publish now."),
}


@blueprint.get("/publish")
@access(Access.STAFF, Permission.PUBLISH_TIPS)
def publishing() -> str:
    return _page()


@blueprint.post("/publish")
@access(Access.STAFF, Permission.PUBLISH_TIPS)
def publish() -> ResponseReturnValue:
    try:
        wish = PublishForm().load(request.form)
    except ValidationError as error:
        return _again(_WRONG[next(name for name in _WRONG if name in error.messages_dict)])
    now, due = _now(), wish.moment(current_app.config["TIMEZONE"])
    if due is not None and due <= now:
        return _again(_("That moment has passed. Choose a later one, or publish now."))
    try:
        told = _carried_out(wish, due, now)
    except publications.Refused as refused:
        return _again(_("This cannot be published yet. Mend this first:"), refused.problems)
    except publications.NotThere:
        return _again(_("One of these drafts is at another stage by now. Look once more, and choose again."))
    db.session.commit()
    flash(told, "good")
    return redirect(url_for("tipdesk.history" if due is None else "tipdesk.publishing"), 303)


def _carried_out(wish: Wish, due: datetime | None, now: datetime) -> str:
    if due is None:
        edition = publications.publish(wish.drafts, wish.note, staff().id, now)
        return _("Published as edition %(edition)s. From now on every new report has these tips.", edition=edition.id)
    publications.schedule(wish.drafts, wish.note, due, staff().id, now)
    return _("Scheduled. These tips are published on %(moment)s.", moment=locale.moment(due))


@blueprint.post("/publications/<int:publication_id>/cancel")
@access(Access.STAFF, Permission.PUBLISH_TIPS)
def cancel(publication_id: int) -> ResponseReturnValue:
    try:
        publications.cancel(publication_id, staff().id, _now())
    except publications.NotThere:
        abort(404)
    db.session.commit()
    flash(_("Taken out of the schedule. The drafts are approved, and can be published again."), "good")
    return redirect(url_for("tipdesk.publishing"), 303)


@blueprint.post("/editions/<int:edition_id>/restore")
@access(Access.STAFF, Permission.PUBLISH_TIPS)
def restore(edition_id: int) -> ResponseReturnValue:
    if db.session.get(Edition, edition_id) is None:
        abort(404)
    try:
        note = RestoreForm().load(request.form)["note"]
        edition = publications.restore(edition_id, note, staff().id, _now())
    except ValidationError:
        flash(_("Say why this edition comes back, and press once more."), "error")
        return redirect(url_for("tipdesk.history", _anchor=f"edition-{edition_id}"), 303)
    except publications.NotThere:
        abort(404)
    db.session.commit()
    flash(_("Edition %(edition)s has the tips of edition %(older)s.", edition=edition.id, older=edition_id), "good")
    return redirect(url_for("tipdesk.history"), 303)


def _again(wrong: object, problems: Sequence[Finding] = ()) -> ResponseReturnValue:
    """The page with what was wrong; what was chosen stands in the form again."""
    db.session.rollback()
    return _page(wrong=str(wrong), problems=problems), 422


def _page(**again: object) -> str:
    approved = tip_drafts.open_drafts(DraftState.APPROVED)
    chosen = request.form.getlist("draft", type=int) if again else [draft.id for draft in approved]
    return render_template(
        "tipdesk/publish.html",
        approved=approved,
        chosen=chosen,
        waiting=history.waiting(),
        refused=history.refused(_now()),
        impact="insight.impact" in current_app.view_functions,
        titles=titles(approved),
        ruled=words.ruled,
        words=words,
        found_then=publications.found_then,
        typed=request.form,
        **again,
    )


def titles(drafts: Sequence[TipDraft]) -> dict[str, str]:
    """What the tips that a problem may be about are called."""
    language = locale.current()
    written = {draft.tip_id: (draft.body.get("title") or {}).get(language, "") for draft in drafts}
    return {tip.id: tip.title[language] for tip in content.bank().tips} | written


def _now() -> datetime:
    return datetime.now(UTC)
