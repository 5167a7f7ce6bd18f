"""What the review desk lists: shared assessments, those that are shared already among them, and saved lists."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from questionnaire.loader import published

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

AT_ONCE = 200
WORD = sa.String(length=40).with_variant(sa.String(length=40, collation="C"), "postgresql")
FILTERS = ("sector", "size", "level", "state")
# The latest report of each assessment for which the last word of its respondent was that a consultant may read it.
SHARED = sa.text(
    "SELECT reports.assessment_id, reports.created, reports.body FROM reports"
    " JOIN (SELECT assessment_id, max(generation) AS generation FROM reports GROUP BY assessment_id) AS latest"
    " ON latest.assessment_id = reports.assessment_id AND latest.generation = reports.generation"
    " JOIN (SELECT assessment_id, max(id) AS id FROM consents WHERE kind = 'consultant' GROUP BY assessment_id)"
    " AS spoken ON spoken.assessment_id = reports.assessment_id"
    " JOIN consents ON consents.id = spoken.id WHERE consents.given"
).columns(assessment_id=sa.Uuid(), created=sa.DateTime(timezone=True), body=sa.Text())


def upgrade() -> None:
    shared = op.create_table(
        "shared_assessments",
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("completed", sa.DateTime(timezone=True), nullable=False),
        sa.Column("company", sa.String(length=80), nullable=True),
        sa.Column("sector", sa.String(length=20), nullable=True),
        sa.Column("size", sa.String(length=20), nullable=True),
        sa.Column("mode", sa.String(length=10), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        _of_assessment("shared_assessments"),
        sa.PrimaryKeyConstraint("assessment_id", name=op.f("pk_shared_assessments")),
    )
    names = op.create_table(
        "shared_name_words",
        sa.Column("word", WORD, nullable=False),
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        _of_assessment("shared_name_words"),
        sa.PrimaryKeyConstraint("word", "assessment_id", name=op.f("pk_shared_name_words")),
    )
    _create_lists()
    _fill(shared, names)
    op.create_index("ix_shared_assessments_completed", "shared_assessments", ["completed", "assessment_id"])
    for name in FILTERS:
        columns = [name, "completed", "assessment_id"]
        op.create_index(f"ix_shared_assessments_{name}", "shared_assessments", columns)
    op.create_index(op.f("ix_shared_name_words_assessment_id"), "shared_name_words", ["assessment_id"])


def downgrade() -> None:
    for name in ("portfolio_members", "portfolios", "shared_name_words", "shared_assessments"):
        op.drop_table(name)


def _of_assessment(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_assessment_id_assessments")
    return sa.ForeignKeyConstraint(["assessment_id"], ["assessments.id"], name=name, ondelete="CASCADE")


def _create_lists() -> None:
    op.create_table(
        "portfolios",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("chosen", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_portfolios_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_portfolios")),
    )
    op.create_table(
        "portfolio_members",
        sa.Column("portfolio_id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["portfolio_id"],
            ["portfolios.id"],
            name=op.f("fk_portfolio_members_portfolio_id_portfolios"),
            ondelete="CASCADE",
        ),
        _of_assessment("portfolio_members"),
        sa.PrimaryKeyConstraint("portfolio_id", "assessment_id", name=op.f("pk_portfolio_members")),
    )
    op.create_index(op.f("ix_portfolio_members_assessment_id"), "portfolio_members", ["assessment_id"])


def _fill(shared: sa.Table, names: sa.Table) -> None:
    """List what is shared already."""
    connection = op.get_bind()
    for rows in connection.execute(SHARED, execution_options={"yield_per": AT_ONCE}).partitions():
        listed = [_listed(*row) for row in rows]
        connection.execute(sa.insert(shared), listed)
        words = [word for row in listed for word in _words(row)]
        if words:
            connection.execute(sa.insert(names), words)


def _listed(assessment: Any, created: Any, body: str) -> dict[str, Any]:
    report = json.loads(body)
    told = {fact["question"]: fact["value"]["en"] for fact in report["profile"]["facts"]}
    return {
        "assessment_id": assessment,
        "completed": created,
        "company": (report["profile"]["company"] or "")[:80] or None,
        "sector": _option(report, told, "intake.sector"),
        "size": _option(report, told, "intake.stores"),
        "mode": report["mode"],
        "level": report["overall"]["level"],
        "score": report["overall"]["score"],
        "state": "new",
    }


def _option(report: dict[str, Any], told: dict[str, str], id_: str) -> str | None:
    options = published(report["questionnaire_version"]).questions[id_].options
    return next((option.id for option in options if option.text.en == told.get(id_)), None)


def _words(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", row["company"] or "") if not unicodedata.combining(c))
    for word in dict.fromkeys(word[:40] for word in re.findall(r"\w+", plain.casefold())):
        yield {"word": word, "assessment_id": row["assessment_id"]}
