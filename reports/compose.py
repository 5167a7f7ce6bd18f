"""From a result and its tips to the one frozen `Report` that is stored.

`now` is an argument: composing the same input twice gives the same report.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from questionnaire import route
from questionnaire.answers import Answers
from questionnaire.model import Aspect, Question, Questionnaire
from questionnaire.scoring import AspectScore, Line, Result, State
from questionnaire.wording import answer_text, worded
from reports.because import Told, because, said
from reports.entries import as_written
from reports.model import (
    AnswerLine,
    AreaPart,
    AspectPart,
    Fact,
    LevelLine,
    Outlook,
    Profile,
    Report,
    RoadStep,
    SourceLine,
    Standing,
    TipEntry,
    Unknown,
)
from reports.summary import FIRST_TAKEN
from reports.verdict import verdict
from tips import outlook
from tips.bank import Bank
from tips.candidates import Candidate
from tips.model import Kind
from tips.selection import Selection
from tips.topics import HOPE

COMPANY = "closing.company"


def compose(
    questionnaire: Questionnaire,
    answers: Answers,
    result: Result,
    selection: Selection,
    bank: Bank,
    now: datetime,
) -> Report:
    """The report of a completed check. `now` is an aware moment; it becomes the date on the cover."""
    numbers = _source_numbers(selection)
    told = Told(questionnaire, answers, result, bank)
    planned = [each for _, each in selection.road_map]
    first, road = _taking(told, planned[:FIRST_TAKEN]), _taking(told, planned)
    return Report(
        created=now.isoformat(timespec="seconds"),
        mode=route.mode(answers),
        questionnaire_version=result.questionnaire,
        scoring_version=result.scoring,
        edition=bank.edition,
        profile=_profile(questionnaire, answers),
        overall=_standing(questionnaire, result.score, result.level),
        left_out=result.left_out,
        areas=tuple(
            AreaPart(area.id, area.name, _standing(questionnaire, scored.score, scored.level), scored.left_out)
            for area, scored in zip(questionnaire.areas, result.areas, strict=True)
        ),
        aspects=tuple(_aspect(told, aspect, selection, (first, road), numbers) for aspect in questionnaire.aspects),
        road_map=tuple(
            RoadStep(each.tip.id, each.aspect, each.tip.title, each.tip.effort, each.tip.effect, horizon)
            for horizon, each in selection.road_map
        ),
        sources=tuple(SourceLine(number, questionnaire.sources[id_].citation) for id_, number in numbers.items()),
        levels=tuple(LevelLine(level.number, level.name, level.description) for level in questionnaire.levels),
        verdict=verdict(told, road.steps),
        unknown=tuple(_unknown(told)),
        after_first=_outlook(first.steps, result, first.after),
        after_road_map=_outlook(road.steps, result, road.after),
    )


@dataclass(frozen=True, slots=True)
class _Road:
    """Steps of the road map, and the result with all of them taken."""

    steps: tuple[Candidate, ...]
    after: Result

    def of(self, aspect: str) -> tuple[Candidate, ...]:
        return tuple(each for each in self.steps if each.aspect == aspect)


def _taking(told: Told, steps: Sequence[Candidate]) -> _Road:
    return _Road(tuple(steps), outlook.taking(told.questionnaire, told.answers, steps))


def _profile(questionnaire: Questionnaire, answers: Answers) -> Profile:
    own_words = {route.MODE, HOPE}
    facts = tuple(
        Fact(question.id, question.topic, answer_text(question, answer))
        for question in questionnaire.intake
        if question.id not in own_words and (answer := answers.get(question.id)) and answer.answered
    )
    return Profile(answers.text(COMPANY), answers.text(HOPE), facts)


def _standing(questionnaire: Questionnaire, score: float | None, level: int | None) -> Standing:
    return Standing(score, level, questionnaire.levels[level - 1].name if level else None)


def _outlook(steps: Sequence[Candidate], before: AspectScore | Result, after: AspectScore | Result) -> Outlook | None:
    """None where there is no level, or no step to take."""
    ids = tuple(each.tip.id for each in steps if each.reaches)
    if not ids or before.score is None or before.level is None or after.score is None or after.level is None:
        return None
    return Outlook(ids, before.score, before.level, after.score, after.level)


def _aspect(
    told: Told, aspect: Aspect, selection: Selection, roads: tuple[_Road, _Road], numbers: dict[str, int]
) -> AspectPart:
    score = told.result.of(aspect.id)
    lines = {line.question: line for line in score.lines}
    chosen = selection.by_aspect[aspect.id]
    rising = _taking(told, outlook.to_next_level(told.questionnaire, told.answers, score, chosen))
    rise, after_first, after_all = (
        _outlook(road.of(aspect.id), score, road.after.of(aspect.id)) for road in (rising, *roads)
    )
    return AspectPart(
        id=aspect.id,
        area=aspect.area,
        name=aspect.name,
        asks=aspect.asks,
        standing=_standing(told.questionnaire, score.score, score.level),
        description=aspect.levels[score.level - 1] if score.level else None,
        certainty=score.certainty,
        certainty_word=score.certainty_word,
        answered=score.answered,
        applicable=score.applicable,
        held_by=score.held_by,
        band_level=score.band_level,
        answers=tuple(_line(told, question, lines[question.id]) for question in aspect.questions),
        tips=tuple(_tip(told, each, numbers) for each in chosen),
        outlook=rise,
        after_first=after_first,
        after_road_map=after_all,
    )


def _unknown(told: Told) -> Iterator[Unknown]:
    """What the respondent did not know, with the tip for finding it out."""
    for score in told.result.aspects:
        for line in (line for line in score.lines if line.state is State.UNKNOWN):
            for tip in told.bank.of.get((line.question, Kind.FIND_OUT), ())[:1]:
                topic = told.questionnaire.questions[line.question].topic
                yield Unknown(line.question, score.aspect, topic, tip.how[0], tip.who)


def _line(told: Told, question: Question, line: Line) -> AnswerLine:
    given = told.answers.get(question.id) if line.state is State.ANSWERED else None
    return AnswerLine(
        question=question.id,
        topic=question.topic,
        asked=worded(told.questionnaire, told.answers, question.text),
        answer=said(question, told.answers, line),
        state=line.state,
        points=line.points,
        level=line.level,
        weight=line.weight,
        key=line.key,
        typed=given.text if given else "",
    )


def _tip(told: Told, chosen: Candidate, numbers: dict[str, int]) -> TipEntry:
    return replace(
        as_written(chosen.tip),
        because=because(told, chosen),
        holds=chosen.holds,
        gain=round(chosen.aspect_gain, 2),
        overall_gain=round(chosen.gain, 2),
        sources=tuple(numbers[source] for source in chosen.tip.sources),
    )


def _source_numbers(selection: Selection) -> dict[str, int]:
    """Sources in the order in which the report first cites them, numbered from 1."""
    cited = (source for chosen in selection.by_aspect.values() for each in chosen for source in each.tip.sources)
    return {source: number for number, source in enumerate(dict.fromkeys(cited), 1)}
