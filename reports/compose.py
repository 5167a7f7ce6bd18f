"""From a result and its tips to the one frozen `Report` that is stored.

`now` is an argument: composing the same input twice gives the same report.
"""

from __future__ import annotations

from datetime import datetime

from questionnaire import route
from questionnaire.answers import Answers
from questionnaire.model import Aspect, Question, Questionnaire, Text
from questionnaire.scoring import AspectScore, Line, Result, State
from questionnaire.wording import STATES, answer_text
from reports.model import (
    AnswerLine,
    AreaPart,
    AspectPart,
    Fact,
    LevelLine,
    Profile,
    Report,
    RoadStep,
    SourceLine,
    Standing,
    TipEntry,
)
from tips.bank import Bank
from tips.selection import Selected, Selection

HOPE = "intake.hope"
COMPANY = "closing.company"
_BECAUSE = Text("Bij '{topic}' antwoordde je: {answer}", "On '{topic}' you answered: {answer}")
_BECAUSE_IMPLIED = Text(
    "Er loopt nog niets, dus bij '{topic}' begin je vooraan.",
    "Nothing is running yet, so with '{topic}' you start at the beginning.",
)
_HOLDS = Text(
    " Dit antwoord houdt {aspect} op niveau {level}: daarom staat deze tip vooraan.",
    " This answer holds {aspect} at level {level}: that is why this tip comes first.",
)


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
        aspects=tuple(
            _aspect(questionnaire, answers, aspect, result.of(aspect.id), selection, numbers)
            for aspect in questionnaire.aspects
        ),
        road_map=tuple(
            RoadStep(each.tip.id, each.aspect, each.tip.title, each.tip.effort, each.tip.effect, horizon)
            for horizon, each in selection.road_map
        ),
        sources=tuple(SourceLine(number, questionnaire.sources[id_].citation) for id_, number in numbers.items()),
        levels=tuple(LevelLine(level.number, level.name, level.description) for level in questionnaire.levels),
    )


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


def _aspect(
    questionnaire: Questionnaire,
    answers: Answers,
    aspect: Aspect,
    score: AspectScore,
    selection: Selection,
    numbers: dict[str, int],
) -> AspectPart:
    lines = {line.question: line for line in score.lines}
    return AspectPart(
        id=aspect.id,
        area=aspect.area,
        name=aspect.name,
        asks=aspect.asks,
        standing=_standing(questionnaire, score.score, score.level),
        description=aspect.levels[score.level - 1] if score.level else None,
        certainty=score.certainty,
        certainty_word=score.certainty_word,
        answered=score.answered,
        applicable=score.applicable,
        held_by=score.held_by,
        band_level=score.band_level,
        answers=tuple(_line(question, answers, lines[question.id]) for question in aspect.questions),
        tips=tuple(
            _tip(questionnaire, answers, aspect, score, each, numbers) for each in selection.by_aspect[aspect.id]
        ),
    )


def _line(question: Question, answers: Answers, line: Line) -> AnswerLine:
    return AnswerLine(
        question=question.id,
        topic=question.topic,
        asked=question.text,
        answer=_said(question, answers, line),
        state=line.state,
        points=line.points,
        level=line.level,
        weight=line.weight,
        key=line.key,
    )


def _said(question: Question, answers: Answers, line: Line) -> Text:
    answer = answers.get(question.id)
    return answer_text(question, answer) if line.state is State.ANSWERED and answer else STATES[line.state]


def _tip(
    questionnaire: Questionnaire,
    answers: Answers,
    aspect: Aspect,
    score: AspectScore,
    chosen: Selected,
    numbers: dict[str, int],
) -> TipEntry:
    tip, question = chosen.tip, questionnaire.questions[chosen.tip.question]
    implied = chosen.line.state is State.IMPLIED
    said = _said(question, answers, chosen.line)
    because = (_BECAUSE_IMPLIED if implied else _BECAUSE).format(topic=question.topic, answer=said)
    if chosen.holds:
        held = _HOLDS.format(aspect=aspect.name, level=score.level)
        because = Text(because.nl + held.nl, because.en + held.en)
    return TipEntry(
        id=tip.id,
        revision=tip.revision,
        question=tip.question,
        step=tip.step,
        title=tip.title,
        why=tip.why,
        how=tip.how,
        example=tip.example,
        effort=tip.effort,
        effect=tip.effect,
        who=tip.who,
        kpi=tip.kpi,
        because=because,
        holds=chosen.holds,
        gain=round(chosen.aspect_gain, 1),
        sources=tuple(numbers[source] for source in tip.sources),
    )


def _source_numbers(selection: Selection) -> dict[str, int]:
    """Sources in the order in which the report first cites them, numbered from 1."""
    cited = (source for chosen in selection.by_aspect.values() for each in chosen for source in each.tip.sources)
    return {source: number for number, source in enumerate(dict.fromkeys(cited), 1)}
