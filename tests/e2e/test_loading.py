"""What the chat costs to open, and that nothing jumps when a bubble appears."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from tests.e2e.conftest import Site
from tests.e2e.hands import Chat

MOST_BYTES = 60_000
WATCH = """() => {
    window.shifts = [];
    new PerformanceObserver(list => window.shifts.push(...list.getEntries().map(
        it => it.hadRecentInput ? "" : `${it.value}: ${it.sources.map(s => s.node?.className).join(", ")}`)))
        .observe({ type: "layout-shift" });
}"""


def test_the_first_load_is_under_60_kilobytes_without_fonts(site: Site, new_page: Callable[..., Page]) -> None:
    page = new_page(viewport={"width": 375, "height": 720})
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    kinds: dict[str, str] = {}
    sizes: dict[str, float] = {}
    session.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
    session.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
    page.goto(site.url + site.visitor().start().path, wait_until="networkidle")
    loaded = {kind: sum(sizes[id_] for id_ in sizes if kinds.get(id_) == kind) for kind in set(kinds.values())}
    assert {"Document", "Stylesheet", "Script"} <= set(loaded)
    assert sum(size for kind, size in loaded.items() if kind != "Font") < MOST_BYTES, loaded


def test_nothing_jumps_when_a_bubble_appears(site: Site, new_page: Callable[..., Page]) -> None:
    page = new_page(viewport={"width": 375, "height": 720})
    page.goto(site.url + site.visitor().start().path, wait_until="networkidle")
    page.evaluate(WATCH)
    chat = Chat(page)
    for act in (*[chat.question.get_by_role("button").first.click] * 4, lambda: chat.say("hoe lang nog?")):
        chat.after(act)
        # Beyond the half second in which a browser forgives a shift to who has just clicked.
        page.wait_for_timeout(700)
    assert not [shift for shift in page.evaluate("window.shifts") if shift]
