"""What the result page may send."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, post_load, pre_load, validate
from werkzeug.datastructures import MultiDict

from app.consents import Change
from app.forms import FormSchema
from app.models import ConsentKind


class MailForm(FormSchema):
    """Where the report goes. The address is used for this mail only."""

    address = fields.Email(required=True, validate=validate.Length(max=254))


class ConsentForm(FormSchema):
    """The boxes that are ticked, and those that stood as given when the page was made.

    Only a box that changed is a choice: a page that has been open since earlier withdraws nothing by being old.
    """

    consent = fields.List(fields.Enum(ConsentKind, by_value=True), load_default=list)
    given = fields.List(fields.Enum(ConsentKind, by_value=True), load_default=list)

    @pre_load
    def flatten(self, data: MultiDict[str, str], **_: Any) -> dict[str, Any]:
        return {"consent": data.getlist("consent"), "given": data.getlist("given")}

    @post_load
    def make(self, data: dict[str, Any], **_: Any) -> tuple[set[ConsentKind], Change]:
        ticked, given = set(data["consent"]), set(data["given"])
        return ticked, Change(given=ticked - given, withdrawn=given - ticked)
