"""The commands for who takes the check to people: a poster that leads to it and what came of that, and a role play."""

from __future__ import annotations

from pathlib import Path

import click

from app import campaigns, config, posters, rehearsals
from app.starting import ready, usable_settings
from questionnaire.model import LOCALES

LANGUAGES = click.Choice([*LOCALES, posters.BOTH])
CHECKS = click.Choice(posters.MODES)
FILE = click.Path(path_type=Path, dir_okay=False, writable=True)


@click.command()
@click.option("--lang", type=LANGUAGES, default=posters.BOTH, show_default=True, help="A file for each language.")
@click.option("--campaign", help="A name to count the checks by that begin here, such as beurs-2026.")
@click.option("--mode", type=CHECKS, default=posters.MODES[0], show_default=True, help="The check it speaks of.")
@click.option("--out", type=FILE, default="poster.pdf", show_default=True, help="Where to write it.")
def poster(lang: str, campaign: str | None, mode: str, out: Path) -> None:
    """Write a poster with the QR code of the chat as PDF, for A3 or A4."""
    with usable_settings():
        settings = config.settings()
    try:
        written = posters.write(out, settings, lang, campaign, mode)
    except posters.NoCampaign as error:
        raise click.ClickException(str(error)) from error
    for path, address in written.items():
        click.echo(f"{path} leads to {address}")


@click.command("campaigns")
def campaigns_() -> None:
    """Say how many checks were begun and completed from each link or poster. Erased checks do not count."""
    with ready().app_context():
        found = campaigns.figures()
    if not found:
        click.echo("No check has been begun yet.")
        return
    names = [each.campaign or "(none)" for each in found]
    width = max(map(len, names))
    for name, each in zip(names, found, strict=True):
        click.echo(f"{name:{width}} {each.begun:6} begun {each.completed:6} completed")


@click.command()
@click.option("--lang", type=click.Choice(LOCALES), default=LOCALES[0], show_default=True, help="Its language.")
@click.option("--mode", type=click.Choice(rehearsals.MODES), default=rehearsals.MODES[0], show_default=True)
@click.option("--out", "-o", type=FILE, default="rehearsal.pdf", show_default=True, help="Where to write it.")
def rehearsal(lang: str, mode: str, out: Path) -> None:
    """Write the conversation as a script for a role play on paper, as PDF for A4."""
    with usable_settings():
        settings = config.settings()
    rehearsals.write(out, settings, lang, mode)
    click.echo(f"{out} written.")
