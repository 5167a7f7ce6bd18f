"""Answering in the browser as a person does: with the mouse, with the keyboard alone, or in own words."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

WORDS = "Minder telefoontjes over bezorging"
MOVED_ON = """before => {
    const seq = document.querySelector("#now input[name=seq]");
    return seq && seq.value !== before && !document.querySelector("[data-sending]");
}"""


def seq(page: Page) -> str:
    return page.locator("#now input[name=seq]").first.input_value()


def form(page: Page) -> str | None:
    question = page.locator("form.question")
    return question.get_attribute("data-form") if question.count() else None


def hold(page: Page, answer: Callable[[Page, str], None], scripted: bool) -> list[str]:
    """Answer until no question is left; gives the forms of question that were seen."""
    seen: list[str] = []
    while (kind := form(page)) is not None:
        if scripted:
            before = seq(page)
            answer(page, kind)
            page.wait_for_function(MOVED_ON, arg=before)
        else:
            with page.expect_navigation():
                answer(page, kind)
        seen.append(kind)
    return seen


def by_mouse(page: Page, kind: str) -> None:
    if kind in ("one", "pictures"):
        page.locator(".option").nth(2).click()
        return
    if kind == "several":
        page.locator(".chip").nth(0).click()
        page.locator(".chip").nth(1).click()
    elif kind == "slider":
        page.locator(".number").fill("5")
    else:
        page.locator(".field").fill(WORDS)
    page.locator(".question .button").click()


def by_keyboard(page: Page, kind: str) -> None:
    """From the new question, where the focus is, to an answer by Tab, Space, Enter, arrows and letters."""
    keys = page.keyboard
    keys.press("Tab")
    if kind in ("one", "pictures"):
        keys.press("Tab")
        keys.press("Enter")
        return
    if kind == "several":
        keys.press("Space")
        tab_to(page, "Verstuur antwoord")
    elif kind == "slider":
        keys.press("Tab")
        keys.press("ArrowRight")
        keys.press("Tab")
    else:
        keys.type(WORDS)
        keys.press("Tab")
    keys.press("Enter")


def in_words(held_out: dict[str, str]) -> Callable[[Page, str], None]:
    """Type each answer, held-out words by question where there are any; say yes to what is proposed."""

    def answer(page: Page, kind: str) -> None:
        yes = page.get_by_role("button", name="Ja, dat past")
        if yes.count():
            yes.click()
            return
        if kind == "open":
            page.get_by_role("textbox", name="Je antwoord").fill(WORDS)
            page.get_by_role("button", name="Verstuur antwoord").click()
            return
        asked = page.locator("form.question input[name=question]").input_value()
        not_understood = page.locator(".line-you .bubble").last.inner_text().endswith(held_out.get(asked, "\0"))
        fallback = "een stuk of vijf" if kind == "slider" else "de tweede"
        said = fallback if not_understood else held_out.get(asked, fallback)
        page.get_by_role("textbox", name="Of zeg het in je eigen woorden").fill(said)
        page.get_by_role("button", name="Versturen").click()

    return answer


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the focus is on what has this name."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == name:
            return
    raise AssertionError(f"{name!r} cannot be reached by Tab")
