"""A turn from request to response, in process, beside a bare Flask view on the same database."""

from __future__ import annotations

from statistics import median

from tests.bench import bare, conversation
from tests.bench.figures import MILLISECONDS, Figure, Outcome
from tests.bench.posts import Side, Times, take_turns

ROUNDS = 9


def measure(rounds: int = ROUNDS, turns: int | None = None) -> Outcome:
    """Each round is one conversation from beginning to end, or its first turns."""
    with conversation.installation() as app:
        plain = bare.create(app.config)
        pairs = []
        for _ in range(rounds + 1):
            posts = conversation.begin(app)[:turns]
            here, there = Side(app, posts), Side(plain, bare.begin(plain, len(posts)))
            take_turns(here, there)
            pairs.append((here.times, there.times))
        with plain.app_context():
            bare.db.engine.dispose()
    # The first round fills the caches.
    return _outcome(pairs[1:], len(posts))


def _outcome(pairs: list[tuple[Times, Times]], turns: int) -> Outcome:
    def both(what: str, kind: str, share: slice, most: float | None = None) -> Figure:
        here, there = (
            median(1000 * median(getattr(times, kind)[share]) for times in side) for side in zip(*pairs, strict=True)
        )
        return Figure(what, here, MILLISECONDS, there, most=most)

    ten = slice(0, max(turns // 7, 1))
    last = slice(-max(turns // 7, 1), None)
    whole = slice(None)
    return Outcome(
        f"turn: one answer, in process; {len(pairs)} rounds of {turns} turns, each beside a bare one",
        "turn",
        "bare view",
        [
            both("request to response, median", "clock", whole, most=1.5),
            both("the first turns of a conversation", "clock", ten),
            both("the last turns of a conversation", "clock", last),
            both("processor time, median", "processor", whole),
        ],
    )
