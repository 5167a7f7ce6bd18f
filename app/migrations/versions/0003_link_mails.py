"""Mails that bring a link and no report, and no address in the outbox longer than its mail waits."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("outbox") as table:
        table.alter_column("report_id", existing_type=sa.Integer(), nullable=True)
        table.alter_column("recipient", existing_type=sa.String(length=254), nullable=True)
        table.add_column(sa.Column("place", sa.JSON(), nullable=True))
        table.add_column(sa.Column("recipient_mark", sa.String(length=64), nullable=True))
    op.execute("UPDATE outbox SET recipient = NULL WHERE state IN ('sent', 'failed')")


def downgrade() -> None:
    op.execute("DELETE FROM outbox WHERE report_id IS NULL")
    op.execute("UPDATE outbox SET recipient = '' WHERE recipient IS NULL")
    with op.batch_alter_table("outbox") as table:
        table.drop_column("recipient_mark")
        table.drop_column("place")
        table.alter_column("recipient", existing_type=sa.String(length=254), nullable=False)
        table.alter_column("report_id", existing_type=sa.Integer(), nullable=False)
