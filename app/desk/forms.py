"""What the address of the list asks: a filter, and a place to begin at. What cannot be read asks nothing."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from app.desk.listing import NOTHING, Filter, Place
from app.models import DeskState
from app.models.shared import NAME_LENGTH

LEVELS = ("1", "2", "3", "4", "5", NOTHING)
CENTURY = 20
PLACES = {"after": False, "before": True}
_OPTION = re.compile(r"[a-z0-9_]{1,20}")
_MARK = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?\+00:00)_([0-9a-f]{32})")


def wanted(args: Mapping[str, str], zone: ZoneInfo) -> Filter:
    """The filter of the address; the days are those of the calendar in this zone."""
    level = args.get("level")
    since, until = _day(args.get("since")), _day(args.get("until"))
    return Filter(
        sector=_option(args.get("sector")),
        size=_option(args.get("size")),
        level=(level if level == NOTHING else int(level)) if level in LEVELS else None,
        state=args.get("state") if args.get("state") in list(DeskState) else None,
        since=datetime.combine(since, time(), zone) if since else None,
        before=datetime.combine(until + timedelta(days=1), time(), zone) if until else None,
        name=args.get("name", "").strip()[:NAME_LENGTH],
    )


def asked(args: Mapping[str, str]) -> dict[str, str]:
    """What of the address is a filter, to be asked again on the next page."""
    names = ("sector", "size", "level", "state", "since", "until", "name")
    return {name: args[name] for name in names if args.get(name)}


def place(args: Mapping[str, str]) -> Place | None:
    """Where the page begins, by `after` or `before`."""
    for name, backwards in PLACES.items():
        found = _MARK.fullmatch(args.get(name, ""))
        if found:
            with suppress(ValueError):
                return Place(datetime.fromisoformat(found[1]), uuid.UUID(found[2]), backwards)
    return None


def mark(there: Place) -> dict[str, Any]:
    """A place as it stands in the address."""
    name = "before" if there.backwards else "after"
    return {name: f"{there.completed.isoformat()}_{there.assessment.hex}"}


def _option(given: str | None) -> str | None:
    return given if given and _OPTION.fullmatch(given) else None


def _day(given: str | None) -> date | None:
    """A day of this century."""
    with suppress(ValueError):
        day = date.fromisoformat(given or "")
        return day if day.year // 100 == CENTURY else None
    return None
