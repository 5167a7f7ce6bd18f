"""The measurements of `make bench` once, as small as they go: that they run, and not how fast."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.bench import __main__ as bench
from tests.bench import desk, left_out, selection, step, stored, turn, understanding
from tests.bench.figures import Figure, Outcome, percentile

SMALL: dict[str, Callable[[], Outcome]] = {
    "step": lambda: step.measure(rounds=1),
    "selection": lambda: selection.measure(rounds=1),
    "understanding": understanding.measure,
    "left_out": lambda: left_out.measure(every=50),
    "turn": lambda: turn.measure(rounds=1, turns=4),
    "stored": lambda: stored.measure(rounds=1, assessments=20, turns=3),
    "desk": lambda: desk.measure(rounds=1, many=60, few=20),
}
# Each takes a quarter of a minute or more however small it is made, and stands on what those above try.
LONG = {"chats", "pdf", "rendering", "pdf_plain", "many"}


def test_each_measurement_is_tried() -> None:
    assert SMALL.keys() | LONG == bench.MEASUREMENTS.keys()


@pytest.mark.parametrize("name", SMALL)
def test_a_measurement_runs(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEB_PROCESSES", "1")
    outcome = SMALL[name]()
    for figure in outcome.figures:
        counts_what_is_wrong = figure.most == 0
        assert figure.value == 0 if counts_what_is_wrong else figure.value > 0, figure
        assert figure.beside is None or figure.beside > 0, figure
    assert outcome.title in str(outcome)


@pytest.mark.parametrize(
    ("figure", "ratio", "aim", "verdict"),
    [
        (Figure("a", 3.0, beside=2.0, most=1.5), 1.5, "≤ 1.5", "reached"),
        (Figure("a", 3.2, beside=2.0, most=1.5), 1.6, "≤ 1.5", "missed"),
        (Figure("a", 60.0, beside=100.0, least=0.7), 0.6, "≥ 0.7", "missed"),
        (Figure("a", 99.0, most=100), None, "≤ 100", "reached"),
        (Figure("a", 98.0, beside=49.0, least=99, alone=True), 2.0, "≥ 99", "missed"),
        (Figure("a", 1.0), None, "", ""),
    ],
)
def test_an_aim_is_for_the_ratio_where_there_is_one(
    figure: Figure, ratio: float | None, aim: str, verdict: str
) -> None:
    assert (figure.ratio, figure.aim, figure.verdict) == (ratio, aim, verdict)


def test_a_percentile_is_one_of_the_numbers() -> None:
    assert [percentile(range(1, 101), share) for share in (0, 50, 95, 99, 100)] == [1, 50, 95, 99, 100]


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(SystemExit, match="choose from step, selection"):
        bench.main(["turns"])
