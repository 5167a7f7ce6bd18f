"""Pages in a frame on another site, and what a browser remembers of the check that it owns."""

from __future__ import annotations

from typing import Any

from flask import Flask, g, request, session

from app.security.access import COOKIELESS, EMBEDDABLE, declared
from app.security.tokens import owns


def init_app(app: Flask) -> None:
    app.before_request(_note_embedding)
    app.url_defaults(_stay_embedded)
    app.jinja_env.globals["embedded"] = embedded


def mark_embedded(held: str = "1") -> None:
    """This page stands in a frame on another site. No cookie gets there, so the address carries what it would hold."""
    g.embed = held


def embedded() -> bool:
    return bool(g.get("embed"))


def remember_owner(secret: str) -> None:
    """Let this browser go on from the result page to the check it owns."""
    if embedded():
        mark_embedded(secret)
    elif session.get("owner") != secret:
        session["owner"] = secret


def forget_owner() -> None:
    if not embedded():
        session.pop("owner", None)


def owner_token(owner_hash: str) -> str | None:
    """The owner's token, if this browser holds the one for this check."""
    secret = str(g.embed if embedded() else session.get("owner", ""))
    return secret if owns(secret, owner_hash) else None


def _note_embedding() -> None:
    """Where a cookie is the authority, `embed` means nothing: in a frame one could be made to click unseen."""
    said = declared(request.endpoint)
    if said and said.who in EMBEDDABLE:
        mark_embedded(request.args.get("embed", ""))


def _stay_embedded(endpoint: str, values: dict[str, Any]) -> None:
    """An embedded page leads to embedded pages. A link that leaves the frame is made with `embed=None`."""
    said = declared(endpoint)
    if embedded() and said and said.who in COOKIELESS:
        values.setdefault("embed", g.embed)
