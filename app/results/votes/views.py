"""Saying whether a tip was useful. Each button is a plain form; a script takes over what changes on the page."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.extensions import db, limiter
from app.results.views import blueprint, found
from app.results.votes import service
from app.results.votes.forms import VoteForm
from app.security import Access, access
from reports import model, summary


@blueprint.post("/result/<secret>/vote")
@access(Access.RESULT)
@limiter.limit("600/hour", key_func=lambda: request.path)
def vote(secret: str) -> ResponseReturnValue:
    assessment, stored = found(secret)
    said = VoteForm().load(request.form)
    tip = summary.tips(model.from_json(stored.body)).get(said.tip)
    if tip is None:
        abort(400)
    service.settle(assessment, said, tip.revision, datetime.now(UTC))
    db.session.commit()
    anchor = f"vote-{said.place}-{said.tip}"
    return redirect(url_for("results.show", secret=secret, lang=request.args.get("lang"), _anchor=anchor), 303)
