"""The app for a command: what is wrong with the settings or the database is told in a sentence, without a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click
from environs import EnvError
from flask import Flask
from sqlalchemy import inspect

import app as application
from app.extensions import db
from app.models import OutboxMessage


@contextmanager
def usable_settings() -> Iterator[None]:
    """A setting that cannot be used ends the command, and tells what to do."""
    try:
        yield
    except EnvError as error:
        raise click.ClickException(str(error)) from error


def made() -> Flask:
    """The app, whatever its database holds."""
    with usable_settings():
        return application.create_app()


def ready() -> Flask:
    """The app, once its database has tables."""
    app = made()
    with app.app_context():
        has_tables = inspect(db.engine).has_table(OutboxMessage.__tablename__)
        db.engine.dispose()
    if not has_tables:
        raise click.ClickException("The database has no tables yet: run 'checkbot migrate' first.")
    return app
