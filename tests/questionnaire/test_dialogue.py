"""The conversation: what each act does, and what must hold whatever is done."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings

from questionnaire import dialogue, route
from questionnaire.answers import Answer, Kind
from questionnaire.conversation import Act, Conversation, Event, Turn
from questionnaire.loader import published
from questionnaire.model import LOCALES, Questionnaire
from questionnaire.progress import progress
from questionnaire.reading import Refused
from questionnaire.scoring import score
from tests import tiny
from tests.strategies import answered, event, given_answer, seeds

QUESTIONNAIRE = published()


@pytest.fixture
def skips(tmp_path: Path) -> Questionnaire:
    return tiny.questionnaire("skips", tmp_path)


def go(questionnaire: Questionnaire, *events: Event) -> Turn:
    turn = dialogue.start(questionnaire)
    for each in events:
        turn = dialogue.step(questionnaire, turn.conversation, each)
    return turn


def pick(question: str, option: str) -> Event:
    return Event(Act.ANSWER, question, (option,))


def asked(turn: Turn) -> str | None:
    return turn.question.id if turn.question else None


def said(turn: Turn) -> list[str]:
    return [message.text.en for message in turn.says]


QUICK_LIVE = (pick("intake.mode", "quick"), pick("intake.stage", "live"))


def test_it_starts_with_who_it_is_and_the_first_question(skips: Questionnaire) -> None:
    turn = dialogue.start(skips)
    assert "a bot, not a person" in said(turn)[0]
    assert asked(turn) == "intake.mode"


def test_a_part_opens_with_its_sentence_once(skips: Questionnaire) -> None:
    turn = go(skips, *QUICK_LIVE)
    assert (said(turn), asked(turn)) == (["one"], "one.first")
    again = go(skips, *QUICK_LIVE, pick("one.first", "a"), Event(Act.BACK), pick("one.first", "b"))
    assert said(again) == []


def test_a_route_not_taken_is_announced_once_and_skipped(skips: Questionnaire) -> None:
    turn = go(skips, pick("intake.mode", "full"), pick("intake.stage", "none"))
    assert said(turn) == ["one"]
    turn = go(
        skips,
        pick("intake.mode", "full"),
        pick("intake.stage", "none"),
        pick("one.first", "a"),
        pick("one.second", "a"),
    )
    level = "one: level 1 for now, Exploring. That mostly looks like this: a"
    assert (said(turn), asked(turn)) == ([level, "no live", "three"], "three.first")


def test_the_quick_scan_asks_key_questions_only(skips: Questionnaire) -> None:
    path = route.path(skips, go(skips, *QUICK_LIVE).conversation.answers)
    assert [q.id for q in path if q.scored] == ["one.first", "two.first", "three.first"]


def test_back_returns_to_the_question_before_and_keeps_later_answers(skips: Questionnaire) -> None:
    turn = go(skips, *QUICK_LIVE, pick("one.first", "c"), pick("two.first", "d"), Event(Act.BACK), Event(Act.BACK))
    assert asked(turn) == "one.first"
    turn = dialogue.step(skips, turn.conversation, pick("one.first", "e"))
    assert asked(turn) == "three.first"
    assert turn.conversation.answers.choice("two.first") == "d"


def test_before_the_first_question_there_is_no_back(skips: Questionnaire) -> None:
    assert said(go(skips, Event(Act.BACK))) == [skips.messages["back_first"].en]


def test_changing_an_answer_that_drops_questions_says_so_and_keeps_them(skips: Questionnaire) -> None:
    events = (*QUICK_LIVE, pick("one.first", "c"), pick("two.first", "d"), Event(Act.CHANGE, "intake.stage"))
    turn = go(skips, *events, pick("intake.stage", "none"))
    assert skips.messages["dropped"].en in said(turn)
    assert asked(turn) == "three.first"
    assert score(skips, turn.conversation.answers).of("two").score == 0
    back = dialogue.step(skips, turn.conversation, Event(Act.CHANGE, "intake.stage"))
    back = dialogue.step(skips, back.conversation, pick("intake.stage", "live"))
    assert back.conversation.answers.choice("two.first") == "d"


def test_skip_unknown_and_not_applicable_are_kept_apart(skips: Questionnaire) -> None:
    turn = go(skips, *QUICK_LIVE, Event(Act.SKIP, "one.first"), Event(Act.UNKNOWN, "two.first"))
    turn = dialogue.step(skips, turn.conversation, Event(Act.NOT_APPLICABLE, "three.first"))
    kinds = [
        getattr(turn.conversation.answers.get(id_), "kind", None) for id_ in ("one.first", "two.first", "three.first")
    ]
    assert kinds == [Kind.SKIPPED, Kind.UNKNOWN, Kind.NOT_APPLICABLE]
    assert said(turn)[0] == skips.messages["not_applicable"].en


def test_why_changes_nothing() -> None:
    before = go(QUESTIONNAIRE, pick("intake.mode", "quick"))
    after = dialogue.step(QUESTIONNAIRE, before.conversation, Event(Act.WHY))
    assert after.conversation == before.conversation
    role = QUESTIONNAIRE.questions["intake.role"]
    assert said(after) == [role.why.en if role.why else None]


def test_pause_and_resume_come_back_to_the_same_question(skips: Questionnaire) -> None:
    paused = go(skips, *QUICK_LIVE, Event(Act.PAUSE))
    assert paused.conversation.paused
    assert paused.question is None
    resumed = dialogue.step(skips, paused.conversation, Event(Act.RESUME))
    where = "There you are again. You have done 2 of the 6 questions. We were at: one.first."
    assert (said(resumed), asked(resumed)) == ([where], "one.first")


def test_after_the_last_answer_only_finishing_is_left(skips: Questionnaire) -> None:
    events = (*QUICK_LIVE, *(pick(f"{part}.first", "c") for part in ("one", "two", "three")))
    turn = go(skips, *events, Event(Act.SKIP, "closing.remark"))
    assert turn.question is None
    finished = dialogue.step(skips, turn.conversation, Event(Act.FINISH))
    assert finished.conversation.finished
    with pytest.raises(Refused, match="complete already"):
        dialogue.step(skips, finished.conversation, Event(Act.SKIP, "closing.remark"))
    changed = dialogue.step(skips, finished.conversation, Event(Act.CHANGE, "one.first"))
    assert asked(changed) == "one.first"
    assert not changed.conversation.finished


def test_an_upgrade_asks_only_what_was_not_asked(skips: Questionnaire) -> None:
    events = (*QUICK_LIVE, *(pick(f"{part}.first", "c") for part in ("one", "two", "three")))
    finished = go(skips, *events, Event(Act.SKIP, "closing.remark"), Event(Act.FINISH))
    turn = dialogue.step(skips, finished.conversation, Event(Act.UPGRADE))
    put = []
    while turn.question:
        put.append(turn.question.id)
        turn = dialogue.step(skips, turn.conversation, pick(turn.question.id, "c"))
    assert put == ["one.second", "two.second", "three.second"]


@pytest.mark.parametrize(
    ("event_", "words"),
    [
        (pick("one.second", "a"), "not that question's turn"),
        (pick("gone", "a"), "don't know that question"),
        (pick("intake.mode", "z"), "does not belong to this question"),
        (Event(Act.ANSWER, "intake.mode", ("quick", "full")), "Choose one"),
        (Event(Act.ANSWER, "intake.mode"), "Choose one"),
        (Event(Act.CHANGE, "one.first"), "don't know that question"),
    ],
)
def test_what_cannot_be_taken_is_refused_and_nothing_changes(skips: Questionnaire, event_: Event, words: str) -> None:
    turn = dialogue.start(skips)
    with pytest.raises(Refused, match=words):
        dialogue.step(skips, turn.conversation, event_)


def test_progress_counts_the_path_and_ends_at_zero_minutes(skips: Questionnaire) -> None:
    start = progress(skips, go(skips, *QUICK_LIVE).conversation.answers)
    assert (start.done, start.total) == (2, 6)
    assert [(part.part, part.done, part.total) for part in start.parts][:2] == [("intake", 2, 2), ("one", 0, 1)]
    assert start.minutes_left == 1
    events = (*QUICK_LIVE, *(pick(f"{part}.first", "c") for part in ("one", "two", "three")))
    end = progress(skips, go(skips, *events, Event(Act.SKIP, "closing.remark")).conversation.answers)
    assert (end.done, end.total, end.minutes_left) == (6, 6, 0)


@given(seeds)
def test_replaying_the_events_gives_the_same_conversation(seed: int) -> None:
    random = Random(seed)
    turn, events = dialogue.start(QUESTIONNAIRE), []
    for _ in range(random.randint(0, 60)):
        acts = [Event(Act.BACK), Event(Act.WHY), Event(Act.PAUSE), Event(Act.RESUME), Event(Act.UPGRADE)]
        if turn.question:
            acts += [event(turn.question, given_answer(turn.question, random))] * 10
        events.append(random.choice(acts))
        turn = dialogue.step(QUESTIONNAIRE, turn.conversation, events[-1])
    assert dialogue.replay(QUESTIONNAIRE, events) == turn.conversation


def _anything(random: Random, turn: Turn) -> Event:
    """Some act on the open question or any other, with values and words that may fit or be nonsense."""
    question = turn.question
    if question and random.random() < 0.5:
        return event(question, given_answer(question, random))
    ids = [None, "no.such", *QUESTIONNAIRE.questions, *([question.id] * 60 if question else [])]
    values = (
        "quick",
        "live",
        "a",
        "",
        "explain",
        "crm",
        "person",
        "frustration",
        "intake.stores=many",
        "x=y",
        "=",
        "999",
    )
    text = random.choice(["", "ja", "{chat} {0}", "weet ik niet", "\0", "9" * 30, "anders " * 400])
    some = tuple(random.choices(values, k=random.randint(0, 3)))
    return Event(random.choice(list(Act)), random.choice(ids), some, text, random.choice([0.0, 5.0, 1e9, -3.0]))


@given(seeds)
def test_any_events_in_any_order_lose_nothing_and_leave_a_next_thing_to_do(seed: int) -> None:
    random = Random(seed)
    turn = dialogue.start(QUESTIONNAIRE)
    for _ in range(40):
        before = turn.conversation
        with suppress(Refused):
            turn = dialogue.step(QUESTIONNAIRE, before, _anything(random, turn))
        after = turn.conversation
        assert set(before.answers) <= set(after.answers)
        left = route.next_open(route.path(QUESTIONNAIRE, after.answers), after.answers)
        assert turn.question or after.paused or after.finished or left is None
        assert not any("{" in message.text[locale] for message in turn.says for locale in LOCALES)


@settings(max_examples=30)
@given(seeds)
def test_back_and_edit_lead_to_the_same_score_as_answering_once(seed: int) -> None:
    random = Random(seed)
    final = {question.id: answered(question, random) for question in QUESTIONNAIRE.questions.values()}

    def hold(wander: bool) -> Conversation:
        turn = dialogue.start(QUESTIONNAIRE)
        while question := turn.question:
            if wander and question.scored and question.id not in turn.conversation.answers:
                turn = dialogue.step(QUESTIONNAIRE, turn.conversation, event(question, given_answer(question, random)))
                turn = dialogue.step(QUESTIONNAIRE, turn.conversation, Event(Act.CHANGE, question.id))
            turn = dialogue.step(QUESTIONNAIRE, turn.conversation, event(question, final[question.id]))
        return turn.conversation

    assert score(QUESTIONNAIRE, hold(True).answers) == score(QUESTIONNAIRE, hold(False).answers)


@settings(max_examples=30)
@given(seeds)
def test_a_quick_scan_upgraded_equals_a_full_check_with_the_same_answers(seed: int) -> None:
    random = Random(seed)
    final = {question.id: answered(question, random) for question in QUESTIONNAIRE.questions.values()}

    def hold(mode: str) -> Conversation:
        final[route.MODE] = Answer(choice=(mode,))
        turn = dialogue.start(QUESTIONNAIRE)
        while question := turn.question:
            turn = dialogue.step(QUESTIONNAIRE, turn.conversation, event(question, final[question.id]))
            if turn.question is None and route.mode(turn.conversation.answers) == "quick":
                turn = dialogue.step(QUESTIONNAIRE, turn.conversation, Event(Act.FINISH))
                turn = dialogue.step(QUESTIONNAIRE, turn.conversation, Event(Act.UPGRADE))
        return turn.conversation

    quick, full = hold("quick"), hold("full")
    assert quick.answers.choice(route.MODE) == "full"
    assert score(QUESTIONNAIRE, quick.answers) == score(QUESTIONNAIRE, full.answers)
