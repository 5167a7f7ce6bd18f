"""The front door, in both languages, and the design files that pages share with the report."""

from __future__ import annotations

from email.utils import parseaddr
from functools import lru_cache
from pathlib import Path

from flask import Blueprint, Response, abort, current_app, render_template, request, send_from_directory

import reports
from app import campaigns, content, handovers, locale
from app.assets import YEAR
from app.security import Access, access
from reports import brand as brands
from reports import qr

blueprint = Blueprint("landing", __name__)
_REPORTS = Path(reports.__file__).parent


@blueprint.get("/")
@access(Access.PUBLIC)
def show() -> str:
    return _page("nl")


@blueprint.get("/en")
@access(Access.PUBLIC)
def show_english() -> str:
    return _page("en")


@blueprint.get("/privacy")
@access(Access.PUBLIC)
def privacy() -> str:
    locale.choose(request.args.get("lang"))
    contact = parseaddr(current_app.config["MAIL_FROM"])[1]
    return render_template("landing/privacy.html", contact=contact, kept=handovers.KEPT.days)


@blueprint.get("/design/<any(styles, fonts):folder>/<path:name>")
@access(Access.PUBLIC)
def design(folder: str, name: str) -> Response:
    """Fonts and design tokens live with the report, and are the same for both."""
    return send_from_directory(_REPORTS / folder, name, max_age=86400)


@blueprint.get("/design/brand.css")
@access(Access.PUBLIC)
def brand_style() -> Response:
    """The colours of the settings. The address changes with them."""
    return _kept(brands.screen_css(current_app.config["BRAND"]), "text/css")


@blueprint.get("/design/logo.png")
@access(Access.PUBLIC)
def logo() -> Response:
    """The logo of the settings, as it was drawn anew at the start."""
    own = current_app.config["BRAND"].logo or abort(404)
    return _kept(own.png, "image/png")


def _kept(body: str | bytes, media_type: str) -> Response:
    """For a year: who refers to it names its version."""
    return Response(body, mimetype=media_type, headers={"Cache-Control": f"public, max-age={YEAR}"})


def _page(language: str) -> str:
    locale.choose(language)
    campaign = campaigns.named(request.args.get("c"))
    here = campaigns.address(current_app.config["PUBLIC_URL"], language, campaign)
    return render_template(
        "landing/page.html",
        questionnaire=content.questionnaire(),
        campaign=campaign,
        address=here,
        code=_code(here),
    )


# Drawing one takes some milliseconds, and most visitors get the same.
_code = lru_cache(maxsize=64)(qr.code)
