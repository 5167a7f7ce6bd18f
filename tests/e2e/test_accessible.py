"""axe finds nothing on any page or form of question, narrow and wide, light and dark; nothing sticks out at 320 px."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from questionnaire.model import LOCALES, Form, Question
from tests.e2e.conftest import Site
from tests.visitor import Visitor

LOOKS = [(1280, "light"), (375, "dark")]
# Each language with all rules, and each other scheme once: its colours are the same in both.
SPOKEN = [("nl", "light"), ("en", "light"), ("nl", "dark"), ("en", "forced")]
# The button that shows that a state was reached.
OFFERED = {
    "facts": ("Ja, noteer dat", "Yes, note that"),
    "proposed": ("Ja, dat past", "Yes, that fits"),
    "erasing": ("Wis alles", "Erase everything"),
    "anew": ("Begin een nieuwe check", "Start a new check"),
    "person": ("Nu even stoppen", "Stop for now"),
}
# What is typed to come to a state of the conversation, in each language.
TYPED = {
    "facts": ("40 winkels en 12 mensen op de klantenservice", "40 stores and 12 people in customer service"),
    "unclear": ("tja, groen met stippen", "well, green with dots"),
    "proposed": ("misschien de derde", "perhaps the third one"),
    "explained": ("wat is een kpi?", "what is a kpi?"),
    "erasing": ("wis alles", "delete everything"),
    "anew": ("opnieuw beginnen", "start again"),
    "language": ("kan dit in het Engels?", "can I do this in Dutch?"),
    "person": ("kan ik een mens spreken?", "can I talk to a person?"),
    "changing": ("ik wil een antwoord aanpassen", "I want to change an answer"),
    "masked": ("mail mij op piet@winkel.nl", "mail me at pete@shop.example"),
}
EVERYTHING = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Another scheme changes nothing but colours.
CONTRAST = {"type": "rule", "values": ["color-contrast"]}
RULES = {"light": {"type": "tag", "values": EVERYTHING}, "dark": CONTRAST, "forced": CONTRAST}
STICKS_OUT = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture(scope="session")
def places(site: Site) -> dict[str, str]:
    """A path for each page and each state of the conversation."""
    forms = {form.value: site.visitor().start("full").reach_form(form).path for form in Form}
    quick, bare = site.visitor().start(), site.visitor().start()
    again = site.visitor().start().reach_form(Form.SLIDER).answer().act("back")
    shown = site.visitor().start("full").reach(lambda question: question.screenshot)
    waiting, called = (site.visitor().start().answer().answer() for _ in range(2))
    there, reach = called.path, {"calling": "true", "contact": "06 12345678"}
    waiting.post(f"{waiting.path}/person", text="Kan dit?")
    called.post(f"{there}/person", text="Kan dit?", **reach)
    paused = site.visitor().start().act("pause")
    done = site.visitor().start("quick", "en").reach_end()
    finished = quick.path
    embedded = site.visitor().open("/embed").post("/start?embed=1", mode="quick", locale="nl")
    return {
        "start of the frame": "/embed?mode=quick&lang=en",
        "framed": f"{embedded.path}?embed=1",
        "framed result": f"{embedded.act('finish').path}?embed=1",
        "landing": "/",
        "landing in English": "/en",
        "privacy": "/privacy",
        "not found": "/no/such/page",
        **forms,
        "answered before": again.path,
        "moved on": f"{again.path}?moved=1",
        "asks for a screenshot": shown.path,
        "refused a screenshot": f"{shown.path}?picture=unreadable",
        "waits for a person": waiting.path,
        "to be called": called.path,
        "paused": paused.path,
        "all done": done.path,
        "erase": paused.erase,
        "result": quick.finish().path,
        "finished": finished,
        "result without a level": bare.act("finish").path,
        "result with consents": allowing(site.visitor().start().act("finish")).path,
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
    page.goto(site.url + places["paused"])
    page.get_by_role("button", name="Mail me deze link").click()
    page.get_by_role("alert").wait_for()
    found += problems(axe, page, "no address for the link", scheme)
    page.goto(site.url + site.visitor().start().erase)
    page.get_by_role("button", name="Wis alles").click()
    page.get_by_role("heading", name="Je check is gewist").wait_for()
    found += problems(axe, page, "erased", scheme)
    assert not found, "\n" + "\n".join(found)


@pytest.fixture(scope="session")
def states(site: Site) -> dict[str, dict[str, str]]:
    """A path for each state that talking leads to, by language."""
    found: dict[str, dict[str, str]] = {}
    for place, locale in enumerate(LOCALES):
        by_name = found.setdefault(locale, {})
        for name, said in TYPED.items():
            visitor = site.visitor().start("quick", locale).reach(is_stores)
            by_name[name] = visitor.act("say", text=said[place]).path
            assert OFFERED.get(name, ("", ""))[place] in visitor.html, name
        by_name["an aspect done"] = site.visitor().start("quick", locale).reach(is_second).path
        by_name["looked through"] = site.visitor().start("quick", locale).reach_end().path
        by_name["paused"] = site.visitor().start("quick", locale).act("pause").path
        by_name["changed"] = site.visitor().start("quick", locale).answer().act("back").path
    return found


def is_stores(question: Question) -> bool:
    return question.id == "intake.stores"


def is_second(question: Question) -> bool:
    return question.aspect == "experience"


@pytest.mark.parametrize(("locale", "scheme"), SPOKEN)
def test_axe_finds_nothing_in_any_state_of_the_conversation(
    site: Site, states: dict[str, dict[str, str]], new_page: Callable[..., Page], locale: str, scheme: str
) -> None:
    colours = {"forced_colors": "active"} if scheme == "forced" else {"color_scheme": scheme}
    page = new_page(viewport={"width": 320, "height": 700}, reduced_motion="reduce", **colours)
    axe, found = Axe(), []
    for name, path in states[locale].items():
        page.goto(site.url + path)
        page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        found += problems(axe, page, name, scheme)
        if page.evaluate(STICKS_OUT):
            found.append(f"{name} is wider than the screen")
        found += [f"{name}: less than 44 px high: {text}" for text in page.evaluate(SMALL)]
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


def allowing(visitor: Visitor) -> Visitor:
    owner = re.findall(r'name="owner" value="(\w+)"', visitor.html)
    return visitor.post(f"{visitor.path}/consents", consent=["consultant", "benchmark"], owner=owner)


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
