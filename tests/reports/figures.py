"""Every figure of a report that somebody should see, and beside which name.

Whoever adds a page with figures adds them here; `tests/reports/places.py` says where they are looked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from questionnaire.model import Text
from reports.language import figure, number
from reports.model import AspectPart, Outlook, Report, Standing
from reports.summary import FIRST_TAKEN

OVERALL = Text("Totaal", "Overall")
FIRST_STEPS = Text("Als je de eerste {count} stappen zet", "If you take the first {count} steps")
FIRST_STEP = Text("Als je de eerste stap zet", "If you take the first step")
KEY = Text("kernvraag", "key")
OF = Text("{answered} van {applicable}", "{answered} of {applicable}")
ON_LEVEL = Text("niveau {level}", "level {level}")
AT_LEVEL = Text("niveau {level}: {name}", "level {level}: {name}")
LITTLE_KNOWN = Text("te weinig bekend", "too little known")
LITTLE_IS_KNOWN = Text("te weinig bekend", "too little is known")
CERTAINTY = {
    "indicative": Text("indicatief", "indicative"),
    "fair": Text("redelijk", "fair"),
    "firm": Text("stevig", "firm"),
}


@dataclass(frozen=True)
class Shown:
    """`words` stand in a place of the kind `where` that goes by the name `beside`; '' is the mail as a whole."""

    where: str
    beside: str
    words: str


def on_paper(report: Report, locale: str) -> Iterator[Shown]:
    """The figures of the document: in rows, on spreads, in tips, in what charts tell, and on the road map."""
    yield from _row(OVERALL[locale], report.overall, locale)
    for area in report.areas:
        yield from _row(area.name[locale], area.standing, locale)
    for aspect in report.aspects:
        yield from _row(aspect.name[locale], aspect.standing, locale)
        yield from _counted(aspect, locale)
        yield from _spread(aspect, locale)
        yield from _told(aspect, locale)
        yield from _answers(aspect, locale)
    yield from _road_map(report, locale)


def in_mail(report: Report, locale: str) -> Iterator[Shown]:
    """The figures of both bodies: the overall level, and the level of each aspect."""
    if report.overall.level is not None and report.overall.score is not None:
        yield from (Shown("mail", "", words) for words in _level(report.overall, locale))
        yield Shown("mail", "", figure(report.overall.score, locale))
    for aspect in report.aspects:
        name = aspect.name[locale]
        yield from (Shown("row", name, words) for words in _level(aspect.standing, locale))
        yield Shown("row", name, OF.format(answered=aspect.answered, applicable=aspect.applicable)[locale])
        if aspect.standing.score is not None:
            yield Shown("row", name, figure(aspect.standing.score, locale))


def _level(standing: Standing, locale: str) -> Iterator[str]:
    if standing.level is None or standing.level_name is None:
        yield LITTLE_KNOWN[locale]
    else:
        yield f"{standing.level}"
        yield standing.level_name[locale]


def _row(name: str, standing: Standing, locale: str) -> Iterator[Shown]:
    if standing.score is not None:
        yield from (Shown("row", name, words) for words in _level(standing, locale))
        yield Shown("row", name, figure(standing.score, locale))


def _counted(aspect: AspectPart, locale: str) -> Iterator[Shown]:
    counted = OF.format(answered=aspect.answered, applicable=aspect.applicable)[locale]
    yield Shown("row", aspect.name[locale], counted)
    yield Shown("row", aspect.name[locale], CERTAINTY[aspect.certainty_word][locale])
    yield Shown("spread", aspect.name[locale], counted)


def _spread(aspect: AspectPart, locale: str) -> Iterator[Shown]:
    name, standing = aspect.name[locale], aspect.standing
    if standing.score is not None and standing.level_name is not None:
        yield Shown("spread", name, figure(standing.score, locale))
        yield Shown("spread", name, AT_LEVEL.format(level=standing.level, name=standing.level_name)[locale])
        yield Shown("spread", name, CERTAINTY[aspect.certainty_word][locale])
    if aspect.held_by:
        yield Shown("spread", name, ON_LEVEL.format(level=aspect.band_level)[locale])
    if aspect.outlook:
        yield from (Shown("spread", name, words) for words in _outlook(aspect.outlook, locale))
    for tip in aspect.tips:
        if tip.gain:
            yield Shown("tip", tip.title[locale], figure(tip.gain, locale))


def _outlook(outlook: Outlook, locale: str) -> Iterator[str]:
    if outlook.rises:
        yield from (ON_LEVEL.format(level=level)[locale] for level in (outlook.level, outlook.level_after))
    elif outlook.score_after > outlook.score:
        yield from (figure(outlook.score, locale), figure(outlook.score_after, locale))


def _told(aspect: AspectPart, locale: str) -> Iterator[Shown]:
    """The alternative of the charts says the same as their picture."""
    name, score = aspect.name[locale], aspect.standing.score
    yield Shown("chart", name, LITTLE_IS_KNOWN[locale] if score is None else figure(score, locale))
    if score is not None:
        yield from (Shown("chart", name, words) for words in _level(aspect.standing, locale))


def _answers(aspect: AspectPart, locale: str) -> Iterator[Shown]:
    for line in aspect.answers:
        name = f"{line.asked[locale]} {KEY[locale]}" if line.key else line.asked[locale]
        yield Shown("row", name, number(line.weight, locale))
        if line.points is not None:
            yield Shown("row", name, f"{line.points}")


def _road_map(report: Report, locale: str) -> Iterator[Shown]:
    """Before and after: the overall score, and for each aspect its own."""
    for after in filter(None, (report.after_first, report.after_road_map)):
        count = min(len(report.road_map), FIRST_TAKEN)
        title = FIRST_STEP[locale] if count == 1 else FIRST_STEPS.format(count=count)[locale]
        yield from (Shown("spread", title, figure(score, locale)) for score in (after.score, after.score_after))
    for aspect in report.aspects:
        for look in filter(None, (aspect.after_first, aspect.after_road_map)):
            yield Shown("row", aspect.name[locale], figure(look.score_after, locale))
            yield Shown("row", aspect.name[locale], f"{look.level_after}")
        if aspect.after_first:
            yield Shown("chart", aspect.name[locale], figure(aspect.after_first.score_after, locale))
