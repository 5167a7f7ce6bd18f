"""Whole checks in the browser: from the front door to the PDF and the mail."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from email import message_from_bytes, policy
from io import BytesIO
from random import Random

from playwright.sync_api import Page, Route
from pypdf import PdfReader

from questionnaire import wording
from questionnaire.answers import Answer, Answers
from questionnaire.loader import published
from questionnaire.model import Form
from reports import language
from reports.model import from_json
from tests.bench import understanding
from tests.e2e import hands
from tests.e2e.conftest import Site
from tests.e2e.hands import Chat

PHONE = {"width": 375, "height": 720}


def test_a_quick_scan_by_clicks_in_dutch(site: Site, new_page: Callable[..., Page]) -> None:
    page = new_page(viewport=PHONE, reduced_motion="reduce", locale="nl-NL")
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.goto(site.url)
    hands.arrive(page, page.get_by_role("button", name="Start de snelle scan").first.click)
    path = page.url
    hands.hold(Chat(page), hands.by_mouse)
    assert page.url == path, "the script holds the conversation on one page"
    page.get_by_role("button", name="Bekijk je uitslag").click()
    page.wait_for_url("**/result/**")
    for aspect in published().aspects:
        assert page.get_by_role("heading", name=aspect.name.nl, exact=True).is_visible()
    page.get_by_label("E-mailadres").fill("directie@winkel.nl")
    page.get_by_role("button", name="Stuur het rapport").click()
    assert page.get_by_role("status").inner_text()
    holds_the_report(site, mail_in(site, "directie@winkel.nl"), "nl")
    assert not broken


def test_a_full_check_without_javascript_in_english(site: Site, new_page: Callable[..., Page]) -> None:
    page = new_page(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    page.goto(f"{site.url}/en")
    hands.arrive(page, page.get_by_role("button", name="Start the full check").first.click)
    seen = hands.hold(Chat(page, "en"), hands.by_mouse, scripted=False)
    assert set(seen) == set(Form)
    asked = published()
    assert len(seen) == len([*asked.intake, *asked.scored, *asked.closing]) - 1, "all but the kind of check"
    hands.arrive(page, page.get_by_role("button", name="See your result").click)
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
    chat = Chat(page)
    hands.tab_to(page, "Directie of eigenaar")
    chat.after(lambda: page.keyboard.press("3"))
    assert chat.heard()[-1].startswith("Klantenservice")
    hands.hold(chat, hands.by_keyboard)
    hands.tab_to(page, "Bekijk je uitslag")
    page.keyboard.press("Enter")
    page.wait_for_url("**/result/**")
    hands.tab_to(page, "Stuur het rapport")


def test_a_quick_scan_all_in_own_words(site: Site, new_page: Callable[..., Page]) -> None:
    page = new_page(viewport={"width": 320, "height": 720}, reduced_motion="reduce", locale="nl-NL")
    words = {case["question"]: case["said"] for case in understanding.held_out("answers") if case["lang"] == "nl"}
    words |= {
        "intake.role": "ik ben de baas van de zaak",
        "intake.sector": "we hebben een bouwmarkt",
        "intake.stores": "een stuk of acht",
        "intake.employees": "twaalf mensen",
        "intake.stage": "ja, elke dag",
    }
    live = Answers().with_answer("intake.stage", Answer(choice=("live",)))
    live = live.with_answer("intake.sector", Answer(choice=("home",)))
    asked = {id_: wording.asked(published(), live, published().questions[id_]).text.nl for id_ in words}
    page.goto(site.url)
    hands.arrive(page, page.get_by_role("button", name="Start de snelle scan").first.click)
    chat = Chat(page)
    hands.hold(chat, hands.in_words({asked[id_]: said for id_, said in words.items()}))
    assert any(line.startswith(words["intake.sector"]) for line in chat.heard())
    told = chat.told()
    for noted in ("Directie of eigenaar", "Wonen, doe-het-zelf of tuin", "2 tot 10", "6 tot 25", "Ja, elke dag"):
        assert any(noted in line for line in told), noted
    page.get_by_role("button", name="Bekijk je uitslag").click()
    page.wait_for_url("**/result/**")
    assert page.get_by_role("heading", level=1).inner_text()


def test_a_scan_on_a_bad_line_loses_no_answer_and_doubles_none(site: Site, new_page: Callable[..., Page]) -> None:
    """Every reply takes three seconds, and one request in ten is dropped: before it arrives, or on the way back."""
    page = new_page(viewport=PHONE, reduced_motion="reduce", locale="nl-NL")
    chance, dropped = Random(7), []

    def bad_line(route: Route) -> None:
        lost = route.request.method == "POST" and chance.random() < 0.1
        if lost and len(dropped) % 2 == 0:
            dropped.append("there")
            route.abort()
            return
        reply = route.fetch(max_redirects=0)
        time.sleep(3)
        if lost:
            dropped.append("back")
            route.abort()
            return
        route.fulfill(response=reply)

    page.goto(site.url + site.visitor().start().path)
    page.route("**/chat/**", bad_line)
    chat = Chat(page, patience=60_000)
    given = []
    while chat.form is not None:
        given.append(chat.asks())
        chat.after(lambda: nothing_yet(chat))
    assert {"there", "back"} <= set(dropped)
    questions = [line for line in chat.told() if line in given]
    assert questions == given, "each question was answered once"
    page.unroute("**/chat/**")
    page.get_by_role("button", name="Bekijk je uitslag").click()
    page.wait_for_url("**/result/**")


def nothing_yet(chat: Chat) -> None:
    """The shortest way through: a company that has nothing running, and skips what is open."""
    if chat.form in (Form.ONE, Form.PICTURES):
        chat.question.get_by_role("button").nth(0).click()
    else:
        chat.press("Sla over")


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
