"""Speaking instead of typing, and hearing instead of reading.

Chromium has both, but without a screen it reaches no service that recognises speech and has no voice. So where words
have to come, the page gets a small recogniser and a small reader of ours, with the same interface: what they are
asked to do is noted, and the test says what was heard. One test goes through Chromium's own recogniser.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from questionnaire.model import Form
from tests.e2e import hands
from tests.e2e.conftest import Site
from tests.e2e.hands import Chat

RECOGNISER = """
class Recogniser {
    start() { window.recogniser = this; }
    hear(...parts) { this.onresult({ results: parts.map((transcript) => [{ transcript }]) }); }
    fail(error) { this.onerror({ error }); this.onend(); }
    stop() { this.onend(); }
    abort() { this.fail("aborted"); }
}
window.SpeechRecognition = window.webkitSpeechRecognition = Recogniser;
"""
READER = """
window.spoken = [];
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
const reader = {
    getVoices: () => [{ lang: "nl-NL", localService: true }, { lang: "nl_BE", localService: false }],
    speak: (said) => spoken.push([said.text, said.lang]),
    cancel: () => spoken.push("silence"),
};
Object.defineProperty(window, "speechSynthesis", { value: reader });
"""
NEITHER = """
for (const name of ["SpeechRecognition", "webkitSpeechRecognition", "speechSynthesis"])
    Object.defineProperty(window, name, { value: undefined });
