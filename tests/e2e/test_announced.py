"""What the live region announces and where the focus goes, for each kind of turn."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from questionnaire.loader import published
from tests.e2e.conftest import Site
from tests.e2e.hands import Chat

FOCUS = """() => {
    const it = document.activeElement;
    return [it.tagName, it.innerText.trim()];
}"""
MODE, ROLE, SECTOR = (published().questions[f"intake.{id_}"] for id_ in ("mode", "role", "sector"))
Act = Callable[[Chat], None]


def click(chat: Chat) -> None:
    chat.question.get_by_role("button").nth(2).click()


def say(text: str) -> Act:
    return lambda chat: chat.say(text)


def press(name: str) -> Act:
    return lambda chat: chat.press(name)


def change(chat: Chat) -> None:
    chat.lines.get_by_role("button", name="wijzig").last.click()


@pytest.fixture
def chat(site: Site, new_page: Callable[..., Page]) -> Chat:
    page = new_page(viewport={"width": 375, "height": 720}, reduced_motion="reduce")
    page.goto(site.url + site.visitor().start().path)
    return Chat(page)


AT_ROLE, AT_SECTOR, AT_MODE = (["LEGEND", q.text.nl] for q in (ROLE, SECTOR, MODE))
TURNS: list[tuple[Act, list[str], list[str]]] = [
    (click, [ROLE.text.nl, "Klantenservice"], AT_SECTOR),
    (say("ik ben de baas"), [ROLE.text.nl, "ik ben de baas", "Ik noteer: 'Directie of eigenaar'"], AT_SECTOR),
    (say("misschien de derde"), ["misschien de derde", "Past dit het best: 'Klant"], ["BUTTON", "Ja, dat past"]),
    (say("tja, paars met stippen"), ["tja, paars", "Dat kan ik niet goed plaatsen"], AT_ROLE),
    (say("waarom vraag je dat?"), ["Waarom vraag je dat?", ROLE.why.nl if ROLE.why else "?"], AT_ROLE),
    (say("hoe lang duurt het nog?"), ["hoe lang", "Je hebt 1 van de 33"], AT_ROLE),
    (say("wis alles"), ["wis alles", "Dat kan meteen"], AT_ROLE),
    (press("Sla over"), [ROLE.text.nl, "Sla deze maar over"], AT_SECTOR),
    (press("Ga terug"), ["Eén vraag terug"], AT_MODE),
    (change, ["Ik wil een antwoord aanpassen", "Pas je antwoord gerust aan"], AT_MODE),
    (press("Ga later verder"), ["Ik ga later verder", "We stoppen even"], ["H2", "We pauzeren even"]),
]


@pytest.mark.parametrize(("act", "announced", "focus"), TURNS)
def test_a_turn_is_announced_and_the_focus_follows(
    chat: Chat, act: Act, announced: list[str], focus: list[str]
) -> None:
    before = chat.lines.count()
    log = chat.log.element_handle()
    chat.after(lambda: act(chat))
    added = [line.partition(":")[2] for line in chat.lines.all_inner_texts()[before:]]
    assert len(added) == len(announced), added
    for line, expected in zip(added, announced, strict=True):
        assert expected in line
    assert chat.page.evaluate(FOCUS) == focus
    assert chat.page.evaluate("log => document.contains(log) && log.role === 'log'", log)


def test_facts_are_asked_with_the_focus_on_the_yes(chat: Chat) -> None:
    chat.after(lambda: chat.press("Sla over"))
    chat.after(lambda: chat.press("Sla over"))
    chat.after(lambda: chat.say("40 winkels en 12 mensen op de klantenservice"))
    assert "Collega's met klantcontact: 6 tot 25" in chat.told()[-1]
    assert chat.page.evaluate(FOCUS) == ["BUTTON", "Ja, noteer dat"]
    chat.after(lambda: chat.press("Ja, noteer dat"))
    assert chat.asks() == published().questions["intake.online"].text.nl


def test_a_refusal_is_an_alert_with_the_focus_at_the_field(chat: Chat) -> None:
    for _ in range(4):
        chat.after(lambda: chat.press("Sla over"))
    number = chat.question.get_by_role("spinbutton")
    number.fill("400")
    chat.question.get_by_role("button", name="Verstuur antwoord").click()
    alert = chat.page.get_by_role("alert")
    alert.wait_for()
    assert alert.inner_text() == "Kies een getal van 0 tot en met 100."
    assert chat.page.evaluate("document.activeElement.type") == "number"


def test_the_end_is_announced_with_the_focus_on_its_heading(chat: Chat) -> None:
    while chat.question.count():
        chat.after(lambda: chat.press("Sla over"))
    assert "Dat was de laatste vraag" in chat.told()[-1]
    assert chat.page.evaluate(FOCUS) == ["H2", "Je uitslag staat klaar"]
