"""The shape of a tip file: the tips of one question. A tip is kept in the database in the same shape."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, pre_load, validate, validates_schema

from questionnaire.schema import ID, ClauseSchema, WrittenText
from tips.model import Effort, Kind, Need, Tip


class NeedSchema(Schema):
    """`{question: scope.channels, level: 2}`: what a tip rests on."""

    question = fields.String(required=True, validate=ID)
    level = fields.Integer(required=True, strict=True, validate=validate.Range(2, 5))

    @post_load
    def make(self, data: dict[str, Any], **_: Any) -> Need:
        return Need(**data)


class TipSchema(Schema):
    id = fields.String(required=True, validate=ID)
    question = fields.String(required=True, validate=ID)
    kind = fields.Enum(Kind, by_value=True, load_default=Kind.STEP)
    step = fields.Integer(load_default=None, strict=True, validate=validate.Range(1, 4))
    when = fields.List(fields.Nested(ClauseSchema), load_default=list)
    needs = fields.List(fields.Nested(NeedSchema), load_default=list)
    title = WrittenText(required=True, longest=90)
    why = WrittenText(required=True)
    sources = fields.List(fields.String(), load_default=list)
    how = fields.List(WrittenText(longest=300), required=True, validate=validate.Length(2, 5))
    example = WrittenText(required=True)
    effort = fields.Enum(Effort, by_value=True, required=True)
    effect = WrittenText(required=True, longest=80)
    who = WrittenText(required=True, longest=80)
    kpi = WrittenText(required=True, longest=160)

    @validates_schema
    def steps_have_a_step(self, data: dict[str, Any], **_: Any) -> None:
        if (data.get("kind") is Kind.STEP) != (data.get("step") is not None):
            raise ValidationError("a step up has 'step: 1' to 4; a tip of another kind has none", "step")

    @post_load
    def make(self, data: dict[str, Any], **_: Any) -> Tip:
        frozen: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in data.items()
        }
        return Tip(**frozen)


class TipFileSchema(Schema):
    """`question` is said once, at the top of the file."""

    question = fields.String(required=True, validate=ID)
    tips = fields.List(fields.Nested(TipSchema), required=True)

    @pre_load
    def say_it_once(self, data: Any, **_: Any) -> Any:
        return with_question(data)


def with_question(data: Any) -> Any:
    """A tip file's plain content, each tip with the question that the file is about."""
    if not isinstance(data, dict) or not isinstance(data.get("tips"), list):
        return data
    about = {"question": data.get("question")}
    return {**data, "tips": [{**about, **tip} if isinstance(tip, dict) else tip for tip in data["tips"]]}
