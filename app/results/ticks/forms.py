"""What the form below a tip may send."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from marshmallow import fields, post_load, validate

from app.forms import FormSchema
from reports.plan import TickState

NEITHER = "none"
PLACES = ("first", "tip")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to become of a tip: a state or None for neither, with the day as it was typed.

    A tip may stand on the page twice; `place` is where the button was.
    """

    tip: str
    state: TickState | None
    typed: str
    place: str


class TickForm(FormSchema):
    tip = fields.String(required=True, validate=validate.Length(max=80))
    state = fields.String(required=True, validate=validate.OneOf([*TickState, NEITHER]))
    place = fields.String(load_default=PLACES[-1], validate=validate.OneOf(PLACES))
    day = fields.String(load_default="", validate=validate.Length(max=40))

    @post_load
    def make(self, data: dict[str, Any], **_: Any) -> Wish:
        state = None if data["state"] == NEITHER else TickState(data["state"])
        return Wish(data["tip"], state, data["day"].strip(), data["place"])
