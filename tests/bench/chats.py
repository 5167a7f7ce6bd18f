"""A hundred conversations at once under the real server, beside a bare Flask view under the same one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from tests.bench import bare, conversation, served
from tests.bench.figures import A_SECOND, MILLISECONDS, Figure, Outcome, percentile
from tests.bench.posts import Post
from tests.bench.served import Reply

ROUNDS = 5
TALKS = 100
LOCKED = "database is locked"
Talks = list[list[Post]]


@dataclass(frozen=True, slots=True)
class Pair:
    """The replies of one round of both servers."""

    here: list[Reply]
    there: list[Reply]


def measure(rounds: int = ROUNDS, talks: int = TALKS, turns: int | None = None) -> Outcome:
    """Each round brings every conversation on by its part of the check, so that all of it is measured."""
    with conversation.installation() as app:
        plain = bare.create(app.config)
        mine = [conversation.begin(app)[:turns] for _ in range(talks)]
        yours = [bare.begin(plain, len(talk)) for talk in mine]
        with served.checkbot(app) as server, served.bare(app) as other:
            served.visit(server, [conversation.begin(app)[:3] for _ in range(min(talks, 20))])
            served.visit(other, [bare.begin(plain, 3) for _ in range(min(talks, 20))])
            pairs = []
            for number in range(rounds):
                here = served.visit(server, _part(mine, number, rounds))
                pairs.append(Pair(here, served.visit(other, _part(yours, number, rounds))))
        with plain.app_context():
            bare.db.engine.dispose()
        return _outcome(pairs, talks, server.count(LOCKED) + other.count(LOCKED))


def _part(talks: Talks, number: int, rounds: int) -> Talks:
    size = -(-len(talks[0]) // rounds)
    return [talk[number * size : (number + 1) * size] for talk in talks]


def _outcome(pairs: list[Pair], talks: int, locked: int) -> Outcome:
    def both(what: str, figure: Callable[[Sequence[Reply]], float], unit: str, least: float | None = None) -> Figure:
        here, there = median(figure(pair.here) for pair in pairs), median(figure(pair.there) for pair in pairs)
        return Figure(what, here, unit, there, least=least)

    replies = [reply for pair in pairs for reply in (*pair.here, *pair.there)]
    return Outcome(
        f"chats: {talks} conversations at once; {len(pairs)} rounds, {len(replies) // 2} turns",
        "turns",
        "bare view",
        [
            both("answered", _rate, A_SECOND, least=0.7),
            both("p50", lambda replies: _slowest(replies, 50), MILLISECONDS),
            both("p95", lambda replies: _slowest(replies, 95), MILLISECONDS),
            both("p99", lambda replies: _slowest(replies, 99), MILLISECONDS),
            served.failed(replies),
            Figure(LOCKED, locked, most=0),
        ],
    )


def _rate(replies: Sequence[Reply]) -> float:
    """Answers a second, from the first question to the last answer."""
    return len(replies) / (max(r.sent + r.seconds for r in replies) - min(r.sent for r in replies))


def _slowest(replies: Sequence[Reply], share: int) -> float:
    return 1000 * percentile((reply.seconds for reply in replies), share)
