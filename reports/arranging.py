"""What a consultant does to the tips of an aspect, a press of a button at a time. Another one takes each back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from reports import added
from reports.model import AspectPart, Report, TipEntry
from reports.review import MOST_ADDED, Added, AspectReview, Review
from reports.reviewed import every_tip


class NotPossible(Exception):
    """There is no such tip or act, or there are too many tips."""


@dataclass(frozen=True, slots=True)
class Card:
    """A tip on the consultant's page; `up` and `down` are whether it can be moved there."""

    tip: TipEntry
    hidden: bool
    up: bool
    down: bool


def cards(report: Report, aspect: AspectPart, review: Review) -> tuple[Card, ...]:
    """The tips of an aspect as they will come: those that are shown, then those that are hidden."""
    part = review.of(aspect.id)
    every = every_tip(report, aspect, part)
    shown = [tip for tip in every if tip.id not in part.hidden]
    made = [
        Card(
            tip,
            hidden=False,
            up=place > 0 and shown[place - 1].pinned == tip.pinned,
            down=place + 1 < len(shown) and shown[place + 1].pinned == tip.pinned,
        )
        for place, tip in enumerate(shown)
    ]
    hidden = [Card(tip, hidden=True, up=False, down=False) for tip in every if tip.id in part.hidden]
    return (*made, *hidden)


def done(report: Report, review: Review, act: str, tip: str) -> Review:
    """The review after this act on this tip. Raises NotPossible."""
    if act not in ACTS:
        raise NotPossible(f"no act {act!r}")
    for aspect in report.aspects:
        part = review.of(aspect.id)
        order = [each.tip.id for each in cards(report, aspect, review)]
        if tip in order:
            return review.having(ACTS[act](replace(part, order=tuple(order)), tip))
    raise NotPossible(f"no tip {tip!r}")


def with_own(review: Review, aspect: str) -> tuple[Review, str]:
    """The review with an own tip that is still to be written, and its id. Raises NotPossible."""
    number = 1 + sum(each.tip.id.startswith("own-") for each in review.added)
    return with_added(review, aspect, added.own(f"own-{number}")), f"own-{number}"


def with_added(review: Review, aspect: str, another: Added) -> Review:
    """The review with this tip put in; one that is there already and hidden is shown again. Raises NotPossible."""
    part = review.of(aspect)
    if another.tip.id in {each.tip.id for each in review.added}:
        return review.having(_show(part, another.tip.id))
    if len(review.added) >= MOST_ADDED:
        raise NotPossible("too many tips put in")
    return review.having(replace(part, added=(*part.added, another)))


def _swap(part: AspectReview, tip: str, by: int) -> AspectReview:
    order = list(part.order)
    place = order.index(tip)
    other = min(max(place + by, 0), len(order) - 1)
    order[place], order[other] = order[other], order[place]
    return replace(part, order=tuple(order))


def _up(part: AspectReview, tip: str) -> AspectReview:
    return _swap(part, tip, -1)


def _down(part: AspectReview, tip: str) -> AspectReview:
    return _swap(part, tip, 1)


def _pin(part: AspectReview, tip: str) -> AspectReview:
    """It comes after those that were pinned before."""
    kept = _unpin(part, tip).pinned
    ahead = tuple(id_ for id_ in part.order if id_ in kept)
    others = tuple(id_ for id_ in part.order if id_ not in kept and id_ != tip)
    return replace(_show(part, tip), pinned=(*kept, tip), order=(*ahead, tip, *others))


def _unpin(part: AspectReview, tip: str) -> AspectReview:
    return replace(part, pinned=tuple(id_ for id_ in part.pinned if id_ != tip))


def _hide(part: AspectReview, tip: str) -> AspectReview:
    return replace(_unpin(part, tip), hidden=(*_show(part, tip).hidden, tip))


def _show(part: AspectReview, tip: str) -> AspectReview:
    return replace(part, hidden=tuple(id_ for id_ in part.hidden if id_ != tip))


ACTS: Mapping[str, Callable[[AspectReview, str], AspectReview]] = {
    "up": _up,
    "down": _down,
    "pin": _pin,
    "unpin": _unpin,
    "hide": _hide,
    "show": _show,
}
