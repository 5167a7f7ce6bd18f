"""An administrator's day: invited, second step, a colleague invited, roles, a passkey, sessions, the log."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.conftest import Site
from tests.e2e.hands import arrive
from tests.e2e.staff import Colleague
from tests.e2e.test_accessible import EVERYTHING, STICKS_OUT

RULES = {"type": "tag", "values": EVERYTHING}


def check(page: Page) -> None:
    """axe finds nothing here, and nothing sticks out."""
    found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]}).response["violations"]
    assert not found, (page.url, [(each["id"], [node["html"] for node in each["nodes"]]) for each in found])
    assert not page.evaluate(STICKS_OUT), page.url


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser of somebody in the Netherlands: nobody knows yet who it is at the door."""
    made = browser.new_context(locale="nl-NL")
    yield made
    made.close()


@pytest.fixture
def admin(context: BrowserContext, site: Site) -> Colleague:
    return Colleague(context.new_page(), site, "beheer@example.nl").begin("admin")


def test_an_administrators_day(admin: Colleague, browser: Browser, site: Site) -> None:
    page = admin.page
    expect(page.get_by_role("heading", name="Collega's")).to_be_visible()
    page.get_by_label("E-mailadres").fill("piet@example.nl")
    page.get_by_label("Naam").fill("Piet Jansen")
    page.get_by_role("group", name="Rollen", exact=True).get_by_label("Redacteur").check()
    page.get_by_role("button", name="Mail de uitnodiging").click()
    expect(page.get_by_text("We mailen een uitnodiging naar piet@example.nl.")).to_be_visible()
    check(page)

    other = browser.new_context(locale="nl-NL")
    piet = Colleague(other.new_page(), site, "piet@example.nl").take_up()
    expect(piet.page.get_by_role("link", name="Piet Jansen")).to_be_visible()
    assert piet.page.goto(f"{site.url}/staff/people").status == 404  # type: ignore[union-attr]

    row = page.get_by_role("row", name="Piet Jansen")
    page.reload()
    row.get_by_label("Beheerder").check()
    arrive(page, row.get_by_role("button", name="Bewaar rollen").click)
    assert piet.page.goto(f"{site.url}/staff/people").status == 200  # type: ignore[union-attr]
    arrive(page, row.get_by_role("button", name="Sluit account").click)
    piet.page.reload()
    expect(piet.page.get_by_role("heading", name="Log in")).to_be_visible()
    other.close()

    page.get_by_role("link", name="Logboek").click()
    for words in ("Account gesloten", "Rollen gewijzigd", "Collega uitgenodigd"):
        expect(page.get_by_role("cell", name=words).first).to_be_visible()
    check(page)
    arrive(page, page.get_by_role("link", name="Anna Smit").click)
    check(page)
    page.get_by_role("button", name="Log uit").click()
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()


def test_a_passkey_is_a_second_step_too(context: BrowserContext, site: Site) -> None:
    # A passkey belongs to a name: an address of digits cannot have one.
    named = f"http://localhost:{urlsplit(site.url).port}"
    page = context.new_page()
    authenticator = context.new_cdp_session(page)
    authenticator.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasUserVerification": True, "isUserVerified": True}
    shared = {**options, "hasResidentKey": True, "automaticPresenceSimulation": True}
    authenticator.send("WebAuthn.addVirtualAuthenticator", {"options": shared})
    colleague = Colleague(page, site, "sleutel@example.nl").begin("consultant")
    page.goto(f"{named}/staff/login")
    colleague.give_password()
    colleague.give_code(ahead=1)
    page.goto(f"{named}/staff/wan-register")
    page.get_by_label("Naam van dit apparaat").fill("laptop")
    page.get_by_role("button", name="Voeg een passkey toe").click()
    expect(page.get_by_text("De passkey laptop is toegevoegd.")).to_be_visible()
    page.get_by_role("button", name="Log uit").click()
    colleague.give_password()
    check(page)
    arrive(page, page.get_by_role("button", name="Met een passkey").click)
    check(page)
    page.get_by_role("button", name="Gebruik een passkey").click()
    expect(page.get_by_role("link", name="Anna Smit")).to_be_visible()


def test_the_pages_of_the_door_hold_up(page: Page, site: Site) -> None:
    for path in ("/staff/login", "/staff/reset"):
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(site.url + path)
            check(page)
