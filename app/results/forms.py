"""What the result page may send."""

from __future__ import annotations

from marshmallow import EXCLUDE, Schema, fields, validate


class MailForm(Schema):
    """Where the report goes. The address is used for this mail only."""

    class Meta:
        unknown = EXCLUDE

    address = fields.Email(required=True, validate=validate.Length(max=254))
