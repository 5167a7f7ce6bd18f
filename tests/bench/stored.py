"""A turn with ten thousand assessments in the database, beside a turn on an empty one."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import timedelta
from statistics import median
from typing import Any

from flask import Flask
from sqlalchemy import insert

from app.extensions import db
from app.models import Assessment, Event, StoredReport
from questionnaire.loader import published
from reports.model import to_json
from tests.app.factories import NOW, report
from tests.bench import conversation
from tests.bench.figures import MILLISECONDS, Figure, Outcome, percentile
from tests.bench.posts import Side, take_turns

ROUNDS = 9
ASSESSMENTS = 10_000
EVENTS = 30
BATCH = 500


def measure(rounds: int = ROUNDS, assessments: int = ASSESSMENTS, turns: int | None = None) -> Outcome:
    """Each round is one conversation on each database, or its first turns."""
    with conversation.installation() as full, conversation.installation() as empty:
        fill(full, assessments)
        times = []
        for _ in range(rounds + 1):
            one = Side(full, conversation.begin(full)[:turns])
            other = Side(empty, conversation.begin(empty)[:turns])
            take_turns(one, other)
            times.append((one.times.clock, other.times.clock))
    return _outcome(assessments, times[1:])


def fill(app: Flask, assessments: int) -> None:
    """Store that many completed quick scans, each with its events and its report."""
    with app.app_context():
        for begun in range(0, assessments, BATCH):
            ids = [uuid.uuid4() for _ in range(min(BATCH, assessments - begun))]
            db.session.execute(insert(Assessment), [_assessment(id_) for id_ in ids])
            db.session.execute(insert(Event), list(_events(ids)))
            db.session.execute(insert(StoredReport), [_report(id_) for id_ in ids])
            db.session.commit()
        # What was stored long ago is in the database file, not in its log.
        with closing(db.engine.raw_connection()) as connection:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _assessment(id_: uuid.UUID) -> dict[str, Any]:
    hashes = {f"{name}_hash": f"{id_.hex}{name:0>32}" for name in ("owner", "result", "erase")}
    return {"id": id_, "created": NOW, "version": published().version, "locale": "nl", **hashes}


def _events(ids: Sequence[uuid.UUID]) -> Iterator[dict[str, Any]]:
    for id_ in ids:
        for seq, event in enumerate(conversation.events()[:EVENTS], 1):
            said = {
                "act": event.act.value,
                "question": event.question,
                "choice": list(event.values),
                "text": event.text,
            }
            yield {"assessment_id": id_, "seq": seq, "at": NOW + timedelta(seconds=10 * seq), **said}


def _report(id_: uuid.UUID) -> dict[str, Any]:
    return {"assessment_id": id_, "generation": 1, "created": NOW, "body": to_json(report("quick"))}


def _outcome(assessments: int, times: list[tuple[list[float], list[float]]]) -> Outcome:
    def both(what: str, share: int, most: float | None = None) -> Figure:
        full, empty = (median(1000 * percentile(each, share) for each in side) for side in zip(*times, strict=True))
        return Figure(what, full, MILLISECONDS, empty, most=most)

    return Outcome(
        f"stored: a turn beside {assessments} stored assessments; {len(times)} rounds of {len(times[0][0])} turns",
        "stored",
        "empty",
        [both("turn, p50", 50, most=1.15), both("turn, p95", 95)],
    )
