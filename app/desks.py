"""The pages of staff as their navigation shows them, for each permission."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, current_app
from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from app.models import Staff
from app.permissions import Permission


@dataclass(frozen=True, slots=True)
class Desk:
    endpoint: str
    label: LazyString
    permission: Permission
    also: tuple[str, ...] = ()
    """Other features whose pages lie behind this one."""

    def leads_to(self, endpoint: str | None) -> bool:
        """Whether this is the desk of a page further on: those of a feature whose first page is `show`."""
        feature, _, page = self.endpoint.partition(".")
        return page == "show" and (endpoint or "").partition(".")[0] in (feature, *self.also)


DESKS = (
    Desk("desk.show", _("Checks"), Permission.READ_COMPANIES, also=("review",)),
    Desk("handover.show", _("Conversations"), Permission.CONVERSE),
    Desk("portfolio.show", _("Portfolio"), Permission.READ_COMPANIES),
    Desk("tipdesk.show", _("Tips"), Permission.READ_TIPS, also=("insight",)),
    Desk("auth.people", _("Colleagues"), Permission.MANAGE_STAFF),
    Desk("auth.read_audit", _("Log"), Permission.READ_AUDIT),
)


def init_app(app: Flask) -> None:
    app.jinja_env.globals["desks_for"] = desks_for


def desks_for(person: Staff) -> list[Desk]:
    """The desks that are open to a colleague, in the order of the navigation."""
    return [desk for desk in DESKS if desk.endpoint in current_app.view_functions and person.may(desk.permission)]


def first_for(person: Staff) -> str:
    """The endpoint where a colleague begins."""
    return next((desk.endpoint for desk in desks_for(person)), "auth.account")
