"""What a page may send: checked here, so that the service gets whole values only."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, post_load, pre_load, validate
from werkzeug.datastructures import MultiDict

from app.forms import FormSchema
from questionnaire.conversation import Act, Event
from questionnaire.model import LOCALES


class BeginForm(FormSchema):
    mode = fields.String(required=True, validate=validate.OneOf(["quick", "full"]))
    locale = fields.String(load_default=LOCALES[0], validate=validate.OneOf(LOCALES))
    # What is no campaign keeps nobody from beginning: the check then counts without one.
    campaign = fields.String(load_default=None)


class LanguageForm(FormSchema):
    locale = fields.String(required=True, validate=validate.OneOf(LOCALES))


class LinkForm(FormSchema):
    """Where the link goes. Whether it is an address is checked where mail is asked for."""

    address = fields.String(required=True)


class TurnForm(FormSchema):
    """One act in the conversation. `seq` says after how many events the page was made."""

    act = fields.Enum(Act, by_value=True, load_default=Act.ANSWER)
    seq = fields.Integer(required=True, validate=validate.Range(0, 10_000))
    question = fields.String(load_default=None, validate=validate.Length(max=60))
    value = fields.List(
        fields.String(validate=validate.Length(max=60)), load_default=list, validate=validate.Length(max=40)
    )
    text = fields.String(load_default="", validate=validate.Length(max=20_000))

    @pre_load
    def flatten(self, data: MultiDict[str, str], **_: Any) -> dict[str, Any]:
        """One value a field, but for `value`; without the NUL that PostgreSQL cannot keep."""
        single = {name: text.replace("\0", "") for name, text in data.to_dict().items()}
        return {**single, "value": data.getlist("value")}

    @post_load
    def make(self, data: dict[str, Any], **_: Any) -> tuple[int, Event]:
        return data["seq"], Event(data["act"], data["question"], tuple(data["value"]), data["text"])
