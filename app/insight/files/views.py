"""Taking the tip bank along as files, and bringing changed files in."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.exceptions import RequestEntityTooLarge

from app import overlong
from app.extensions import csrf, db, limiter
from app.insight.files import packing, service
from app.insight.forms import NoteForm
from app.insight.views import blueprint
from app.models import TipUpload
from app.permissions import Permission
from app.rendering import RenderFailed
from app.security import Access, access, staff
from questionnaire.yaml_file import ContentError

_WRONG = {
    packing.TooMuch: _("This holds more than a tip bank can. Send only the files that you changed."),
    packing.NothingInIt: _("There is no tip file in this zip. They are named like scope/channels.yaml."),
    packing.Unpackable: _("This is no zip file and no text that we can read. Choose a .zip or a .yaml file."),
}
_NONE = _("Choose a file first.")
_TOO_LARGE = _("This file is larger than 2 MB. Send only the files that you changed, as a zip.")
_TOO_LONG = _("Reading this file took too long. See whether it is a tip file, or send a part of it.")


@blueprint.get("/files")
@access(Access.STAFF, Permission.READ_TIPS)
def files() -> str:
    return render_template("insight/files.html")


@blueprint.get("/files/tips.zip")
@access(Access.STAFF, Permission.READ_TIPS)
def take_along() -> Response:
    edition, documents = service.published()
    headers = {"Content-Disposition": f'attachment; filename="tips-edition-{edition}.zip"'}
    return Response(packing.packed(documents), mimetype="application/zip", headers=headers)


@blueprint.post("/files")
@csrf.exempt
@access(Access.STAFF, Permission.EDIT_TIPS)
@limiter.limit("60/hour")
def bring() -> ResponseReturnValue:
    """Keep the file, and go to the page that says what it would change."""
    # The token stands in the form, which may only be as large as this once it is known who sends it.
    request.max_content_length = packing.MOST_SENT
    try:
        csrf.protect()
        sent = request.files.get("file")
        given = sent.read() if sent else b""
    except RequestEntityTooLarge:
        overlong.read_on(request.environ["wsgi.input"], request.content_length)
        return _files(_TOO_LARGE)
    if not given:
        return _files(_NONE)
    try:
        upload = service.keep(staff().id, packing.unpacked(given), _now())
    except packing.Unpackable as error:
        return _files(_WRONG[type(error)])
    db.session.commit()
    return redirect(url_for("insight.brought", upload_id=upload.id), 303)


@blueprint.get("/files/<int:upload_id>")
@access(Access.STAFF, Permission.EDIT_TIPS)
@limiter.limit("120/hour")
def brought(upload_id: int) -> ResponseReturnValue:
    upload = _mine(upload_id)
    try:
        found = service.look(upload.files)
    except RenderFailed:
        return _files(_TOO_LONG)
    return render_template("insight/brought.html", upload_id=upload_id, look=found)


@blueprint.post("/files/<int:upload_id>/publish")
@access(Access.STAFF, Permission.PUBLISH_TIPS)
@limiter.limit("60/hour")
def publish(upload_id: int) -> ResponseReturnValue:
    upload = _mine(upload_id)
    note = NoteForm().load(request.form)["note"]
    try:
        found = service.look(upload.files)
        if found.judged.problems:
            raise ContentError(found.judged.problems)
        done = service.publish(upload, found.judged.files, note, staff().id, _now())
    except RenderFailed:
        return _files(_TOO_LONG)
    except ContentError:
        # Somebody published in between, and the two do not go together: the page tells what is wrong now.
        db.session.rollback()
        return redirect(url_for("insight.brought", upload_id=upload_id), 303)
    db.session.commit()
    if done.edition is None:
        flash(gettext("The tip bank had all of this already, so nothing was published."), "good")
    else:
        flash(gettext("Edition %(number)s is published.", number=done.edition), "good")
    return redirect(url_for("insight.files"), 303)


def _mine(upload_id: int) -> TipUpload:
    upload = service.mine(upload_id, staff().id)
    if upload is None:
        abort(404)
    return upload


def _files(wrong: object) -> ResponseReturnValue:
    return render_template("insight/files.html", wrong=wrong), 422


def _now() -> datetime:
    return datetime.now(UTC)
