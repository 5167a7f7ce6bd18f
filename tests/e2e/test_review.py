"""A consultant's review in a browser, from the first look to the mail that brings the report."""

from __future__ import annotations

import hashlib
import re
import sqlite3
import time
from collections.abc import Callable
from email import message_from_bytes, policy
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from tests.e2e.conftest import Site
from tests.e2e.hands import arrive
from tests.e2e.staff import Doors
from tests.e2e.test_accessible import STICKS_OUT, problems

DESK = {"width": 1280, "height": 900}
SEARCH = "?aspect=scope&find=whatsapp"
# axe looks at the last of the widths.
LOOKS = ((SEARCH, "light", (768, 1280, 375)), (SEARCH, "dark", (1280,)), ("/preview", "light", (375, 1280)))
# A PDF is drawn by two cores that run browsers besides.
MAIL_WITHIN = 90


class Check:
    """A check that its respondent lets a consultant read: `result` is their link, `review` the consultant's page."""

    def __init__(self, site: Site, address: str = "") -> None:
        visitor = site.visitor().start().finish()
        owner = re.findall(r'name="owner" value="(\w+)"', visitor.html)
        self.result = site.url + visitor.path
        self.address, self.site = address, site
        consent = ["consultant", "reviewed"] if address else ["consultant"]
        visitor.post(f"{visitor.path}/consents", consent=consent, owner=owner, address=address)
        self.review = f"{site.url}/desk/{self._id(visitor.path.rpartition('/')[2])}/review"

    def _id(self, secret: str) -> UUID:
        hashed = hashlib.sha256(secret.encode()).hexdigest()
        with sqlite3.connect(Path(self.site.environment["CHECKBOT_VAR"], "checkbot.db")) as database:
            found = database.execute("SELECT id FROM assessments WHERE result_hash = ?", (hashed,)).fetchone()
        return UUID(found[0])

    def mailed(self) -> tuple[str, str]:
        """The subject of the mail that came, and the words of its PDF."""
        ends = time.monotonic() + MAIL_WITHIN
        while time.monotonic() < ends:
            for path in self.site.outbox.glob("*.eml"):
                message = message_from_bytes(path.read_bytes(), policy=policy.default)
                if self.address in str(message["To"]):
                    (pdf,) = message.iter_attachments()  # type: ignore[attr-defined]
                    pages = PdfReader(BytesIO(pdf.get_content())).pages
                    return str(message["Subject"]), " ".join(" ".join(page.extract_text().split()) for page in pages)
            time.sleep(0.2)
        raise AssertionError(f"no mail came for {self.address}")


@pytest.fixture
def consultant(doors: Doors, new_page: Callable[..., Page]) -> Callable[[str], Page]:
    """A consultant of this name, in a browser of their own in which no dialog ever opens."""

    def signed_in(name: str) -> Page:
        door = doors(f"{name.split()[0].lower()}@review.example", name, "consultant")
        page = new_page(viewport=DESK, reduced_motion="reduce", storage_state=door)
        page.on("dialog", lambda dialog: pytest.fail(f"a dialog opened: {dialog.message}"))
        return page

    return signed_in


