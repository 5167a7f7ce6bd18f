"""The expert group in Chromium: a tip written, refused, mended, approved by another, published and rolled back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, StorageState, expect

from tests.e2e.conftest import Site
from tests.e2e.hands import arrive
from tests.e2e.staff import Doors

TITLE = "Laat de bot zeggen hoe laat er weer iemand is"
TEXTS = {
    "title.nl": TITLE,
    "title.en": "Have the bot say when somebody is back",
    "why.nl": "Wie weet hoe lang het duurt, wacht rustiger. Wie het niet weet, belt de winkel.",
    "why.en": "Those who know how long it takes wait calmly. Those who don't ring the shop.",
    "how.0.nl": "Kijk vandaag op je rooster wie er vanavond nog antwoordt.",
    "how.0.en": "Look at your roster today and see who still replies tonight.",
    "how.1.nl": "Zet dat tijdstip in de eerste zin van de bot.",
    "how.1.en": "Put that time in the bot's first sentence.",
    "example.nl": "Een klant vraagt om negen uur iets over een lamp. De bot: 'Morgen om tien uur is Sanne er weer.'",
    "example.en": "At nine a customer asks about a lamp. The bot writes: 'Sanne is back tomorrow at ten.'",
    "effect.nl": "Minder mensen bellen om te vragen of er iemand is",
    "effect.en": "Fewer people ring to ask whether anybody is there",
    "who.nl": "Wie het rooster maakt",
    "who.en": "Whoever makes the roster",
    "kpi.nl": "Hoeveel mensen na sluitingstijd nog een keer schrijven",
    "kpi.en": "How many people write a second time after closing",
}
TIP = "/tipdesk/tips/experience.entry.general"


@pytest.fixture
def wilma(doors: Doors) -> StorageState:
    """She writes."""
    return doors("wilma@tips.example", "Wilma", "editor")


@pytest.fixture
def petra(doors: Doors) -> StorageState:
    """She judges and publishes."""
    return doors("petra@tips.example", "Petra", "publisher")


def press(page: Page, name: str) -> None:
    arrive(page, page.get_by_role("button", name=name, exact=True).first.click)


def test_a_tip_from_the_coverage_to_the_reports_and_back(
    site: Site, new_page: Callable[..., Page], wilma: StorageState, petra: StorageState
) -> None:
    writer, judge = new_page(storage_state=wilma), new_page(storage_state=petra)
    writer.goto(f"{site.url}/tipdesk/coverage")
    arrive(writer, writer.get_by_role("button", name="De weg naar de chat, Algemeen").click)
    for name, text in TEXTS.items():
        writer.locator(f'[name="{name}"]').fill(text)
    expect(writer.locator("#said")).to_contain_text("Bewaard om", timeout=15_000)
    writer.get_by_role("radio", name="dagen").check()
    expect(writer.locator("[data-mend-count]")).to_have_text("Niets te verbeteren.", timeout=15_000)
    look = writer.locator("#preview")
    expect(look.locator(".look-web.look-nl")).to_contain_text(TITLE)
    writer.get_by_role("radio", name="In de pdf").check()
    expect(look.locator(".look-paper.look-nl .example")).to_contain_text("is Sanne er weer")
    press(writer, "Laten nakijken")
    expect(writer.get_by_role("status")).to_contain_text("Klaar om na te kijken")

    judge.goto(site.url + TIP)
    judge.get_by_label("Wat er eerst moet veranderen").fill("Noem het rooster niet twee keer.")
    press(judge, "Nog niet, stuur terug")
    writer.goto(site.url + TIP)
    expect(writer.get_by_text("Noem het rooster niet twee keer.")).to_be_visible()
    writer.locator('[name="who.nl"]').fill("Teamleider winkel")
    writer.locator('[name="who.en"]').fill("Store team leader")
    press(writer, "Laten nakijken")

    judge.goto(site.url + TIP)
    press(judge, "Goed zo, keur goed")
    judge.goto(f"{site.url}/tipdesk/publish")
    judge.get_by_label("Wat er verandert, in één regel").fill("Een tip over openingstijden")
    press(judge, "Publiceer deze tips")
    expect(judge.get_by_role("heading", name="Editie 2 ✓ nu in gebruik")).to_be_visible()

    judge.get_by_role("group").filter(has_text="Deze editie terugzetten").last.locator("summary").click()
    judge.get_by_label("Waarom deze editie terugkomt").last.fill("Toch niet")
    press(judge, "Publiceer editie 1 opnieuw")
    expect(judge.get_by_role("heading", name="Editie 3 ✓ nu in gebruik")).to_be_visible()
    writer.goto(f"{site.url}/tipdesk/?state=withdrawn")
    expect(writer.get_by_role("link", name=TITLE)).to_be_visible()


def test_words_typed_without_a_connection_are_offered_again(
    site: Site, new_page: Callable[..., Page], wilma: StorageState
) -> None:
    page = new_page(storage_state=wilma)
    tip = f"{site.url}/tipdesk/tips/scope.hours.2"
    page.goto(tip)
    title = page.locator('[name="title.nl"]')
    page.context.set_offline(True)
    title.fill("Onderweg getypt, in de trein")
    expect(page.locator("#said")).to_contain_text("Geen verbinding", timeout=15_000)
    context = page.context
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(tip)
    title = page.locator('[name="title.nl"]')
    expect(title).not_to_have_value("Onderweg getypt, in de trein")
    page.get_by_role("button", name="Zet terug", exact=True).click()
    expect(title).to_have_value("Onderweg getypt, in de trein")
    expect(page.locator("#said")).to_contain_text("Bewaard om", timeout=15_000)
    assert page.evaluate("localStorage.length") == 0
    page.reload()
    expect(title).to_have_value("Onderweg getypt, in de trein")
    expect(page.locator("#kept")).to_be_hidden()


def test_a_second_editor_is_told_and_overwrites_nothing(
    site: Site, new_page: Callable[..., Page], wilma: StorageState, petra: StorageState
) -> None:
    first, second = new_page(storage_state=wilma), new_page(storage_state=petra)
    tip = f"{site.url}/tipdesk/tips/scope.hours.3"
    second.goto(tip)
    first.goto(tip)
    first.locator('[name="title.nl"]').fill("De titel van Wilma")
    expect(first.locator("#said")).to_contain_text("Bewaard om", timeout=15_000)
    second.locator('[name="title.nl"]').fill("De titel van Petra")
    expect(second.locator("#said")).to_contain_text("Wilma heeft deze tip intussen bewaard", timeout=15_000)
    press(second, "Bewaar")
    expect(second.get_by_role("alert")).to_contain_text("Van geen van beiden is iets weg")
    expect(second.locator(".clash del")).to_contain_text("Wilma")
    press(second, "Bewaar")
    expect(second.locator('[name="title.nl"]')).to_have_value("De titel van Petra")
    expect(second.locator("#kept")).to_be_hidden()
