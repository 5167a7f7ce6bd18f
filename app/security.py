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

NOT_FRAMED = "frame-ancestors 'none'"
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
        NOT_FRAMED,
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
    """Who may call a route: anybody, also to begin a check; its owner, or who has the link to its result or erasure.

    A share is a link to the result that can only be read, and ends.
    """

    PUBLIC = "public"
    NEWCOMER = "newcomer"
    OWNER = "owner"
    RESULT = "result"
    ERASE = "erase"
    SHARE = "share"


# Whose authority is no cookie: it is the secret in the address, and to begin a check none is needed.
COOKIELESS = frozenset({Access.NEWCOMER, Access.OWNER, Access.RESULT, Access.ERASE})
EMBEDDABLE = COOKIELESS | {Access.PUBLIC}


def access(who: Access) -> Callable[[View], View]:
    """Declare who may use a view. An app with an undeclared route does not start."""

    def declare(view: View) -> View:
        view.access = who  # type: ignore[attr-defined]
        # A CSRF token guards what a browser adds by itself: a cookie. Who can forge a request to an address with
        # a secret knows that secret already, and what a newcomer may do, the forger may do as well.
        return csrf.exempt(view) if who in COOKIELESS else view

    return declare


def token(purpose: Access, to: UUID) -> str:
    """128 bits for a link to a check or a share, made from the secret key.

    It can be made again, by a worker or to be shown once more, so the database need not hold it.
    """
    return _keyed(f"{purpose}:{to}")[:32]


def hashes(assessment: UUID) -> dict[str, str]:
    """The columns of a new check that hold its tokens."""
    holders = {"owner_hash": Access.OWNER, "result_hash": Access.RESULT, "erase_hash": Access.ERASE}
    return {column: fingerprint(token(who, assessment)) for column, who in holders.items()}


def fingerprint(secret: str) -> str:
    """What the database holds of a token."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def mark_embedded(held: str = "1") -> None:
    """This page stands in a frame on another site. No cookie gets there, so the address carries what it would hold."""
    g.embed = held


def embedded() -> bool:
    return bool(g.get("embed"))


def address_mark(address: str, assessment: UUID) -> str:
    """Tells one address from another within a check. Without the secret key nobody can try addresses against it."""
    return _keyed(f"address:{assessment}:{address.casefold()}")


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


def owns(secret: str, owner_hash: str) -> bool:
    """Whether this is the owner's token. A form that needs it carries it: a cookie also goes with a forged one."""
    return hmac.compare_digest(fingerprint(secret), owner_hash)


def init_app(app: Flask) -> None:
    """Guard every request and every answer of the app."""
    access(Access.PUBLIC)(app.view_functions["static"])
    app.before_request(_note_reading)
    app.before_request(_note_embedding)
    app.url_defaults(_stay_embedded)
    app.jinja_env.globals["embedded"] = embedded
    app.after_request(_add_headers)


def require_declared(app: Flask) -> None:
    """Raise RuntimeError for the first route that does not say who may use it."""
    for rule in app.url_map.iter_rules():
        if not hasattr(app.view_functions[rule.endpoint], "access"):
            raise RuntimeError(f"{rule.rule} does not say who may use it: add @access(...) to {rule.endpoint}")


def _keyed(words: str) -> str:
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(key, words.encode(), hashlib.sha256).hexdigest()


def _note_reading() -> None:
    """Reading requests take no write lock: see extensions."""
    g.read_only = request.method in ("GET", "HEAD", "OPTIONS")


def _note_embedding() -> None:
    """Where a cookie is the authority, `embed` means nothing: in a frame one could be made to click unseen."""
    if _access(request.endpoint) in EMBEDDABLE:
        mark_embedded(request.args.get("embed", ""))


def _stay_embedded(endpoint: str, values: dict[str, Any]) -> None:
    """An embedded page leads to embedded pages. A link that leaves the frame is made with `embed=None`."""
    if embedded() and _access(endpoint) in COOKIELESS:
        values.setdefault("embed", g.embed)


def _access(endpoint: str | None) -> Access | None:
    return getattr(current_app.view_functions.get(endpoint or ""), "access", None)


def _headers() -> dict[str, str]:
    """An embedded page may be framed, by the sites of the settings only.

    It reads no cookie, so a frame can do no more than who knows the secret in its address; any other page can be
    framed by nobody. X-Frame-Options cannot name sites, so it is left out where frame-ancestors does.
    """
    origins = current_app.config["EMBED_ORIGINS"]
    if not origins or not embedded():
        return HEADERS
    policy = POLICY.replace(NOT_FRAMED, f"frame-ancestors {' '.join(origins)}")
    return {name: value for name, value in HEADERS.items() if name != "X-Frame-Options"} | {
        "Content-Security-Policy": policy
    }


def _add_headers(response: Response) -> Response:
    for name, value in _headers().items():
        response.headers.setdefault(name, value)
    if request.endpoint and not request.endpoint.endswith("static"):
        response.headers.setdefault("Cache-Control", "no-store")
    if _access(request.endpoint) is not Access.PUBLIC:
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
