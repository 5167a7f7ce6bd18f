"""A whole hand-over: somebody asks for a person in one browser, and a consultant answers in another."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from email import message_from_bytes, policy

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Site
from tests.e2e.hands import Chat, arrive, tab_to
from tests.e2e.staff import Doors

EMAIL = "anna@desk.example.nl"
DESK = {"width": 1280, "height": 800}
PHONE = {"width": 375, "height": 720}
# The pages ask for news every few seconds.
NEWS = 20_000
HOSTILE = '<img src=x onerror="alert(1)"> {{ 7*7 }} </textarea><script>alert(2)</script>'


@pytest.fixture
def desk(site: Site, new_page: Callable[..., Page], doors: Doors) -> Iterator[Page]:
    """The conversations of a consultant who is at the desk, until the end of the test; in Dutch."""
    page = new_page(viewport=DESK, reduced_motion="reduce", storage_state=doors(EMAIL, "Anna Smit", "consultant"))
    page.goto(f"{site.url}/desk/conversations")
    press(page, "Ik ben er")
    yield page
    page.goto(f"{site.url}/desk/conversations")
    if page.get_by_role("button", name="Ik ga weg").count():
        press(page, "Ik ga weg")


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


def waiting(desk: Page, words: str) -> Locator:
    """The way to the request with these words: others may wait on the same site."""
    region = desk.get_by_role("region", name="Wachten in de chat")
    return region.get_by_role("listitem").filter(has_text=words).get_by_role("link")


def press(desk: Page, name: str) -> None:
    arrive(desk, desk.get_by_role("button", name=name, exact=True).click)


def reply(desk: Page, words: str) -> None:
    desk.get_by_role("textbox", name="Je antwoord").fill(words)
    press(desk, "Versturen")


def say(page: Page, words: str) -> None:
    page.get_by_role("textbox", name="Je bericht aan Anna Smit").fill(words)
    page.get_by_role("button", name="Versturen", exact=True).click()


def test_a_person_takes_over_and_gives_back(chat: Chat, desk: Page) -> None:
    question = chat.asks()
    ask(chat, f"Telt Duitsland mee? {HOSTILE}")
    expect(chat.page.get_by_role("heading", name="Je hebt om een mens gevraagd")).to_be_visible()
    assert chat.asks() == question, "the questions go on until somebody comes"
    waiting(desk, "Telt Duitsland mee?").click(timeout=NEWS)
    expect(desk.get_by_text(HOSTILE)).to_have_count(2)
    press(desk, "Neem het over")
    expect(chat.page.get_by_role("heading", name="Je praat met Anna Smit")).to_be_visible(timeout=NEWS)
    expect(chat.question).to_have_count(0)
    expect(chat.lines.last).to_contain_text("Anna Smit is er nu, een mens. Ik houd me stil")
    reply(desk, f"Ja, Duitsland telt mee. {HOSTILE}")
    expect(chat.lines.last).to_contain_text(f"Anna Smit, adviseur: Ja, Duitsland telt mee. {HOSTILE}", timeout=NEWS)
    say(chat.page, "Mooi, dank je. Bel me op 06 12345678")
    expect(desk.get_by_role("log").get_by_role("listitem").last).to_contain_text("Bel me op […]", timeout=NEWS)
    reply(desk, "Graag gedaan.")
    press(desk, "Geef het terug aan de bot")
    expect(chat.question).to_be_visible(timeout=NEWS)
    assert chat.asks() == question
    expect(chat.lines.last).to_contain_text("Anna Smit heeft het gesprek aan mij teruggegeven")
    chat.page.reload()
    told = chat.lines.all_inner_texts()
    assert [line for line in told if "Graag gedaan." in line] == [told[-2]]


def test_a_screen_reader_hears_who_speaks_and_what_is_typed_is_not_lost(chat: Chat, desk: Page) -> None:
    """By keyboard alone; the new lines are added to the log, which is live, and another form takes over the words."""
    page = chat.page
    tab_to(page, "Een mens spreken")
    chat.after(lambda: page.keyboard.press("Enter"))
    page.get_by_role("textbox", name="Wat wil je vragen?").first.focus()
    page.keyboard.type("Kan dit met het toetsenbord?")
    tab_to(page, "Vraag een adviseur erbij")
    chat.after(lambda: page.keyboard.press("Enter"))
    field = page.get_by_role("textbox", name="Of zeg het in je eigen woorden")
    field.fill("ik was hier nog aan het typen")
    page.evaluate("document.querySelector('[role=log]').dataset.same = 'yes'")
    waiting(desk, "Kan dit met het toetsenbord?").click(timeout=NEWS)
    press(desk, "Neem het over")
    message = page.get_by_role("textbox", name="Je bericht aan Anna Smit")
    expect(message).to_have_value("ik was hier nog aan het typen", timeout=NEWS)
    expect(message).to_be_focused()
    page.keyboard.type(", nu aan jou")
    tab_to(page, "Versturen")
    page.keyboard.press("Enter")
    said = desk.get_by_role("log").get_by_role("listitem").last
    expect(said).to_contain_text("Deelnemer: ik was hier nog aan het typen, nu aan jou", timeout=NEWS)
    reply(desk, "Dat is gelukt.")
    expect(chat.log).to_contain_text("Anna Smit, adviseur: Dat is gelukt.", timeout=NEWS)
    assert chat.log.get_attribute("data-same") == "yes", "a live region that is replaced is not announced"
    assert chat.log.get_attribute("role") == "log"
    for each in (page, desk):
        found = Axe().run(each, options={"resultTypes": ["violations"]})
        assert found.violations_count == 0, found.generate_report()


def test_nothing_is_lost_offline(chat: Chat, desk: Page) -> None:
    ask(chat, "Kan dit ook in een tunnel?")
    waiting(desk, "Kan dit ook in een tunnel?").click(timeout=NEWS)
    press(desk, "Neem het over")
    expect(chat.page.get_by_role("heading", name="Je praat met Anna Smit")).to_be_visible(timeout=NEWS)
    chat.page.context.set_offline(True)
    say(chat.page, "In de tunnel getypt")
    expect(chat.page.locator(".status")).to_contain_text("Je antwoord staat er nog")
    reply(desk, "Ben je er nog?")
    chat.page.context.set_offline(False)
    expect(chat.log).to_contain_text("Ben je er nog?", timeout=NEWS)
    expect(desk.get_by_role("log")).to_contain_text("In de tunnel getypt", timeout=NEWS)
    assert len([line for line in chat.lines.all_inner_texts() if "In de tunnel getypt" in line]) == 1


def test_it_works_without_script(site: Site, new_page: Callable[..., Page], desk: Page) -> None:
    """Also the desk, with a suggestion put in the field."""
    plain = new_page(java_script_enabled=False)
    plain.goto(site.url + site.visitor().start("full").reach(lambda asked: bool(asked.why and asked.scored)).path)
    chat = Chat(plain)
    question = chat.asks()
    arrive(plain, lambda: chat.press("Een mens spreken"))
    plain.get_by_role("textbox", name="Wat wil je vragen?").first.fill("Waarom vragen jullie dit?")
    arrive(plain, plain.get_by_role("button", name="Vraag een adviseur erbij").click)
    desk.reload()
    address = waiting(desk, "Waarom vragen jullie dit?").get_attribute("href")
    desk.goto(site.url + str(address))
    press(desk, "Neem het over")
    desk.get_by_role("link", name=re.compile("Waarom de bot dit vraagt")).click()
    field = desk.get_by_role("textbox", name="Je antwoord")
    expect(field).to_have_value(re.compile(".{20}"))
    why = field.input_value()
    press(desk, "Versturen")
    arrive(plain, plain.get_by_role("link", name="Kijk of er iemand is").click)
    expect(chat.lines.last).to_contain_text(why)
    arrive(plain, lambda: say(plain, "Duidelijk"))
    plain.get_by_role("link", name="Kijk of er antwoord is").click()
    arrive(plain, plain.get_by_role("button", name="Verder met de bot").click)
    assert chat.asks() == question


def test_nobody_is_there_and_a_mail_tells_the_consultants(site: Site, chat: Chat, desk: Page) -> None:
    press(desk, "Ik ga weg")
    chat.after(lambda: chat.press("Een mens spreken"))
    region = chat.page.get_by_role("region", name="Een mens spreken")
    expect(region).to_contain_text("Er is nu niemand.")
    region.get_by_role("button", name="Laat me bellen of mailen").click()
    contact = region.get_by_role("textbox", name="Telefoonnummer of e-mailadres")
    expect(contact).to_be_focused()
    expect(region.get_by_role("alert")).to_contain_text("Vul een telefoonnummer of mailadres in")
    contact.fill("marieke@winkel.nl")
    chat.after(lambda: region.get_by_role("button", name="Laat me bellen of mailen").click())
    expect(chat.page.get_by_text("Je hebt gevraagd om gebeld of gemaild te worden")).to_be_visible()
    link = mailed(site)
    desk.goto(link)
    press(desk, "Dit doe ik")
    expect(desk.get_by_text("marieke@winkel.nl")).to_be_visible()
    press(desk, "Ik heb gebeld of gemaild")
    expect(
        desk.get_by_role("region", name="Gesloten in de laatste twee weken").get_by_role("link").first
    ).to_be_visible()


def mailed(site: Site) -> str:
    """The link in the mail about the last request: colleagues are told of those of other tests too."""
    with closing(sqlite3.connect(site.outbox.parent / "checkbot.db")) as database:
        ((number,),) = database.execute("SELECT max(id) FROM handovers").fetchall()
    ends = time.monotonic() + NEWS / 1000
    while time.monotonic() < ends:
        for path in site.outbox.glob("*.eml"):
            message = message_from_bytes(path.read_bytes(), policy=policy.default)
            text = message.get_body(("plain",)).get_content()  # type: ignore[union-attr, attr-defined]
            found = re.search(rf"https?://\S+/desk/conversations/{number}\b", text)
            if found and EMAIL in str(message["To"]):
                assert "marieke" not in text
                return found[0]
        time.sleep(0.1)
    raise AssertionError("no mail came")
