"""The consent that the chat asks for itself: given and withdrawn by the answer, and the result page agrees."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from app.extensions import db
from app.models import Consent, StoredReport
from questionnaire.loader import published
from questionnaire.model import LOCALES
from tests.visitor import Visitor

ASKS = "closing.consultant"
QUESTION = published().questions[ASKS]


@pytest.fixture
def asked(come: Callable[[], Visitor]) -> Visitor:
    return come().start("quick").reach(lambda question: question.id == ASKS)


def rows(site: Flask) -> list[tuple[str, bool]]:
    with site.app_context():
        found = db.session.execute(select(Consent.kind, Consent.given).order_by(Consent.id))
        return [(kind, given) for kind, given in found]


def ticked(visitor: Visitor) -> bool:
    return bool(re.search(r'value="consultant" checked', visitor.html))


@pytest.mark.parametrize("language", LOCALES)
def test_a_yes_is_kept_as_it_was_asked(site: Flask, come: Callable[[], Visitor], language: str) -> None:
    visitor = come().start("quick", language).reach(lambda question: question.id == ASKS)
    assert rows(site) == []
    visitor.act("answer", value="yes")
    assert rows(site) == [("consultant", True)]
    with site.app_context():
        kept = db.session.scalars(select(Consent)).one()
    assert QUESTION.hint is not None
    assert kept.locale == language
    assert (
        kept.wording == f"{QUESTION.text[language]} {QUESTION.hint[language]} {QUESTION.option['yes'].text[language]}"
    )
    assert ticked(visitor.act("finish"))


@pytest.mark.parametrize(("act", "values"), [("answer", {"value": "no"}), ("skip", {})])
def test_a_no_or_nothing_keeps_no_row_and_the_report_comes(
    site: Flask, asked: Visitor, act: str, values: dict[str, str]
) -> None:
    asked.act(act, **values).act("finish")
    assert rows(site) == []
    assert not ticked(asked)
    with site.app_context():
        assert len(db.session.scalars(select(StoredReport)).all()) == 1


def test_another_answer_takes_it_back(site: Flask, asked: Visitor) -> None:
    asked.act("answer", value="yes").act("change", question=ASKS).act("answer", value="no")
    assert rows(site) == [("consultant", True), ("consultant", False)]
    asked.act("change", question=ASKS).act("answer", value="yes").act("change", question=ASKS).act("skip")
    assert [given for _, given in rows(site)] == [True, False, True, False]


def test_what_is_withdrawn_below_the_result_stands_so_in_the_chat(site: Flask, asked: Visitor) -> None:
    chat = asked.path
    asked.act("answer", value="yes").act("finish")
    owner = re.findall(r'name="owner" value="(\w+)"', asked.html)
    asked.post(f"{asked.path}/consents", given="consultant", owner=owner)
    assert rows(site) == [("consultant", True), ("consultant", False)]
    again = asked.open(chat).act("change", question=ASKS)
    was = r'value="(\w+)"[^>]*>(?:(?!<button).)*?je eerdere antwoord'
    assert re.findall(was, again.html, re.DOTALL) == ["no"]
    again.act("answer", value="yes")
    assert [given for _, given in rows(site)] == [True, False, True]


@pytest.mark.parametrize("said", ["ja", "Ja, dat mag"])
def test_a_yes_in_words_is_asked_back_first(site: Flask, asked: Visitor, said: str) -> None:
    asked.act("say", text=said)
    assert "Past dit het best: &#39;Ja, dat mag&#39;?" in asked.html
    assert rows(site) == []
    asked.act("say", text="ja")
    assert rows(site) == [("consultant", True)]


@pytest.mark.parametrize("said", ["dat houd ik liever voor mezelf", "nee, liever niet"])
def test_a_no_in_words_is_never_a_yes(site: Flask, asked: Visitor, said: str) -> None:
    asked.act("say", text=said)
    assert rows(site) == []
    assert "Ja, dat mag&#39;?" not in asked.html


def test_an_answer_that_comes_too_late_gives_nothing(site: Flask, asked: Visitor) -> None:
    """An old page: neither the event nor the consent is kept."""
    reply = site.test_client().post(asked.path, data={"act": "answer", "seq": "1", "question": ASKS, "value": "yes"})
    assert "moved=1" in reply.headers["Location"]
    assert rows(site) == []
