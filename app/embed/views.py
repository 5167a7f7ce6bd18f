"""The chat on other sites: the script they load, and the page that their frame begins with."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, render_template, request, send_from_directory

from app import locale
from app.security import Access, access, mark_embedded

blueprint = Blueprint("embed", __name__)
HOUR = 3600


@blueprint.get("/widget.js")
@access(Access.PUBLIC)
def script() -> Response:
    """Kept for an hour only: the sites that load it cannot be told of a new name."""
    return send_from_directory(str(current_app.static_folder), "widget.js", max_age=HOUR)


@blueprint.get("/embed")
@access(Access.PUBLIC)
def start() -> str:
    """Says who the bot is. Nothing is stored before the button on it is pressed."""
    mark_embedded()
    locale.choose(request.args.get("lang"))
    mode = "full" if request.args.get("mode") == "full" else "quick"
    return render_template("embed/page.html", mode=mode)
