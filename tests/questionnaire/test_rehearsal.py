"""The role play on paper: whoever follows it asks and says what the chat does."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from random import Random
from string import ascii_lowercase

import pytest
from hypothesis import given, settings

from questionnaire import dialogue, rehearsal, route
from questionnaire.answers import Answer, Answers, Kind
from questionnaire.conversation import Turn
from questionnaire.loader import published
from questionnaire.model import Form, Text
from questionnaire.scenes import Given, Only, Part, Rehearsal, Scene
from tests import tiny
from tests.strategies import event, given_answer, seeds

QUESTIONNAIRE = published()
SCRIPTS = {mode: rehearsal.compose(QUESTIONNAIRE, mode) for mode in rehearsal.MODES}
Told = tuple[str, str]


def marks(scene: Scene, answer: Answer) -> set[str]:
    letters = zip(ascii_lowercase, scene.question.options, strict=False)
    return {letter for letter, option in letters if option.id in answer.choice}


def fits(script: Rehearsal, one: Given, answers: Answers) -> bool:
    """Whether what was ticked at an earlier scene is what the paper asks for; so is what was left open."""
    scene = script.scenes[one.scene - 1]
    answer = answers.get(scene.question.id)
    if answer is None or not answer.answered:
        return True
    if one.marks:
        return bool(marks(scene, answer) & set(one.marks))
    number = answer.number or 0
    return (one.least is None or number >= one.least) and (one.most is None or number <= one.most)


def failing(script: Rehearsal, conditions: tuple[Only, ...], answers: Answers) -> Only | None:
    return next((only for only in conditions if not all(fits(script, one, answers) for one in only.given)), None)


def played(script: Rehearsal, wanted: Answers) -> Iterator[Told]:
    """What is told and asked by who follows the paper: ('route' | 'intro' | 'level' | 'ask', words)."""
    answers = Answers()
    for part in script.parts:
        first = part.scenes[0]
        away = failing(script, part.only, answers)
        for only in (away, failing(script, first.only, answers)):
            if only and only.says:
                yield "route", only.says.nl
        if away:
            continue
        if part.opens:
            yield "intro", part.opens.nl
        for scene, says in walked(script, part, answers, wanted):
            if says and scene is not first:
                yield "route", says.nl
            if not says:
                yield "ask", scene.question.id
                answers = answers.with_answer(scene.question.id, given_to(scene, wanted))
        if part.sheet:
            yield "level", level(script, part, answers)


def walked(script: Rehearsal, part: Part, answers: Answers, wanted: Answers) -> Iterator[tuple[Scene, Text | None]]:
    """The scenes of a part that are played, and those with something to say to who passes them over."""
    here = part.scenes[0].number
    for scene in part.scenes:
        if scene.number < here:
            continue
        if (away := failing(script, scene.only, answers)) is None:
            answers = answers.with_answer(scene.question.id, given_to(scene, wanted))
            yield scene, None
            continue
        if away.says:
            yield scene, away.says
        here = away.otherwise or part.scenes[-1].number + 1
        assert away.route not in {only.route for s in part.scenes if s.number == here for only in s.only}


def given_to(scene: Scene, wanted: Answers) -> Answer:
    return wanted.get(scene.question.id) or Answer(Kind.SKIPPED)


def worth(scene: Scene, answer: Answer) -> int:
    if not scene.ranges:
        return next(choice.points or 0 for choice in scene.choices if choice.mark in marks(scene, answer))
    count = sum(not scene.question.option[id_].exclusive for id_ in answer.choice)
    number = (answer.number or 0) if scene.question.form is Form.SLIDER else count
    return next(r.points for r in scene.ranges if r.low <= number and (r.high is None or number <= r.high))


def level(script: Rehearsal, part: Part, answers: Answers) -> str:
    """The sheet, filled in by hand: the number of the level, or what is said where there is none."""
    sheet = part.sheet
    assert sheet is not None
    scored = [(s, worth(s, a)) for s in part.scenes if (a := answers.get(s.question.id)) and a.answered]
    stage = answers.get("intake.stage")
    nothing = bool(stage and stage.answered and stage.choice[0] in ("none", "plan"))
    implied = sheet.implied["live"] if nothing else 0.0
    count = len(scored) + implied
    if count < 2:
        return sheet.unknown.nl
    mean = sum(points for _, points in scored) / count
    reached = next(band.number for band in sheet.bands if mean < band.high or band.high == 100)
    keys = [points // 25 + 1 for scene, points in scored if scene.question.quick]
    if nothing and any(scene.question.quick and "live" in scene.question.routes for scene in part.scenes):
        keys.append(1)
    return str(min(reached, min(keys) + 1) if keys else reached)


def chatted(script: Rehearsal, wanted: Answers) -> Iterator[Told]:
    """The same of the chat itself."""
    turn = dialogue.start(QUESTIONNAIRE)
    yield from told(turn, start=True)
    while turn.question is not None:
        yield "ask", turn.question.id
        answer = wanted.get(turn.question.id) or Answer(Kind.SKIPPED)
        turn = dialogue.step(QUESTIONNAIRE, turn.conversation, event(turn.question, answer))
        yield from told(turn)


def told(turn: Turn, *, start: bool = False) -> Iterator[Told]:
    kinds = ("route", "intro", "level") if not start else ()
    for message in turn.says:
        if message.kind in kinds:
            yield message.kind, message.text.nl


def drawn(mode: str, seed: int) -> Answers:
    random = Random(seed)
    answers = Answers()
    for question in QUESTIONNAIRE.questions.values():
        answers = answers.with_answer(question.id, given_answer(question, random))
    return answers.with_answer(route.MODE, Answer(choice=(mode,)))


@pytest.mark.parametrize("mode", rehearsal.MODES)
@settings(max_examples=60)
@given(seed=seeds)
def test_paper_and_chat_ask_and_say_the_same(mode: str, seed: int) -> None:
    wanted = drawn(mode, seed)
    paper, chat = list(played(SCRIPTS[mode], wanted)), list(chatted(SCRIPTS[mode], wanted))
    assert [kind for kind, _ in paper] == [kind for kind, _ in chat]
    for (kind, on_paper), (_, in_chat) in zip(paper, chat, strict=True):
        if kind == "level" and on_paper.isdigit():
            assert f"niveau {on_paper}," in in_chat
        else:
            assert in_chat == on_paper


def texts(scene: Scene) -> Iterator[Text]:
    question = scene.question
    yield from (text for text in (question.text, question.hint, question.why) if text)
    yield from (choice.text for choice in scene.choices)
    yield from (each.reaction for each in (*scene.choices, *scene.ranges) if each.reaction)


@pytest.mark.parametrize("mode", rehearsal.MODES)
def test_no_gap_is_left_in_what_is_said(mode: str) -> None:
    for scene in SCRIPTS[mode].scenes:
        assert not [text for text in texts(scene) if "{" in text.nl + text.en]


def test_each_kind_has_its_questions_in_one_row_of_numbers() -> None:
    beside = len(QUESTIONNAIRE.intake) + len(QUESTIONNAIRE.closing)
    for mode, scored in (("full", 60), ("quick", 20)):
        assert [scene.number for scene in SCRIPTS[mode].scenes] == list(range(1, scored + beside + 1))
    assert {scene.question.id for scene in SCRIPTS["full"].scenes} == set(QUESTIONNAIRE.questions)


def test_words_for_others_stand_beside_the_question() -> None:
    scene = next(s for s in SCRIPTS["quick"].scenes if s.question.id == "technology.platform")
    assert "Past dit kinderzitje op mijn fiets?" in scene.question.text.nl
    said = {swap.given[0].marks: swap.text.nl for swap in scene.swaps}
    assert said["a",] == "Valt deze jas groot?"
    assert len(said) == 4


def test_a_condition_that_is_never_asked_about_keeps_nobody_away() -> None:
    """In the quick scan nobody is asked who answers, so each is asked about the bot."""
    assert {only.route for s in SCRIPTS["quick"].scenes for only in s.only} <= {"live"}
    assert "bot" in {only.route for s in SCRIPTS["full"].scenes for only in s.only}


def test_counts_and_numbers_fall_into_five_ranges_without_a_hole() -> None:
    for scene in SCRIPTS["full"].scenes:
        if scene.ranges:
            assert [each.points for each in scene.ranges] == [0, 25, 50, 75, 100]
            assert all(a.high is not None and a.high + 1 == b.low for a, b in pairwise(scene.ranges))
            assert scene.ranges[-1].high is None
            assert sum(alike for _, alike in scene.reactions) == 5


def test_it_is_made_of_any_content(tmp_path: Path) -> None:
    script = rehearsal.compose(tiny.questionnaire("skips", tmp_path), "full")
    assert script.parts[0].id == "intake"
    assert script.says("hello").nl


def test_another_kind_of_check_is_refused() -> None:
    with pytest.raises(KeyError, match="half"):
        rehearsal.compose(QUESTIONNAIRE, "half")
