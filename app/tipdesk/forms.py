"""What is asked of the list of tips: words, and what a tip must be to be in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from marshmallow import fields, post_load

from app.forms import FormSchema


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a tip must be to be listed; what is empty does not matter. `language` is 'stale.en' or 'missing.nl'."""

    words: tuple[str, ...] = ()
    aspect: str = ""
    question: str = ""
    place: str = ""
    state: str = ""
    language: str = ""
    page: int = 1


class WantedForm(FormSchema):
    """The address of a list: whatever is in it that nobody could choose finds nothing."""

    q = fields.String(load_default="")
    aspect = fields.String(load_default="")
    question = fields.String(load_default="")
    place = fields.String(load_default="")
    state = fields.String(load_default="")
    language = fields.String(load_default="")
    page = fields.Integer(load_default=1)

    @post_load
    def make(self, data: dict[str, Any], **_: Any) -> Wanted:
        return Wanted(words=tuple(data.pop("q")[:200].split()), **data)
