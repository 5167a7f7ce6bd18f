"""axe finds nothing on any page or form of question, narrow and wide, light and dark; nothing sticks out at 320 px."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from questionnaire.model import Form
from tests.e2e.conftest import Site

LOOKS = [(375, "light"), (375, "dark"), (1280, "light"), (1280, "dark")]
EVERYTHING = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Another scheme changes nothing but colours.
RULES = {"light": {"type": "tag", "values": EVERYTHING}, "dark": {"type": "rule", "values": ["color-contrast"]}}
STICKS_OUT = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture(scope="session")
def places(site: Site) -> dict[str, str]:
    """A path for each page and each state of the conversation."""
    forms = {form.value: site.visitor().start("full").reach_form(form).path for form in Form}
    quick, bare = site.visitor().start(), site.visitor().start()
    again = site.visitor().start().reach_form(Form.SLIDER).answer().act("back")
    paused = site.visitor().start().act("pause")
    done = site.visitor().start("quick", "en").reach_end()
    finished = quick.path
    return {
        "landing": "/",
        "landing in English": "/en",
        "privacy": "/privacy",
        "not found": "/no/such/page",
        **forms,
        "answered before": again.path,
        "moved on": f"{again.path}?moved=1",
        "paused": paused.path,
        "all done": done.path,
        "erase": paused.erase,
        "result": quick.finish().path,
        "finished": finished,
        "result without a level": bare.act("finish").path,
    }


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing(
    site: Site, places: dict[str, str], new_page: Callable[..., Page], width: int, scheme: str
) -> None:
    page = new_page(viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce")
    axe = Axe()
    found: list[str] = []
    for name, path in places.items():
        page.goto(site.url + path)
        # What is folded away has to be right as well.
        page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        found += problems(axe, page, name, scheme)
    page.goto(site.url + places["open"])
    page.locator(".question .button").click()
    page.get_by_role("alert").wait_for()
    found += problems(axe, page, "refused", scheme)
    assert not found, "\n" + "\n".join(found)


def test_nothing_sticks_out(site: Site, places: dict[str, str], new_page: Callable[..., Page]) -> None:
    page = new_page(viewport={"width": 320, "height": 640}, reduced_motion="reduce")
    wide: list[str] = []
    small: list[str] = []
    for name, path in places.items():
        page.goto(site.url + path)
        if page.evaluate(STICKS_OUT):
            wide.append(name)
        small += [f"{name}: {text}" for text in page.evaluate(SMALL)]
    assert not wide
    assert not small, "less than 44 px high:\n" + "\n".join(small)


SMALL = """() => [...document.querySelectorAll("button, summary, .button, .chip, .field, .number, .range, header a")]
    .filter(it => it.checkVisibility() && it.getBoundingClientRect().height < 43.5)
    .map(it => it.outerHTML.slice(0, 90))"""


def problems(axe: Axe, page: Page, name: str, scheme: str) -> list[str]:
    results = axe.run(page, options={"runOnly": RULES[scheme], "resultTypes": ["violations"]})
    return [
        f"{name}: {rule['help']}: {node['html'][:160]} {node['failureSummary'][:300]}"
        for rule in results.response["violations"]
        for node in rule["nodes"][:1]
    ]
