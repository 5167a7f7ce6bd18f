"""Every figure of a report that somebody should see, and beside which name.

Whoever adds a page with figures adds them here; `tests/reports/places.py` says where they are looked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from questionnaire.model import Text
from reports import summary
from reports.language import figure, number
from reports.model import AspectPart, Outlook, Report, Standing

OVERALL = Text("Totaal", "Overall")
OUTCOME = Text("Jullie staan op niveau {level}: {name}.", "You stand on level {level}: {name}.")
KEY = Text("kernvraag", "key")
FIRST_STEP = Text("Als je de eerste stap zet", "If you take the first step")
FIRST_STEPS = Text("Als je de eerste {count} stappen zet", "If you take the first {count} steps")
OF_ALL = Text("{answered} van de {applicable}", "{answered} of {applicable}")
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
    """The figures of the document: in rows, on spreads, in tips, and in what charts tell."""
    yield from _row(OVERALL[locale], report.overall, report.aspects, locale)
    yield from _outcome(report, locale)
    for area in report.areas:
        mine = [aspect for aspect in report.aspects if aspect.area == area.id]
        yield from _row(area.name[locale], area.standing, mine, locale)
    for aspect in report.aspects:
        yield from _row(aspect.name[locale], aspect.standing, [aspect], locale)
        yield Shown("row", aspect.name[locale], CERTAINTY[aspect.certainty_word][locale])
        yield from _spread(aspect, locale)
        yield from _told(aspect, locale)
        yield from _answers(aspect, locale)
        yield from _after(report, aspect, locale)


def in_mail(report: Report, locale: str) -> Iterator[Shown]:
    """The figures of both bodies, for the whole and for each aspect."""
    if report.overall.score is not None:
        yield from (Shown("mail", "", words) for words in _level(report.overall, locale))
        yield Shown("mail", "", figure(report.overall.score, locale))
        yield Shown("mail", "", _counted(report.aspects, locale, OF_ALL))
    for aspect in report.aspects:
        yield from _row(aspect.name[locale], aspect.standing, [aspect], locale)
        if aspect.standing.score is None:
            yield Shown("row", aspect.name[locale], LITTLE_KNOWN[locale])


def _level(standing: Standing, locale: str) -> Iterator[str]:
    if standing.level is not None and standing.level_name is not None:
        yield from (f"{standing.level}", standing.level_name[locale])


def _counted(aspects: Iterable[AspectPart], locale: str, words: Text = OF) -> str:
    """The denominator that stands beside every score."""
    counts = [(aspect.answered, aspect.applicable) for aspect in aspects]
    answered, applicable = (sum(each) for each in zip(*counts, strict=True))
    return words.format(answered=answered, applicable=applicable)[locale]


def _row(name: str, standing: Standing, aspects: Sequence[AspectPart], locale: str) -> Iterator[Shown]:
    yield Shown("row", name, _counted(aspects, locale))
    yield from (Shown("row", name, words) for words in _level(standing, locale))
    if standing.score is not None:
        yield Shown("row", name, figure(standing.score, locale))


def _outcome(report: Report, locale: str) -> Iterator[Shown]:
    overall = report.overall
    if overall.score is not None and overall.level_name is not None:
        heading = OUTCOME.format(level=overall.level, name=overall.level_name)[locale]
        yield Shown("spread", heading, figure(overall.score, locale))
        yield Shown("spread", heading, _counted(report.aspects, locale, OF_ALL))
    taken = [look for look in (report.after_first, report.after_road_map) if look]
    if taken:
        count = len(report.road_map[: summary.FIRST_TAKEN])
        heading = (FIRST_STEPS.format(count=count) if count > 1 else FIRST_STEP)[locale]
        for score in (taken[0].score, *(look.score_after for look in taken)):
            yield Shown("spread", heading, figure(score, locale))


def _spread(aspect: AspectPart, locale: str) -> Iterator[Shown]:
    name, standing = aspect.name[locale], aspect.standing
    yield Shown("spread", name, _counted([aspect], locale))
    if standing.score is not None and standing.level_name is not None:
        yield Shown("spread", name, figure(standing.score, locale))
        yield Shown("spread", name, AT_LEVEL.format(level=standing.level, name=standing.level_name)[locale])
        yield Shown("spread", name, CERTAINTY[aspect.certainty_word][locale])
    if aspect.held_by:
        yield Shown("spread", name, ON_LEVEL.format(level=aspect.band_level)[locale])
    if aspect.outlook:
        yield from (Shown("spread", name, words) for words in _outlook(aspect.outlook, locale))
    for place, tip in enumerate(aspect.tips, start=1):
        if tip.gain:
            yield Shown("tip", f"{place} {tip.title[locale]}", figure(tip.gain, locale))


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


def _after(report: Report, aspect: AspectPart, locale: str) -> Iterator[Shown]:
    """What the steps of the road map bring: the first ones in the chart as well, all of them in the table."""
    first = aspect.after_first or (None if report.after_first else aspect.after_road_map)
    for look in (aspect.after_first, aspect.after_road_map):
        if look:
            name = report.levels[look.level_after - 1].name[locale]
            row = (figure(look.score_after, locale), f"{look.level_after} {name}")
            yield from (Shown("row", aspect.name[locale], words) for words in row)
    if first:
        yield Shown("chart", aspect.name[locale], figure(first.score_after, locale))
