"""What must be true of content beyond its shape: ids, points, routes and references that hold together.

Each check gives (place, message) pairs; the loader adds the file and the line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from questionnaire import messages
from questionnaire.model import POINTS, Clause, Condition, Form, Question, Questionnaire
from questionnaire.yaml_file import Where

Found = Iterator[tuple[Where, str]]


def questions(found: list[dict[str, Any]], scales: Mapping[str, Any], scored: bool) -> Found:
    """The questions of one file: options, points and thresholds that fit the form."""
    for number, question in enumerate(found):
        here = ("questions", number)
        scale = scales.get(question["scale"]) if question["scale"] else None
        if question["scale"] and scale is None:
            yield (*here, "scale"), f"no scale {question['scale']!r}: choose one of {', '.join(scales)}"
            continue
        ids = Counter(option["id"] for option in question["options"])
        for id_ in (id_ for id_, count in ids.items() if count > 1):
            yield (*here, "options"), f"option {id_!r} stands there twice: give each its own id"
        if question["reactions"] and not scored:
            yield (
                (*here, "reactions"),
                "a question without points has no levels to react to: use an option's 'reaction'",
            )
        if question["findings"] and not scored:
            yield (*here, "findings"), "a question without points has no levels to find anything by: take them away"
        for where, message in _BY_FORM[question["form"]](question, scale or {}, scored):
            yield (*here, *where), message


def _of_one(question: dict[str, Any], scale: Mapping[str, Any], scored: bool) -> Found:
    if len(question["options"]) < 2:
        yield ("options",), "a choice needs two options or more: add them"
    points = scale.get("points")
    if scored and not points:
        yield ("form",), "name a scale with points, for example 'scale: steps'"
    if points and len(points) != len(question["options"]):
        yield (
            ("options",),
            f"the scale has {len(points)} points and the question {len(question['options'])} options: make them equal",
        )
    if points and not (_rises(points) and set(points) <= set(POINTS)):
        yield ("scale",), f"points {points} must rise and be among {list(POINTS)}"
    if question["form"] is Form.PICTURES:
        for number, option in enumerate(question["options"]):
            if not option["picture"]:
                yield ("options", number), "an option of a picture question needs 'picture'"


def _of_several(question: dict[str, Any], scale: Mapping[str, Any], scored: bool) -> Found:
    countable = sum(not option["exclusive"] for option in question["options"])
    if scored:
        yield from _thresholds(question["counts"], "counts", 1, countable)


def _of_slider(question: dict[str, Any], scale: Mapping[str, Any], scored: bool) -> Found:
    if scale.get("minimum") is None or scale.get("maximum") is None:
        yield ("form",), "a slider needs a scale with a minimum and a maximum, for example 'scale: percent'"
        return
    if not (question["low"] and question["high"]):
        yield ("form",), "a slider has words at its ends: add 'low' and 'high'"
    if scored:
        yield from _thresholds(question["starts"], "from", scale["minimum"] + 1, scale["maximum"])


def _of_open(question: dict[str, Any], scale: Mapping[str, Any], scored: bool) -> Found:
    if scored:
        yield ("form",), "an open question cannot be scored: choose another form"
    if not question["max_length"]:
        yield ("form",), "say how long the answer may be: add 'max_length'"


_BY_FORM: Mapping[Form, Callable[[dict[str, Any], Mapping[str, Any], bool], Found]] = {
    Form.ONE: _of_one,
    Form.PICTURES: _of_one,
    Form.SEVERAL: _of_several,
    Form.SLIDER: _of_slider,
    Form.OPEN: _of_open,
}


def _thresholds(values: list[int], key: str, least: int, most: int) -> Found:
    if len(values) != len(POINTS) - 1:
        yield (key,) if values else ("form",), f"'{key}' needs four values: where levels 2, 3, 4 and 5 start"
    elif not _rises(values) or values[0] < least or values[-1] > most:
        yield (key,), f"{values} must rise from {least} or more to {most} or less"


def _rises(values: list[int]) -> bool:
    return all(low < high for low, high in pairwise(values))


def areas(meta: dict[str, Any], aspects: list[dict[str, Any]]) -> Found:
    """Areas and aspect files name each other."""
    named = [id_ for area in meta["areas"] for id_ in area["aspects"]]
    files = {aspect["id"]: aspect["area"] for aspect in aspects}
    for number, area in enumerate(meta["areas"]):
        for id_ in area["aspects"]:
            if files.get(id_) != area["id"]:
                yield (
                    ("areas", number, "aspects"),
                    f"no file aspects/{id_}.yaml with 'area: {area['id']}': add it or correct the name",
                )
    for id_ in sorted(set(files) - set(named)):
        yield ("areas",), f"aspects/{id_}.yaml belongs to no area: name it in one"
    for id_ in (id_ for id_, count in Counter(named).items() if count > 1):
        yield ("areas",), f"aspect {id_!r} stands in two areas: keep one"


def whole(questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    """(file, message) pairs on what only the whole can show; each message starts with the id it is about."""
    everything = (*questionnaire.intake, *questionnaire.scored, *questionnaire.closing)
    for id_, count in Counter(question.id for question in everything).items():
        if count > 1:
            yield _file(questionnaire, id_), f"{id_}: stands there {count} times: give each question its own id"
    for question in everything:
        file = _file(questionnaire, question.id)
        if question.aspect and not question.id.startswith(f"{question.aspect}."):
            yield file, f"{question.id}: the id of a question starts with its aspect: {question.aspect}."
        if question.source and question.source not in questionnaire.sources:
            yield file, f"{question.id}: no source {question.source!r} in sources.yaml: add it there or correct it"
        for id_ in question.routes:
            if id_ not in questionnaire.routes:
                yield file, f"{question.id}: no route {id_!r} in dialogue.yaml: add it there or correct it"
    yield from messages.faults(questionnaire)
    yield from _routes(questionnaire)
    yield from _terms(questionnaire)


def _routes(questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    place = {id_: number for number, id_ in enumerate(questionnaire.questions)}
    used = {id_ for question in questionnaire.questions.values() for id_ in question.routes}
    for route in questionnaire.routes.values():
        broken = list(condition_faults(route.when, questionnaire.questions))
        yield from (("dialogue", f"{route.id}: {fault}") for fault in broken)
        if route.id not in used:
            yield "dialogue", f"{route.id}: no question names this route: use it or remove it"
        if broken:
            continue
        if loop := _loop(questionnaire, route.id):
            yield "dialogue", f"{route.id}: routes depend on each other in a loop ({' > '.join(loop)}): break it"
            continue
        last = max(place[clause.question] for clause in route.when)
        early = [q.id for q in questionnaire.questions.values() if route.id in q.routes and place[q.id] < last]
        if early:
            yield (
                "dialogue",
                f"{route.id}: {early[0]} comes before the answer that decides on it: it is unreachable; move it",
            )


def _terms(questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    for id_, cases in questionnaire.terms.items():
        if cases[-1].when:
            yield "dialogue", f"{id_}: the last case has no condition, so that everyone has a word: add one"
        for case in cases:
            yield from (
                ("dialogue", f"{id_}: {fault}") for fault in condition_faults(case.when, questionnaire.questions)
            )


def condition_faults(condition: Condition, known: Mapping[str, Question]) -> Iterator[str]:
    """Why a condition can never hold, or what it names that is not there."""
    for clause in condition:
        question = known.get(clause.question)
        if question is None:
            yield f"no question {clause.question!r}: correct the id"
            continue
        if clause.operator in ("in", "not_in"):
            strange = [option for option in clause.operand if option not in question.option]
            if strange:
                yield f"{clause.question} has no option {strange[0]!r}: choose from {', '.join(question.option)}"
        elif question.form is not Form.SLIDER:
            yield f"{clause.question} has no number, so '{clause.operator}' cannot hold: use 'in'"
    for id_ in sorted({clause.question for clause in condition} & set(known)):
        if not _possible([clause for clause in condition if clause.question == id_], known[id_]):
            yield f"the clauses on {id_} can never hold together: what rests on them is unreachable; loosen one"


def _possible(clauses: list[Clause], question: Question) -> bool:
    if question.form is Form.SLIDER and question.scale:
        low = max([c.operand for c in clauses if c.operator == "at_least"], default=question.scale.minimum)
        high = min([c.operand for c in clauses if c.operator == "at_most"], default=question.scale.maximum)
        return bool(low <= high and low <= question.scale.maximum and high >= question.scale.minimum)
    left = set(question.option)
    for clause in clauses:
        wanted = set(clause.operand) if clause.operator in ("in", "not_in") else left
        left = left - wanted if clause.operator == "not_in" else left & wanted
    return bool(left)


def _loop(questionnaire: Questionnaire, start: str, seen: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The chain of routes from `start` back to itself, or nothing."""
    if start in seen:
        return (*seen[seen.index(start) :], start)
    for clause in questionnaire.routes[start].when:
        question = questionnaire.questions.get(clause.question)
        for further in question.routes if question else ():
            known = further in questionnaire.routes
            if known and (loop := _loop(questionnaire, further, (*seen, start))):
                return loop
    return ()


def _file(questionnaire: Questionnaire, id_: str) -> str:
    for aspect in questionnaire.aspects:
        if any(question.id == id_ for question in aspect.questions):
            return f"aspects/{aspect.id}"
    return "closing" if id_ in {question.id for question in questionnaire.closing} else "intake"
