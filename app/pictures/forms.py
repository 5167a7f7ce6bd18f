"""What is sent with a picture."""

from __future__ import annotations

from marshmallow import fields, validate

from app.forms import FormSchema


class PictureForm(FormSchema):
    """At which question it was chosen. The file itself is no field."""

    question = fields.String(required=True, validate=validate.Length(max=60))
