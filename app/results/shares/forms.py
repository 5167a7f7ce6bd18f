"""What is asked to make a link to hand on, and to withdraw one."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, post_load, validate

from app.forms import FormSchema
from app.models.sharing import LABEL_LENGTH

DAYS = (7, 30, 90)
USUAL = 30


class ShareForm(FormSchema):
    """For whom the link is, which whoever opens it does not see, and for how many days."""

    label = fields.String(load_default="")
    days = fields.Integer(load_default=USUAL, validate=validate.OneOf(DAYS))

    @post_load
    def make(self, data: dict[str, Any], **_: Any) -> tuple[str, int]:
        return " ".join(data["label"].split())[:LABEL_LENGTH], data["days"]


class WithdrawForm(FormSchema):
    share = fields.UUID(required=True)
