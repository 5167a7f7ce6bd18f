"""Each page in both languages, each form of question, and what a page says when an answer cannot be taken."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask

from questionnaire.loader import published
from questionnaire.model import LOCALES, Form
from tests.app.markup import check
from tests.visitor import Visitor

BOTH = pytest.mark.parametrize("locale", LOCALES)


@BOTH
def test_the_front_door_says_what_it_is(come: Callable[[], Visitor], locale: str) -> None:
    page = come().open("/" if locale == "nl" else "/en").html
    check(page, locale)
    bot = {"nl": "Je praat met een bot", "en": "You are talking to a bot"}[locale]
    assert bot in page
    assert page.index(bot) < page.index('class="modes"')
    for aspect in published().aspects:
        assert aspect.name[locale] in page
    assert page.count('name="mode" value="quick"') == page.count('name="mode" value="full"') == 2


@BOTH
def test_the_privacy_page_is_in_both_languages(come: Callable[[], Visitor], locale: str) -> None:
    page = come().open(f"/privacy?lang={locale}").html
    check(page, locale)
    assert 'href="mailto:checkbot@example.nl"' in page
    assert {"nl": "Er is één cookie", "en": "There is one cookie"}[locale] in page


@BOTH
@pytest.mark.parametrize("form", list(Form))
def test_each_form_of_question(come: Callable[[], Visitor], form: Form, locale: str) -> None:
    visitor = come().start("full", locale).reach_form(form)
    question = visitor.question
    assert question is not None
    check(visitor.html, locale)
    assert re.search(rf"<legend[^>]*>.*?{re.escape(question.text[locale])}", visitor.html, re.DOTALL)
    for option in question.options:
        assert f'value="{option.id}"' in visitor.html
    assert visitor.html.count('class="picture"') == (len(question.options) if form is Form.PICTURES else 0)


@pytest.mark.parametrize(
    ("form", "fields", "kept"),
    [
        (Form.OPEN, {"text": "x" * 1001}, "x" * 1001 + "</textarea>"),
        (Form.SLIDER, {"value": "400"}, 'value="400"'),
        (Form.SEVERAL, {"value": ["web", "none"]}, 'value="none" data-exclusive checked'),
        (Form.ONE, {"value": "no-such-option"}, 'class="option"'),
    ],
)
def test_a_refusal_keeps_what_was_typed(
    come: Callable[[], Visitor], form: Form, fields: dict[str, str | list[str]], kept: str
) -> None:
    visitor = come().start("full").reach_form(form)
    asked = visitor.question
    visitor.act("answer", **fields)
    check(visitor.html, "nl")
    assert visitor.question == asked
    assert 'role="alert"' in visitor.html
    assert kept in visitor.html


def test_an_earlier_answer_stands_in_the_form_again(come: Callable[[], Visitor]) -> None:
    visitor = come().start().reach_form(Form.SLIDER).answer().act("back")
    assert re.search(r'type="number"[^>]* value="5"', visitor.html)
    assert "Je past een antwoord aan" in visitor.html
    visitor.act("change", question="intake.role")
    assert visitor.html.count("option-chosen") == 1


def test_words_of_a_respondent_are_never_markup(come: Callable[[], Visitor]) -> None:
    visitor = come().start().reach_form(Form.OPEN)
    visitor.act("answer", text="<script>alert(1)</script>{{ 7 * 7 }}")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7 * 7 }}" in visitor.html
    check(visitor.html, "nl")


@BOTH
def test_a_pause_gives_the_link_back(come: Callable[[], Visitor], locale: str) -> None:
    visitor = come().start("quick", locale)
    link = visitor.path
    visitor.act("pause")
    check(visitor.html, locale)
    assert f'value="https://check.example.nl{link}"' in visitor.html
    assert visitor.act("resume").question is not None


def test_an_old_page_is_told_that_nothing_was_lost(come: Callable[[], Visitor]) -> None:
    visitor = come().start()
    old = visitor.html
    visitor.answer()
    there = visitor.question
    visitor.html = old
    visitor.answer()
    assert "Er is niets verloren" in visitor.html
    assert visitor.question == there


@BOTH
@pytest.mark.parametrize("mode", ["quick", "full"])
def test_the_result_shows_it_all(come: Callable[[], Visitor], mode: str, locale: str) -> None:
    visitor = come().start(mode, locale).finish()
    page = visitor.html
    assert visitor.path.startswith("/result/")
    check(page, locale)
    assert '<meta name="robots" content="noindex">' in page
    assert page.count('<svg class="chart') == 2
    for aspect in published().aspects:
        assert aspect.name[locale] in page
    assert ('value="upgrade"' in page) is (mode == "quick")
    assert "/erase" in page


@BOTH
def test_the_result_has_a_road_map_that_leads_to_the_tips(come: Callable[[], Visitor], locale: str) -> None:
    page = come().start("full", locale).finish().html
    links = re.findall(r'<li><a href="#(tip-[a-z0-9.-]+)">', page)
    assert len(links) == 10
    assert all(f'id="{link}"' in page for link in links)
    for words in {"nl": ["Nu", "Daarna", "Later"], "en": ["Now", "Next", "Later"]}[locale]:
        assert f"<h3>{words}</h3>" in page
    said = {"nl": "Je totaalscore gaat van", "en": "Your overall score goes from"}[locale]
    assert said in page
    assert {"nl": "Deze stappen brengen de score van", "en": "These steps bring the score from"}[locale] in page


def test_the_result_link_alone_does_not_open_the_check(come: Callable[[], Visitor]) -> None:
    link = come().start().finish().path
    page = come().open(link).html
    assert "/chat/" not in page


def test_a_wrong_address_stays_in_the_field(come: Callable[[], Visitor]) -> None:
    visitor = come().start().finish()
    visitor.post(f"{visitor.path}/mail", address='a@"b')
    check(visitor.html, "nl")
    assert 'value="a@&#34;b" aria-invalid="true"' in visitor.html
    assert "Dat is geen volledig mailadres" in visitor.html


@BOTH
def test_little_known_is_said_and_not_scored(come: Callable[[], Visitor], locale: str) -> None:
    page = come().start("quick", locale).act("finish").html
    check(page, locale)
    assert {"nl": "Er is te weinig bekend", "en": "Too little is known"}[locale] in page


@BOTH
def test_erasing_asks_first(come: Callable[[], Visitor], locale: str) -> None:
    visitor = come().start("quick", locale)
    chat, erase = visitor.path, visitor.erase
    check(visitor.open(erase).html, locale)
    check(visitor.post(erase).html, locale)
    page = visitor.open(chat).html
    assert "404" in page
    check(page, "nl")


def test_style_sheets_are_kept_by_the_browser(site: Flask, come: Callable[[], Visitor]) -> None:
    found = re.search(r'href="(/static/base\.css\?v=\w+)"', come().open("/").html)
    assert found
    with site.test_client().get(found[1]) as sheet:
        assert "max-age=31536000" in sheet.headers["Cache-Control"]
