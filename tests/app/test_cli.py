"""The command line: what each command says, and what it says when it cannot do its work."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader

from app.cli import main
from tips import bank, documents

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in an installation of its own."""
    monkeypatch.setenv("CHECKBOT_VAR", str(tmp_path))

    def command(*arguments: str, typed: str = "") -> Result:
        return CliRunner().invoke(main, arguments, input=typed)

    return command


@pytest.mark.parametrize(
    "arguments",
    [("serve",), ("work",), ("status",), ("tips", "load"), ("tips", "export", "x"), ("tips", "import", ".")],
)
def test_without_tables_it_says_what_to_run_first(run: Run, arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 1
    assert "run 'checkbot migrate' first" in result.output


def test_the_tip_bank_is_loaded_once_and_the_outbox_is_empty(run: Run) -> None:
    assert run("migrate").exit_code == 0
    assert run("tips", "load").output == "366 tips published.\n"
    assert run("tips", "load").output == "The tip bank has been loaded before.\n"
    assert run("status").output.split() == ["waiting", "0", "sent", "0", "failed", "0"]


def test_content_is_checked_and_faults_are_named(run: Run, tmp_path: Path) -> None:
    assert "60 questions, 20 in the quick scan. Nothing to mend." in run("content", "check").output
    empty = run("content", "check", str(tmp_path))
    assert empty.exit_code == 1
    assert "meta.yaml:0: cannot be read" in empty.output


def test_the_tips_are_checked_and_faults_are_named(run: Run, tmp_path: Path) -> None:
    assert run("tips", "check").output.endswith("general. Nothing to mend.\n")
    few = tmp_path / "few" / "scope"
    few.mkdir(parents=True)
    shutil.copy(bank.CONTENT / "scope" / "voice.yaml", few)
    found = run("tips", "check", str(few.parent))
    assert found.exit_code == 1
    assert "scope/hours.yaml:0: scope.hours: no tip for level 1" in found.output


def test_tips_go_out_and_come_in_again(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run("migrate").exit_code == 0
    assert "run 'checkbot tips load'" in run("tips", "export", str(out)).output
    assert run("tips", "load").exit_code == 0
    assert run("tips", "export", str(out)).output == f"61 files written to {out}.\n"
    assert documents.read(out) == documents.read(bank.CONTENT)
    assert run("tips", "import", str(out)).output == "Nothing new: the tip bank has all of this already.\n"
    voice = out / "scope" / "voice.yaml"
    voice.write_text(voice.read_text(encoding="utf-8").replace("Spreek drie antwoorden in", "Spreek er drie in"))
    assert run("tips", "import", str(voice)).output == "Edition 2 published: 0 new, 1 changed, 0 withdrawn.\n"
    voice.write_text("question: scope.voice\ntips:\n  - id: scope.voice.1\n    step: 9\n", encoding="utf-8")
    refused = run("tips", "import", str(voice))
    assert refused.exit_code == 1
    assert "scope/voice.yaml:4: tips.0.step: Must be" in refused.output


def test_a_conversation_is_held_in_the_terminal(run: Run) -> None:
    result = run("chat", "--lang", "en", typed="1\n1\nf\n")
    assert result.exit_code == 0
    assert "a bot, not a person" in result.output
    assert result.output.endswith("Data and insight: too little known\n")


def test_a_script_without_an_answer_says_which(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "half.yaml"
    path.write_text("mode: quick\nanswers: {intake.role: director}\n", encoding="utf-8")
    result = run("chat", "--answers", str(path))
    assert result.exit_code == 1
    assert "half.yaml has no answer to 'intake.sector'" in result.output


def test_the_role_play_is_written_in_the_language_and_for_the_check_that_was_asked(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "play.pdf"
    assert run("rehearsal", "--lang", "en", "--mode", "quick", "-o", str(out)).output == f"{out} written.\n"
    assert "Who plays whom" in PdfReader(out).pages[0].extract_text()
    assert " questions. Play it" in PdfReader(out).pages[0].extract_text()
    assert run("rehearsal", "--mode", "half", "-o", str(out)).exit_code == 2
