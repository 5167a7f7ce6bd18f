"""A whole hand-over: somebody asks for a person in one browser, and a consultant answers in another."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Site
from tests.e2e.hands import Chat
from tests.e2e.staff import Colleague

DESK = {"width": 1280, "height": 800}
PHONE = {"width": 375, "height": 720}
# The pages ask for news every few seconds.
NEWS = 20_000
HOSTILE = '<img src=x onerror="alert(1)"> {{ 7*7 }} </textarea><script>alert(2)</script>'


@pytest.fixture
def desk(site: Site, new_page: Callable[..., Page], request: pytest.FixtureRequest) -> Page:
    """The conversations of a consultant who is at the desk; in Dutch."""
    page = new_page(viewport=DESK, reduced_motion="reduce")
    Colleague(page, site, f"{request.node.name[:30].strip('_[]')}@example.nl").begin("consultant")
    page.goto(f"{site.url}/desk/conversations")
    page.get_by_role("button", name="Ik ben er").click()
    return page


@pytest.fixture
def chat(site: Site, new_page: Callable[..., Page]) -> Iterator[Chat]:
    """A check in the browser of a respondent, at its third question; no dialog ever opens in it."""
    page = new_page(viewport=PHONE, reduced_motion="reduce")
    opened: list[str] = []
    page.on("dialog", lambda dialog: (opened.append(dialog.message), dialog.dismiss()))
    page.goto(site.url + site.visitor().start().answer().answer().path)
    yield Chat(page)
    assert not opened


def ask(chat: Chat, words: str) -> None:
    chat.after(lambda: chat.press("Een mens spreken"))
    region = chat.page.get_by_role("region", name="Een mens spreken")
    region.get_by_role("textbox", name="Wat wil je vragen?").first.fill(words)
    chat.after(lambda: region.get_by_role("button", name="Vraag een adviseur erbij").click())


def say(page: Page, name: str, words: str, button: str = "Versturen") -> None:
    page.get_by_role("textbox", name=name).fill(words)
    page.get_by_role("button", name=button, exact=True).click()


def test_a_person_takes_over_and_gives_back(chat: Chat, desk: Page) -> None:
    question = chat.asks()
    ask(chat, f"Telt Duitsland mee? {HOSTILE}")
    expect(chat.page.get_by_role("heading", name="Je hebt om een mens gevraagd")).to_be_visible()
    assert chat.asks() == question, "the questions go on until somebody comes"
    row = desk.get_by_role("region", name="Wachten in de chat").get_by_role("link")
    expect(row).to_be_visible(timeout=NEWS)
    row.click()
    expect(desk.get_by_text(HOSTILE)).to_have_count(2)
    desk.get_by_role("button", name="Neem het over").click()
    expect(chat.page.get_by_role("heading", name="Je praat met Anna Smit")).to_be_visible(timeout=NEWS)
    expect(chat.question).to_have_count(0)
    expect(chat.lines.last).to_contain_text("Anna Smit is er nu, een mens. Ik houd me stil")
    say(desk, "Je antwoord", f"Ja, Duitsland telt mee. {HOSTILE}")
    expect(chat.lines.last).to_contain_text(f"Anna Smit, adviseur: Ja, Duitsland telt mee. {HOSTILE}", timeout=NEWS)
    say(chat.page, "Je bericht aan Anna Smit", "Mooi, dank je. Bel me op 06 12345678")
    expect(desk.get_by_role("log").get_by_role("listitem").last).to_contain_text("Bel me op […]", timeout=NEWS)
    say(desk, "Je antwoord", "Graag gedaan.")
    desk.get_by_role("button", name="Geef het terug aan de bot").click()
    expect(chat.question).to_be_visible(timeout=NEWS)
    assert chat.asks() == question
    expect(chat.lines.last).to_contain_text("Anna Smit heeft het gesprek aan mij teruggegeven")
    chat.page.reload()
    told = chat.lines.all_inner_texts()
    assert [line for line in told if "Graag gedaan." in line] == [told[-2]]
