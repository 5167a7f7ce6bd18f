"""A report as JSON, for other programs: `format` names the shape below, and a change to it raises `version`.

    format            "checkbot-report"
    version           2
    language          of every text: nl or en
    created, mode     ISO 8601 moment; quick or full
    questionnaire     version of the questions; `scoring` that of the scoring, `edition` that of the tips
    profile           {company, hope, facts: [{question, label, value}]}; company and hope are own words, or null
    verdict           the whole in one paragraph, or null
    review            {by, at, letter}, of the consultant who went through the report, or null
    overall           {score, level, level_name, answered, applicable}
    areas             [{id, name, score, level, level_name, left_out: [aspect id]}]
    aspects           [{id, area, name, score, level, level_name, answered, applicable, certainty,
                      held_by: [question id], note}]
    answers           [{question, aspect, topic, asked, answer, typed, state, points, level, weight, key}]
    tips              [{id, aspect, question, title, effort, effect, who, kpi, origin, pinned,
                      step, horizon, state, day}]

Scores run from 0 to 100 and are exact, levels from 1 to 5; both are null where too little is known. `answered` of
`applicable` questions count. `state` of an answer is a `scoring.State`; of a tip planned, done or null. `step` is
the place on the road map from 1, or null, and `day` is an ISO 8601 day or null. `letter` and `note` are a
consultant's, in the language they wrote in, with an empty line between paragraphs; a note that is not there is null.
`origin` of a tip is check, bank (put in by a consultant) or own (in a consultant's words: `question` is null).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from questionnaire.model import Text
from reports import summary
from reports.exports.tables import PARAGRAPH
from reports.model import AspectPart, Report, Standing, TipEntry
from reports.plan import Tick

FORMAT = "checkbot-report"
VERSION = 2
Fields = dict[str, Any]


def to_json(report: Report, ticks: Mapping[str, Tick], locale: str) -> bytes:
    """The record as UTF-8, two spaces a level."""
    return json.dumps(record(report, ticks, locale), ensure_ascii=False, indent=2).encode()


def record(report: Report, ticks: Mapping[str, Tick], locale: str) -> Fields:
    counted = summary.counted(report)
    counts = {"answered": counted.answered, "applicable": counted.applicable}
    return {
        "format": FORMAT,
        "version": VERSION,
        "language": locale,
        "created": report.created,
        "mode": report.mode,
        "questionnaire": report.questionnaire_version,
        "scoring": report.scoring_version,
        "edition": report.edition,
        "profile": _profile(report, locale),
        "verdict": report.verdict[locale] if report.verdict else None,
        "review": _review(report),
        "overall": {**_standing(report.overall, locale), **counts},
        "areas": [
            {"id": area.id, "name": area.name[locale], **_standing(area.standing, locale), "left_out": area.left_out}
            for area in report.areas
        ],
        "aspects": [_aspect(aspect, locale) for aspect in report.aspects],
        "answers": [line for aspect in report.aspects for line in _answers(aspect, locale)],
        "tips": _tips(report, ticks, locale),
    }


def _profile(report: Report, locale: str) -> Fields:
    facts = [
        {"question": fact.question, "label": fact.label[locale], "value": fact.value[locale]}
        for fact in report.profile.facts
    ]
    return {"company": report.profile.company, "hope": report.profile.hope, "facts": facts}


def _review(report: Report) -> Fields | None:
    if report.reviewed is None:
        return None
    signature = report.reviewed.signature
    return {"by": signature.by, "at": signature.at, "letter": PARAGRAPH.join(report.reviewed.letter)}


def _standing(standing: Standing, locale: str) -> Fields:
    name: Text | None = standing.level_name
    return {"score": standing.score, "level": standing.level, "level_name": name[locale] if name else None}


def _aspect(aspect: AspectPart, locale: str) -> Fields:
    return {
        "id": aspect.id,
        "area": aspect.area,
        "name": aspect.name[locale],
        **_standing(aspect.standing, locale),
        "answered": aspect.answered,
        "applicable": aspect.applicable,
        "certainty": aspect.certainty_word,
        "held_by": aspect.held_by,
        "note": PARAGRAPH.join(aspect.note) or None,
    }


def _answers(aspect: AspectPart, locale: str) -> list[Fields]:
    return [
        {
            "question": line.question,
            "aspect": aspect.id,
            "topic": line.topic[locale],
            "asked": line.asked[locale],
            "answer": line.answer[locale],
            "typed": line.typed,
            "state": line.state,
            "points": line.points,
            "level": line.level,
            "weight": line.weight,
            "key": line.key,
        }
        for line in aspect.answers
    ]


def _tips(report: Report, ticks: Mapping[str, Tick], locale: str) -> list[Fields]:
    places = {step.tip: (place, step.horizon) for place, step in enumerate(report.road_map, start=1)}
    return [
        {**_tip(tip, aspect, places.get(tip.id, (None, None)), locale), **_became(ticks.get(tip.id))}
        for aspect in report.aspects
        for tip in aspect.tips
    ]


def _tip(tip: TipEntry, aspect: AspectPart, place: tuple[int | None, str | None], locale: str) -> Fields:
    step, horizon = place
    return {
        "id": tip.id,
        "aspect": aspect.id,
        "question": tip.question or None,
        "title": tip.title[locale],
        "effort": tip.effort,
        "effect": tip.effect[locale],
        "who": tip.who[locale],
        "kpi": tip.kpi[locale],
        "origin": tip.origin,
        "pinned": tip.pinned,
        "step": step,
        "horizon": horizon,
    }


def _became(tick: Tick | None) -> Fields:
    if tick is None:
        return {"state": None, "day": None}
    return {"state": tick.state, "day": tick.day.isoformat() if tick.day else None}
