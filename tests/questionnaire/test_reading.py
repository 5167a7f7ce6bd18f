"""From what was sent to an answer, for each form, with all the ways to send it wrong."""

from __future__ import annotations

import pytest

from questionnaire import reading
from questionnaire.answers import Answer
from questionnaire.model import Questionnaire
from questionnaire.reading import Refused
from tests import tiny


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> Questionnaire:
    return tiny.questionnaire("forms", tmp_path_factory.mktemp("forms"))


@pytest.mark.parametrize(
    ("question", "values", "text", "expected"),
    [
        ("one.one", ("c",), "", Answer(choice=("c",))),
        ("one.pictures", ("a", "a"), "", Answer(choice=("a",))),
        ("one.several", ("d", "b", "d"), "", Answer(choice=("b", "d"))),
        ("one.several", ("none",), "", Answer(choice=("none",))),
        ("one.slider", ("40",), "", Answer(number=40)),
        ("one.slider", (), " 40 % ", Answer(number=40)),
        ("closing.open", (), "  goed\r\nidee\x00 ", Answer(text="goed idee")),
    ],
)
def test_an_answer_is_read(
    forms: Questionnaire, question: str, values: tuple[str, ...], text: str, expected: Answer
) -> None:
    assert reading.read(forms, forms.questions[question], values, text) == expected


@pytest.mark.parametrize(
    ("question", "values", "text", "words"),
    [
        ("one.one", ("z",), "", "does not belong"),
        ("one.one", ("a", "b"), "", "Choose one of"),
        ("one.several", (), "", "one or more"),
        ("one.several", ("a", "none"), "", "'none' cannot go with other answers"),
        ("one.slider", ("101",), "", "from 0 to 100"),
        ("one.slider", ("-1",), "", "from 0 to 100"),
        ("one.slider", ("٤",), "", "from 0 to 100"),
        ("one.slider", ("9" * 5000,), "", "from 0 to 100"),
        ("closing.open", (), " \x07\u200b ", "see no answer"),
        ("closing.open", (), "elf tekens!", "to 10 characters"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(
    forms: Questionnaire, question: str, values: tuple[str, ...], text: str, words: str
) -> None:
    with pytest.raises(Refused, match=words):
        reading.read(forms, forms.questions[question], values, text)
