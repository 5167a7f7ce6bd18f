"""A turn over the network while the worker renders two reports, beside the same turn while it renders none."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median

from flask import Flask
from sqlalchemy import func, select

from app import delivery, jobs
from app.extensions import db
from app.models import OutboxMessage, State
from tests.app import factories
from tests.bench import conversation, served
from tests.bench.figures import MILLISECONDS, Figure, Outcome, percentile
from tests.bench.posts import Post
from tests.bench.served import Reply, Server

ROUNDS = 5
VISITORS = 4
REPORTS = 2
# Some ten turns a second from each visitor: the servers are neither idle nor full.
THINKING = 0.05
LOOKING = 0.05
RENDERED_WITHIN = 120.0


@dataclass(frozen=True, slots=True)
class Site:
    """The app, for the reports it is asked for, and the server on the same database."""

    app: Flask
    server: Server
    mode: str


def measure(rounds: int = ROUNDS, idle: float = 5.0, mode: str = "full") -> Outcome:
    """Each round is a while without a report, then the time in which two are rendered."""
    with conversation.installation() as app, served.checkbot(app) as server:
        site = Site(app, server, mode)
        # The first reports start the renderers.
        asyncio.run(_while(site, lambda: rendered(site)))
        pairs = []
        for _ in range(rounds):
            quiet = asyncio.run(_while(site, lambda: asyncio.sleep(idle)))
            pairs.append((asyncio.run(_while(site, lambda: rendered(site))), quiet))
    return _outcome(pairs)


async def _while(site: Site, happens: Callable[[], Awaitable[None]]) -> list[Reply]:
    """The replies that visitors got while something happened."""
    replies: list[Reply] = []
    visitors = [asyncio.create_task(_come_and_go(site, replies)) for _ in range(VISITORS)]
    try:
        await happens()
        return list(replies)
    finally:
        for visitor in visitors:
            visitor.cancel()
        await asyncio.gather(*visitors, return_exceptions=True)


async def _come_and_go(site: Site, replies: list[Reply]) -> None:
    """One conversation after another."""
    while True:
        talk: list[Post] = await asyncio.to_thread(conversation.begin, site.app)
        await served.hold(site.server, talk, replies, THINKING)


async def rendered(site: Site) -> None:
    """Ask for two reports by mail, and wait for the first to be sent: after that only one is being rendered."""
    await asyncio.to_thread(order, site)
    async with asyncio.timeout(RENDERED_WITHIN):
        while await asyncio.to_thread(waiting, site) == REPORTS:
            await asyncio.sleep(LOOKING)


def order(site: Site) -> None:
    now = datetime.now(UTC)
    with site.app.app_context():
        asked = []
        for place in range(REPORTS):
            assessment, report = factories.completed(now, site.mode)
            asked.append(delivery.request_report(assessment, report, f"manager{place}@example.nl", "nl", now))
        db.session.commit()
        for message in [message.id for message in asked]:
            jobs.wake(message)


def waiting(site: Site) -> int:
    with site.app.app_context():
        return db.session.scalar(select(func.count()).where(OutboxMessage.state == State.WAITING)) or 0


def _outcome(pairs: list[tuple[list[Reply], list[Reply]]]) -> Outcome:
    def both(what: str, share: int, most: float | None = None) -> Figure:
        busy, quiet = (
            median(1000 * percentile((reply.seconds for reply in replies), share) for replies in side)
            for side in zip(*pairs, strict=True)
        )
        return Figure(what, busy, MILLISECONDS, quiet, most=most)

    replies = [reply for pair in pairs for side in pair for reply in side]
    return Outcome(
        f"rendering: a turn by {VISITORS} visitors while two reports render; {len(pairs)} rounds, {len(replies)} turns",
        "rendering",
        "idle",
        [
            both("turn, p50", 50),
            both("turn, p95", 95, most=2),
            Figure("requests that failed", served.failed(replies), most=0),
        ],
    )
