"""What the script adds, and what it does when the network or another tab gets in between."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from questionnaire.model import Form
from tests.e2e import hands
from tests.e2e.conftest import Site
from tests.e2e.hands import Chat


@pytest.fixture
def open_at(site: Site, new_page: Callable[..., Page]) -> Callable[[Form], Page]:
    """A page on which a question of this form is open."""

    def opened(form: Form) -> Page:
        page = new_page(viewport={"width": 375, "height": 720}, reduced_motion="reduce")
        page.goto(site.url + site.visitor().start("full").reach_form(form).path)
        return page

    return opened


def test_the_focus_goes_to_the_new_question(open_at: Callable[[Form], Page]) -> None:
    page = open_at(Form.ONE)
    chat = Chat(page)
    chat.after(chat.question.get_by_role("button").first.click)
    assert page.evaluate("document.activeElement.tagName") == "LEGEND"
    expect(page.locator("legend")).to_be_in_viewport()


def test_the_track_and_the_number_are_one(open_at: Callable[[Form], Page]) -> None:
    page = open_at(Form.SLIDER)
    number, track = page.locator(".number"), page.locator(".range")
    expect(number).to_have_value("")
    track.click()
    expect(number).to_have_value("50")
    number.fill("20")
    expect(track).to_have_value("20")


def test_none_of_these_takes_the_others_away(open_at: Callable[[Form], Page]) -> None:
    page = open_at(Form.SEVERAL)
    page.locator(".chip").first.click()
    page.locator(".chip:has([data-exclusive])").click()
    assert page.locator(".chip input:checked").count() == 1
    page.locator(".chip").first.click()
    assert page.locator("[data-exclusive]:checked").count() == 0


def test_a_digit_does_nothing_outside_the_question(open_at: Callable[[Form], Page]) -> None:
    page = open_at(Form.ONE)
    before = Chat(page).lines.count()
    page.locator(".brand").focus()
    page.keyboard.press("1")
    page.locator(".quiet").first.focus()
    page.keyboard.press("1")
    assert Chat(page).lines.count() == before
    assert page.locator("[data-sending]").count() == 0


def test_an_answer_waits_for_the_network(open_at: Callable[[Form], Page]) -> None:
    page = open_at(Form.OPEN)
    chat = Chat(page)
    page.context.set_offline(True)
    page.locator(".field").fill(hands.WORDS)
    page.locator(".question .button").click()
    expect(page.get_by_role("status")).to_contain_text("Geen verbinding")
    expect(page.locator(".field")).to_have_value(hands.WORDS)
    chat.after(lambda: page.context.set_offline(False))
    assert page.get_by_role("log").get_by_text(hands.WORDS).count() == 1
    expect(page.get_by_role("status")).to_be_empty()


def test_a_refusal_stands_at_the_field_with_what_was_typed(open_at: Callable[[Form], Page]) -> None:
    page = open_at(Form.SLIDER)
    page.locator(".number").fill("400")
    page.locator(".question .button").click()
    expect(page.get_by_role("alert")).to_contain_text("Kies een getal")
    expect(page.locator(".number")).to_have_value("400")
    expect(page.locator(".number")).to_be_focused()


def test_a_second_tab_loses_nothing(open_at: Callable[[Form], Page]) -> None:
    page = open_at(Form.ONE)
    other = page.context.new_page()
    other.goto(page.url)
    chat, second = Chat(page), Chat(other)
    chat.after(chat.question.get_by_role("button").first.click)
    second.question.get_by_role("button").first.click()
    expect(second.turn).to_contain_text("Er is niets verloren")
    assert second.asks() == chat.asks()
    assert second.heard() == chat.heard()


def test_an_earlier_answer_can_be_changed_after_more_turns(open_at: Callable[[Form], Page]) -> None:
    page = open_at(Form.ONE)
    chat = Chat(page)
    for _ in range(2):
        chat.after(chat.question.get_by_role("button").first.click)
    chat.after(lambda: chat.lines.get_by_role("button", name="wijzig").nth(1).click())
    expect(page.locator(".option-chosen")).to_contain_text("je eerdere antwoord")
