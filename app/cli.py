"""The `checkbot` command. Each command makes the app for itself, so that `--help` needs no settings."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import inspect

import app as application
from app import content, outbox, serving
from app.extensions import db
from app.models import OutboxMessage
from questionnaire import loader, terminal
from questionnaire.model import LOCALES
from questionnaire.yaml_file import ContentError
from tips import bank as tip_bank
from tips import coverage

MIGRATIONS = Path(__file__).parent / "migrations"


@click.group()
def main() -> None:
    """The Maturity Checkbot."""


@main.command()
def migrate() -> None:
    """Bring the database up to date."""
    with application.create_app().app_context():
        upgrade(directory=str(MIGRATIONS))


@main.command()
@click.option("--lang", type=click.Choice(LOCALES), default=LOCALES[0], help="The language of the conversation.")
def chat(lang: str) -> None:
    """Hold the conversation here, in the terminal. Nothing is stored."""
    terminal.hold(content.questionnaire(), lang, _typed, click.echo)


@main.group("content")
def content_() -> None:
    """The questionnaire and the seed of the tip bank."""


@content_.command()
@click.argument("folder", type=click.Path(path_type=Path), default=loader.CONTENT / loader.LATEST)
def check(folder: Path) -> None:
    """Say what is wrong with the content, with file, line and what to do."""
    try:
        questionnaire = loader.load(folder)
        bank = tip_bank.load(tip_bank.CONTENT, questionnaire)
    except ContentError as error:
        raise click.ClickException(f"mend this first:\n{error}") from error
    keys = tuple(question for question in questionnaire.scored if question.quick)
    for question, step in coverage.missing(bank, keys):
        click.echo(f"{question}: no tip for everyone on level {step}: write one")
    counts = f"{len(questionnaire.scored)} questions, {len(keys)} in the quick scan, {len(bank.tips)} tips"
    click.echo(f"{folder.name}: {counts}. Nothing else to mend.")


@main.group()
def tips() -> None:
    """The tip bank."""


@tips.command()
def load() -> None:
    """Publish the tips of tips/content, if nothing was published yet."""
    with _ready().app_context():
        try:
            count = content.load_seed(_now())
        except ContentError as error:
            raise click.ClickException(str(error)) from error
        db.session.commit()
    click.echo(f"{count} tips published." if count else "The tip bank has been loaded before.")


@main.command()
def serve() -> None:
    """Run the web server and the mail worker."""
    serving.serve(_ready())


@main.command()
def work() -> None:
    """Run a mail worker alone."""
    serving.work(_ready())


@main.command()
def status() -> None:
    """How the outbox stands, without addresses."""
    with _ready().app_context():
        found = outbox.status(_now())
    for state, count in found.counts.items():
        click.echo(f"{state:8} {count}")
    if found.paused_until:
        click.echo(f"Paused until {found.paused_until:%Y-%m-%d %H:%M} UTC: see SMTP_USER and SMTP_PASSWORD.")
    for failure in found.failures:
        tried = f"of {failure.created:%Y-%m-%d %H:%M}, tried {failure.attempts} times"
        click.echo(f"Mail {failure.id} {tried}: {failure.error}")


def _ready() -> Flask:
    """The app, once its database has tables."""
    made = application.create_app()
    with made.app_context():
        ready = inspect(db.engine).has_table(OutboxMessage.__tablename__)
        db.engine.dispose()
    if not ready:
        raise click.ClickException("The database has no tables yet: run 'checkbot migrate' first.")
    return made


def _typed(prompt: str) -> str:
    """A line from the keyboard, or the end of input."""
    return input(prompt)


def _now() -> datetime:
    return datetime.now(UTC)
