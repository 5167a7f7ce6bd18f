"""What a publisher chooses: which drafts, why, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from marshmallow import ValidationError, fields, post_load, pre_load, validate
from werkzeug.datastructures import MultiDict

from app.forms import FormSchema

MOST = 500


@dataclass(frozen=True, slots=True)
class Wish:
    """The drafts by id, and the note to the edition. `due` is None for now; a moment without a zone is ours."""

    drafts: tuple[int, ...]
    note: str
    due: datetime | None

    def moment(self, zone: str) -> datetime | None:
        return self.due.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC) if self.due else None


class PublishForm(FormSchema):
    draft = fields.List(fields.Integer(), required=True, validate=validate.Length(min=1))
    note = fields.String(required=True, validate=validate.Length(min=1, max=MOST))
    later = fields.Boolean(load_default=False)
    day = fields.Date(load_default=None, allow_none=True)
    time = fields.Time(load_default=None, allow_none=True)

    @pre_load
    def flatten(self, data: MultiDict[str, str], **_: Any) -> dict[str, Any]:
        single = {name: data[name] for name in ("later", "day", "time") if data.get(name)}
        return {"draft": data.getlist("draft"), "note": " ".join(data.get("note", "").split()), **single}

    @post_load
    def make(self, data: dict[str, Any], **_: Any) -> Wish:
        if not data["later"]:
            return Wish(tuple(data["draft"]), data["note"], None)
        if data["day"] is None or data["time"] is None:
            raise ValidationError("no moment", "day")
        return Wish(tuple(data["draft"]), data["note"], datetime.combine(data["day"], data["time"]))


class RestoreForm(FormSchema):
    note = fields.String(required=True, validate=validate.Length(min=1, max=MOST))

    @pre_load
    def flatten(self, data: MultiDict[str, str], **_: Any) -> dict[str, Any]:
        return {"note": " ".join(data.get("note", "").split())}
