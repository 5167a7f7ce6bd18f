"""What the pages about accounts may send."""

from __future__ import annotations

from typing import Any

from marshmallow import ValidationError, fields, post_load, pre_load, validate
from werkzeug.datastructures import MultiDict

from app.audit import Action
from app.auth.log import Wanted
from app.forms import FormSchema
from app.permissions import Role
from questionnaire.model import LOCALES


class _RolesForm(FormSchema):
    role = fields.List(fields.Enum(Role, by_value=True), load_default=list)

    @pre_load
    def keep_lists(self, data: MultiDict[str, str], **_: Any) -> dict[str, Any]:
        return {**data.to_dict(), "role": data.getlist("role")}


class InviteForm(_RolesForm):
    """Who is invited, and as what. Whether it is an address is checked where mail is asked for."""

    address = fields.String(required=True, validate=validate.Length(max=254))
    name = fields.String(load_default="", validate=validate.Length(max=60))
    locale = fields.String(load_default=LOCALES[0], validate=validate.OneOf(LOCALES))


class RolesForm(_RolesForm):
    pass


class OwnForm(FormSchema):
    name = fields.String(required=True, validate=validate.Length(1, 60))
    locale = fields.String(required=True, validate=validate.OneOf(LOCALES))

    @pre_load
    def trim(self, data: MultiDict[str, str], **_: Any) -> dict[str, str]:
        return {name: " ".join(text.split()) for name, text in data.to_dict().items()}


class LogForm(FormSchema):
    """What to look for in the audit log. What is nonsense looks for nothing in particular."""

    person = fields.Integer(load_default=None)
    action = fields.Enum(Action, by_value=True, load_default=None)
    subject = fields.String(load_default="", validate=validate.Length(max=200))
    before = fields.Integer(load_default=None)

    @pre_load
    def leave_empty_out(self, data: MultiDict[str, str], **_: Any) -> dict[str, str]:
        return {name: text.strip() for name, text in data.to_dict().items() if text.strip()}

    @post_load
    def make(self, data: dict[str, Any], **_: Any) -> Wanted:
        return Wanted(**data)


def wanted(args: MultiDict[str, str]) -> Wanted:
    try:
        found: Wanted = LogForm().load(args)
    except ValidationError:
        return Wanted()
    return found
