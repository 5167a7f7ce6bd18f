"""The chat on another site, in Chromium that blocks the cookies of third parties, by roles and names alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, FrameLocator, Locator, Page, expect

from questionnaire.loader import published
from tests.e2e.conftest import Site
from tests.services.browser import launching

BUTTON = "Hoe ver ben jij met chat?"
TITLE = "Gesprek met de Checkbot"
DESK = {"width": 1280, "height": 800}
ASKED = ("intake.role", "intake.sector", "intake.stores")
TEXT = "<p>Steeds meer klanten stellen hun vraag in een chat.</p>" * 40
SHOP = """<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Vakblad</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/shop.css"></head>
<body><main><h1>Chatten met je klant</h1>{inside}</main>{after}</body></html>"""
# What a site does to buttons and frames in general should not change ours.
STYLE = "button { display: none; position: static } iframe { height: 9px; max-width: 9px }"


class Shop(BaseHTTPRequestHandler):
    """Another site, whose policy allows what the README says it must and nothing else."""

    def __init__(self, site: str, *args: object) -> None:
        self.site = site
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        policy = f"default-src 'none'; style-src 'self'; script-src {self.site}; frame-src {self.site}"
        self.send_response(200)
        self.send_header("Content-Type", "text/css" if self.path == "/shop.css" else "text/html")
        self.send_header("Content-Security-Policy", policy)
        self.end_headers()
        self.wfile.write((STYLE if self.path == "/shop.css" else self.page()).encode())

    def page(self) -> str:
        script = f'<script src="{self.site}/widget.js" data-lang="nl" {{}} async></script>'
        if self.path == "/panel":
            return SHOP.format(inside=TEXT, after=script.format(""))
        above = TEXT if self.path == "/below" else ""
        return SHOP.format(inside=above + script.format('data-place="inline"') + TEXT, after="")

    def log_message(self, *_: object) -> None:
        """Not a word between the dots of the tests."""


@dataclass(frozen=True)
class Shops:
    """The same pages on a site that may show the chat, and on one that may not."""

    listed: str
    other: str


@pytest.fixture(scope="module")
def shop(site: Site, shop_port: int) -> Iterator[Shops]:
    server = ThreadingHTTPServer(("127.0.0.1", shop_port), partial(Shop, site.url))
    Thread(target=server.serve_forever, daemon=True).start()
    yield Shops(f"http://localhost:{shop_port}", f"http://127.0.0.1:{shop_port}")
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser(whole_browser: Browser) -> Browser:
    """It has to block the cookies of third parties, as people's do."""
    return whole_browser


