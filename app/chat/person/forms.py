"""What is sent to ask for a person, and to talk to one."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, post_load, pre_load, validate

from app.forms import FormSchema
from app.handovers import Reach
from app.models.handover import CONTACT_LENGTH, NAME_LENGTH

_MOST = validate.Length(max=20_000)


class _Words(FormSchema):
    @pre_load
    def readable(self, data: Any, **_: Any) -> dict[str, str]:
        """Without the NUL that PostgreSQL cannot keep."""
        return {name: text.replace("\0", "") for name, text in data.items()}


class AskForm(_Words):
    """The question for a person, and how to reach who would be called or mailed back."""

    text = fields.String(load_default="", validate=_MOST)
    calling = fields.Boolean(load_default=False)
    contact = fields.String(load_default="", validate=_MOST)
    name = fields.String(load_default="", validate=_MOST)
    suits = fields.String(load_default="", validate=_MOST)

    @post_load
    def make(self, data: dict[str, Any], **_: Any) -> tuple[str, Reach | None]:
        contact, name, suits = (" ".join(data[field].split()) for field in ("contact", "name", "suits"))
        reach = Reach(contact[:CONTACT_LENGTH], name[:NAME_LENGTH], suits[:CONTACT_LENGTH])
        return data["text"], reach if data["calling"] else None


class SayForm(_Words):
    """`once` tells a message from one that is sent again."""

    text = fields.String(required=True, validate=_MOST)
    once = fields.String(required=True, validate=validate.Regexp(r"[0-9a-f]{32}\Z"))
