"""Asking for a person: requests, messages, and who is at the desk."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _requests()
    _messages()
    op.create_table(
        "presences",
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("available", sa.Boolean(), nullable=False),
        sa.Column("seen", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_presences_staff_id_staff")),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_presences")),
    )


def _requests() -> None:
    op.create_table(
        "handovers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("question", sa.String(length=60), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("asked", MOMENT, nullable=False),
        sa.Column("calling", MOMENT, nullable=True),
        sa.Column("taken", MOMENT, nullable=True),
        sa.Column("answered", MOMENT, nullable=True),
        sa.Column("ended", MOMENT, nullable=True),
        sa.Column("ended_by", sa.String(length=10), nullable=True),
        sa.Column("name", sa.String(length=60), nullable=True),
        sa.Column("contact", sa.String(length=120), nullable=True),
        sa.Column("suits", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(
            ["assessment_id"],
            ["assessments.id"],
            name=op.f("fk_handovers_assessment_id_assessments"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_handovers_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handovers")),
    )
    op.create_index(op.f("ix_handovers_assessment_id"), "handovers", ["assessment_id"])
    op.create_index(op.f("ix_handovers_question"), "handovers", ["question"])
    op.create_index("ix_handovers_state_asked", "handovers", ["state", "asked"])


def _messages() -> None:
    op.create_table(
        "handover_messages",
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("handover_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("once", sa.String(length=32), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"],
            ["assessments.id"],
            name=op.f("fk_handover_messages_assessment_id_assessments"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["handover_id"],
            ["handovers.id"],
            name=op.f("fk_handover_messages_handover_id_handovers"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_handover_messages_staff_id_staff")),
        sa.PrimaryKeyConstraint("assessment_id", "seq", name=op.f("pk_handover_messages")),
        sa.UniqueConstraint("assessment_id", "once", name=op.f("uq_handover_messages_assessment_id")),
    )
    op.create_index(op.f("ix_handover_messages_handover_id"), "handover_messages", ["handover_id"])


def downgrade() -> None:
    for table in ("presences", "handover_messages", "handovers"):
        op.drop_table(table)