@pytest.fixture
def lenient(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """A page in a browser that lets third parties keep something."""
    settings = tmp_path / "Default" / "Preferences"
    settings.parent.mkdir()
    settings.write_text(json.dumps({"profile": {"cookie_controls_mode": 0}}))
    with browser.browser_type.launch_persistent_context(tmp_path, viewport=DESK, **launching()) as context:
        yield context.pages[0]


def frame(page: Page) -> FrameLocator:
    return page.get_by_title(TITLE).content_frame


def question(page: Page, number: int) -> Locator:
    return frame(page).get_by_role("group", name=published().questions[ASKED[number]].text.nl)


def answer(page: Page, number: int) -> None:
    option = published().questions[ASKED[number]].options[0]
    question(page, number).get_by_role("button", name=option.text.nl).click()


def start(page: Page) -> None:
    frame(page).get_by_role("button", name="Start de snelle scan").click()
    expect(question(page, 0)).to_be_visible()


def held_by_the_shop(page: Page) -> str | None:
    found: str | None = page.evaluate("sessionStorage.getItem('checkbot')")
    return found


def converse(page: Page, address: str) -> None:
    """Begin in the panel, close it in two ways, load the page again: the conversation goes on where it was."""
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.goto(address)
    button = page.get_by_role("button", name=BUTTON)
    panel = page.get_by_role("dialog", name=TITLE)
    expect(button).to_have_attribute("aria-expanded", "false")
    button.click()
    expect(button).to_have_attribute("aria-expanded", "true")
    start(page)
    answer(page, 0)
    expect(question(page, 1)).to_be_visible()
    page.get_by_role("button", name="Sluit het gesprek").click()
    expect(panel).to_be_hidden()
    expect(button).to_be_focused()
    button.click()
    answer(page, 1)
    expect(question(page, 2)).to_be_visible()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(button).to_be_focused()
    page.reload()
    button.click()
    expect(question(page, 2)).to_be_visible()
    assert page.context.cookies() == []
    assert not wrong


def test_the_conversation_goes_on_where_cookies_of_third_parties_are_blocked(
    shop: Shops, new_page: Callable[..., Page]
) -> None:
    page = new_page(viewport=DESK)
    converse(page, f"{shop.listed}/panel")
    assert (held_by_the_shop(page) or "").startswith("/chat/"), "Chromium lets the frame keep nothing here"


def test_the_site_around_is_told_no_secret_where_the_frame_can_keep_it(shop: Shops, lenient: Page) -> None:
    converse(lenient, f"{shop.listed}/panel")
    assert held_by_the_shop(lenient) is None


def test_an_erased_check_is_forgotten(shop: Shops, new_page: Callable[..., Page]) -> None:
    page = new_page(viewport=DESK)
    page.goto(f"{shop.listed}/panel")
    page.get_by_role("button", name=BUTTON).click()
    start(page)
    frame(page).get_by_role("link", name="Wis deze check").click()
    frame(page).get_by_role("button", name="Wis alles").click()
    frame(page).get_by_role("heading", name="Je check is gewist").wait_for()
    page.reload()
    page.get_by_role("button", name=BUTTON).click()
    expect(frame(page).get_by_role("button", name="Start de snelle scan")).to_be_visible()
    assert held_by_the_shop(page) == ""


def test_the_keyboard_alone_opens_starts_and_closes(shop: Shops, new_page: Callable[..., Page]) -> None:
    page = new_page(viewport=DESK, reduced_motion="reduce")
    page.goto(f"{shop.listed}/panel")
    page.get_by_role("button", name=BUTTON).wait_for()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name=BUTTON)).to_be_focused()
    page.keyboard.press("Enter")
    begins = frame(page).get_by_role("button", name="Start de snelle scan")
    begins.wait_for()
    expect(page.get_by_title(TITLE)).to_be_focused()
    # Not before it has loaded: until then the focus is with the empty page that was in the frame first.
    page.wait_for_load_state("networkidle")
    for _ in range(2):
        page.keyboard.press("Tab")
    expect(begins).to_be_focused()
    page.keyboard.press("Enter")
    expect(question(page, 0)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name=BUTTON)).to_be_focused()
    expect(page.get_by_role("dialog", name=TITLE)).to_be_hidden()


def test_the_panel_fills_a_phone_and_has_its_measure_on_a_desk(shop: Shops, new_page: Callable[..., Page]) -> None:
    page = new_page(viewport=DESK, reduced_motion="reduce")
    page.goto(f"{shop.listed}/panel")
    page.get_by_role("button", name=BUTTON).click()
    panel = page.get_by_role("dialog", name=TITLE)
    assert panel.bounding_box() == {"x": 1280 - 400 - 16, "y": 800 - 640 - 88, "width": 400, "height": 640}
    page.set_viewport_size({"width": 375, "height": 700})
    expect(panel).to_have_css("width", "375px")
    assert panel.bounding_box() == {"x": 0, "y": 0, "width": 375, "height": 700}


