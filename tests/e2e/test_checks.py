"""Whole checks in the browser: from the front door to the PDF and the mail."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from email import message_from_bytes, policy
from io import BytesIO

from playwright.sync_api import Page
from pypdf import PdfReader

from questionnaire.loader import published
from reports import language
from reports.model import from_json
from tests.bench import understanding
from tests.e2e import hands
from tests.e2e.conftest import Site

PHONE = {"width": 375, "height": 720}


def test_a_quick_scan_with_javascript_in_dutch(site: Site, new_page: Callable[..., Page]) -> None:
    page = new_page(viewport=PHONE, reduced_motion="reduce", locale="nl-NL")
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.goto(site.url)
    page.get_by_role("button", name="Start de snelle scan").first.click()
    chat = page.url
    hands.hold(page, hands.by_mouse, scripted=True)
    assert page.url == chat, "the script holds the conversation on one page"
    page.get_by_role("button", name="Bekijk je uitslag").click()
    page.wait_for_url("**/result/**")
    for aspect in published().aspects:
        assert page.get_by_role("heading", name=aspect.name.nl).is_visible()
    page.get_by_label("E-mailadres").fill("directie@winkel.nl")
    page.get_by_role("button", name="Stuur het rapport").click()
    assert page.get_by_role("status").inner_text()
    holds_the_report(site, mail_in(site, "directie@winkel.nl"), "nl")
    assert not broken


def test_a_full_check_without_javascript_in_english(site: Site, new_page: Callable[..., Page]) -> None:
    page = new_page(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    page.goto(f"{site.url}/en")
    page.get_by_role("button", name="Start the full check").first.click()
    seen = hands.hold(page, hands.by_mouse, scripted=False)
    assert set(seen) == {"one", "several", "slider", "pictures", "open"}
    assert len(seen) == 71
    page.get_by_role("button", name="See your result").click()
    assert page.get_by_role("heading", level=1).inner_text().startswith("You stand on level")
    link = page.get_by_role("link", name="Download the PDF").get_attribute("href")
    pdf = page.context.request.get(f"{site.url}{link}", timeout=120_000)
    assert pdf.headers["content-type"] == "application/pdf"
    holds_the_report(site, pdf.body(), "en")
    page.get_by_label("E-mail address").fill("board@shop.example")
    page.get_by_role("button", name="Send the report").click()
    holds_the_report(site, mail_in(site, "board@shop.example"), "en")


def test_a_quick_scan_by_keyboard_alone(site: Site, new_page: Callable[..., Page]) -> None:
    page = new_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page.goto(site.url)
    hands.tab_to(page, "Start de snelle scan")
    page.keyboard.press("Enter")
    page.wait_for_url("**/chat/**")
    hands.tab_to(page, "Directie of eigenaar")
    page.keyboard.press("3")
    page.wait_for_function(hands.MOVED_ON, arg="1")
    assert page.locator(".line-you .bubble").last.inner_text().endswith("Klantenservice")
    hands.hold(page, hands.by_keyboard, scripted=True)
    hands.tab_to(page, "Bekijk je uitslag")
    page.keyboard.press("Enter")
    page.wait_for_url("**/result/**")
    hands.tab_to(page, "Stuur het rapport")


def test_a_quick_scan_all_in_own_words(site: Site, new_page: Callable[..., Page]) -> None:
    page = new_page(viewport={"width": 320, "height": 720}, reduced_motion="reduce", locale="nl-NL")
    said = [case for case in understanding.held_out("answers") if case["lang"] == "nl"]
    words = {case["question"]: case["said"] for case in said}
    words |= {
        "intake.role": "ik ben de baas van de zaak",
        "intake.sector": "we hebben een bouwmarkt",
        "intake.stores": "een stuk of acht",
        "intake.employees": "twaalf mensen",
        "intake.stage": "ja, elke dag",
    }
    page.goto(site.url)
    page.get_by_role("button", name="Start de snelle scan").first.click()
    hands.hold(page, hands.in_words(words), scripted=True)
    heard = page.locator(".line-you .bubble").all_inner_texts()
    assert any(line.endswith(words["intake.sector"]) for line in heard)
    told = page.locator(".line-bot .bubble").all_inner_texts()
    for noted in ("Directie of eigenaar", "Wonen, doe-het-zelf of tuin", "2 tot 10", "6 tot 25", "Ja, elke dag"):
        assert any(noted in line for line in told), noted
    page.get_by_role("button", name="Bekijk je uitslag").click()
    page.wait_for_url("**/result/**")
    assert page.get_by_role("heading", level=1).inner_text()


def holds_the_report(site: Site, pdf: bytes, locale: str) -> None:
    """The PDF opens, and its text has each aspect with its score and its tips, of the report stored last."""
    with closing(sqlite3.connect(site.outbox.parent / "checkbot.db")) as connection:
        ((body,),) = connection.execute("SELECT body FROM reports ORDER BY id DESC LIMIT 1").fetchall()
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]
    report = from_json(body)
    for aspect in report.aspects:
        assert aspect.standing.score is not None
        score = language.figure(aspect.standing.score, locale)
        of = {"nl": "van 100", "en": "out of 100"}[locale]
        assert any(aspect.asks[locale] in page and f"{score} {of}" in page for page in pages), aspect.id
        for tip in aspect.tips:
            assert any(tip.title[locale] in page for page in pages), tip.id
    assert sum(len(aspect.tips) for aspect in report.aspects) >= 12


def mail_in(site: Site, address: str) -> bytes:
    """The PDF of the one mail to this address, once it is there."""
    ends = time.monotonic() + 60
    while time.monotonic() < ends:
        found = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in site.outbox.glob("*.eml")]
        mine = [message for message in found if message["To"] == address]
        if mine:
            assert len(mine) == 1
            return bytes(next(mine[0].iter_attachments()).get_content())
        time.sleep(0.2)
    raise AssertionError(f"no mail in {site.outbox}")
