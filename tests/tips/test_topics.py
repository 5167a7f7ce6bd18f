"""What is heard in the open question, and which topic files are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from questionnaire.answers import Answer, Answers
from questionnaire.yaml_file import ContentError
from tests.seed import BANK, QUESTIONNAIRE
from tips import bank
from tips.reasons import Reason, Why
from tips.topics import Topic, relevant

TOPICS = BANK.topics


def hoping(text: str) -> Answers:
    return Answers().with_answer("intake.hope", Answer(text=text))


def heard(text: str) -> dict[str, tuple[str, ...]]:
    """The words that were heard, by topic."""
    reasons = [topic.reason(hoping(text)) for topic in TOPICS]
    return {reason.topic: reason.words for reason in reasons if reason and reason.topic and reason.words}


@pytest.mark.parametrize(
    ("text", "topic", "words"),
    [
        ("Minder RETOUREN dus", "returns", ("RETOUREN",)),
        ("fewer returns, please", "returns", ("returns",)),
        ("iets met AI", "assistant", ("AI",)),
        ("Ook 's avonds en in het weekend", "opening-hours", ("avonds", "weekend")),
        ("less pressure on the phone", "fewer-calls", ("pressure on", "phone")),
    ],
)
def test_a_topic_is_heard_in_either_language(text: str, topic: str, words: tuple[str, ...]) -> None:
    assert heard(text)[topic] == words


@pytest.mark.parametrize("text", ["Een airfryer in elk huis", "Geen idee, mijn baas vroeg het", "", "123"])
def test_nothing_is_heard_where_nothing_is_said(text: str) -> None:
    assert heard(text) == {}


def test_a_role_makes_its_questions_matter() -> None:
    answers = Answers().with_answer("intake.role", Answer(choice=("director",)))
    reason = Reason(Why.INTAKE, ("intake.role",), "for-directors")
    assert relevant(TOPICS, answers)["change.sponsorship"] == (reason,)
    assert relevant(TOPICS, Answers()) == {}


def test_the_first_topic_that_is_heard_gives_the_reason() -> None:
    two = tuple(
        Topic(id_, TOPICS[0].name, ("scope.voice",), words=(word,)) for id_, word in (("a", "stem"), ("b", "bot"))
    )
    assert [reason.topic for reason in relevant(two, hoping("een bot met een stem"))["scope.voice"]] == ["a"]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("questions: [scope.gone], words: {nl: [aa], en: [aa]}", "no question 'scope.gone': correct the id"),
        ("questions: [scope.voice]", "either 'words' (nl and en) or 'when'"),
        ("questions: [scope.voice], words: {nl: [stem]}", "give the words in each language: nl, en"),
    ],
)
def test_a_bad_topic_is_refused_with_its_line(tmp_path: Path, body: str, words: str) -> None:
    text = f"# topics\ntopics:\n  - {{id: x, name: {{nl: a, en: b}}, {body}}}\n"
    (tmp_path / "topics.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as error:
        bank.load(tmp_path, QUESTIONNAIRE)
    assert words in str(error.value)
    assert error.value.problems[0].line == 3
