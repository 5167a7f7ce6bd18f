"""Who may do what, and what every answer carries: access, tokens and headers."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from flask import Flask, Response, current_app, g, request, session

from app.extensions import csrf

View = TypeVar("View", bound=Callable[..., Any])

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class Access(StrEnum):
    """Who may call a route: anybody, also to begin a check; its owner, or who has the link to its result or erasure."""

    PUBLIC = "public"
    NEWCOMER = "newcomer"
    OWNER = "owner"
    RESULT = "result"
    ERASE = "erase"


# Whose authority is no cookie: it is the secret in the address, and to begin a check none is needed.
COOKIELESS = frozenset({Access.NEWCOMER, Access.OWNER, Access.RESULT, Access.ERASE})


def access(who: Access) -> Callable[[View], View]:
    """Declare who may use a view. An app with an undeclared route does not start."""

    def declare(view: View) -> View:
        view.access = who  # type: ignore[attr-defined]
        # A CSRF token guards what a browser adds by itself: a cookie. Who can forge a request to an address with
        # a secret knows that secret already, and what a newcomer may do, the forger may do as well.
        return csrf.exempt(view) if who in COOKIELESS else view

    return declare


def token(purpose: Access, assessment: UUID) -> str:
    """128 bits for a link, made from the secret key: a worker can make it again, so the database need not hold it."""
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(key, f"{purpose}:{assessment}".encode(), hashlib.sha256).hexdigest()[:32]


def hashes(assessment: UUID) -> dict[str, str]:
    """The columns of a new check that hold its tokens."""
    holders = {"owner_hash": Access.OWNER, "result_hash": Access.RESULT, "erase_hash": Access.ERASE}
    return {column: fingerprint(token(who, assessment)) for column, who in holders.items()}


def fingerprint(secret: str) -> str:
    """What the database holds of a token."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def remember_owner(secret: str) -> None:
    """Let this browser go on from the result page to the check it owns."""
    if session.get("owner") != secret:
        session["owner"] = secret


def forget_owner() -> None:
    session.pop("owner", None)


def owner_token(owner_hash: str) -> str | None:
    """The owner's token, if this browser holds the one for this check."""
    secret = str(session.get("owner", ""))
    return secret if hmac.compare_digest(fingerprint(secret), owner_hash) else None


def init_app(app: Flask) -> None:
    """Guard every request and every answer of the app."""
    access(Access.PUBLIC)(app.view_functions["static"])
    app.before_request(_note_reading)
    app.after_request(_add_headers)


def require_declared(app: Flask) -> None:
    """Raise RuntimeError for the first route that does not say who may use it."""
    for rule in app.url_map.iter_rules():
        if not hasattr(app.view_functions[rule.endpoint], "access"):
            raise RuntimeError(f"{rule.rule} does not say who may use it: add @access(...) to {rule.endpoint}")


def _note_reading() -> None:
    """Reading requests take no write lock: see extensions."""
    g.read_only = request.method in ("GET", "HEAD", "OPTIONS")


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint and not request.endpoint.endswith("static"):
        response.headers.setdefault("Cache-Control", "no-store")
    return response
