"""What the pages about tips may be asked."""

from __future__ import annotations

from marshmallow import fields, validate

from app.forms import FormSchema
from app.insight.figures import SORTS
from app.rehearsals import MODES
from questionnaire.model import LOCALES


class ScriptForm(FormSchema):
    """Which role play is wanted."""

    mode = fields.String(load_default=MODES[0], validate=validate.OneOf(MODES))
    lang = fields.String(load_default=LOCALES[0], validate=validate.OneOf(LOCALES))


class NoteForm(FormSchema):
    """What an edition brings."""

    note = fields.String(required=True, validate=validate.Length(min=1, max=200))


class ImpactForm(FormSchema):
    """What is compared: an edition, by number, with another or with drafts."""

    before = fields.Integer(load_default=None)
    after = fields.String(load_default="")


class FiguresForm(FormSchema):
    """Which tips are looked at, and in which order. `all` shows those behind the first page too."""

    aspect = fields.String(load_default="")
    sort = fields.String(load_default=next(iter(SORTS)), validate=validate.OneOf(SORTS))
    all = fields.Boolean(load_default=False)
