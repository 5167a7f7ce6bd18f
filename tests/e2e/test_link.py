"""A pause in the browser: the link is mailed to oneself and leads back, with the script and without."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from email import message_from_bytes, policy

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Site


@pytest.mark.parametrize("scripted", [True, False])
def test_a_pause_with_the_link_mailed_to_oneself(site: Site, new_page: Callable[..., Page], scripted: bool) -> None:
    address = f"pauze-{scripted}@winkel.nl"
    page = new_page(java_script_enabled=scripted, viewport={"width": 375, "height": 720}, reduced_motion="reduce")
    page.goto(site.url)
    page.get_by_role("button", name="Start de snelle scan").first.click()
    page.get_by_role("button", name="Ga later verder").click()
    field = page.get_by_role("textbox", name="E-mailadres")
    field.fill("pauze@winkel")
    page.get_by_role("button", name="Mail me deze link").click()
    expect(page.get_by_role("alert")).to_contain_text("Dat is geen volledig mailadres")
    expect(field).to_have_value("pauze@winkel")
    expect(field).to_be_focused()
    expect(field).to_be_in_viewport()
    field.fill(address)
    page.get_by_role("button", name="Mail me deze link").click()
    expect(page.get_by_role("status").filter(has_text="We mailen")).to_contain_text(address)
    assert "winkel" not in page.url
    elsewhere = new_page(java_script_enabled=scripted)
    elsewhere.goto(link_in(site, address))
    elsewhere.get_by_role("button", name="Ga nu verder").click()
    expect(elsewhere.get_by_role("button", name="Directie of eigenaar")).to_be_visible()


def test_the_script_goes_on_after_a_wrong_address(site: Site, new_page: Callable[..., Page]) -> None:
    page = new_page(reduced_motion="reduce")
    page.goto(site.url + site.visitor().start().act("pause").path)
    page.get_by_role("textbox", name="E-mailadres").fill("x")
    page.get_by_role("button", name="Mail me deze link").click()
    page.get_by_role("alert").wait_for()
    page.get_by_role("button", name="Ga nu verder").click()
    question = page.get_by_role("group").first
    expect(question).to_be_visible()
    page.reload()
    expect(question).to_be_visible()


def link_in(site: Site, address: str) -> str:
    """The link in the one mail to this address, once it is there."""
    ends = time.monotonic() + 60
    while time.monotonic() < ends:
        mails = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in site.outbox.glob("*.eml")]
        mine = [mail for mail in mails if mail["To"] == address]
        if mine:
            assert len(mine) == 1
            body = mine[0].get_body(("plain",))
            found = re.search(r"https?://\S+/chat/[0-9a-f]{32}", body.get_content() if body else "")
            assert found, "no link in the mail"
            return found[0]
        time.sleep(0.2)
    raise AssertionError(f"no mail in {site.outbox}")
