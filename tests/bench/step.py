"""The pure part of a turn: the next step of the dialogue and the scores so far."""

from __future__ import annotations

from statistics import median
from time import perf_counter_ns

from questionnaire import dialogue
from questionnaire.conversation import Act, Event
from questionnaire.loader import published
from questionnaire.route import FULL, MODE
from questionnaire.scoring import score
from tests.bench import conversation
from tests.bench.figures import MICROSECONDS, Figure, Outcome

ROUNDS = 40


def measure(rounds: int = ROUNDS) -> Outcome:
    """Each round is a whole full check."""
    events = (Event(Act.ANSWER, MODE, (FULL,)), *conversation.events())
    each = [_round(events) for _ in range(rounds + 1)][1:]
    steps, scores, replays = (list(times) for times in zip(*each, strict=True))
    both = [step + scored for step, scored in zip(steps, scores, strict=True)]
    return Outcome(
        f"step: the dialogue and the scores of one turn; {rounds} rounds of {len(events)} turns",
        "time",
        "",
        [
            Figure("step and score, mean of a full check", median(both), MICROSECONDS, most=100),
            Figure("step alone", median(steps), MICROSECONDS),
            Figure("score alone", median(scores), MICROSECONDS),
            Figure("replay of the whole check", median(replays), MICROSECONDS),
        ],
    )


def _round(events: tuple[Event, ...]) -> tuple[float, float, float]:
    """Microseconds of a step and of a score, as the mean over a check, and of its replay."""
    questionnaire = published()
    turn = dialogue.start(questionnaire)
    stepping = scoring = 0
    for event in events:
        began = perf_counter_ns()
        turn = dialogue.step(questionnaire, turn.conversation, event)
        stepped = perf_counter_ns()
        score(questionnaire, turn.conversation.answers)
        scoring += perf_counter_ns() - stepped
        stepping += stepped - began
    began = perf_counter_ns()
    dialogue.replay(questionnaire, events)
    replayed = perf_counter_ns() - began
    return stepping / len(events) / 1000, scoring / len(events) / 1000, replayed / 1000
