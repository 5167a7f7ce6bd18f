"""The tip bank: revisions of tips, and the editions that publish them. Published rows never change."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, ForeignKey, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.extensions import db
from app.models.columns import Moment

edition_tips = Table(
    "edition_tips",
    db.metadata,
    Column("edition_id", ForeignKey("editions.id"), primary_key=True),
    Column("revision_id", ForeignKey("tip_revisions.id"), primary_key=True),
)


class TipRevision(db.Model):
    """One wording of one tip. `body` has the shape of a tip in tips/content.

    `stale` is the language that was left behind when the other one changed. `staff_id` wrote it; None was an import.
    """

    __tablename__ = "tip_revisions"
    __table_args__ = (UniqueConstraint("tip_id", "revision"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    tip_id: Mapped[str] = mapped_column(String(80))
    revision: Mapped[int]
    body: Mapped[dict[str, Any]] = mapped_column(JSON)
    created: Mapped[datetime] = mapped_column(Moment)
    stale: Mapped[str | None] = mapped_column(String(5))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))


class Edition(db.Model):
    """The tips that were published together at one moment. `files` are the documents that they came from, by name.

    `restores` is the edition whose tips it brought back.
    """

    __tablename__ = "editions"

    id: Mapped[int] = mapped_column(primary_key=True)
    note: Mapped[str] = mapped_column(Text)
    published: Mapped[datetime] = mapped_column(Moment)
    files: Mapped[dict[str, str] | None] = mapped_column(JSON)
    restores: Mapped[int | None] = mapped_column(ForeignKey("editions.id"))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    tips: Mapped[list[TipRevision]] = relationship(secondary=edition_tips, order_by=TipRevision.id)


class TranslationCheck(db.Model):
    """That somebody found the translation of a revision still right, or no longer so. Append-only; the last counts."""

    __tablename__ = "translation_checks"

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("tip_revisions.id"), index=True)
    holds: Mapped[bool]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(Moment)
