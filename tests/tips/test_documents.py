"""Tip files as text: unchanged they stay byte for byte, changed they keep their comments."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.seed import BODIES
from tips import bank, documents

NAME = "scope/channels.yaml"
TEXT = """# Looked over by the expert group in March.
question: scope.channels
tips:
  # The first is for who has nothing yet.
  - id: scope.channels.1
    step: 1
    title: {nl: "Begin klein, met één", en: "Begin small, with one"}  # keep it short
    how:
      - nl: Eén
        en: One
      # this one is new
      - nl: Twee
        en: Two
  - id: scope.channels.2
    step: 2
    title:
      nl: 'Dan een tweede'
      en: Then a second
"""


def tips(text: str = TEXT) -> list[dict[str, Any]]:
    content = YAML(typ="safe", pure=True).load(text)
    return [{"question": content["question"], **tip} for tip in content["tips"]]


def after(bodies: list[dict[str, Any]]) -> str:
    return documents.updated({NAME: TEXT}, bodies)[NAME]


def test_every_file_of_the_bank_stays_as_it_is() -> None:
    found = documents.read(bank.CONTENT)
    assert documents.updated(found, BODIES) == found


def test_a_changed_text_changes_its_own_line_only() -> None:
    bodies = tips()
    bodies[0]["title"] = {"nl": "Begin klein, met één", "en": "Start small, with one"}
    assert after(bodies) == TEXT.replace("Begin small", "Start small")


def test_a_new_step_and_a_new_tip_come_at_the_end() -> None:
    bodies = tips()
    bodies[0]["how"].append({"nl": "Drie", "en": "Three"})
    bodies.append({"question": "scope.channels", "id": "scope.channels.3", "step": 3, "title": {"nl": "a", "en": "b"}})
    text = after(bodies)
    assert tips(text) == bodies
    assert [line for line in TEXT.splitlines() if "#" in line] == [line for line in text.splitlines() if "#" in line]


def test_a_withdrawn_tip_and_a_dropped_field_are_gone() -> None:
    bodies = tips()[:1]
    del bodies[0]["how"]
    assert tips(after(bodies)) == bodies
    assert "keep it short" in after(bodies)


def test_a_question_without_tips_loses_its_file_and_a_new_one_gets_one() -> None:
    voice = {"question": "scope.voice", "id": "scope.voice.1", "step": 1, "title": {"nl": "Praat: nu", "en": "Talk"}}
    found = documents.updated({NAME: TEXT, "topics.yaml": "topics: []\n"}, [voice])
    assert sorted(found) == ["scope/voice.yaml", "topics.yaml"]
    assert tips(found["scope/voice.yaml"]) == [voice]


@pytest.mark.parametrize("text", ["Ja, en 'nee'", "# geen commentaar", "a: b", "1", "no", "é ’ €", "- streep", "{x}"])
def test_any_text_comes_back_as_it_was(text: str) -> None:
    bodies = tips()
    bodies[1]["title"]["nl"] = text
    assert tips(after(bodies)) == bodies


def test_written_files_are_read_again(tmp_path: Path) -> None:
    found = documents.read(bank.CONTENT)
    documents.write(tmp_path, found)
    assert documents.read(tmp_path) == found
