"""The report at its link in the browser: unfolding, ticking, sharing and printing, also without the script."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from tests.e2e.conftest import Site
from tests.e2e.test_accessible import SMALL, SPOKEN, STICKS_OUT, problems

WIDE = {"width": 1280, "height": 800}
PLANNED = "Gepland voor 3 maart 2027"


@pytest.fixture(scope="module")
def finished(site: Site) -> str:
    """The address of a result that no test here changes."""
    return site.url + site.visitor().start().finish().path


@pytest.fixture
def result(site: Site) -> str:
    return site.url + site.visitor().start().finish().path


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def page(request: pytest.FixtureRequest, new_page: Callable[..., Page]) -> Page:
    return new_page(viewport=WIDE, reduced_motion="reduce", java_script_enabled=request.param)


def card(page: Page) -> Locator:
    return page.get_by_role("region", name="Begin hiermee").get_by_role("listitem").first


def test_a_tip_is_planned_done_and_neither(page: Page, result: str) -> None:
    page.goto(result)
    tip = card(page).get_by_role("heading").inner_text()
    plan = card(page).get_by_role("group", name=f"Je plan: {tip}")
    plan.get_by_label("Wanneer? Dit mag leeg blijven").fill("2027-03-03")
    plan.get_by_role("button", name="Plan deze stap").click()
    expect(plan).to_contain_text(PLANNED)
    expect(page.get_by_role("region", name="Je routekaart")).to_contain_text("0 van de 5 stappen gedaan, 1 gepland.")
    expect(page.get_by_role("region", name="Je routekaart").get_by_text(PLANNED)).to_have_count(1)
    plan.get_by_role("button", name="Dit is gedaan").click()
    expect(page.get_by_role("region", name="Je routekaart")).to_contain_text("1 van de 5 stappen gedaan, 0 gepland.")
    plan.get_by_label("Wanneer is het gedaan?").fill("2099-01-01")
    plan.get_by_role("button", name="Wijzig de dag").click()
    expect(plan).to_contain_text("Wat nog komt, kun je plannen.")
    expect(plan.get_by_label("Wanneer is het gedaan?")).to_have_value("2099-01-01")
    page.goto(result)
    expect(plan).to_contain_text("Gedaan op")
    plan.get_by_role("button", name="Toch niet gedaan").click()
    expect(plan).to_contain_text("Nog niet gepland")
    page.goto(result)
    expect(page.get_by_text("Gedaan op")).to_have_count(0)


def test_with_the_script_the_page_stays_and_tells(new_page: Callable[..., Page], result: str) -> None:
    page = new_page(viewport=WIDE, reduced_motion="reduce")
    page.goto(result)
    page.evaluate("window.stayed = true")
    tip = card(page).get_by_role("heading").inner_text()
    plan, said = card(page).get_by_role("group", name="Je plan"), page.locator("#said")
    assert said.get_attribute("aria-live") == "polite"
    plan.get_by_role("button", name="Plan deze stap").press("Enter")
    expect(said).to_have_text("Gepland. 0 van de 5 stappen gedaan, 1 gepland.")
    expect(plan.get_by_role("button", name="Wijzig het plan")).to_be_focused()
    expect(page.get_by_role("group", name=f"Je plan: {tip}", include_hidden=True)).to_have_count(2)
    expect(page.locator(".plan-state", has_text=re.compile("^Gepland$"))).to_have_count(2)
    plan.get_by_role("button", name="Toch niet gepland").press("Enter")
    expect(said).to_have_text("Nog niet gepland. 0 van de 5 stappen gedaan, 0 gepland.")
    expect(plan.get_by_role("button").first).to_be_focused()
    plan.get_by_label("Wanneer is het gedaan?").fill("2099-01-01")
    plan.get_by_role("button", name="Dit is gedaan").press("Enter")
    expect(said).to_contain_text("Wat nog komt, kun je plannen.")
    expect(plan.get_by_label("Wanneer is het gedaan?")).to_be_focused()
    page.context.set_offline(True)
    plan.get_by_role("button", name="Plan deze stap").press("Enter")
    expect(plan).to_contain_text("er is niets veranderd")
    expect(said).to_contain_text("er is niets veranderd")
    assert page.evaluate("window.stayed")


def folded_tip(page: Page) -> Locator:
    """A tip in an aspect that is folded, by its id: so it is the same one when it is unfolded."""
    tip = page.locator("details.part-result:not([open])").last.locator("details.tip .tip-text").first
    expect(tip).to_be_hidden()
    return page.locator(f'[id="{tip.get_attribute("id")}"]')


def test_a_link_unfolds_what_it_leads_to(page: Page, finished: str) -> None:
    page.goto(finished)
    tip = folded_tip(page)
    page.goto(f"{finished}#{tip.get_attribute('id')}")
    expect(tip).to_be_in_viewport()
    expect(page.locator("details.part-result[open]")).to_have_count(2)
    page.get_by_role("region", name="Jullie zes scores").get_by_role("link").first.click()
    expect(page.locator(".part-text").first).to_be_in_viewport()


def test_it_is_still_unfolded_after_a_reload(new_page: Callable[..., Page], finished: str) -> None:
    page = new_page(viewport=WIDE, reduced_motion="reduce")
    page.goto(finished)
    tip = folded_tip(page)
    page.goto(f"{finished}#{tip.get_attribute('id')}")
    page.reload()
    expect(tip).to_be_in_viewport()
    expect(page.locator("details.part-result[open]")).to_have_count(2)


def test_following_the_same_link_again_unfolds_again(new_page: Callable[..., Page], finished: str) -> None:
    page = new_page(viewport=WIDE, reduced_motion="reduce")
    page.goto(finished)
    link = page.get_by_role("region", name="Je routekaart").get_by_role("link").last
    for _ in range(2):
        link.click()
        tip = page.locator(f'[id="{(link.get_attribute("href") or "")[1:]}"]')
        expect(tip).to_be_visible()
        page.evaluate("document.querySelectorAll('details').forEach((part) => part.open = false)")
        expect(tip).to_be_hidden()


def test_a_report_is_shared_read_elsewhere_and_withdrawn(
    page: Page, new_page: Callable[..., Page], site: Site, result: str
) -> None:
    page.goto(result)
    page.get_by_label("Een naam voor in je eigen lijst").fill("Directie")
    page.get_by_role("radio", name="7 dagen").check()
    page.get_by_role("button", name="Maak een link").click()
    link = page.get_by_role("textbox", name="Directie").input_value()
    assert re.fullmatch(rf"{site.url}/shared/[0-9a-f]{{32}}", link)
    plan = card(page).get_by_role("group", name="Je plan")
    plan.get_by_role("button", name="Dit is gedaan").click()
    expect(plan).to_contain_text("Gedaan op")
    other = new_page(viewport={"width": 375, "height": 720}, reduced_motion="reduce")
    other.goto(link)
    expect(other.get_by_role("region", name="Een gedeeld rapport")).to_contain_text("Dat kan tot en met")
    expect(other.get_by_text("1 van de 5 stappen gedaan")).to_be_visible()
    assert not other.get_by_role("textbox").count()
    assert other.get_by_role("button").all_inner_texts() == ["Print"]
    page.get_by_role("button", name=re.compile("Trek in.*Directie")).click()
    expect(page.get_by_role("textbox", name="Directie")).to_have_count(0)
    reply = other.reload()
    assert reply is not None
    assert reply.status == 404


def test_the_pdf_of_a_shared_report_is_that_of_the_result(new_page: Callable[..., Page], result: str) -> None:
    page = new_page(viewport=WIDE)
    page.goto(result)
    page.get_by_role("button", name="Maak een link").click()
    shared = page.get_by_role("textbox", name="Link zonder naam").input_value()
    mine, theirs = (page.context.request.get(f"{at}/report.pdf", timeout=120_000) for at in (result, shared))
    assert theirs.body().startswith(b"%PDF-")
    assert theirs.body() == mine.body()


def test_files_are_downloaded_by_their_links(page: Page, finished: str) -> None:
    page.goto(finished)
    for name, kind in (("Excel", "xlsx"), ("CSV", "csv"), ("JSON", "json")):
        with page.expect_download() as caught:
            page.get_by_role("link", name=name, exact=True).click()
        assert caught.value.suggested_filename == f"checkbot-nl.{kind}"


@pytest.mark.parametrize("scripted", [True, False])
def test_on_paper_all_is_unfolded_and_nothing_can_be_pressed(
    new_page: Callable[..., Page], finished: str, scripted: bool
) -> None:
    page = new_page(viewport=WIDE, color_scheme="dark", java_script_enabled=scripted)
    page.goto(finished)
    inside = page.locator("details.tip .tip-example").evaluate_all("all => all.map((it) => it.textContent)")
    paper = PdfReader(BytesIO(page.pdf(format="A4", print_background=True)))
    text = " ".join(" ".join(sheet.extract_text().split()) for sheet in paper.pages)
    assert len(inside) >= 12
    for words in inside:
        assert " ".join(words.split()) in text
    for control in ("Plan deze stap", "Stuur het rapport", "Maak een link", "Download de pdf", "JSON"):
        assert control not in text
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"


def test_the_print_button_is_there_with_the_script_alone(new_page: Callable[..., Page], finished: str) -> None:
    page = new_page(viewport=WIDE)
    page.add_init_script("window.print = () => { window.printed = true; }")
    page.goto(finished)
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("window.printed")
    plain = new_page(viewport=WIDE, java_script_enabled=False)
    plain.goto(finished)
    expect(plain.get_by_role("button", name="Print")).to_have_count(0)


@pytest.fixture(scope="module")
def shown(site: Site) -> dict[str, str]:
    """A result with a plan, a step done, a day that cannot be and a shared link; and what that link opens."""
    visitor = site.visitor().start().finish()
    path = visitor.path
    tips = re.findall(r'name="tip" value="([^"]+)"', visitor.html)
    for tip, state in zip(dict.fromkeys(tips), ("planned", "done", "done"), strict=False):
        visitor.post(f"{path}/tick", tip=tip, state=state)
    shared = re.findall(r"/shared/[0-9a-f]{32}", visitor.post(f"{path}/share", label="Directie").html)
    return {"result": path, "shared": shared[0]}


@pytest.mark.parametrize(("locale", "scheme"), SPOKEN)
def test_axe_finds_nothing(
    site: Site, shown: dict[str, str], new_page: Callable[..., Page], locale: str, scheme: str
) -> None:
    colours = {"forced_colors": "active"} if scheme == "forced" else {"color_scheme": scheme}
    page = new_page(reduced_motion="reduce", **colours)
    axe, found = Axe(), []
    for name, path in shown.items():
        page.goto(f"{site.url}{path}?lang={locale}")
        page.evaluate("document.querySelectorAll('details').forEach((part) => part.open = true)")
        if name == "result":
            plan = page.locator(".plan").first
            plan.locator("[type=date]").first.fill("2000-01-01")
            plan.get_by_role("button").first.click()
            expect(plan).to_contain_text({"nl": "Kies een dag", "en": "Choose a day"}[locale])
        for width in (320, 1280) if scheme == "light" else (320,):
            page.set_viewport_size({"width": width, "height": 800})
            found += problems(axe, page, f"{name}, {width}", scheme)
            if page.evaluate(STICKS_OUT):
                found.append(f"{name} is wider than {width} px")
            found += [f"{name}, {width}: less than 44 px high: {text}" for text in page.evaluate(SMALL)]
    assert not found, "\n" + "\n".join(found)
