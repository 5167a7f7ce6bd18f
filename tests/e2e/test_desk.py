"""A consultant's desk in the browser: found, read, put side by side and kept, by plain forms alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Site
from tests.e2e.hands import arrive
from tests.e2e.staff import Doors
from tests.e2e.test_accessible import STICKS_OUT, problems
from tests.visitor import Visitor

LOOKS: tuple[tuple[Literal["light", "dark", "forced"], int], ...] = (
    ("light", 1280),
    ("light", 375),
    ("dark", 768),
    ("forced", 1280),
)


def sharing(visitor: Visitor, company: str) -> None:
    """A quick scan that a consultant may read."""
    visitor.start().reach(lambda question: question.id == "closing.company").act("answer", text=company)
    visitor.reach(lambda question: question.id == "closing.consultant").act("answer", value="yes").finish()


def looked_at(page: Page, name: str) -> list[str]:
    """What axe finds, wide and narrow and in each scheme; and what sticks out of a phone."""
    found: list[str] = []
    for scheme, width in LOOKS:
        forced = scheme == "forced"
        page.emulate_media(color_scheme="light" if forced else scheme, forced_colors="active" if forced else "none")
        page.set_viewport_size({"width": width, "height": 900})
        found += problems(Axe(), page, f"{name}, {width}", scheme)
        found += [f"{name} sticks out at {width}"] if page.evaluate(STICKS_OUT) else []
    return found


def test_from_the_list_to_a_saved_comparison(site: Site, new_page: Callable[..., Page], doors: Doors) -> None:
    for company in ("Fietsen Hoekstra", "Hoekstra Wonen"):
        sharing(site.visitor(), company)
    page = new_page(storage_state=doors("anna@desk.example.nl", "Anna Smit", "consultant"))
    page.goto(f"{site.url}/desk")
    page.get_by_label("Bedrijfsnaam").fill("hoek")
    arrive(page, page.get_by_role("button", name="Toon").click)
    expect(page.locator("tbody tr")).to_have_count(2)
    found = looked_at(page, "list")
    for box in page.locator("tbody input[type=checkbox]").all():
        box.check()
    page.get_by_role("button", name="naast elkaar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Checks naast elkaar")
    page.get_by_label("Naam van een nieuwe lijst").fill("Klanten van Anna")
    page.get_by_role("button", name="Bewaar de lijst").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Klanten van Anna")
    found += looked_at(page, "side by side")
    page.get_by_role("link", name="Alle lijsten").click()
    expect(page.get_by_role("link", name="Klanten van Anna")).to_be_visible()
    found += looked_at(page, "lists")
    page.get_by_role("link", name="Klanten van Anna").click()
    page.get_by_role("link", name="Fietsen Hoekstra").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Fietsen Hoekstra")
    found += looked_at(page, "check")
    assert not found, "\n".join(found)
