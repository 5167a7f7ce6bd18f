"""What is sent with a picture."""

from __future__ import annotations

from marshmallow import EXCLUDE, Schema, fields, validate


class PictureForm(Schema):
    """At which question it was chosen. The file itself is no field."""

    class Meta:
        unknown = EXCLUDE

    question = fields.String(required=True, validate=validate.Length(max=60))
