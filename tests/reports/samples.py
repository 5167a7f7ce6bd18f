"""Sample reports with texts of a real length, built by hand so that no test waits for the content."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from questionnaire.model import Text
from questionnaire.scoring import level_of
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
from tests.reports.sample_texts import (
    ANSWERS,
    AREAS,
    ASPECTS,
    DESCRIPTIONS,
    FACTS,
    HOPE,
    LEVELS,
    SOURCES,
    TIPS,
    TOPICS,
)

POINTS = (0, 25, 50, 75, 100)
KEYS = 4
NASTY = (
    '<script>alert("x")</script> {{ 7*7 }} {% raw %} </title><img src="http://evil.example/x.png"> '
    "\u202egnp.exe\x00 漢字 😀"
)
_PATTERNS = {
    "scope": (50, 75, 50, 25, 50, 75, 50, 25, 50, 75),
    "experience": (75, 25, 75, 75, 100, 75, 75, 50, 75, 75),
    "organisation": (25, 50, 25, 0, 25, 50, 25, 25, 0, 25),
    "change": (50, 25, 50, 25, 50, None, 50, 25, None, 50),
    "technology": (75, 75, 50, 75, 50, 75, 100, 50, 75, None),
    "data": (25, 0, 25, 25, 0, 25, 25, 50, 25, 0),
}


def sample_report(kind: str = "full") -> Report:
    """One of `full`, `quick`, `missing` (one aspect too little known), `unknown` (all of them) or `nasty`."""
    kinds = {
        "full": lambda: _report("full", frozenset()),
        "quick": lambda: _report("quick", frozenset()),
        "missing": lambda: _report("full", frozenset({"change"})),
        "unknown": lambda: _report("quick", frozenset(ASPECTS)),
        "nasty": lambda: nasty(_report("quick", frozenset())),
    }
    return kinds[kind]()


def nasty(report: Report) -> Report:
    """The same report with the respondent's words turned against the page."""
    company = "Drukkerij" + "X" * 400 + NASTY
    profile = Profile(company=company, hope=NASTY + " woord" * 900, facts=report.profile.facts)
    first, *others = report.aspects
    typed = replace(first.answers[0], typed=NASTY + "Y" * 300)
    aspects = (replace(first, answers=(typed, *first.answers[1:])), *others)
    return replace(report, profile=profile, aspects=aspects)


def _report(mode: str, missing: frozenset[str]) -> Report:
    aspects = tuple(_aspect(aspect, mode, aspect in missing) for aspect in ASPECTS)
    areas = tuple(_area(area, aspects) for area in AREAS)
    known = [area.standing.score for area in areas if area.standing.score is not None]
    return Report(
        created="2025-11-22T10:15:00+01:00",
        mode=mode,
        questionnaire_version="2026.1",
        scoring_version=1,
        edition="seed",
        profile=Profile("Van der Meulen & Zonen Tuincentra", HOPE.nl, tuple(Fact(*fact) for fact in FACTS)),
        overall=_standing(sum(known) / len(known) if known else None),
        left_out=tuple(area.id for area in areas if area.standing.score is None),
        areas=areas,
        aspects=aspects,
        road_map=tuple(_road_map(aspects, 10 if mode == "full" else 5)),
        sources=tuple(SourceLine(n, citation) for n, citation in enumerate(SOURCES, start=1)),
        levels=_levels(),
    )


def _levels() -> tuple[LevelLine, ...]:
    return tuple(LevelLine(n, name, description) for n, (name, description) in enumerate(LEVELS, start=1))


def _standing(score: float | None) -> Standing:
    level = None if score is None else level_of(score)
    return Standing(score, level, None if level is None else LEVELS[level - 1][0])


def _area(area: str, aspects: tuple[AspectPart, ...]) -> AreaPart:
    mine = [aspect for aspect in aspects if aspect.area == area]
    scores = [aspect.standing.score for aspect in mine if aspect.standing.score is not None]
    left_out = tuple(aspect.id for aspect in mine if aspect.standing.score is None)
    return AreaPart(area, AREAS[area], _standing(sum(scores) / len(scores) if scores else None), left_out)


