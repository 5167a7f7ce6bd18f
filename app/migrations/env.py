"""How Alembic reaches the app's database; run by `checkbot migrate` and by `flask db`."""

from __future__ import annotations

import sqlite3
from typing import Any, Literal

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from app.extensions import db
from app.models.columns import Moment


def ours(name: str | None, kind: str, _: Any) -> bool:
    """The queue may keep tables of its own in the same database."""
    return kind != "table" or not str(name).startswith("huey_")


def written(kind: str, value: Any, _: Any) -> str | Literal[False]:
    """A migration names no type of ours: it must run as it stands when that type has changed."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(value, Moment) else False


def migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        include_name=ours,
        render_item=written,
        # All or nothing, on SQLite too, since extensions.py begins its transactions properly.
        transactional_ddl=True,
        **current_app.extensions["migrate"].configure_args,
    )
    with context.begin_transaction():
        context.run_migrations()


def enforce_foreign_keys(connection: Connection, on: bool) -> None:
    """SQLite alters a table by making it anew, and dropping the old one would delete what refers to it.

    It takes this order outside a transaction only.
    """
    driver = connection.connection.driver_connection
    if isinstance(driver, sqlite3.Connection):
        driver.execute(f"PRAGMA foreign_keys={'ON' if on else 'OFF'}")


with db.engine.connect() as connected:
    enforce_foreign_keys(connected, on=False)
    try:
        migrate(connected)
    finally:
        connected.rollback()
        enforce_foreign_keys(connected, on=True)
