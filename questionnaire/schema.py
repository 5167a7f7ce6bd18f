"""The shape of the content files, as marshmallow schemas. Unknown keys are refused.

What a single file cannot know (does that question exist, can this route be taken) is in `questionnaire.checks`.
"""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from questionnaire.model import LOCALES, AtLevels, Clause, Form, Level, Source, Text, Word, Wording
from questionnaire.route import IMPLIED, LEFT_OUT, OPERATORS

ID = validate.Regexp(
    r"^[a-z0-9][a-z0-9_-]*(\.[a-z0-9][a-z0-9_-]*)*$", error="use lower-case letters, digits, '-', '_' and '.'"
)


class WrittenText(fields.Field[Text]):
    """`{nl: ..., en: ...}`, both there and neither empty."""

    def __init__(self, *, longest: int = 400, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.longest = longest

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Text:
        if not isinstance(value, dict):
            raise ValidationError("write the text in both languages: {nl: ..., en: ...}")
        errors: dict[str, list[str]] = {}
        for locale in LOCALES:
            text = value.get(locale)
            if not isinstance(text, str) or not text.strip():
                errors[locale] = [f"the {locale} text is missing: add it"]
            elif len(text) > self.longest:
                errors[locale] = [f"{len(text)} characters: shorten it to {self.longest}"]
        errors.update(
            {
                str(key): ["unknown language: remove it, or put quotes round a text with a comma"]
                for key in value
                if key not in LOCALES
            }
        )
        if errors:
            raise ValidationError(errors)
        return Text(value["nl"].strip(), value["en"].strip())


class ClauseSchema(Schema):
    """`{question: intake.stage, in: [pilot, live]}`: one question, one operator."""

    question = fields.String(required=True, validate=ID)
    any_of = fields.List(fields.String(), data_key="in", validate=validate.Length(min=1))
    none_of = fields.List(fields.String(), data_key="not_in", validate=validate.Length(min=1))
    at_least = fields.Integer(strict=True)
    at_most = fields.Integer(strict=True)

    @post_load
    def make(self, data: dict[str, Any], **_: Any) -> Clause:
        names = {"any_of": "in", "none_of": "not_in"}
        found = [(names.get(key, key), value) for key, value in data.items() if key != "question"]
        if len(found) != 1:
            raise ValidationError(f"a clause has exactly one of: {', '.join(OPERATORS)}")
        operator, operand = found[0]
        return Clause(data["question"], operator, tuple(operand) if isinstance(operand, list) else operand)


class RouteNames(fields.Field[tuple[str, ...]]):
    """`live`, or `[live, bot]`."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> tuple[str, ...]:
        names = value if isinstance(value, list) else [value]
        if not names or not all(isinstance(name, str) for name in names):
            raise ValidationError("name a route, or several: [live, bot]")
        return tuple(names)


class OptionSchema(Schema):
    id = fields.String(required=True, validate=ID)
    text = WrittenText(required=True, longest=160)
    exclusive = fields.Boolean(load_default=False)
    picture = fields.String(load_default=None, validate=ID)
    reaction = WrittenText(load_default=None, longest=160)


class AtLevelsSchema(Schema):
    levels = fields.List(
        fields.Integer(strict=True, validate=validate.Range(1, 5)), required=True, validate=validate.Length(min=1)
    )
    text = WrittenText(required=True, longest=160)

    @post_load
    def make(self, data: dict[str, Any], **_: Any) -> AtLevels:
        return AtLevels(tuple(data["levels"]), data["text"])


class QuestionSchema(Schema):
    id = fields.String(required=True, validate=ID)
    form = fields.Enum(Form, by_value=True, required=True)
    topic = WrittenText(required=True, longest=40)
    text = WrittenText(required=True, longest=220)
    hint = WrittenText(load_default=None)
    why = WrittenText(load_default=None)
    source = fields.String(load_default=None)
    quick = fields.Boolean(load_default=False)
    screenshot = fields.Boolean(load_default=False)
    weight = fields.Float(load_default=1.0, validate=validate.Range(min=0, min_inclusive=False))
    route = RouteNames(load_default=())
    scale = fields.String(load_default=None)
    options = fields.List(fields.Nested(OptionSchema), load_default=list)
    reactions = fields.List(fields.Nested(AtLevelsSchema), load_default=list)
    findings = fields.List(fields.Nested(AtLevelsSchema), load_default=list)
    counts = fields.List(fields.Integer(strict=True), load_default=list)
    starts = fields.List(fields.Integer(strict=True), data_key="from", load_default=list)
    low = WrittenText(load_default=None, longest=40)
    high = WrittenText(load_default=None, longest=40)
    max_length = fields.Integer(strict=True, load_default=0, validate=validate.Range(min=0, max=5000))


class QuestionsSchema(Schema):
    questions = fields.List(fields.Nested(QuestionSchema), required=True)


class AspectSchema(QuestionsSchema):
    id = fields.String(required=True, validate=ID)
    area = fields.String(required=True)
    name = WrittenText(required=True, longest=40)
    asks = WrittenText(required=True, longest=120)
    intro = WrittenText(required=True)
    levels = fields.List(
        WrittenText(longest=200),
        required=True,
        validate=validate.Length(equal=5, error="write five, one for each level"),
    )


class AreaSchema(Schema):
    id = fields.String(required=True, validate=ID)
    name = WrittenText(required=True, longest=40)
    aspects = fields.List(fields.String(), required=True, validate=validate.Length(min=1))


class MetaSchema(Schema):
    version = fields.String(required=True)
    title = WrittenText(required=True)
    areas = fields.List(fields.Nested(AreaSchema), required=True, validate=validate.Length(min=1))
    seconds = fields.Dict(keys=fields.Enum(Form, by_value=True), values=fields.Integer(), required=True)

    @validates_schema
    def every_form(self, data: dict[str, Any], **_: Any) -> None:
        missing = [form.value for form in Form if form not in data.get("seconds", {})]
        if missing:
            raise ValidationError(f"say how long these forms take: {', '.join(missing)}", "seconds")


class ScaleSchema(Schema):
    points = fields.List(fields.Integer(strict=True), load_default=None)
    minimum = fields.Integer(strict=True, load_default=None)
    maximum = fields.Integer(strict=True, load_default=None)
    step = fields.Integer(strict=True, load_default=1, validate=validate.Range(min=1))
    unit = fields.String(load_default="")


class ScalesSchema(Schema):
    scales = fields.Dict(keys=fields.String(), values=fields.Nested(ScaleSchema), required=True)


class LevelSchema(Schema):
    number = fields.Integer(required=True, validate=validate.Range(1, 5))
    name = WrittenText(required=True, longest=30)
    description = WrittenText(required=True)

    @post_load
    def make(self, data: dict[str, Any], **_: Any) -> Level:
        return Level(**data)


class LevelsSchema(Schema):
    levels = fields.List(
        fields.Nested(LevelSchema),
        required=True,
        validate=validate.Length(equal=5, error="write five, one for each level"),
    )


class SourceSchema(Schema):
    id = fields.String(required=True, validate=ID)
    year = fields.Integer(required=True, strict=True)
    citation = WrittenText(required=True)

    @post_load
    def make(self, data: dict[str, Any], **_: Any) -> Source:
        return Source(**data)


class SourcesSchema(Schema):
    sources = fields.List(fields.Nested(SourceSchema), required=True)


class RouteSchema(Schema):
    id = fields.String(required=True, validate=ID)
    when = fields.List(fields.Nested(ClauseSchema), required=True, validate=validate.Length(min=1))
    otherwise = fields.String(required=True, validate=validate.OneOf([IMPLIED, LEFT_OUT]))
    says = WrittenText(required=True)


class WordingSchema(Schema):
    when = fields.List(fields.Nested(ClauseSchema), load_default=list)
    text = WrittenText(required=True, longest=120)

    @post_load
    def make(self, data: dict[str, Any], **_: Any) -> Wording:
        return Wording(tuple(data["when"]), data["text"])


class DialogueSchema(Schema):
    routes = fields.List(fields.Nested(RouteSchema), required=True)
    terms = fields.Dict(
        keys=fields.String(validate=ID),
        values=fields.List(fields.Nested(WordingSchema), validate=validate.Length(min=1)),
        required=True,
    )
    messages = fields.Dict(keys=fields.String(), values=WrittenText(), required=True)


class WordSchema(Schema):
    id = fields.String(required=True, validate=ID)
    names = fields.List(fields.String(), required=True, validate=validate.Length(min=1))
    text = WrittenText(required=True, longest=300)

    @post_load
    def make(self, data: dict[str, Any], **_: Any) -> Word:
        return Word(data["id"], tuple(data["names"]), data["text"])


class GlossarySchema(Schema):
    words = fields.List(fields.Nested(WordSchema), required=True)
