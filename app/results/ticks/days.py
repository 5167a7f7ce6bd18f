"""The day beside a tip, as a browser sends it or a person types it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from reports.plan import TickState

# Far enough for any plan, and near enough to catch a year with a digit too many.
REACH = timedelta(days=5 * 365)
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_TYPED = re.compile(r"(?P<day>\d{1,2})[-/. ](?P<month>\d{1,2})[-/. ](?P<year>\d{4})")


class NoDay(ValueError):
    """What was typed is no day."""


class OutOfReach(ValueError):
    """The day lies too early or too late for what is said of it."""


@dataclass(frozen=True, slots=True)
class Reach:
    """The days that may be filled in, both ends included."""

    first: date
    last: date


def reach(state: TickState, today: date) -> Reach:
    """A plan lies ahead, and what is done lies behind."""
    return Reach(today, today + REACH) if state is TickState.PLANNED else Reach(today - REACH, today)


def chosen(state: TickState, typed: str, today: date) -> date | None:
    """The day that goes with a state: none is needed for a plan, and a step without one was done today.

    `typed` is 2027-03-31, or 31-3-2027 where the browser has no calendar. Raises NoDay and OutOfReach.
    """
    if not typed:
        return None if state is TickState.PLANNED else today
    found = _ISO.fullmatch(typed) or _TYPED.fullmatch(typed)
    if not found:
        raise NoDay
    try:
        day = date(*(int(found[part]) for part in ("year", "month", "day")))
    except ValueError as error:
        raise NoDay from error
    allowed = reach(state, today)
    if not allowed.first <= day <= allowed.last:
        raise OutOfReach
    return day
