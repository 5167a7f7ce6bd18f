"""What the question below a tip may send."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from marshmallow import fields, post_load, validate

from app.forms import FormSchema
from app.models.figures import WORDS_LENGTH
from app.results.ticks.forms import PLACES
from app.tip_figures import Reason
from questionnaire.privacy import masked
from questionnaire.reading import plain

NONE = "none"
VOTES = {"useful": True, "not_useful": False, NONE: None}
# A longer one than the field takes did not come from the field.
MOST_TYPED = 2_000


@dataclass(frozen=True, slots=True)
class Vote:
    """What somebody says of a tip: `useful` is None to take it back.

    `why` is a reason, or empty, and words without what points at a person; None where the form did not ask for them.
    """

    tip: str
    place: str
    useful: bool | None
    why: tuple[str, str] | None


class VoteForm(FormSchema):
    tip = fields.String(required=True, validate=validate.Length(max=80))
    vote = fields.String(required=True, validate=validate.OneOf(VOTES))
    place = fields.String(load_default=PLACES[-1], validate=validate.OneOf(PLACES))
    asked = fields.Boolean(load_default=False)
    reason = fields.String(load_default="", validate=validate.OneOf(["", *Reason]))
    words = fields.String(load_default="", validate=validate.Length(max=MOST_TYPED))

    @post_load
    def make(self, data: dict[str, Any], **_: Any) -> Vote:
        why = (data["reason"], masked(plain(data["words"]))[:WORDS_LENGTH]) if data["asked"] else None
        return Vote(data["tip"], data["place"], VOTES[data["vote"]], why)
