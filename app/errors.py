"""From what went wrong to a page that says what happened and what to do."""

from __future__ import annotations

import structlog
from flask import Flask, g, render_template, request
from flask_babel import lazy_gettext as _
from flask_wtf.csrf import CSRFError
from marshmallow import ValidationError
from werkzeug.exceptions import HTTPException, SecurityError

from app import locale
from app.extensions import db
from app.rendering import RenderFailed

log = structlog.get_logger()
_OTHER = (_("That did not work"), _("Something is wrong with this request. Go back and try it again."))
TEXTS = {
    404: (
        _("This page is not here"),
        _("The link is not complete, or what it led to has been deleted. Check the link, or start a new check."),
    ),
    400: _OTHER,
    405: _OTHER,
    413: (
        _("That is too much at once"),
        _("What you sent is larger than this page takes. Go back and shorten your answer."),
    ),
    429: (_("That went very fast"), _("Wait a minute and go on. Everything you answered has been kept.")),
    500: (
        _("Something broke on our side"),
        _("Everything you answered has been kept. Load the page again; if that does not help, come back in an hour."),
    ),
    503: (
        _("The PDF is not ready"),
        _("Making it took too long. Try again in a minute, or have it mailed: we keep trying. Your result is kept."),
    ),
}
_EXPIRED = (
    _("This page has been open too long"),
    _("Go back, load the page again and repeat your last answer. Everything before it has been kept."),
)


def init_app(app: Flask) -> None:
    app.register_error_handler(CSRFError, lambda error: _page(400, _EXPIRED))
    app.register_error_handler(ValidationError, lambda error: _page(400, _OTHER))
    app.register_error_handler(RenderFailed, _unrendered)
    app.register_error_handler(SecurityError, _strange_host)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def _strange_host(error: SecurityError) -> tuple[str, int, dict[str, str]]:
    """Plain words: a page has links, and for a host that is not ours there is nothing to link to."""
    return "This site is not served under that name. Check the address.\n", 400, {"Content-Type": "text/plain"}


def _http(error: HTTPException) -> tuple[str, int]:
    code = error.code or 500
    return _page(code, TEXTS.get(code, _OTHER if code < 500 else TEXTS[500]))


def _unrendered(error: RenderFailed) -> tuple[str, int]:
    log.error("render failed", reason=str(error))
    return _page(503, TEXTS[503])


def _unexpected(error: Exception) -> tuple[str, int]:
    log.error("unexpected error", endpoint=request.endpoint, exc_info=error)
    db.session.rollback()
    return _page(500, TEXTS[500])


def _page(code: int, text: tuple[object, object]) -> tuple[str, int]:
    if "locale" not in g:
        locale.choose(request.accept_languages.best_match(["nl", "en"], "nl"))
    return render_template("error.html", title=text[0], advice=text[1], code=code), code
