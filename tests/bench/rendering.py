"""A turn over the network while the worker renders two reports, beside the same turn while it renders none."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from statistics import median
from typing import Any

from flask import Flask
from sqlalchemy import select

from app import extensions, jobs
from app.extensions import db
from app.mail_requests import request_report
from app.models import OutboxMessage
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
SETTLING = 0.5
RENDERED_WITHIN = 120.0


@dataclass(frozen=True, slots=True)
class Site:
    """The app, for the reports it is asked for, and the server on the same database."""

    app: Flask
    server: Server
    mode: str
    talks: list[list[Post]] = field(default_factory=list)


def measure(rounds: int = ROUNDS, idle: float = 5.0, mode: str = "full") -> Outcome:
    """Each round is a while without a report, then the time in which two are rendered."""
    with conversation.installation() as app, served.checkbot(app) as server:
        site = Site(app, server, mode)
        # The first reports start the renderers.
        asyncio.run(rendering(site))
        pairs = []
        for _ in range(rounds):
            quiet = asyncio.run(_meanwhile(site, settled(site), asyncio.sleep(idle)))
            busy = asyncio.run(_meanwhile(site, rendering(site), until(site, OutboxMessage.sent_at, 1)))
            pairs.append((busy, quiet))
    return _outcome(pairs)


async def _meanwhile(site: Site, before: Awaitable[None], lasting: Awaitable[None]) -> list[Reply]:
    """The replies that visitors got while something lasted."""
    site.talks[:] = [conversation.begin(site.app) for _ in range(2 * VISITORS)]
    replies: list[Reply] = []
    visitors = [asyncio.create_task(_come_and_go(site, replies)) for _ in range(VISITORS)]
    try:
        await before
        replies.clear()
        await lasting
        return list(replies)
    finally:
        for visitor in visitors:
            visitor.cancel()
        await asyncio.gather(*visitors, return_exceptions=True)


async def _come_and_go(site: Site, replies: list[Reply]) -> None:
    """One conversation after another."""
    while True:
        talk = site.talks.pop() if site.talks else await asyncio.to_thread(conversation.begin, site.app)
        await served.hold(site.server, talk, replies, THINKING)


async def settled(site: Site) -> None:
    """Wait until nothing is being rendered, and for the visitors to have come."""
    await until(site, OutboxMessage.sent_at, REPORTS)
    await asyncio.sleep(SETTLING)


async def rendering(site: Site) -> None:
    """Ask for two reports by mail, and wait for the worker to begin on both."""
    await asyncio.to_thread(order, site)
    await until(site, OutboxMessage.leased_until, REPORTS)


async def until(site: Site, moment: Any, reports: int) -> None:
    """Wait until as many of the mails that were asked for last have come to this moment, or beyond it."""
    async with asyncio.timeout(RENDERED_WITHIN):
        while await asyncio.to_thread(reached, site, moment) < reports:
            await asyncio.sleep(LOOKING)


def reached(site: Site, moment: Any) -> int:
    last = select(OutboxMessage).order_by(OutboxMessage.id.desc()).limit(REPORTS)
    with site.app.app_context(), extensions.reading():
        mails = db.session.scalars(last).all()
        return sum(mail.sent_at is not None or getattr(mail, moment.key) is not None for mail in mails)


def order(site: Site) -> None:
    now = datetime.now(UTC)
    with site.app.app_context():
        asked = []
        for place in range(REPORTS):
            assessment, report = factories.completed(now, site.mode)
            asked.append(request_report(assessment, report, f"manager{place}@example.nl", "nl", now))
        db.session.commit()
        for message in [message.id for message in asked]:
            jobs.wake(message)


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
            served.failed(replies),
        ],
    )