def letter(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Brief aan de deelnemer")


def part(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name)


def saved(page: Page) -> None:
    expect(page.get_by_text(re.compile(r"^Bewaard om"))).to_be_visible()


def test_a_review_with_a_tip_put_first_and_a_letter_reaches_the_respondent(
    site: Site, consultant: Callable[[str], Page], new_page: Callable[..., Page]
) -> None:
    check = Check(site, "marieke.review@voorbeeld.nl")
    page = consultant("Anna de Boer")
    page.goto(check.review)
    letter(page).fill("Beste Marieke,\n\nBegin in Ede. <script>alert(1)</script>")
    saved(page)
    data = part(page, "Data en inzicht")
    title = data.get_by_role("heading", level=4).last.inner_text().split(maxsplit=1)[1]
    data.get_by_role("button", name="Zet vooraan").last.click()
    expect(data.get_by_role("heading", level=4).first).to_contain_text(title)
    expect(data.get_by_role("button", name="Niet vooraan")).to_be_focused()
    scope = part(page, "Reikwijdte")
    scope.get_by_role("searchbox").fill("whatsapp")
    scope.get_by_role("searchbox").press("Enter")
    scope.get_by_role("button", name=re.compile("^Voeg toe")).first.click()
    expect(scope.get_by_text("uit de bank")).to_be_visible()
    scope.get_by_role("button", name=re.compile("^Schrijf zelf een tip")).click()
    expect(scope.get_by_role("textbox", name="Wat ze kunnen doen, in één regel").first).to_be_focused()
    page.keyboard.type("Laat Ede meelezen")
    page.get_by_role("button", name="Bekijk en verstuur").first.click()
    expect(page.get_by_role("heading", name="Een brief van Anna de Boer")).to_be_visible()
    expect(page.get_by_text("gaat dit rapport per mail naar de deelnemer")).to_be_visible()
    page.get_by_role("button", name="Verstuur het rapport met advies").click()
    expect(page.get_by_role("status").filter(has_text="Verstuurd op")).to_be_visible()
    other = new_page(viewport={"width": 375, "height": 720})
    other.goto(check.result)
    expect(other.get_by_role("region", name="Een brief van Anna de Boer")).to_contain_text("<script>alert(1)</script>")
    first = other.get_by_role("region", name="Begin hiermee").get_by_role("listitem").first
    expect(first.get_by_role("heading")).to_have_text(title)
    expect(other.get_by_role("link", name="Laat Ede meelezen")).to_be_visible()
    subject, pdf = check.mailed()
    assert subject.startswith("Je adviseur heeft je rapport van")
    assert "Een brief van Anna de Boer Beste Marieke, Begin in Ede." in pdf
    assert f"Begin hiermee: {title}." in pdf
    assert "Een tip van Anna de Boer." in pdf


def test_two_at_once_lose_nothing_nor_does_a_broken_line(site: Site, consultant: Callable[[str], Page]) -> None:
    check = Check(site)
    anna, bart = consultant("Anna de Boer"), consultant("Bart Kok")
    for page in (anna, bart):
        page.goto(check.review)
    letter(anna).fill("Van Anna")
    saved(anna)
    part(bart, "Technologie").get_by_role("textbox", name=re.compile("Opmerking")).fill("Van Bart")
    expect(bart.get_by_text(re.compile("^Bewaard om"))).to_be_visible()
    letter(bart).fill("Ook van Bart")
    said = bart.get_by_role("status").filter(has_text="Anna de Boer heeft dezelfde tekst gewijzigd")
    expect(said).to_be_visible()
    bart.get_by_role("button", name="Bewaar", exact=True).click()
    expect(bart.get_by_role("alert")).to_contain_text("Anna de Boer heeft dezelfde tekst gewijzigd")
    expect(part(bart, "Brief aan de deelnemer").get_by_role("group")).to_have_text("Van Anna")
    expect(letter(bart)).to_have_value("Ook van Bart")
    assert not problems(Axe(), bart, "clash", "light")
    letter(bart).fill("Van Anna en Bart")
    bart.get_by_role("button", name="Bewaar", exact=True).click()
    expect(bart.get_by_role("alert")).to_have_count(0)
    anna.reload()
    expect(letter(anna)).to_have_value("Van Anna en Bart")
    expect(anna.get_by_text("Bart Kok werkt ook aan dit advies.")).to_be_visible()
    anna.context.set_offline(True)
    letter(anna).fill("In de trein")
    expect(anna.get_by_role("status").filter(has_text="Nog niet bewaard: er is geen verbinding")).to_be_visible()
    anna.context.set_offline(False)
    expect(anna.get_by_role("status").filter(has_text="Nog niet bewaard")).to_have_count(0, timeout=20_000)
    anna.reload()
    expect(letter(anna)).to_have_value("In de trein")


def test_without_script_every_button_saves_and_axe_finds_nothing(
    site: Site, consultant: Callable[[str], Page], new_page: Callable[..., Page]
) -> None:
    check = Check(site)
    signed = consultant("Anna de Boer")
    plain = new_page(viewport=DESK, java_script_enabled=False)
    plain.context.add_cookies(signed.context.cookies())  # type: ignore[arg-type]
    plain.goto(check.review)
    letter(plain).fill("Zonder script")
    scope = part(plain, "Reikwijdte")
    arrive(plain, scope.get_by_role("button", name="Laat weg").first.click)
    expect(letter(plain)).to_have_value("Zonder script")
    expect(scope.get_by_text("weggelaten")).to_be_visible()
    arrive(plain, scope.get_by_role("button", name="Zet terug").click)
    scope.get_by_role("button", name=re.compile("^Schrijf zelf een tip")).click()
    expect(scope.get_by_text("komt in het rapport zodra er een titel is")).to_be_visible()
    axe, found = Axe(), []
    for path, scheme, widths in LOOKS:
        signed.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        signed.goto(check.review + path)
        signed.evaluate("document.querySelectorAll('details').forEach((part) => part.open = true)")
        for width in widths:
            signed.set_viewport_size({"width": width, "height": 900})
            found += [f"{path} is wider than {width} px"] * bool(signed.evaluate(STICKS_OUT))
        found += problems(axe, signed, path, scheme)
    assert not found, "\n" + "\n".join(found)
