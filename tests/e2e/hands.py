"""Answering in the browser as a person does, by roles and names only: what a screen reader knows is all these know."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from playwright.sync_api import Locator, Page, expect

from questionnaire.model import Form

WORDS = "Minder telefoontjes over bezorging"
# What stands on the screen, by language.
TURN = {"nl": "Jij bent aan de beurt", "en": "Your turn"}
SEND = {"nl": "Verstuur antwoord", "en": "Send answer"}
YES = {"nl": "Ja, dat past", "en": "Yes, that fits"}
OWN_WORDS = {"nl": "Of zeg het in je eigen woorden", "en": "Or say it in your own words"}
SAY = {"nl": "Versturen", "en": "Send"}
# The script adds line after line, and then opens the turn again.
PATIENCE = 20_000

Answer = Callable[["Chat"], None]


class Chat:
    """The open conversation of a page."""

    def __init__(self, page: Page, locale: str = "nl", patience: float = PATIENCE) -> None:
        self.page, self.locale, self.patience = page, locale, patience

    @property
    def turn(self) -> Locator:
        return self.page.get_by_role("region", name=TURN[self.locale])

    @property
    def question(self) -> Locator:
        return self.turn.get_by_role("group").filter(has=self.page.locator("legend"))

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log")

    @property
    def lines(self) -> Locator:
        return self.log.get_by_role("listitem")

    @property
    def form(self) -> Form | None:
        """The form of the open question, by what is in it; None when none is open."""
        if not self.question.count():
            return None
        for role, form in (("checkbox", Form.SEVERAL), ("spinbutton", Form.SLIDER), ("textbox", Form.OPEN)):
            if self.question.get_by_role(role).count():
                return form
        return Form.PICTURES if self.question.get_by_role("button").first.locator("svg").count() else Form.ONE

    def asks(self) -> str:
        """The words of the open question."""
        return self.question.locator("legend").inner_text().strip()

    def heard(self) -> list[str]:
        """What the respondent said so far, as the log tells it."""
        you = {"nl": "Jij:", "en": "You:"}[self.locale]
        return [line.split(you, 1)[1].strip() for line in self.lines.all_inner_texts() if you in line]

    def told(self) -> list[str]:
        """What the bot said so far."""
        return [line.split("Vink:", 1)[1].strip() for line in self.lines.all_inner_texts() if "Vink:" in line]

    def after(self, act: Callable[[], None]) -> None:
        """Do something, and wait until the next turn is open."""
        before = self.lines.count()
        act()
        expect(self.lines.nth(before)).to_be_attached(timeout=self.patience)
        expect(self.turn).to_have_attribute("aria-busy", "false", timeout=self.patience)

    def say(self, text: str) -> None:
        self.page.get_by_role("textbox", name=OWN_WORDS[self.locale]).fill(text)
        self.turn.get_by_role("button", name=SAY[self.locale], exact=True).click()

    def press(self, name: str) -> None:
        self.turn.get_by_role("button", name=name, exact=True).click()


def hold(chat: Chat, answer: Answer, scripted: bool = True) -> list[Form]:
    """Answer until no question is left; gives the forms of question that were seen."""
    seen: list[Form] = []
    while (form := chat.form) is not None:
        if scripted:
            chat.after(lambda: answer(chat))
        else:
            arrive(chat.page, lambda: answer(chat))
        seen.append(form)
    return seen


def by_mouse(chat: Chat) -> None:
    question, form = chat.question, chat.form
    if form in (Form.ONE, Form.PICTURES):
        choices = question.get_by_role("button")
        choices.nth(min(2, choices.count() - 1)).click()
        return
    if form is Form.SEVERAL:
        for place in (0, 1):
            question.get_by_role("checkbox").nth(place).check()
    elif form is Form.SLIDER:
        question.get_by_role("spinbutton").fill("5")
    else:
        question.get_by_role("textbox").fill(WORDS)
    question.get_by_role("button", name=SEND[chat.locale]).click()


def by_keyboard(chat: Chat) -> None:
    """From the new question, where the focus is, to an answer by Tab, Space, Enter, arrows and letters."""
    keys, form = chat.page.keyboard, chat.form
    keys.press("Tab")
    if form in (Form.ONE, Form.PICTURES):
        keys.press("Tab")
        keys.press("Enter")
        return
    if form is Form.SEVERAL:
        keys.press("Space")
        tab_to(chat.page, SEND[chat.locale])
    elif form is Form.SLIDER:
        keys.press("Tab")
        keys.press("ArrowRight")
        keys.press("Tab")
    else:
        keys.type(WORDS)
        tab_to(chat.page, SEND[chat.locale])
    keys.press("Enter")


def in_words(said: Mapping[str, str]) -> Answer:
    """Type each answer, `said` by the words of the question where there are any; say yes to what is proposed."""

    def answer(chat: Chat) -> None:
        yes = chat.turn.get_by_role("button", name=YES[chat.locale])
        if yes.count():
            yes.click()
        elif chat.form is Form.OPEN:
            chat.question.get_by_role("textbox").fill(WORDS)
            chat.question.get_by_role("button", name=SEND[chat.locale]).click()
        else:
            fallback = "een stuk of vijf" if chat.form is Form.SLIDER else "de tweede"
            wanted = said.get(chat.asks(), fallback)
            heard = chat.heard()
            chat.say(fallback if heard and heard[-1] == wanted else wanted)

    return answer


def arrive(page: Page, act: Callable[[], None]) -> None:
    """Do what leads to another page, and wait until that is there: Chromium may click on, on the page that goes."""
    with page.expect_navigation():
        act()


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the focus is on what has this name."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == name:
            return
    raise AssertionError(f"{name!r} cannot be reached by Tab")
