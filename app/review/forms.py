"""What the page of a review sends: every text on it, and the button that was pressed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import fields, post_load, pre_load, validate
from werkzeug.datastructures import MultiDict

from app.forms import FormSchema
from app.review.service import Sent
from reports.drafting import tidy

MOST_BYTES = 400_000
MOST_FIELDS = 1_000
TEXT, SHOWN, LOOKED = "text.", "was.", "find."
SAVE, FIND = "save", "find"


@dataclass(frozen=True, slots=True)
class Pressed:
    """The button: what it does, and to which tip or aspect. `words` are those that are looked for there."""

    act: str
    target: str
    words: str


class ReviewForm(FormSchema):
    """Fields are named `text.<name>` for a text and `was.<name>` for the digest of what the page showed of it."""

    version = fields.Integer(required=True)
    do = fields.String(load_default=SAVE, validate=validate.Length(max=120))
    texts = fields.Dict()
    shown = fields.Dict()
    find = fields.Dict()

    @pre_load
    def gather(self, data: MultiDict[str, str], **_: Any) -> dict[str, Any]:
        plain = dict(list(data.items())[:MOST_FIELDS])
        sent: dict[str, Any] = {name: plain[name] for name in ("version", "do") if name in plain}
        for key, prefix in (("texts", TEXT), ("shown", SHOWN), ("find", LOOKED)):
            sent[key] = {name.removeprefix(prefix): value for name, value in plain.items() if name.startswith(prefix)}
        return sent

    @post_load
    def make(self, data: dict[str, Any], **_: Any) -> tuple[Sent, Pressed]:
        texts: Mapping[str, str] = {name: tidy(words) for name, words in data["texts"].items()}
        looked_for = {aspect: words.strip() for aspect, words in data["find"].items() if words.strip()}
        act, _sep, target = data["do"].partition(" ")
        if act == SAVE and looked_for:
            # Enter in the field where one looks presses the first button of the form, which saves.
            act, target = FIND, next(iter(looked_for))
        return Sent(data["version"], texts, data["shown"]), Pressed(act, target, looked_for.get(target, ""))


class SendForm(FormSchema):
    version = fields.Integer(required=True)
