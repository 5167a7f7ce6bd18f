"""Drafts of tips, what happened to them, and editions that wait; who wrote and published what."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
OPEN = sa.text("state NOT IN ('published', 'discarded')")


def upgrade() -> None:
    with op.batch_alter_table("tip_revisions") as batch:
        batch.add_column(sa.Column("stale", sa.String(length=5), nullable=True))
        batch.add_column(sa.Column("staff_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(op.f("fk_tip_revisions_staff_id_staff"), "staff", ["staff_id"], ["id"])
    with op.batch_alter_table("editions") as batch:
        batch.add_column(sa.Column("restores", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("staff_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(op.f("fk_editions_restores_editions"), "editions", ["restores"], ["id"])
        batch.create_foreign_key(op.f("fk_editions_staff_id_staff"), "staff", ["staff_id"], ["id"])
    _translations()
    _publications()
    _drafts()
    _events()


def _translations() -> None:
    op.create_table(
        "translation_checks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("holds", sa.Boolean(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["tip_revisions.id"], name=op.f("fk_translation_checks_revision_id_tip_revisions")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_translation_checks_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translation_checks")),
    )
    op.create_index(op.f("ix_translation_checks_revision_id"), "translation_checks", ["revision_id"])


def _publications() -> None:
    op.create_table(
        "publications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("due", MOMENT, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=True),
        sa.Column("problems", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_publications_staff_id_staff")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_publications_edition_id_editions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publications")),
    )
    op.create_index("ix_publications_state_due", "publications", ["state", "due"])


def _drafts() -> None:
    op.create_table(
        "tip_drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tip_id", sa.String(length=80), nullable=False),
        sa.Column("base", sa.Integer(), nullable=True),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("withdraws", sa.Boolean(), nullable=False),
        sa.Column("translation_holds", sa.Boolean(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("changed", MOMENT, nullable=False),
        sa.Column("publication_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_tip_drafts_staff_id_staff")),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publications.id"], name=op.f("fk_tip_drafts_publication_id_publications")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tip_drafts")),
    )
    op.create_index(
        "uq_tip_drafts_open", "tip_drafts", ["tip_id"], unique=True, sqlite_where=OPEN, postgresql_where=OPEN
    )
    op.create_index("ix_tip_drafts_state", "tip_drafts", ["state"])


def _events() -> None:
    op.create_table(
        "draft_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("field", sa.String(length=20), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=True),
        sa.Column("settles", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["draft_id"], ["tip_drafts.id"], name=op.f("fk_draft_events_draft_id_tip_drafts")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_draft_events_staff_id_staff")),
        sa.ForeignKeyConstraint(["settles"], ["draft_events.id"], name=op.f("fk_draft_events_settles_draft_events")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_events")),
    )
    op.create_index(op.f("ix_draft_events_draft_id"), "draft_events", ["draft_id"])


def downgrade() -> None:
    for table in ("draft_events", "tip_drafts", "publications", "translation_checks"):
        op.drop_table(table)
    with op.batch_alter_table("editions") as batch:
        batch.drop_constraint(op.f("fk_editions_staff_id_staff"), type_="foreignkey")
        batch.drop_constraint(op.f("fk_editions_restores_editions"), type_="foreignkey")
        batch.drop_column("staff_id")
        batch.drop_column("restores")
    with op.batch_alter_table("tip_revisions") as batch:
        batch.drop_constraint(op.f("fk_tip_revisions_staff_id_staff"), type_="foreignkey")
        batch.drop_column("staff_id")
        batch.drop_column("stale")
