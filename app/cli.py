"""The `checkbot` command. Each command makes the app for itself, so that `--help` needs no settings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click
from flask_migrate import upgrade

from app import content, editions, event_commands, outbox, serving
from app.auth.cli import staff
from app.extensions import db
from app.starting import made, ready
from questionnaire import loader, script, terminal
from questionnaire.model import LOCALES
from questionnaire.reading import Refused
from questionnaire.understanding import utterances
from questionnaire.yaml_file import ContentError
from tips import bank as tip_bank
from tips import documents
from tips.lint import check as lint
from tips.model import Kind

FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)
MIGRATIONS = Path(__file__).parent / "migrations"


@click.group()
def main() -> None:
    """The Maturity Checkbot."""


main.add_command(event_commands.poster)
main.add_command(event_commands.campaigns_)
main.add_command(event_commands.rehearsal)
main.add_command(staff)


@main.command()
def migrate() -> None:
    """Bring the database up to date."""
    with made().app_context():
        upgrade(directory=str(MIGRATIONS))


@main.command()
@click.option("--lang", type=click.Choice(LOCALES), default=LOCALES[0], help="The language of the conversation.")
@click.option("--answers", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="A file that answers.")
def chat(lang: str, answers: Path | None) -> None:
    """Hold the conversation here, or read how it goes with the answers of a file. Nothing is stored."""
    questionnaire = content.questionnaire()
    if answers is None:
        terminal.hold(questionnaire, lang, _typed, click.echo)
        return
    with _mending():
        held = script.load(answers)
    try:
        for line in script.told(questionnaire, held, utterances.trained(questionnaire.version), lang):
            click.echo(line)
    except KeyError as missing:
        raise click.ClickException(f"{answers.name} has no answer to {missing}: add it, or an act instead") from missing
    except Refused as refused:
        raise click.ClickException(f"{answers.name}: {refused.text[lang]}") from refused


@main.group("content")
def content_() -> None:
    """The questionnaire and the seed of the tip bank."""


@content_.command()
@click.argument("folder", type=click.Path(path_type=Path), default=loader.CONTENT / loader.LATEST)
def check(folder: Path) -> None:
    """Say what is wrong with the questionnaire, with file, line and what to do."""
    with _mending():
        questionnaire = loader.reviewed(folder)
    quick = sum(question.quick for question in questionnaire.scored)
    click.echo(f"{folder.name}: {len(questionnaire.scored)} questions, {quick} in the quick scan. Nothing to mend.")


@content_.command()
def train() -> None:
    """Make what people say for each answer and wish ready for use, from the files in questionnaire/utterances."""
    with _mending():
        made = utterances.train(content.questionnaire())
    path = utterances.SEEDS / f"{loader.LATEST}.json"
    path.write_text(made, encoding="utf-8")
    click.echo(f"Learnt from {len(made.splitlines())} lines: {path.name} is up to date.")


@main.group()
def tips() -> None:
    """The tip bank."""


@tips.command()
def load() -> None:
    """Publish the tips of tips/content, if nothing was published yet."""
    with ready().app_context(), _mending():
        count = editions.load_seed(_now())
        db.session.commit()
    click.echo(f"{count} tips published." if count else "The tip bank has been loaded before.")


@tips.command("check")
@click.argument("folder", type=FOLDER, default=tip_bank.CONTENT)
def check_tips(folder: Path) -> None:
    """Say what is missing in the tips of FOLDER, or badly written, with file, line and what to do."""
    with _mending():
        questionnaire = content.questionnaire()
        bank = tip_bank.load(folder, questionnaire)
        findings = lint.placed(lint.check(bank, questionnaire), bank, folder)
        if findings:
            raise ContentError(findings)
    kinds = Counter(tip.kind for tip in bank.tips)
    variants = sum(bool(tip.when) for tip in bank.tips if tip.kind is Kind.STEP)
    told = f"{kinds[Kind.STEP]} steps ({variants} for some companies), {kinds[Kind.FIND_OUT]} to find out"
    click.echo(f"{len(bank.tips)} tips: {told}, {kinds[Kind.GENERAL]} general. Nothing to mend.")


@tips.command("import")
@click.argument("path", type=click.Path(path_type=Path, exists=True))
@click.option("--note", default="import", help="What this edition brings, for those who look it up later.")
def import_(path: Path, note: str) -> None:
    """Publish the tips of a folder or a file as a new edition; a file with a fault changes nothing."""
    with ready().app_context(), _mending():
        done = editions.take_in(path, _now(), note)
        db.session.commit()
    if done.edition is None:
        click.echo("Nothing new: the tip bank has all of this already.")
    else:
        counts = f"{done.new} new, {done.changed} changed, {done.withdrawn} withdrawn"
        click.echo(f"Edition {done.edition} published: {counts}.")


@tips.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def export(folder: Path) -> None:
    """Write the published tips to FOLDER as YAML files, over those that stand there by the same name."""
    with ready().app_context(), _mending():
        found = editions.handed_out()
    documents.write(folder, found)
    click.echo(f"{len(found)} files written to {folder}.")


@main.command()
def serve() -> None:
    """Run the web server and the mail worker."""
    serving.serve(ready())


@main.command()
def work() -> None:
    """Run a mail worker alone."""
    serving.work(ready())


@main.command()
def status() -> None:
    """How the outbox stands, without addresses."""
    with ready().app_context():
        found = outbox.status(_now())
    for state, count in found.counts.items():
        click.echo(f"{state:8} {count}")
    if found.paused_until:
        click.echo(f"Paused until {found.paused_until:%Y-%m-%d %H:%M} UTC: see SMTP_USER and SMTP_PASSWORD.")
    for failure in found.failures:
        tried = f"of {failure.created:%Y-%m-%d %H:%M}, tried {failure.attempts} times"
        click.echo(f"Mail {failure.id} {tried}: {failure.error}")


@contextmanager
def _mending() -> Iterator[None]:
    """Content with faults ends the command, and tells each of them; so does content that is not there."""
    try:
        yield
    except ContentError as error:
        raise click.ClickException(f"mend this first:\n{error}") from error
    except content.NothingPublished as error:
        raise click.ClickException(str(error)) from error


def _typed(prompt: str) -> str:
    """A line from the keyboard, or the end of input."""
    return input(prompt)


def _now() -> datetime:
    return datetime.now(UTC)
