"""The shape of a tip file. The same shape is kept in the database, one tip a row."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from questionnaire.schema import ID, ClauseSchema, WrittenText
from tips.model import Effort, Tip


class TipSchema(Schema):
    id = fields.String(required=True, validate=ID)
    question = fields.String(required=True, validate=ID)
    step = fields.Integer(required=True, strict=True, validate=validate.Range(1, 4))
    title = WrittenText(required=True, longest=90)
    why = WrittenText(required=True)
    sources = fields.List(fields.String(), load_default=list)
    how = fields.List(WrittenText(longest=300), required=True, validate=validate.Length(2, 5))
    example = WrittenText(required=True)
    effort = fields.Enum(Effort, by_value=True, required=True)
    effect = WrittenText(required=True, longest=80)
    who = WrittenText(required=True, longest=80)
    kpi = WrittenText(required=True, longest=160)
    when = fields.List(fields.Nested(ClauseSchema), load_default=list)

    @post_load
    def make(self, data: dict[str, Any], **_: Any) -> Tip:
        frozen: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in data.items()
        }
        return Tip(**frozen)


class TipFileSchema(Schema):
    aspect = fields.String(required=True, validate=ID)
    tips = fields.List(fields.Nested(TipSchema), required=True)
