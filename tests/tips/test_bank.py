"""The tip bank: what is refused, what is covered, and that a stored tip is the tip of the file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from questionnaire.loader import published
from questionnaire.yaml_file import ContentError
from tips import bank, coverage

QUESTIONNAIRE = published()
KEYS = tuple(question for question in QUESTIONNAIRE.scored if question.quick)
_yaml = YAML(typ="safe", pure=True)


def written(tmp_path: Path, **changes: Any) -> Path:
    """A folder with one sound tip, but for the changes."""
    content = bank.raw(bank.CONTENT)
    tip = {**next(tip for tip in content if tip["id"] == "scope.channels.1"), **changes}
    with (tmp_path / "scope.yaml").open("w", encoding="utf-8") as file:
        _yaml.dump({"aspect": "scope", "tips": [tip]}, file)
    return tmp_path


def test_every_step_of_every_key_question_has_a_tip_for_everyone() -> None:
    found = bank.load(bank.CONTENT, QUESTIONNAIRE)
    assert coverage.missing(found, KEYS) == ()
    assert len(found.tips) >= 80


def test_coverage_names_what_is_missing(tmp_path: Path) -> None:
    found = bank.load(written(tmp_path), QUESTIONNAIRE)
    missing = coverage.missing(found, KEYS)
    assert ("scope.channels", 1) not in missing
    assert ("scope.channels", 2) in missing
    conditional = bank.load(written(tmp_path, when=[{"question": "intake.stage", "in": ["live"]}]), QUESTIONNAIRE)
    assert ("scope.channels", 1) in coverage.missing(conditional, KEYS)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"question": "scope.gone"}, "no question 'scope.gone' in scope: correct the id"),
        ({"question": "data.logging"}, "no question 'data.logging' in scope: correct the id"),
        ({"step": 5}, "Must be greater than or equal to 1 and less than or equal to 4"),
        ({"sources": ["nowhere"]}, "no source 'nowhere' in sources.yaml"),
        ({"when": [{"question": "intake.stage", "in": ["gone"]}]}, "intake.stage has no option 'gone'"),
        ({"title": {"nl": "Alleen Nederlands"}}, "the en text is missing: add it"),
        ({"how": []}, "tips.0.how"),
        ({"colour": "red"}, "unknown key"),
        ({"effort": "hours"}, "Must be one of: days, weeks, months"),
    ],
)
def test_a_bad_tip_is_refused_with_what_to_do(tmp_path: Path, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(ContentError) as error:
        bank.load(written(tmp_path, **changes), QUESTIONNAIRE)
    assert words in str(error.value)
    assert error.value.problems[0].line > 1


def test_an_id_may_stand_there_once(tmp_path: Path) -> None:
    folder = written(tmp_path)
    content = _yaml.load((folder / "scope.yaml").read_text(encoding="utf-8"))
    with (folder / "scope.yaml").open("w", encoding="utf-8") as file:
        _yaml.dump({**content, "tips": content["tips"] * 2}, file)
    with pytest.raises(ContentError, match=r"scope\.channels\.1: stands there twice"):
        bank.load(folder, QUESTIONNAIRE)


def test_stored_tips_are_those_of_the_files() -> None:
    files = bank.load(bank.CONTENT, QUESTIONNAIRE)
    stored = bank.from_rows("seed", [(1, tip) for tip in bank.raw(bank.CONTENT)])
    assert stored == files
