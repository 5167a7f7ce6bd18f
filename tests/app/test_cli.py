"""The command line: what each command says, and what it says when it cannot do its work."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import main

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in an installation of its own."""
    monkeypatch.setenv("CHECKBOT_VAR", str(tmp_path))

    def command(*arguments: str, typed: str = "") -> Result:
        return CliRunner().invoke(main, arguments, input=typed)

    return command


@pytest.mark.parametrize("arguments", [("serve",), ("work",), ("status",), ("tips", "load")])
def test_without_tables_it_says_what_to_run_first(run: Run, arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 1
    assert "run 'checkbot migrate' first" in result.output


def test_the_tip_bank_is_loaded_once_and_the_outbox_is_empty(run: Run) -> None:
    assert run("migrate").exit_code == 0
    assert run("tips", "load").output == "80 tips published.\n"
    assert run("tips", "load").output == "The tip bank has been loaded before.\n"
    assert run("status").output.split() == ["waiting", "0", "sent", "0", "failed", "0"]


def test_content_is_checked_and_faults_are_named(run: Run, tmp_path: Path) -> None:
    assert "60 questions, 20 in the quick scan, 80 tips" in run("content", "check").output
    empty = run("content", "check", str(tmp_path))
    assert empty.exit_code == 1
    assert "meta.yaml:0: cannot be read" in empty.output


def test_a_conversation_is_held_in_the_terminal(run: Run) -> None:
    result = run("chat", "--lang", "en", typed="1\n1\nf\n")
    assert result.exit_code == 0
    assert "I'm a bot, not a person" in result.output
    assert result.output.endswith("Data and insight: too little known\n")
