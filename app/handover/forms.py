"""What a consultant sends."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, pre_load, validate

from app.forms import FormSchema


class AnswerForm(FormSchema):
    """A message. `once` tells it from one that is sent again."""

    text = fields.String(required=True, validate=validate.Length(max=20_000))
    once = fields.String(required=True, validate=validate.Regexp(r"[0-9a-f]{32}\Z"))

    @pre_load
    def readable(self, data: Any, **_: Any) -> dict[str, str]:
        """Without the NUL that PostgreSQL cannot keep."""
        return {name: text.replace("\0", "") for name, text in data.items()}


class CloseForm(FormSchema):
    """Whether somebody was called or mailed back."""

    done = fields.Boolean(load_default=False)


class PresenceForm(FormSchema):
    available = fields.Boolean(required=True)
