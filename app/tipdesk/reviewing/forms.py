"""What a reviewer sends: a judgement on a draft as it was read, or a remark at one of its fields."""

from __future__ import annotations

from marshmallow import fields, validate

from app.forms import FormSchema
from app.tipdesk.words import FIELDS

# Longer than a reason needs to be.
MOST = 2_000


class JudgementForm(FormSchema):
    """`act` is approve, refuse or take_back; `version` is that of the draft on the page."""

    act = fields.String(required=True, validate=validate.OneOf(("approve", "refuse", "take_back")))
    version = fields.Integer(required=True)
    reason = fields.String(load_default="", validate=validate.Length(max=MOST))


class RemarkForm(FormSchema):
    field = fields.String(required=True, validate=validate.OneOf(tuple(FIELDS)))
    words = fields.String(required=True, validate=validate.Length(min=1, max=MOST))
