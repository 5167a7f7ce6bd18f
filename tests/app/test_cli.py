"""The `checkbot` command on a machine that has nothing yet."""

from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app import create_app
from app.cli import main
from app.delivery import request_report
from app.extensions import db
from app.models import State
from tests.app.factories import NOW, completed


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHECKBOT_VAR", str(tmp_path))
    for name in ("DATABASE_URL", "QUEUE_URL", "SMTP_HOST"):
        monkeypatch.delenv(name, raising=False)


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result


def test_tips_are_loaded_once() -> None:
    run("migrate")
    assert run("tips", "load").stdout.endswith(" tips published.\n")
    assert run("tips", "load").stdout == "The tip bank has been loaded before.\n"


def test_status_shows_counts_and_failures_without_addresses() -> None:
    run("migrate")
    with create_app().app_context():
        for state, error in ((State.FAILED, "550 no such user"), (State.WAITING, None)):
            message = request_report(*completed(), "marieke@voorbeeld.nl", "nl", NOW)
            message.state, message.error, message.attempts = state, error, 2
        message.due, message.error = NOW + timedelta(days=36500), "queue paused: 535"
        db.session.commit()
        db.engine.dispose()
    shown = run("status").stdout
    assert [line.split() for line in shown.splitlines()[:3]] == [["waiting", "1"], ["sent", "0"], ["failed", "1"]]
    assert "Paused until 21" in shown
    assert "Mail 1 of 2026-03-02 09:30, tried 2 times: 550 no such user" in shown
    assert "voorbeeld" not in shown
