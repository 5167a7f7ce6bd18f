"""Which tips were shown, whether they were useful, and files brought in; filled from the reports that are there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

# Of reports of some 150 kB each: what is held at once stays below 50 MB.
BATCH = 200
_reports = sa.table("reports", sa.column("id"), sa.column("assessment_id", sa.Uuid()), sa.column("body"))


def upgrade() -> None:
    shown = op.create_table("shown_tips", *_key("shown_tips"))
    op.create_index("ix_shown_tips_tip_revision", "shown_tips", ["tip", "revision"])
    op.create_table(
        "tip_votes",
        *_key("tip_votes"),
        sa.Column("useful", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_tip_votes_tip_revision_useful", "tip_votes", ["tip", "revision", "useful"])
    op.create_table(
        "tip_uploads",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_tip_uploads_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tip_uploads")),
    )
    op.create_index(op.f("ix_tip_uploads_staff_id"), "tip_uploads", ["staff_id"], unique=False)
    for rows in _shown_before(op.get_bind()):
        op.bulk_insert(shown, rows)


def downgrade() -> None:
    op.drop_table("tip_uploads")
    op.drop_table("tip_votes")
    op.drop_table("shown_tips")


def _key(table: str) -> tuple[Any, ...]:
    return (
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("tip", sa.String(length=80), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessments.id"], name=f"fk_{table}_assessment_id_assessments", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("assessment_id", "tip", "revision", name=f"pk_{table}"),
    )


def _shown_before(bind: sa.Connection) -> Iterator[list[dict[str, Any]]]:
    """The rows for the reports that are there, a batch at a time; a tip of a check is there once."""
    checks = sa.select(_reports.c.assessment_id).distinct().order_by(_reports.c.assessment_id)
    ids = list(bind.scalars(checks))
    for start in range(0, len(ids), BATCH):
        mine = _reports.c.assessment_id.in_(ids[start : start + BATCH])
        found = {
            (row.assessment_id, tip["id"], tip["revision"])
            for row in bind.execute(sa.select(_reports.c.assessment_id, _reports.c.body).where(mine))
            for aspect in json.loads(row.body).get("aspects", ())
            for tip in aspect["tips"]
        }
        yield [{"assessment_id": check, "tip": tip, "revision": revision} for check, tip, revision in sorted(found)]
