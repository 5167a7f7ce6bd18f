"""What a reviewed report has that the report before it had not, computed from the two."""

from __future__ import annotations

from reports.model import AspectPart, Report
from reports.signed import Changes


def changes(before: Report, after: Report) -> Changes:
    """Both are of the same check; `before` may be reviewed itself. A letter or note that was taken away is no news."""
    earlier = {aspect.id: aspect for aspect in before.aspects}
    pairs = [(earlier[aspect.id], aspect) for aspect in after.aspects if aspect.id in earlier]
    old, new = (tuple(tip for aspect in report.aspects for tip in aspect.tips) for report in (before, after))
    known, kept = {tip.id for tip in old}, {tip.id for tip in new}
    ahead = {tip.id for tip in old if tip.pinned}
    return Changes(
        letter=bool(_letter(after)) and _letter(after) != _letter(before),
        noted=tuple(now.id for was, now in pairs if now.note and now.note != was.note),
        added=tuple(tip.id for tip in new if tip.id not in known),
        hidden=tuple(tip.id for tip in old if tip.id not in kept),
        pinned=tuple(tip.id for tip in new if tip.pinned and tip.id not in ahead),
        moved=tuple(now.id for was, now in pairs if _moved(was, now)),
    )


def _letter(report: Report) -> tuple[str, ...]:
    return report.reviewed.letter if report.reviewed else ()


def _moved(was: AspectPart, now: AspectPart) -> bool:
    """Whether the tips that stand in both, and are pinned in neither, changed places."""
    apart = {tip.id for aspect in (was, now) for tip in aspect.tips if tip.pinned}
    old, new = ([tip.id for tip in aspect.tips if tip.id not in apart] for aspect in (was, now))
    return [id_ for id_ in old if id_ in new] != [id_ for id_ in new if id_ in old]
