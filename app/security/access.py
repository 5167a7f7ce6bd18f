"""Who may use a route: declared at each view. An app with an undeclared route does not start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask, current_app

from app.audit import Action
from app.extensions import csrf
from app.permissions import Permission

View = TypeVar("View", bound=Callable[..., Any])


class Access(StrEnum):
    """Who may call a route: anybody, also to begin a check; its owner, or who has the link to its result or erasure.

    A share is a link to the result that can only be read, and ends. Staff are signed in; who is about to sign in is
    on pages that decide by themselves how far somebody has come.
    """

    PUBLIC = "public"
    NEWCOMER = "newcomer"
    OWNER = "owner"
    RESULT = "result"
    ERASE = "erase"
    SHARE = "share"
    SIGNING_IN = "signing_in"
    STAFF = "staff"


# Whose authority is no cookie: it is the secret in the address, and to begin a check none is needed.
COOKIELESS = frozenset({Access.NEWCOMER, Access.OWNER, Access.RESULT, Access.ERASE})
EMBEDDABLE = COOKIELESS | {Access.PUBLIC}


@dataclass(frozen=True, slots=True)
class Declared:
    """What a route says of itself. Of staff it may ask a `permission`; `noting` is what a look at it counts as."""

    who: Access
    permission: Permission | None = None
    noting: Action | None = None


def access(
    who: Access, permission: Permission | None = None, *, noting: Action | None = None
) -> Callable[[View], View]:
    """Declare who may use a view.

    A GET that shows a company's data has `noting`: each answer that it gives is entered in the audit log, with the
    view's arguments as the subject. What a POST changes is noted by `audit.note`, in the transaction of the change.
    """

    def declare(view: View) -> View:
        view.declared = Declared(who, permission, noting)  # type: ignore[attr-defined]
        # A CSRF token guards what a browser adds by itself: a cookie. Who can forge a request to an address with
        # a secret knows that secret already, and what a newcomer may do, the forger may do as well.
        return csrf.exempt(view) if who in COOKIELESS else view

    return declare


def declared(endpoint: str | None) -> Declared | None:
    """What the view behind an endpoint declares; None for an address that leads nowhere."""
    return getattr(current_app.view_functions.get(endpoint or ""), "declared", None)


def require_declared(app: Flask) -> None:
    """Raise RuntimeError for the first route that does not say who may use it."""
    for rule in app.url_map.iter_rules():
        if not hasattr(app.view_functions[rule.endpoint], "declared"):
            raise RuntimeError(f"{rule.rule} does not say who may use it: add @access(...) to {rule.endpoint}")
