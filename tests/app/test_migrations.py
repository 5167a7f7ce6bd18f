"""A migrated database is the one that the models describe, down to the names of its constraints."""

from typing import Any

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import Engine, inspect, text

from app.cli import MIGRATIONS
from app.extensions import db

OF_ALEMBIC = "alembic_version"
ID, NOW = "0" * 32, "2026-03-02 09:30:00+00:00"


def shape(engine: Engine) -> dict[str, Any]:
    """Tables with columns, keys, constraints and indexes by name."""
    found = inspect(engine)
    return {
        table: {
            "columns": {
                column["name"]: (str(column["type"]), column["nullable"], column["default"])
                for column in found.get_columns(table)
            },
            "key": found.get_pk_constraint(table),
            "foreign": by_name(found.get_foreign_keys(table)),
            "unique": by_name(found.get_unique_constraints(table)),
            "indexes": [{**index, "dialect_options": str_of(index)} for index in by_name(found.get_indexes(table))],
            "checks": by_name(found.get_check_constraints(table)),
        }
        for table in found.get_table_names()
        if table != OF_ALEMBIC
    }


def by_name(constraints: Any) -> list[Any]:
    return sorted(constraints, key=lambda constraint: str(constraint["name"]))


def str_of(index: Any) -> dict[str, str]:
    """What an index has besides, such as its condition, in words: as an object it is equal to itself alone."""
    return {name: str(value) for name, value in index.get("dialect_options", {}).items()}


@pytest.fixture
def migrated(either_app: Flask) -> Flask:
    with either_app.app_context():
        db.drop_all()
        upgrade(directory=str(MIGRATIONS))
    return either_app


def test_migrations_give_what_the_models_describe(either_app: Flask) -> None:
    with either_app.app_context():
        described = shape(db.engine)
        db.drop_all()
        assert shape(db.engine) == {}
        upgrade(directory=str(MIGRATIONS))
        migrated = shape(db.engine)
    assert set(migrated) >= {"assessments", "events", "reports", "outbox", "editions", "tip_revisions", "pictures"}
    assert migrated == described


def test_migrating_again_changes_nothing(migrated: Flask) -> None:
    with migrated.app_context():
        before = shape(db.engine)
        upgrade(directory=str(MIGRATIONS))
        assert shape(db.engine) == before


def test_every_step_can_be_taken_back(migrated: Flask) -> None:
    with migrated.app_context():
        downgrade(directory=str(MIGRATIONS), revision="base")
        assert shape(db.engine) == {}


def test_foreign_keys_are_enforced_after_a_migration(app: Flask) -> None:
    with app.app_context():
        db.drop_all()
        upgrade(directory=str(MIGRATIONS))
        assert db.session.scalar(text("PRAGMA foreign_keys")) == 1


def test_a_failed_migration_leaves_nothing_behind(either_app: Flask) -> None:
    with either_app.app_context():
        db.drop_all()
        db.session.execute(text("CREATE TABLE outbox (id integer)"))
        db.session.commit()
        with pytest.raises(Exception, match="outbox"):
            upgrade(directory=str(MIGRATIONS))
        assert set(shape(db.engine)) == {"outbox"}


def test_mails_keep_their_address_only_while_they_wait(either_app: Flask) -> None:
    with either_app.app_context():
        db.drop_all()
        upgrade(directory=str(MIGRATIONS), revision="0002")
        db.session.execute(
            text("INSERT INTO assessments VALUES (:id, :now, '2026.1', 'nl', 'a', 'b', 'c')"), {"id": ID, "now": NOW}
        )
        db.session.execute(text("INSERT INTO reports VALUES (1, :id, 1, :now, '{}')"), {"id": ID, "now": NOW})
        for number, state in enumerate(("waiting", "sent", "failed"), 1):
            db.session.execute(
                text(
                    "INSERT INTO outbox VALUES (:number, :id, 1, 'report', :number, 'a@b.nl', 'nl', '<1@b.nl>', :state,"
                    " 1, :now, :now, NULL, NULL, NULL)"
                ),
                {"number": number, "id": ID, "state": state, "now": NOW},
            )
        db.session.commit()
        upgrade(directory=str(MIGRATIONS))
        found = db.session.execute(text("SELECT state, recipient, report_id FROM outbox ORDER BY id")).all()
        assert [tuple(row) for row in found] == [("waiting", "a@b.nl", 1), ("sent", None, 1), ("failed", None, 1)]
        db.session.rollback()
        downgrade(directory=str(MIGRATIONS), revision="0002")
        assert db.session.scalar(text("SELECT count(*) FROM outbox")) == 3