"""
Opened = Callable[..., Page]


@pytest.fixture
def open_at(site: Site, new_page: Callable[..., Page]) -> Opened:
    """A page on which a question of this form is open, with these scripts run before its own."""

    def opened(form: Form, *scripts: str, locale: str = "nl") -> Page:
        page = new_page(viewport={"width": 375, "height": 720}, reduced_motion="reduce")
        for script in scripts:
            page.add_init_script(script)
        page.goto(site.url + site.visitor().start("full", locale).reach_form(form).path)
        return page

    return opened


def speak(page: Page) -> None:
    """Press the button as somebody does who does it for the first time: once to be told, once to begin."""
    page.get_by_role("button", name="Inspreken").click()
    expect(page.get_by_role("status").filter(has_text="Je browser maakt tekst van wat je zegt")).to_be_visible()
    assert page.evaluate("window.recogniser") is None, "nothing listens before it was said what happens"
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("button", name="Stop")).to_be_visible()


def turn_on(page: Page) -> Locator:
    """Let the page read aloud from here on."""
    toggle = page.get_by_role("button", name="Voorlezen")
    expect(toggle).to_have_attribute("aria-pressed", "false")
    toggle.click()
    expect(toggle).to_have_attribute("aria-pressed", "true")
    return toggle


def spoken(page: Page) -> list[str]:
    """What was read since the last silence."""
    said = page.evaluate("window.spoken")
    last = max((place for place, what in enumerate(said) if what == "silence"), default=-1)
    return [text for text, _ in said[last + 1 :]]


@pytest.mark.parametrize(
    ("form", "label", "send"),
    [(Form.ONE, "Of zeg het in je eigen woorden", "Versturen"), (Form.OPEN, "Je antwoord", "Verstuur antwoord")],
)
def test_words_land_in_the_field_and_wait_there(open_at: Opened, form: Form, label: str, send: str) -> None:
    page = open_at(form, RECOGNISER)
    chat, field = Chat(page), page.get_by_role("textbox", name=label)
    lines = chat.lines.count()
    field.fill("Kort gezegd:")
    speak(page)
    assert page.evaluate("recogniser.lang") == "nl-NL"
    page.evaluate("recogniser.hear('minder')")
    expect(field).to_have_value("Kort gezegd: minder")
    page.evaluate("recogniser.hear('minder telefoontjes', ' over bezorging')")
    expect(field).to_have_value("Kort gezegd: minder telefoontjes over bezorging")
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("status").filter(has_text="Lees na wat er staat")).to_be_visible()
    expect(page.get_by_role("button", name="Inspreken")).to_be_visible()
    assert chat.lines.count() == lines, "nothing was sent"
    chat.after(lambda: chat.press(send))
    assert chat.heard()[-1].startswith("Kort gezegd: minder telefoontjes over bezorging")


def test_what_is_spoken_keeps_to_the_room_there_is(open_at: Opened) -> None:
    page = open_at(Form.OPEN, RECOGNISER)
    speak(page)
    page.evaluate("recogniser.hear('x'.repeat(1200))")
    expect(page.get_by_text("Nog 0 tekens")).to_be_visible()
    assert len(page.get_by_role("textbox", name="Je antwoord").input_value()) == 1000


def test_typing_and_sending_end_the_listening(open_at: Opened) -> None:
    page = open_at(Form.ONE, RECOGNISER)
    field = page.get_by_role("textbox", name="Of zeg het in je eigen woorden")
    speak(page)
    page.evaluate("recogniser.hear('de tweede')")
    field.press("End")
    expect(page.get_by_role("button", name="Stop")).to_have_count(0)
    expect(field).to_have_value("de tweede")
    # Told once in this tab, so now it begins at once.
    page.get_by_role("button", name="Inspreken").click()
    chat = Chat(page)
    chat.after(lambda: chat.press("Versturen"))
    expect(page.get_by_role("button", name="Inspreken")).to_be_visible()
    expect(page.get_by_role("button", name="Stop")).to_have_count(0)


@pytest.mark.parametrize(
    ("error", "says"),
    [("not-allowed", "De microfoon mag hier niet aan"), ("no-speech", "Ik hoorde niets"), ("network", "lukt nu niet")],
)
def test_what_goes_wrong_is_said_with_what_to_do(open_at: Opened, error: str, says: str) -> None:
    page = open_at(Form.ONE, RECOGNISER)
    speak(page)
    page.evaluate("error => recogniser.fail(error)", error)
    expect(page.get_by_role("status").filter(has_text=says)).to_contain_text("typ je antwoord", ignore_case=True)
    expect(page.get_by_role("button", name="Inspreken")).to_be_visible()


class TestTheBrowsersOwn:
    @pytest.fixture
    def browser(self, whole_browser: Browser) -> Browser:
        """The one that has a recogniser."""
        return whole_browser

    def test_it_is_let_in_and_its_end_is_told(self, open_at: Opened) -> None:
        """Our headers allow it the microphone, and that it reaches no service is said in plain words."""
        page = open_at(Form.ONE)
        if not page.evaluate("'webkitSpeechRecognition' in window"):
            pytest.skip("this Chromium was built without speech recognition")
        assert page.evaluate("document.featurePolicy.allowsFeature('microphone')")
        page.get_by_role("button", name="Inspreken").click()
        page.get_by_role("button", name="Begin").click()
        expect(page.get_by_role("status").filter(has_text=re.compile("typ je antwoord", re.I))).to_be_visible(
            timeout=20_000
        )
        expect(page.get_by_role("button", name="Inspreken")).to_be_visible()


def test_there_is_nothing_to_press_where_the_browser_cannot(open_at: Opened) -> None:
    page = open_at(Form.ONE, NEITHER)
    expect(page.get_by_role("button", name="Inspreken")).to_have_count(0)
    expect(page.get_by_role("button", name="Voorlezen")).to_have_count(0)
    chat = Chat(page)
    chat.after(lambda: chat.say("de tweede"))


def test_reading_needs_a_voice_of_the_language(open_at: Opened) -> None:
    page = open_at(Form.ONE, READER, locale="en")
    expect(page.get_by_role("button", name="Read aloud")).to_have_count(0)
    # Voices may come later than the page.
    page.evaluate("speechSynthesis.getVoices = () => [{ lang: 'en-GB' }]; speechSynthesis.onvoiceschanged()")
    expect(page.get_by_role("button", name="Read aloud")).to_be_visible()


def test_the_question_is_read_with_its_options(open_at: Opened) -> None:
    page = open_at(Form.ONE, READER)
    assert page.evaluate("spoken") == []
    expect(turn_on(page)).to_have_attribute("title", re.compile("Staat uit tot je het aanzet"))
    assert spoken(page) == [page.locator("legend").inner_text().strip(), *page.locator(".option").all_inner_texts()]
    assert {lang for _, lang in page.evaluate("spoken.filter((what) => what !== 'silence')")} == {"nl-NL"}


def test_new_lines_are_read_in_order(open_at: Opened) -> None:
    page = open_at(Form.OPEN, READER)
    turn_on(page)
    assert spoken(page)[-1] == "Je antwoord"
    chat = Chat(page)
    told = len(chat.told())
    chat.after(lambda: hands.by_mouse(chat))
    # The question that was open stands in the log now. It has been read.
    _, *said = chat.told()[told:]
    assert said, "a part begins with a sentence"
    question = [chat.asks(), *page.locator(".question .hint").all_inner_texts()]
    assert spoken(page) == [*said, *question, *page.locator(".chip").all_inner_texts()]


def test_reading_stops_at_typing_and_when_it_is_turned_off(open_at: Opened) -> None:
    page = open_at(Form.ONE, READER)
    toggle = turn_on(page)
    assert spoken(page)
    page.get_by_role("textbox", name="Of zeg het in je eigen woorden").press_sequentially("d")
    assert spoken(page) == []
    page.reload()
    expect(toggle).to_have_attribute("aria-pressed", "true")
    page.wait_for_function("spoken.length > 2")
    page.keyboard.press("Escape")
    assert spoken(page) == []
    toggle.click()
    expect(toggle).to_have_attribute("aria-pressed", "false")
    chat = Chat(page)
    chat.after(chat.question.get_by_role("button").first.click)
    assert spoken(page) == []
    page.reload()
    expect(toggle).to_have_attribute("aria-pressed", "false")


@pytest.mark.parametrize("form", [Form.ONE, Form.OPEN])
def test_the_buttons_fit_a_narrow_screen(open_at: Opened, form: Form) -> None:
    page = open_at(form, RECOGNISER, READER)
    page.set_viewport_size({"width": 320, "height": 640})
    for name in ("Voorlezen", "Inspreken"):
        box = page.get_by_role("button", name=name).bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 44
    speak(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_voice_is_fetched_only_when_it_is_asked_for(open_at: Opened) -> None:
    page = open_at(Form.ONE, RECOGNISER, READER)
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.reload(wait_until="networkidle")
    assert any("chat.js" in url for url in fetched)
    assert not any("voice.js" in url for url in fetched)
    with page.expect_response("**/voice.js*"):
        page.get_by_role("button", name="Inspreken").click()
