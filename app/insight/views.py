"""What one learns about the tips: how they do, what a change would do, and how the questions sound on paper."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template, request
from flask_babel import lazy_gettext as _

from app import content, locale, rehearsals
from app.extensions import db
from app.insight import figures, proposals
from app.insight import impact as impacts
from app.insight.forms import FiguresForm, ImpactForm, ScriptForm
from app.permissions import Permission
from app.security import Access, access
from app.tip_figures import REASONS

blueprint = Blueprint("insight", __name__, url_prefix="/tipdesk")
SORTS = {
    "shown": _("were shown most"),
    "taken": _("are taken up most"),
    "useful": _("are found useful most"),
    "not_useful": _("are found useful least"),
}
# As many as one looks through; the others come when asked.
FIRST = 60


@blueprint.get("/use")
@access(Access.STAFF, Permission.READ_TIPS)
def use() -> str:
    wanted = FiguresForm().load(request.args)
    aspect = wanted["aspect"] if wanted["aspect"] in content.questionnaire().aspect else None
    lines = figures.lines(aspect, wanted["sort"])
    first = lines if wanted["all"] else lines[:FIRST]
    return render_template(
        "insight/use.html",
        lines=first,
        more=len(lines) - len(first),
        seen=any(line.figures.shown for line in lines),
        aspect=aspect,
        sort=wanted["sort"],
        sorts=SORTS,
        **_words(),
    )


@blueprint.get("/use/<tip>")
@access(Access.STAFF, Permission.READ_TIPS)
def tip(tip: str) -> str:
    found = figures.of_tip(tip)
    if found is None:
        abort(404)
    line, said = found
    return render_template("insight/tip.html", line=line, said=said, reasons=REASONS, **_words())


def _words() -> dict[str, object]:
    """What the tables of tips say besides their figures."""
    aspects = content.questionnaire().aspects
    names = {aspect.id: aspect.name[locale.current()] for aspect in aspects}
    return {"aspects": aspects, "names": names, "few": figures.FEW}


@blueprint.get("/impact")
@access(Access.STAFF, Permission.READ_TIPS)
def impact() -> str:
    offer = proposals.offer()
    chosen = offer.chosen(**ImpactForm().load(request.args))
    found = impacts.of(*proposals.banks(chosen)) if chosen else None
    return render_template("insight/impact.html", offer=offer, chosen=chosen, impact=found)


@blueprint.get("/rehearsal")
@access(Access.STAFF, Permission.READ_TIPS)
def rehearsal() -> str:
    return render_template("insight/rehearsal.html")


@blueprint.get("/rehearsal/script.pdf")
@access(Access.STAFF, Permission.READ_TIPS)
def script() -> Response:
    wanted = ScriptForm().load(request.args)
    # The session ends before the rendering: a connection held meanwhile would keep others waiting.
    db.session.remove()
    document = rehearsals.printed(wanted["mode"], wanted["lang"])
    name = f"rehearsal-{wanted['mode']}-{wanted['lang']}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(document, mimetype="application/pdf", headers=headers)