@pytest.mark.parametrize(("motion", "moves"), [("reduce", 0), ("no-preference", 1)])
def test_the_panel_moves_only_for_who_likes_that(
    shop: Shops, new_page: Callable[..., Page], motion: str, moves: int
) -> None:
    page = new_page(viewport=DESK, reduced_motion=motion)
    page.add_init_script("""window.moves = 0;
        const animate = Element.prototype.animate;
        Element.prototype.animate = function (...how) { window.moves++; return animate.apply(this, how); };""")
    page.goto(f"{shop.listed}/panel")
    page.get_by_role("button", name=BUTTON).click()
    assert page.evaluate("window.moves") == moves


def test_the_frame_in_the_text_takes_the_height_it_needs(shop: Shops, new_page: Callable[..., Page]) -> None:
    page = new_page(viewport=DESK, reduced_motion="reduce")
    page.goto(f"{shop.listed}/inline")
    expect(frame(page).get_by_role("link", name="Privacy")).to_be_in_viewport(ratio=1)
    before = height(page)
    start(page)
    answer(page, 0)
    expect(question(page, 1)).to_be_in_viewport()
    assert before < height(page) <= DESK["height"] * 0.9, "no taller than the window, so that the question is in sight"


def test_only_the_frame_is_listened_to(shop: Shops, new_page: Callable[..., Page]) -> None:
    page = new_page(viewport=DESK, reduced_motion="reduce")
    page.goto(f"{shop.listed}/inline")
    expect(frame(page).get_by_role("link", name="Privacy")).to_be_in_viewport(ratio=1)
    before, held = height(page), held_by_the_shop(page)
    lie = "{ checkbot: { height: 700, path: '/chat/of-somebody-else' } }"
    page.evaluate(f"new Promise(done => {{ postMessage({lie}, '*'); setTimeout(done, 200) }})")
    assert (height(page), held_by_the_shop(page)) == (before, held)


def test_the_page_around_stays_where_it_is_when_a_conversation_comes_back(
    shop: Shops, new_page: Callable[..., Page]
) -> None:
    page = new_page(viewport=DESK, reduced_motion="reduce")
    page.goto(f"{shop.listed}/below")
    # Chromium draws no frame that is out of sight: that is no reason to take it for refused.
    page.wait_for_timeout(3000)
    start(page)
    answer(page, 0)
    expect(question(page, 1)).to_be_visible()
    page.goto("about:blank")
    page.goto(f"{shop.listed}/below")
    expect(question(page, 1)).to_be_visible()
    assert page.evaluate("scrollY") == 0


@pytest.mark.parametrize("place", ["panel", "inline"])
def test_a_site_that_is_not_on_the_list_gets_a_link_and_no_frame(
    shop: Shops, site: Site, new_page: Callable[..., Page], place: str
) -> None:
    page = new_page(viewport=DESK)
    page.goto(f"{shop.other}/{place}")
    if place == "panel":
        page.get_by_role("button", name=BUTTON).click()
    expect(page.get_by_role("status")).to_have_text(
        "Het gesprek opent niet op deze pagina. Open het in een eigen tabblad.Open de Checkbot"
    )
    assert page.get_by_role("link", name="Open de Checkbot").get_attribute("href") == f"{site.url}/"
    assert page.get_by_title(TITLE).count() == 0


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_axe_finds_nothing_on_the_site_around(
    shop: Shops, new_page: Callable[..., Page], width: int, scheme: str
) -> None:
    page = new_page(viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce")
    page.goto(f"{shop.listed}/panel")
    page.get_by_role("button", name=BUTTON).wait_for()
    closed = Axe().run(page)
    page.get_by_role("button", name=BUTTON).click()
    frame(page).get_by_role("button", name="Start de snelle scan").wait_for()
    for results in (closed, Axe().run(page)):
        assert [rule["help"] for rule in results.response["violations"]] == []
    dark = frame(page).locator("html").evaluate("it => matchMedia('(prefers-color-scheme: dark)').matches")
    assert dark is (scheme == "dark")


def height(page: Page) -> float:
    box = page.get_by_title(TITLE).bounding_box()
    assert box
    return box["height"]
