"""The `checkbot` command. Each command makes the app for itself, so that `--help` needs no settings."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click
from flask_migrate import upgrade

import app as application
from app import content, outbox, serving
from app.extensions import db
from questionnaire.yaml_file import ContentError

MIGRATIONS = Path(__file__).parent / "migrations"


@click.group()
def main() -> None:
    """The Maturity Checkbot."""


@main.command()
def migrate() -> None:
    """Bring the database up to date."""
    with application.create_app().app_context():
        upgrade(directory=str(MIGRATIONS))


@main.group()
def tips() -> None:
    """The tip bank."""


@tips.command()
def load() -> None:
    """Publish the tips of tips/content, if nothing was published yet."""
    with application.create_app().app_context():
        try:
            count = content.load_seed(_now())
        except ContentError as error:
            raise click.ClickException(str(error)) from error
        db.session.commit()
    click.echo(f"{count} tips published." if count else "The tip bank has been loaded before.")


@main.command()
def serve() -> None:
    """Run the web server and the mail worker."""
    serving.serve(application.create_app())


@main.command()
def work() -> None:
    """Run a mail worker alone."""
    serving.work(application.create_app())


@main.command()
def status() -> None:
    """How the outbox stands, without addresses."""
    with application.create_app().app_context():
        found = outbox.status(_now())
    for state, count in found.counts.items():
        click.echo(f"{state:8} {count}")
    if found.paused_until:
        click.echo(f"Paused until {found.paused_until:%Y-%m-%d %H:%M} UTC: see SMTP_USER and SMTP_PASSWORD.")
    for failure in found.failures:
        tried = f"of {failure.created:%Y-%m-%d %H:%M}, tried {failure.attempts} times"
        click.echo(f"Mail {failure.id} {tried}: {failure.error}")


def _now() -> datetime:
    return datetime.now(UTC)
