"""After the result in the browser: consents given and taken back, and the proof that all of it was erased."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import hands
from tests.e2e.conftest import Site

CONSULTANT = "Een adviseur van de Checkbot mag mijn antwoorden en mijn rapport lezen."
BENCHMARK = "Mijn scores mogen anoniem meetellen als jullie bedrijven met elkaar vergelijken."
REVIEWED = (
    "Zet een adviseur advies bij mijn rapport, mail het me dan. Daarvoor bewaren jullie mijn adres, tot ik dit intrek."
)
FOLLOW_UP = "Jullie mogen me later mailen over deze check. Tot ik dit intrek, bewaren jullie mijn adres."


@pytest.fixture
def page(site: Site, new_page: Callable[..., Page]) -> Page:
    """A check with no question left, in the browser that is going to own it."""
    page = new_page(viewport={"width": 375, "height": 720}, reduced_motion="reduce")
    page.goto(site.url + site.visitor().start().reach_end().path)
    return page


def to_the_result(page: Page) -> None:
    page.get_by_role("button", name="Bekijk je uitslag").click()
    page.wait_for_url("**/result/**")


def test_each_consent_is_given_and_taken_back_by_itself(page: Page) -> None:
    to_the_result(page)
    group = page.get_by_role("group", name="Vind je dit ook goed?")
    boxes = {words: group.get_by_role("checkbox", name=words) for words in (CONSULTANT, BENCHMARK, REVIEWED, FOLLOW_UP)}
    assert group.get_by_role("checkbox").count() == len(boxes)
    for box in boxes.values():
        expect(box).not_to_be_checked()
    boxes[CONSULTANT].check()
    boxes[FOLLOW_UP].check()
    page.get_by_role("button", name="Bewaar alleen mijn keuzes").click()
    expect(page.get_by_role("alert")).to_contain_text("Vul je adres in")
    field = page.get_by_role("textbox", name="E-mailadres")
    expect(field).to_be_focused()
    expect(boxes[CONSULTANT]).to_be_checked()
    field.fill("marieke@winkel.nl")
    page.get_by_role("button", name="Bewaar alleen mijn keuzes").click()
    expect(page.get_by_role("status")).to_have_text("Je keuzes zijn bewaard.")
    expect(boxes[FOLLOW_UP]).to_be_checked()
    boxes[FOLLOW_UP].uncheck()
    page.get_by_role("button", name="Bewaar alleen mijn keuzes").click()
    expect(boxes[FOLLOW_UP]).not_to_be_checked()
    expect(boxes[CONSULTANT]).to_be_checked()
    expect(page.get_by_text("Gegeven op")).to_have_count(1)
    assert "marieke@" not in page.content()


def test_erasing_proves_what_is_gone(page: Page) -> None:
    steps = len(hands.Chat(page).heard()) + 1
    to_the_result(page)
    link = page.url
    page.get_by_role("checkbox", name=BENCHMARK).check()
    page.get_by_role("textbox", name="E-mailadres").fill("wissen@winkel.nl")
    page.get_by_role("button", name="Stuur het rapport").click()
    page.get_by_role("status").wait_for()
    expect(page.get_by_role("checkbox", name=BENCHMARK)).to_be_checked()
    page.get_by_role("link", name="Wis deze check").click()
    page.get_by_role("button", name="Wis alles").click()
    proof = page.get_by_role("region", name="Dit is gewist")
    proof.wait_for()
    names, counts = (proof.get_by_role(role).all_inner_texts() for role in ("term", "definition"))
    told = dict(zip(names, counts, strict=True))
    assert told.pop("Stappen van het gesprek") == str(steps)
    assert told.pop("Klaargezette pdf's") in ("0", "1"), "a worker draws it when it gets to it"
    # Which tips are in the report is not what this is about.
    told = {name: count for name, count in told.items() if count != "0" and "getoond" not in name}
    assert told == {"Rapporten": "1", "Mails": "1", "Toestemmingen, gegeven of ingetrokken": "1"}
    expect(proof).to_contain_text("Midden-Europese")
    expect(proof).to_contain_text("In onze database staat niets meer van deze check")
    reply = page.goto(link)
    assert reply is not None
    assert reply.status == 404
