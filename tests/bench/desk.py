"""The list of the review desk at a hundred thousand shared assessments, beside a thousand, on both databases."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from datetime import timedelta
from random import Random
from statistics import median
from time import perf_counter
from typing import Any

from flask import Flask
from sqlalchemy import insert, text

from app import shared_assessments
from app.desk.listing import NOTHING, PAGE, Filter, Page, Place, page
from app.extensions import db, reading
from app.models import Assessment, DeskState, NameWord, SharedAssessment
from tests.app.factories import NOW
from tests.bench import conversation
from tests.bench.figures import MILLISECONDS, Figure, Outcome
from tests.services import postgres

ROUNDS = 51
MANY, FEW = 100_000, 1_000
BATCH = 1_000
SECTORS = ("fashion", "food", "electronics", "home", "other", None)
SIZES = ("none", "one", "few", "many", "chain", None)
KINDS = ("Winkels", "Tuincentrum", "Mode", "Bakkerij", "Elektro", "Webshop")
SYLLABLES = ("ba", "de", "ko", "li", "mo", "nu", "ra", "se", "ti", "vo", "wa", "zij")
SEVERAL = "five at once"
ASKED: Mapping[str, Filter] = {
    "first page": Filter(),
    "one sector": Filter(sector="fashion"),
    "one size": Filter(size="chain"),
    "one level": Filter(level=5),
    "without a level": Filter(level=NOTHING),
    "one state": Filter(state=DeskState.SENT),
    "a month, long ago": Filter(since=NOW - timedelta(days=900), before=NOW - timedelta(days=870)),
    "a rare name": Filter(name="bakodeli"),
    "a common name": Filter(name="winkel"),
    SEVERAL: Filter(sector="food", size="few", level=4, state=DeskState.NEW, name="tuin"),
}


def measure(rounds: int = ROUNDS, many: int = MANY, few: int = FEW) -> Outcome:
    """Each round asks for the same page of both, on one database and then the other."""
    figures: list[Figure] = []
    with ExitStack() as stack:
        server = stack.enter_context(postgres.serving())
        for name in ("sqlite", "postgresql"):
            urls = [server.url(server.create_database()) if name == "postgresql" else None for _ in (many, few)]
            one, other = (stack.enter_context(conversation.installation(url)) for url in urls)
            fill(one, many)
            fill(other, few)
            figures += _figures(name, one, other, rounds)
    title = f"desk: the list of {many} shared assessments beside {few}; {rounds} rounds"
    return Outcome(title, str(many), str(few), figures)


def fill(app: Flask, count: int) -> None:
    """List that many assessments, ten at each moment."""
    chance = Random(6)
    with app.app_context():
        for begun in range(0, count, BATCH):
            rows = [_row(chance, (begun + place) // 10, count) for place in range(min(BATCH, count - begun))]
            db.session.execute(insert(Assessment), [_assessment(row["assessment_id"]) for row in rows])
            db.session.execute(insert(SharedAssessment), rows)
            db.session.execute(insert(NameWord), [word for row in rows for word in _words(row)])
            db.session.commit()
        if db.engine.dialect.name == "postgresql":
            # As its autovacuum would have done by then.
            db.session.execute(text("ANALYZE"))
            db.session.commit()


def _row(chance: Random, place: int, count: int) -> dict[str, Any]:
    level = chance.choices((1, 2, 3, 4, 5, None), (30, 40, 20, 8, 1, 1))[0]
    name = "".join(chance.choices(SYLLABLES, k=4)).capitalize()
    return {
        "assessment_id": uuid.UUID(int=chance.getrandbits(128)),
        "completed": NOW - timedelta(days=1000 * 10 * place / count),
        "company": f"{chance.choice(KINDS)} {name}" if chance.random() < 0.8 else None,
        "sector": chance.choice(SECTORS),
        "size": chance.choice(SIZES),
        "mode": "quick",
        "level": level,
        "score": None if level is None else level * 20 - 10.0,
        "state": chance.choices(tuple(DeskState), (80, 2, 18))[0],
    }


def _assessment(id_: uuid.UUID) -> dict[str, Any]:
    hashes = {f"{name}_hash": f"{id_.hex}{name:0>32}" for name in ("owner", "result", "erase")}
    return {"id": id_, "created": NOW, "version": "2026.1", "locale": "nl", **hashes}


def _words(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for word in shared_assessments.words(row["company"] or ""):
        yield {"word": word, "assessment_id": row["assessment_id"]}


def _figures(name: str, many: Flask, few: Flask, rounds: int) -> Iterator[Figure]:
    for what, wanted in ASKED.items():
        yield _figure(f"{name}: {what}", (many, wanted, None), (few, wanted, None), rounds)
    deep = Place(NOW - timedelta(days=900), uuid.UUID(int=0))
    yield _figure(f"{name}: a page deep in", (many, Filter(), deep), (few, Filter(), deep), rounds)


def _figure(what: str, one: tuple[Any, ...], other: tuple[Any, ...], rounds: int) -> Figure:
    times = [(_timed(*one), _timed(*other)) for _ in range(rounds + 1)][1:]
    here, there = (median(1000 * each for each in side) for side in zip(*times, strict=True))
    # One filter has an index of its own; several are looked up by one of them, and the rest is compared.
    return Figure(what, here, MILLISECONDS, there, most=20 if SEVERAL in what else 3)


def _timed(app: Flask, wanted: Filter, place: Place | None) -> float:
    with app.app_context(), reading():
        began = perf_counter()
        found: Page = page(wanted, place)
        took = perf_counter() - began
        assert len(found.rows) <= PAGE
    return took
