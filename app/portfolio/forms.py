"""What a portfolio is asked for by its address, and what saving one sends."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, post_load, pre_load, validate
from werkzeug.datastructures import MultiDict

from app.forms import FormSchema
from app.models import PortfolioKind
from app.models.portfolio import TITLE_LENGTH
from reports.portfolio import MOST


class PickedForm(FormSchema):
    """Picked assessments, and the list that they go on or come off."""

    check = fields.List(fields.UUID(), load_default=list, validate=validate.Length(max=10 * MOST))
    saved = fields.Integer(load_default=None, validate=validate.Range(1, 2147483647))

    @pre_load
    def flatten(self, data: MultiDict[str, str], **_: Any) -> dict[str, Any]:
        return {**data.to_dict(), "check": data.getlist("check")}


class NewListForm(PickedForm):
    """A name for picked assessments, and whether they are all of one company."""

    title = fields.String(load_default="")
    kind = fields.Enum(PortfolioKind, by_value=True, load_default=PortfolioKind.LIST)

    @post_load
    def tidy(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        title = "".join(c for c in data["title"] if c.isprintable())
        return {**data, "title": " ".join(title.split())[:TITLE_LENGTH]}


class WantedForm(PickedForm):
    """What stands side by side: picked assessments, a saved list, a sector, or one assessment over time."""

    sector = fields.String(load_default=None, validate=validate.Regexp(r"[a-z0-9_]{1,20}\Z"))
    history = fields.UUID(load_default=None)
