"""The choice of tips over the whole bank, and what the chosen steps would bring, for the twelve sample companies."""

from __future__ import annotations

from statistics import median
from time import perf_counter_ns

from questionnaire.answers import Answers
from questionnaire.loader import published
from questionnaire.scoring import Result, score
from tests import worked
from tests.bench.figures import MILLISECONDS, Figure, Outcome
from tips import bank as tip_bank
from tips import outlook
from tips.bank import Bank
from tips.selection import select

ROUNDS = 40
AIM = 5.0


def measure(rounds: int = ROUNDS) -> Outcome:
    """Each round chooses for every company once; the figure is the slowest company of a round, and their mean."""
    questionnaire = published()
    bank = tip_bank.load(tip_bank.CONTENT, questionnaire)
    companies = [worked.hold(questionnaire, worked.company(name).event)[0].answers for name in worked.COMPANY_NAMES]
    scored = [(answers, score(questionnaire, answers)) for answers in companies]
    each = [[_round(bank, answers, result) for answers, result in scored] for _ in range(rounds + 1)][1:]
    chosen = [[choice for choice, _ in times] for times in each]
    looked = [sum(look for _, look in times) / len(times) for times in each]
    return Outcome(
        f"selection: {len(bank.tips)} tips, {len(companies)} companies; {rounds} rounds",
        "time",
        "",
        [
            Figure("choice of tips, slowest company", median(max(times) for times in chosen), MILLISECONDS, most=AIM),
            Figure("choice of tips, mean", median(sum(times) / len(times) for times in chosen), MILLISECONDS),
            Figure("score with the road map taken, mean", median(looked), MILLISECONDS),
        ],
    )


def _round(bank: Bank, answers: Answers, result: Result) -> tuple[float, float]:
    """Milliseconds of the choice, and of the look ahead."""
    questionnaire = published()
    began = perf_counter_ns()
    chosen = select(bank, questionnaire, answers, result)
    between = perf_counter_ns()
    outlook.taking(questionnaire, answers, (each for _, each in chosen.road_map))
    return (between - began) / 1e6, (perf_counter_ns() - between) / 1e6
