"""The tip bank: what is refused, what is covered, and that a stored tip is the tip of the file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from questionnaire.yaml_file import ContentError
from tests.seed import BANK, BODIES, QUESTIONNAIRE
from tips import bank, documents

_yaml = YAML(typ="safe", pure=True)


def written(tmp_path: Path, about: str = "scope.channels", **changes: Any) -> Path:
    """A folder with one sound tip of this question, but for the changes."""
    path = tmp_path / documents.name_of(about)
    content = _yaml.load((bank.CONTENT / documents.name_of(about)).read_text(encoding="utf-8"))
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        _yaml.dump({"question": about, "tips": [{**content["tips"][0], **changes}]}, file)
    return tmp_path


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"question": "data.logging"}, "this file is about scope.channels: move the tip to the file of data.logging"),
        ({"needs": [{"question": "scope.gone", "level": 2}]}, "'scope.gone' is no other question: correct the id"),
        ({"needs": [{"question": "scope.channels", "level": 2}]}, "'scope.channels' is no other question"),
        ({"kind": "find-out"}, "a step up has 'step: 1' to 4; a tip of another kind has none"),
        ({"step": None}, "a step up has 'step: 1' to 4"),
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
    path = folder / "scope" / "channels.yaml"
    content = _yaml.load(path.read_text(encoding="utf-8"))
    with path.open("w", encoding="utf-8") as file:
        _yaml.dump({**content, "tips": content["tips"] * 2}, file)
    with pytest.raises(ContentError, match=r"scope\.channels\.1: stands there twice"):
        bank.load(folder, QUESTIONNAIRE)


def test_stored_tips_are_those_of_the_files() -> None:
    assert bank.from_rows("seed", [(1, tip) for tip in BODIES], BANK.topics) == BANK


def test_a_file_has_the_name_of_its_question(tmp_path: Path) -> None:
    folder = written(tmp_path)
    (folder / "scope" / "channels.yaml").rename(folder / "scope" / "journey.yaml")
    with pytest.raises(ContentError, match=r"name it scope/channels\.yaml"):
        bank.load(folder, QUESTIONNAIRE)


def test_a_file_about_no_question_is_refused(tmp_path: Path) -> None:
    (tmp_path / "scope").mkdir()
    (tmp_path / "scope" / "gone.yaml").write_text("question: scope.gone\ntips: []\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"scope/gone.yaml:1: question: no scored question 'scope.gone'"):
        bank.load(tmp_path, QUESTIONNAIRE)


def test_tips_that_wait_for_each_other_are_refused(tmp_path: Path) -> None:
    written(tmp_path, "scope.channels", needs=[{"question": "scope.journey", "level": 2}])
    written(tmp_path, "scope.journey", needs=[{"question": "scope.channels", "level": 2}])
    with pytest.raises(ContentError, match=r"wait for each other: scope.* on level 2 > scope.* on level 2 > scope"):
        bank.load(tmp_path, QUESTIONNAIRE)
