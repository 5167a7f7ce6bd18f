"""A screenshot beside an answer, with the script and without: added, seen, refused and erased."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Site


@pytest.fixture
def screenshot(tmp_path: Path) -> Path:
    """A PNG of a phone's screen."""
    path = tmp_path / "chat.png"
    Image.effect_noise((585, 1266), 40).save(path)
    return path


@pytest.fixture
def chat(site: Site) -> str:
    """Where a check is that has come to a question which asks for a screenshot."""
    visitor = site.visitor().start("full").reach(lambda question: question.screenshot)
    return f"{site.url}{visitor.path}"


def open_it(page: Page, chat: str) -> None:
    page.goto(chat)
    page.get_by_text("Laat het zien", exact=True).click()


def add(page: Page, path: Path) -> None:
    page.get_by_label("Je screenshot:").set_input_files(path)
    page.get_by_role("button", name="Voeg screenshot toe").click()


def picture(page: Page, number: int) -> Locator:
    return page.get_by_role("img", name=f"Screenshot {number} die je bij deze vraag hebt toegevoegd")


@pytest.mark.parametrize("scripted", [True, False])
def test_a_screenshot_is_added_and_erased(
    chat: str, new_page: Callable[..., Page], screenshot: Path, scripted: bool
) -> None:
    page = new_page(java_script_enabled=scripted, viewport={"width": 375, "height": 720})
    open_it(page, chat)
    add(page, screenshot)
    expect(page.get_by_text("Je screenshot is bewaard.")).to_be_visible(timeout=60_000)
    expect(picture(page, 1)).to_be_visible()
    expect(picture(page, 1)).to_have_js_property("naturalWidth", 585)
    assert page.url.startswith(chat)
    page.get_by_role("button", name="Wis screenshot 1").click()
    expect(page.get_by_text("De screenshot is gewist.")).to_be_visible()
    expect(page.get_by_role("img", name="Screenshot")).to_have_count(0)


def test_what_was_ticked_stays_ticked(chat: str, new_page: Callable[..., Page], screenshot: Path) -> None:
    page = new_page(viewport={"width": 1280, "height": 800})
    open_it(page, chat)
    page.get_by_role("checkbox").nth(1).check()
    add(page, screenshot)
    expect(picture(page, 1)).to_be_visible(timeout=60_000)
    expect(page.get_by_role("checkbox").nth(1)).to_be_checked()
    expect(page.get_by_text("Je screenshot is bewaard.")).to_be_focused()


def test_another_file_is_refused_beside_the_field(chat: str, new_page: Callable[..., Page], tmp_path: Path) -> None:
    page = new_page(viewport={"width": 375, "height": 720})
    note = tmp_path / "chat.png"
    note.write_text("This is no picture.", encoding="utf-8")
    open_it(page, chat)
    add(page, note)
    expect(page.get_by_text("Dit bestand kan ik niet lezen als plaatje.")).to_be_focused(timeout=60_000)
    page.context.set_offline(True)
    add(page, note)
    expect(page.get_by_text("Dat lukte niet.")).to_be_focused()


@pytest.mark.parametrize("scripted", [True, False])
def test_a_file_that_is_too_large_is_told_so(
    chat: str, new_page: Callable[..., Page], tmp_path: Path, scripted: bool
) -> None:
    page = new_page(java_script_enabled=scripted, viewport={"width": 375, "height": 720})
    large = tmp_path / "large.png"
    large.write_bytes(bytes(12 * 1024 * 1024))
    open_it(page, chat)
    add(page, large)
    if scripted:
        told = "document.getElementById('picture').validationMessage.startsWith('Dit bestand is groter dan 5 MB')"
        page.wait_for_function(told)
        assert page.url == chat, "it was not sent"
    else:
        expect(page.get_by_text("Dit plaatje is te groot.")).to_be_visible()
