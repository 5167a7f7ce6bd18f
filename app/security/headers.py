"""What every answer carries."""

from __future__ import annotations

from flask import Flask, Response, current_app, request

from app.security.access import Access, declared
from app.security.embedding import embedded

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


def init_app(app: Flask) -> None:
    app.after_request(_add_headers)


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
    said = declared(request.endpoint)
    if said is None or said.who is not Access.PUBLIC:
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
