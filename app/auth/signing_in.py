"""Flask-Security as we use it: a password and a second factor, in our own pages, words and mails."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from flask_login import user_logged_out
from flask_security import Security, SQLAlchemyUserDatastore
from flask_security.signals import password_changed, password_reset, user_authenticated

from app import audit
from app.audit import Action
from app.auth.words import browser
from app.config import ROOT
from app.extensions import db, limiter
from app.models.staff import Passkey, Staff, StaffRole
from app.security.access import Access, access
from app.security.post import Post
from app.security.staff import begin_session, leave
from app.security.tokens import keyed

PREFIX = "/staff"
LINK_HOLDS = timedelta(days=3)
# Pages of one's own account; all others lead to it.
_OWN = {
    "change_password",
    "mf_recovery_codes",
    "verify",
    "wan_delete",
    "wan_register",
    "wan_register_response",
    "wan_verify",
    "wan_verify_response",
}
_LIBRARIES = {"flask_login", "flask_principal", "flask_security"}
# Where somebody could go through passwords or codes, or have mail sent.
_GUESSABLE = ("login", "two_factor_token_validation", "mf_recovery", "forgot_password", "reset_password", "verify")


def init_app(app: Flask) -> None:
    """Add the pages for signing in, each with its access, and keep sessions and the audit log up to date."""
    with app.app_context():
        app.config.update(_settings(app.config))
    datastore = SQLAlchemyUserDatastore(db, Staff, StaffRole, webauthn_model=Passkey)
    Security(app, datastore, mail_util_cls=Post)
    _leave_others_alone(app)
    for endpoint in [name for name in app.view_functions if name.startswith("security.")]:
        own = endpoint.removeprefix("security.") in _OWN
        access(Access.STAFF if own else Access.SIGNING_IN)(app.view_functions[endpoint])
    for name in _GUESSABLE:
        limiter.limit("20/minute;200/hour", methods=["POST"])(app.view_functions[f"security.{name}"])
    app.jinja_env.filters["browser"] = browser
    user_authenticated.connect(_signed_in, app)
    user_logged_out.connect(_signed_out, app)
    for signal in (password_reset, password_changed):
        signal.connect(_password_set, app)


def _leave_others_alone(app: Flask) -> None:
    """Take away what the libraries do around each request and template: looking for who it is, also for respondents.

    It costs each turn of a chat, and reads the cookie, so that no cache could keep our files. Our own guard looks, on
    the pages of staff; principals, and a cookie that remembers somebody, are not used.
    """
    registries: tuple[Any, ...] = (app.before_request_funcs, app.after_request_funcs, app.template_context_processors)
    for around in registries:
        around[None] = [each for each in around[None] if each.__module__.partition(".")[0] not in _LIBRARIES]


def _settings(config: dict[str, Any]) -> dict[str, Any]:
    """What differs from the library's defaults. Its keys are made from ours, each for its own purpose."""
    chosen = {
        "URL_PREFIX": PREFIX,
        "STATIC_FOLDER": None,
        "PASSWORD_SALT": keyed("passwords"),
        "PASSWORD_LENGTH_MIN": 12,
        "TOTP_SECRETS": {"1": keyed("second factors")},
        "TOTP_ISSUER": config["BRAND"].name,
        "MULTI_FACTOR_RECOVERY_CODES_KEYS": None,
        "RETURN_GENERIC_RESPONSES": True,
        "RECOVERABLE": True,
        "RESET_PASSWORD_WITHIN": LINK_HOLDS,
        "CHANGEABLE": True,
        "TWO_FACTOR": True,
        "TWO_FACTOR_REQUIRED": config["STAFF_SECOND_FACTOR"],
        "TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "TWO_FACTOR_RESCUE_EMAIL": False,
        "TWO_FACTOR_POST_SETUP_VIEW": "auth.home",
        "MULTI_FACTOR_RECOVERY_CODES": True,
        "WEBAUTHN": True,
        "WAN_RP_NAME": config["BRAND"].name,
        "WAN_ALLOW_AS_FIRST_FACTOR": False,
        "WAN_POST_REGISTER_VIEW": "auth.account",
        "API_ENABLED_METHODS": ["session"],
        "FRESHNESS": timedelta(hours=1),
        # Ours is no-store, on each page.
        "CACHE_CONTROL": None,
        "DATETIME_FACTORY": _now,
        "POST_LOGIN_VIEW": "auth.home",
        "POST_LOGOUT_VIEW": "security.login",
        "POST_CHANGE_VIEW": "auth.account",
        "POST_RESET_VIEW": "security.login",
        "I18N_DIRNAME": [str(ROOT / "app" / "translations")],
        # Whether an address exists is for its owner to know: a lookup would also need the network.
        "EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
    }
    return {f"SECURITY_{name}": value for name, value in chosen.items()}


def _signed_in(app: Flask, user: Staff, **_: object) -> None:
    begin_session(user, _now())
    audit.note(user.id, Action.SIGNED_IN, str(user.id), _now())


def _signed_out(app: Flask, **_: object) -> None:
    leave(_now())


def _password_set(app: Flask, user: Staff, **_: object) -> None:
    audit.note(user.id, Action.PASSWORD_SET, str(user.id), _now())


def _now() -> datetime:
    return datetime.now(UTC)
