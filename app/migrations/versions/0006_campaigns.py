"""The campaign that a check was begun from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("assessments", sa.Column("campaign", sa.String(length=40), nullable=True))
    op.create_index(op.f("ix_assessments_campaign"), "assessments", ["campaign"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_assessments_campaign"), table_name="assessments")
    op.drop_column("assessments", "campaign")
