"""The chat on other sites: the script they load, and the page that their frame begins with."""

from __future__ import annotations

import json
import re
from pathlib import Path

from flask import Blueprint, Response, current_app, render_template, request

from app import locale
from app.branding import site_name
from app.security import Access, access, mark_embedded
from reports import brand as brands

blueprint = Blueprint("embed", __name__)
HOUR = 3600
_LOOK = re.compile(r"(?<=  var LOOK = )\{.*\}(?=;\n)")


@blueprint.get("/widget.js")
@access(Access.PUBLIC)
def script() -> Response:
    """Kept for an hour only: the sites that load it cannot be told of a new name."""
    words = Path(str(current_app.static_folder), "widget.js").read_text(encoding="utf-8")
    reply = Response(_LOOK.sub(lambda _: _look(), words), mimetype="text/javascript")
    reply.headers["Cache-Control"] = f"public, max-age={HOUR}"
    reply.add_etag()
    reply.make_conditional(request)
    return reply


@blueprint.get("/embed")
@access(Access.PUBLIC)
def start() -> str:
    """Says who the bot is. Nothing is stored before the button on it is pressed."""
    mark_embedded()
    locale.choose(request.args.get("lang"))
    mode = "full" if request.args.get("mode") == "full" else "quick"
    return render_template("embed/page.html", mode=mode)


def _look() -> str:
    """The name and colours of the settings, for the button and the bar of the panel."""
    own = current_app.config["BRAND"]
    schemes = {"light": brands.light(own), "dark": brands.dark(own)}
    colours = {name: [values["color-brand"], values["color-on-brand"]] for name, values in schemes.items()}
    return json.dumps({"name": site_name(own), **colours})