def _aspect(aspect: str, mode: str, missing: bool) -> AspectPart:
    area, name, asks = ASPECTS[aspect]
    lines = tuple(_line(aspect, place, mode, missing) for place in range(10))
    points = [(line.points, line.weight) for line in lines if line.points is not None]
    score = None if missing else sum(worth * weight for worth, weight in points) / sum(weight for _, weight in points)
    band = None if score is None else level_of(score)
    lowest = min((line.level for line in lines if line.key and line.level is not None), default=5)
    level = None if band is None else min(band, lowest + 1)
    held = tuple(line.question for line in lines if line.key and line.level == lowest) if level != band else ()
    certainty = sum(weight for _, weight in points) / sum(line.weight for line in lines)
    return AspectPart(
        id=aspect,
        area=area,
        name=name,
        asks=asks,
        standing=Standing(score, level, None if level is None else LEVELS[level - 1][0]),
        description=None if level is None else DESCRIPTIONS[level - 1],
        certainty=certainty,
        certainty_word="indicative" if certainty < 0.5 else "fair" if certainty < 0.8 else "firm",
        answered=len(points),
        applicable=len(lines),
        held_by=held,
        band_level=band,
        answers=lines,
        tips=tuple(_tips(lines, held, 5 if mode == "full" else 2)),
    )


def _line(aspect: str, place: int, mode: str, missing: bool) -> AnswerLine:
    topic = TOPICS[aspect][place]
    key = place < KEYS
    points = _PATTERNS[aspect][place] if key or mode == "full" else None
    state = "answered" if points is not None else "unknown" if mode == "full" else "open"
    if missing and (place or mode == "quick"):
        points, state = None, "unknown" if key else "skipped"
    return AnswerLine(
        question=f"{aspect}.q{place}",
        topic=topic,
        asked=Text(
            f"Hoe gaat het bij jullie met {topic.nl.lower()}? Denk aan een gewone dinsdag.",
            f"How do you handle {topic.en.lower()}? Think of an ordinary Tuesday.",
        ),
        answer=Text("", "") if points is None else ANSWERS[points // 25],
        state=state,
        points=points,
        level=None if points is None else POINTS.index(points) + 1,
        weight=2.0 if place == 0 else 1.0,
        key=key,
    )


def _tips(lines: tuple[AnswerLine, ...], held: tuple[str, ...], count: int) -> Iterator[TipEntry]:
    known = sorted(
        (line for line in lines if line.level is not None and line.level < 5), key=lambda line: line.level or 0
    )
    for place, line in enumerate(known[:count] or lines[:count]):
        title, why, how, example, effort, effect, who, kpi = TIPS[place % len(TIPS)]
        yield TipEntry(
            id=f"{line.question}.{line.level or 1}",
            revision=1,
            question=line.question,
            step=line.level or 1,
            title=title.format(topic=line.topic),
            why=why,
            how=how,
            example=example,
            effort=effort,
            effect=effect,
            who=who,
            kpi=kpi,
            because=Text(
                f"Je gaf aan: '{line.answer.nl or 'dat weet ik niet'}'",
                f"You said: '{line.answer.en or 'I do not know'}'",
            ),
            holds=line.question in held,
            gain=25.0,
            sources=(place + 1,) if place < len(SOURCES) else (),
        )


def _road_map(aspects: tuple[AspectPart, ...], count: int) -> Iterator[RoadStep]:
    firsts = [(aspect.id, tip) for place in range(2) for aspect in aspects for tip in aspect.tips[place : place + 1]]
    for place, (aspect, tip) in enumerate(firsts[:count]):
        horizon = ("now", "next", "later")[3 * place // count]
        yield RoadStep(tip.id, aspect, tip.title, tip.effort, tip.effect, horizon)
