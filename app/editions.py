"""Editions of the tip bank: taken in from files, published at one moment, and handed out as files again."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select, text

from app import content, revisions
from app.extensions import db
from app.models import Edition, TipRevision
from questionnaire import yaml_file
from questionnaire.yaml_file import ContentError, Problem
from tips import bank as tip_bank
from tips import documents
from tips.bank import Body
from tips.schema import TipFileSchema


@dataclass(frozen=True, slots=True)
class Published:
    """What an import changed, in tips. `edition` is None where everything stood there already."""

    edition: int | None
    new: int
    changed: int
    withdrawn: int


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody wrote for one tip; without a `body` it is withdrawn. `holds`: the other language is still right."""

    tip_id: str
    question: str
    body: Body | None
    staff_id: int
    holds: bool = False


def load_seed(now: datetime, folder: Path = tip_bank.CONTENT) -> int:
    """Publish the seed as the first edition; 0 when there is one already. Raises ContentError for a bad file."""
    return 0 if latest() else take_in(folder, now, "seed").new


def latest() -> Edition | None:
    return db.session.scalar(select(Edition).order_by(Edition.id.desc()).limit(1))


def handed_out() -> dict[str, str]:
    """The latest edition as documents, with the comments of the files that it was taken from."""
    edition = latest()
    if edition is None:
        raise content.NothingPublished("the tip bank is empty: run 'checkbot tips load'")
    return documents.updated(edition.files or {}, (revision.body for revision in edition.tips))


def one_at_a_time() -> None:
    """From here on to the end of the transaction nobody else publishes, so that no edition leaves out another.

    SQLite lets nobody else write anyway.
    """
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text("LOCK TABLE editions IN SHARE ROW EXCLUSIVE MODE"))


def take_in(path: Path, now: datetime, note: str, staff_id: int | None = None) -> Published:
    """Publish the tips of a folder or a file as a new edition, with those of the questions that it does not name.

    Raises ContentError, and then nothing has changed.
    """
    one_at_a_time()
    before = latest()
    current = handed_out() if before else {}
    given = documents.read(path) if path.is_dir() else _one_file(path)
    if not given:
        raise ContentError([Problem(str(path), 0, "no tip files here: they are named <aspect>/<question>.yaml")])
    merged = current | given
    bodies = _checked(merged)
    if before and merged == current:
        return Published(None, 0, 0, 0)
    old = _by_id(before)
    kept = {body["id"]: old[body["id"]] for body in bodies if body["id"] in old and old[body["id"]].body == body}
    tips = [kept.get(body["id"]) or revisions.next_of(body, old.get(body["id"]), now, staff_id) for body in bodies]
    edition = _stored(Edition(note=note, published=now, tips=tips, files=merged, staff_id=staff_id))
    ids = {body["id"] for body in bodies}
    return Published(edition.id, len(ids - set(old)), len(ids & set(old)) - len(kept), len(set(old) - ids))


def publish(changes: Sequence[Change], now: datetime, note: str, staff_id: int) -> Edition:
    """The latest edition with these changes, as a new one; flushed. Raises ContentError, and then nothing has changed.

    What is stored is read back from the documents, so that it comes out of an export as it is.
    """
    before = latest()
    old = _by_id(before)
    by_id = {change.tip_id: change for change in changes}
    questions = {change.question for change in changes}
    kept = [revision for id_, revision in old.items() if id_ not in by_id]
    bodies = [revision.body for revision in kept if revision.body["question"] in questions]
    bodies += [change.body for change in changes if change.body is not None]
    files = (before.files or handed_out()) if before else {}
    redone = _redone(files, bodies, questions)
    read = {body["id"]: body for body in _checked(redone)}
    changed = [
        revisions.next_of(read[id_], old.get(id_), now, change.staff_id, change.holds)
        for id_, change in by_id.items()
        if change.body is not None
    ]
    names = set(map(documents.name_of, questions))
    merged = {name: text for name, text in files.items() if name not in names} | redone
    return _stored(Edition(note=note, published=now, tips=[*kept, *changed], files=merged, staff_id=staff_id))


def restore(edition: Edition, now: datetime, note: str, staff_id: int) -> Edition:
    """The tips of an older edition, as they were, as a new one; flushed."""
    again = Edition(note=note, published=now, files=edition.files, restores=edition.id, staff_id=staff_id)
    again.tips = list(edition.tips)
    return _stored(again)


def _stored(edition: Edition) -> Edition:
    db.session.add(edition)
    db.session.flush()
    return edition


def _by_id(edition: Edition | None) -> dict[str, TipRevision]:
    return {revision.tip_id: revision for revision in edition.tips} if edition else {}


def _redone(files: Mapping[str, str], bodies: Sequence[Body], questions: Collection[str]) -> dict[str, str]:
    """The documents of these questions with exactly these tips."""
    names = {documents.name_of(question) for question in questions}
    return documents.updated({name: text for name, text in files.items() if name in names}, bodies)


def _one_file(path: Path) -> dict[str, str]:
    """A file by the name that its question gives it."""
    text = path.read_text(encoding="utf-8")
    if path.name == tip_bank.TOPICS:
        return {tip_bank.TOPICS: text}
    question = yaml_file.read(path, TipFileSchema())["question"]
    return {documents.name_of(question): text}


def _checked(merged: Mapping[str, str]) -> list[Body]:
    """The tips of the documents as plain data, once all of them together are sound."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        documents.write(folder, merged)
        return tip_bank.load_with_bodies(folder, content.questionnaire())[1]
