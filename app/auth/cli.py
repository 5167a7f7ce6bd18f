"""`checkbot staff`: the first account comes from here, as none exists after installation."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from app import jobs, mailer
from app.auth import service
from app.extensions import db
from app.permissions import Role
from app.starting import ready
from questionnaire.model import LOCALES


@click.group()
def staff() -> None:
    """The accounts of colleagues."""


@staff.command()
@click.argument("address")
@click.option(
    "--role",
    "roles",
    type=click.Choice([role.value for role in Role]),
    multiple=True,
    required=True,
    help="More than one may.",
)
@click.option("--name", default="", help="How colleagues and respondents see this person.")
@click.option("--lang", type=click.Choice(LOCALES), default=LOCALES[0], help="The language of the pages and mails.")
def invite(address: str, roles: tuple[str, ...], name: str, lang: str) -> None:
    """Mail ADDRESS a link with which an account begins; an account that is there gets the roles and a new link."""
    made = ready()
    with made.app_context():
        try:
            now = datetime.now(UTC)
            message = service.invite(address, [Role(role) for role in roles], now, name=name, locale=lang)
        except mailer.BadAddress as error:
            raise click.ClickException(f"{address}: {error}") from error
        db.session.commit()
        jobs.wake(message.id)
        where = made.config["SMTP_HOST"] or made.config["OUTBOX_FOLDER"]
    click.echo(f"Invitation for {address} goes out by {where} as soon as 'checkbot serve' runs.")


@staff.command()
@click.argument("address")
def reset(address: str) -> None:
    """Take the second step of ADDRESS away and mail a link for a new password: for the only administrator."""
    with ready().app_context():
        person = service.by_address(address)
        if person is None:
            raise click.ClickException(f"{address} has no account: 'checkbot staff list' shows who has one.")
        now = datetime.now(UTC)
        service.reset_second_factor(person, now, None)
        message = service.invite(address, [], now)
        db.session.commit()
        jobs.wake(message.id)
    click.echo(f"{address} signs in anew: the link is in the mail.")


@staff.command("list")
def list_() -> None:
    """Who has an account, and with which roles."""
    with ready().app_context():
        for person in service.people():
            roles = ", ".join(sorted(role.name for role in person.roles)) or "no role"
            state = "closed" if not person.active else "open" if person.password else "invited"
            click.echo(f"{person.email}: {roles} ({state})")
