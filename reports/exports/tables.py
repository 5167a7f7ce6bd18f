"""A report as tables for a spreadsheet: scores, answers, and tips with what became of them.

Scores are as the report shows them: at most one decimal, never rounded up into the next level.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from questionnaire.model import Text
from reports import language
from reports.model import AnswerLine, AspectPart, Origin, Report, Standing
from reports.plan import Tick, TickState

Cell = str | float | date | None
Row = tuple[Cell, ...]
PARAGRAPH = "\n\n"


@dataclass(frozen=True, slots=True)
class Column:
    """`width` is in characters."""

    title: Text
    width: int


@dataclass(frozen=True, slots=True)
class Table:
    name: Text
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


_KIND = Column(Text("Soort", "Kind"), 10)
_NAME = Column(Text("Naam", "Name"), 28)
_ASPECT = Column(Text("Aspect", "Aspect"), 26)
_TOPIC = Column(Text("Onderwerp", "Topic"), 28)
_ASKED = Column(Text("Vraag", "Question"), 60)
_ANSWER = Column(Text("Antwoord", "Answer"), 60)
_TYPED = Column(Text("In eigen woorden", "In own words"), 40)
_SCORE = Column(Text("Score", "Score"), 8)
_LEVEL = Column(Text("Niveau", "Level"), 8)
_LEVEL_NAME = Column(Text("Naam van het niveau", "Name of the level"), 20)
_ANSWERED = Column(Text("Beantwoord", "Answered"), 12)
_OF = Column(Text("Van de vragen", "Of questions"), 14)
_WEIGHT = Column(Text("Gewicht", "Weight"), 9)
_KEY = Column(Text("Sleutelvraag", "Key question"), 13)
_CODE = Column(Text("Code", "Code"), 28)
_TIP = Column(Text("Tip", "Tip"), 50)
_STEP = Column(Text("Stap op de routekaart", "Step on the road map"), 21)
_WHEN = Column(Text("Wanneer", "When"), 10)
_EFFORT = Column(Text("Moeite", "Effort"), 10)
_EFFECT = Column(Text("Effect", "Effect"), 40)
_WHO = Column(Text("Wie", "Who"), 30)
_OF_WHOM = Column(Text("Van", "By"), 14)
_STATE = Column(Text("Stand", "State"), 10)
_DAY = Column(Text("Datum", "Date"), 12)

_ADVICE = Text("Adviseur", "Consultant")
_LETTER = Text("Brief van {by}", "Letter from {by}")
_NOTE = Text("{by} over {aspect}", "{by} about {aspect}")
_ORIGINS = {
    Origin.CHECK: Text("de check", "the check"),
    Origin.BANK: Text("adviseur, uit de bank", "consultant, from the bank"),
    Origin.OWN: Text("adviseur", "consultant"),
}
_OVERALL = Text("Totaal", "Overall")
_AREA = Text("Gebied", "Area")
_ONE_ASPECT = Text("Aspect", "Aspect")
_ONE_ANSWER = Text("Antwoord", "Answer")
_ABOUT = Text("Over jullie", "About you")
_COMPANY = Text("Bedrijf", "Company")
_HOPE = Text("Wat je hoopt te bereiken", "What you hope to achieve")
_YES, _NO = Text("ja", "yes"), Text("nee", "no")
EFFORTS = {"days": Text("dagen", "days"), "weeks": Text("weken", "weeks"), "months": Text("maanden", "months")}
_HORIZONS = {"now": Text("nu", "now"), "next": Text("daarna", "next"), "later": Text("later", "later")}
_STATES = {TickState.PLANNED: Text("gepland", "planned"), TickState.DONE: Text("gedaan", "done")}


def scores(report: Report, locale: str) -> Table:
    """The whole, the areas and the aspects, each with its score, level and how many answers it rests on."""
    name = Text("Scores", "Scores")
    return Table(name, (_KIND, _NAME, *_FIGURES, _CODE), tuple(_scored(report, locale)))


_FIGURES = (_SCORE, _LEVEL, _LEVEL_NAME, _ANSWERED, _OF)


def _scored(report: Report, locale: str) -> Iterator[Row]:
    all_of = report.aspects
    yield (_OVERALL[locale], _OVERALL[locale], *_figures(report.overall, all_of, locale), "overall")
    for area in report.areas:
        mine = tuple(aspect for aspect in all_of if aspect.area == area.id)
        yield (_AREA[locale], area.name[locale], *_figures(area.standing, mine, locale), area.id)
    for aspect in all_of:
        yield (_ONE_ASPECT[locale], aspect.name[locale], *_figures(aspect.standing, (aspect,), locale), aspect.id)


def _figures(standing: Standing, aspects: tuple[AspectPart, ...], locale: str) -> Row:
    return (
        None if standing.score is None else float(language.rounded(standing.score)),
        standing.level,
        standing.level_name[locale] if standing.level_name else None,
        sum(aspect.answered for aspect in aspects),
        sum(aspect.applicable for aspect in aspects),
    )


def answers(report: Report, locale: str) -> Table:
    """What was said of the company, and each question with its answer and what it counted for."""
    columns = (_ASPECT, _TOPIC, _ASKED, _ANSWER, _TYPED, _SCORE, _LEVEL, _WEIGHT, _KEY, _CODE)
    said = ((aspect.name[locale], *_answer(line, locale)) for aspect in report.aspects for line in aspect.answers)
    return Table(Text("Antwoorden", "Answers"), columns, (*_about(report, locale), *said, *_advice(report, locale)))


def _advice(report: Report, locale: str) -> Iterator[Row]:
    """What a consultant wrote: the letter, and the notes to the aspects."""
    if report.reviewed is None:
        return
    by = report.reviewed.signature.by
    notes = ((_NOTE.format(by=by, aspect=aspect.name), aspect.note, aspect.id) for aspect in report.aspects)
    for name, words, code in ((_LETTER.format(by=by), report.reviewed.letter, ""), *notes):
        if words:
            blanks: Row = (None,) * 5
            yield (_ADVICE[locale], name[locale], None, PARAGRAPH.join(words), *blanks, code)


def _about(report: Report, locale: str) -> Iterator[Row]:
    own = ((_COMPANY, report.profile.company), (_HOPE, report.profile.hope))
    facts = [(fact.label[locale], fact.value[locale], fact.question) for fact in report.profile.facts]
    for label, value, code in [*facts, *((label[locale], words, "") for label, words in own if words)]:
        yield (_ABOUT[locale], label, None, value, None, None, None, None, None, code)


def _answer(line: AnswerLine, locale: str) -> Row:
    key = (_YES if line.key else _NO)[locale]
    said = (line.topic[locale], line.asked[locale], line.answer[locale], line.typed or None)
    return (*said, line.points, line.level, line.weight, key, line.question)


def tips(report: Report, ticks: Mapping[str, Tick], locale: str) -> Table:
    """Every tip with its place on the road map, and what became of it."""
    columns = (_ASPECT, _TIP, _STEP, _WHEN, _EFFORT, _EFFECT, _WHO, _OF_WHOM, _STATE, _DAY, _CODE)
    return Table(Text("Tips", "Tips"), columns, tuple(_advised(report, ticks, locale)))


def _advised(report: Report, ticks: Mapping[str, Tick], locale: str) -> Iterator[Row]:
    places = {step.tip: (place, _HORIZONS[step.horizon][locale]) for place, step in enumerate(report.road_map, 1)}
    for aspect in report.aspects:
        for tip in aspect.tips:
            tick = ticks.get(tip.id)
            became = (_STATES[tick.state][locale], tick.day) if tick else (None, None)
            does = (EFFORTS[tip.effort][locale], tip.effect[locale], tip.who[locale], _ORIGINS[tip.origin][locale])
            place = places.get(tip.id, (None, None))
            yield (aspect.name[locale], tip.title[locale], *place, *does, *became, tip.id)


def scores_and_answers(report: Report, locale: str) -> Table:
    """Both in one table, for a file that holds no more than one: `Kind` says what a row is about."""
    columns = (_KIND, _NAME, _ASKED, _ANSWER, _TYPED, *_FIGURES, _WEIGHT, _KEY, _CODE)
    blank = (None, None, None)
    scored = (
        (kind, name, *blank, *figures, None, None, code) for kind, name, *figures, code in _scored(report, locale)
    )
    told = (_one_row(row, locale) for row in answers(report, locale).rows)
    return Table(Text("Scores en antwoorden", "Scores and answers"), columns, (*scored, *told))


def _one_row(row: Row, locale: str) -> Row:
    about, topic, asked, answer, typed, points, level, weight, key, code = row
    kind = about if about in (_ABOUT[locale], _ADVICE[locale]) else _ONE_ANSWER[locale]
    return (kind, topic, asked, answer, typed, points, level, None, None, None, weight, key, code)
