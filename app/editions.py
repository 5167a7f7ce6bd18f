"""Editions of the tip bank: taken in from files, published at one moment, and handed out as files again."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select

from app import content
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


def take_in(path: Path, now: datetime, note: str) -> Published:
    """Publish the tips of a folder or a file as a new edition, with those of the questions that it does not name.

    Raises ContentError, and then nothing has changed.
    """
    before = latest()
    current = handed_out() if before else {}
    given = documents.read(path) if path.is_dir() else _one_file(path)
    if not given:
        raise ContentError([Problem(str(path), 0, "no tip files here: they are named <aspect>/<question>.yaml")])
    merged = current | given
    bodies = _checked(merged)
    if before and merged == current:
        return Published(None, 0, 0, 0)
    old = {revision.tip_id: revision for revision in before.tips} if before else {}
    kept = {body["id"]: old[body["id"]] for body in bodies if body["id"] in old and old[body["id"]].body == body}
    revisions = [kept.get(body["id"]) or _revised(body, now) for body in bodies]
    edition = Edition(note=note, published=now, tips=revisions, files=merged)
    db.session.add(edition)
    db.session.flush()
    ids = {body["id"] for body in bodies}
    return Published(edition.id, len(ids - set(old)), len(ids & set(old)) - len(kept), len(set(old) - ids))


def _one_file(path: Path) -> dict[str, str]:
    """A file by the name that its question gives it."""
    text = path.read_text(encoding="utf-8")
    if path.name == tip_bank.TOPICS:
        return {tip_bank.TOPICS: text}
    question = yaml_file.read(path, TipFileSchema())["question"]
    return {documents.name_of(question): text}


def _checked(merged: dict[str, str]) -> list[Body]:
    """The tips of the documents as plain data, once all of them together are sound."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        documents.write(folder, merged)
        return tip_bank.load_with_bodies(folder, content.questionnaire())[1]


def _revised(body: Body, now: datetime) -> TipRevision:
    """The next revision of a tip; the first of a new one."""
    last = db.session.scalar(select(func.max(TipRevision.revision)).where(TipRevision.tip_id == body["id"]))
    return TipRevision(tip_id=body["id"], revision=(last or 0) + 1, body=body, created=now)
