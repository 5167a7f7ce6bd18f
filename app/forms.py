"""What every form of every feature has in common."""

from __future__ import annotations

from marshmallow import EXCLUDE, Schema


class FormSchema(Schema):
    """A submitted form; fields that nobody asked for are left alone."""

    class Meta:
        unknown = EXCLUDE
