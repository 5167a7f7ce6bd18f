"""Who of the staff may do what: one table, shown on one screen and asked by every route."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _


class Role(StrEnum):
    CONSULTANT = "consultant"
    EDITOR = "editor"
    PUBLISHER = "publisher"
    ADMIN = "admin"


class Permission(StrEnum):
    READ_COMPANIES = "read_companies"
    REVIEW = "review"
    CONVERSE = "converse"
    READ_TIPS = "read_tips"
    EDIT_TIPS = "edit_tips"
    REVIEW_TIPS = "review_tips"
    PUBLISH_TIPS = "publish_tips"
    MANAGE_STAFF = "manage_staff"
    READ_AUDIT = "read_audit"


ROLE_NAMES: Mapping[Role, LazyString] = {
    Role.CONSULTANT: _("Consultant"),
    Role.EDITOR: _("Editor"),
    Role.PUBLISHER: _("Publisher"),
    Role.ADMIN: _("Administrator"),
}

PERMISSION_NAMES: Mapping[Permission, LazyString] = {
    Permission.READ_COMPANIES: _("See the checks that companies shared with us"),
    Permission.REVIEW: _("Review a report and send it"),
    Permission.CONVERSE: _("Take over a conversation"),
    Permission.READ_TIPS: _("Read the tips"),
    Permission.EDIT_TIPS: _("Write and change tips"),
    Permission.REVIEW_TIPS: _("Judge somebody else's draft"),
    Permission.PUBLISH_TIPS: _("Publish tips, and put an earlier edition back"),
    Permission.MANAGE_STAFF: _("Invite colleagues and set their roles"),
    Permission.READ_AUDIT: _("See who looked at or changed what"),
}

GRANTS: Mapping[Role, Set[Permission]] = {
    Role.CONSULTANT: {Permission.READ_COMPANIES, Permission.REVIEW, Permission.CONVERSE, Permission.READ_TIPS},
    Role.EDITOR: {Permission.READ_TIPS, Permission.EDIT_TIPS, Permission.REVIEW_TIPS},
    Role.PUBLISHER: {Permission.READ_TIPS, Permission.EDIT_TIPS, Permission.REVIEW_TIPS, Permission.PUBLISH_TIPS},
    Role.ADMIN: {Permission.MANAGE_STAFF, Permission.READ_AUDIT},
}


def granted(roles: Iterable[str], permission: Permission) -> bool:
    """Whether one of these roles has the permission. A role that is no longer known grants nothing."""
    return any(permission in GRANTS[Role(role)] for role in roles if role in GRANTS)
