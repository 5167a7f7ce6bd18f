"""The QR code on the front door: a camera reads it in every scheme, and it is not in the way on a phone."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page

from tests.e2e.conftest import Site


@pytest.mark.parametrize(
    ("door", "look"),
    [
        ("/", {"color_scheme": "light"}),
        ("/?c=beurs-2026", {"color_scheme": "dark"}),
        ("/en?c=beurs-2026", {"forced_colors": "active"}),
    ],
)
def test_it_leads_to_this_page(site: Site, new_page: Callable[..., Page], door: str, look: dict[str, str]) -> None:
    page = new_page(viewport={"width": 1280, "height": 900}, **look)
    page.goto(site.url + door)
    code = page.locator(".elsewhere .qr")
    code.scroll_into_view_if_needed()
    seen = Image.open(BytesIO(code.screenshot())).convert("L")
    assert [each.text for each in zxingcpp.read_barcodes(seen)] == [site.url + door]
    assert page.locator(".elsewhere .address").inner_text() == (site.url + door).partition("://")[2]


def test_a_phone_does_not_show_it(site: Site, new_page: Callable[..., Page]) -> None:
    page = new_page(viewport={"width": 375, "height": 720}, has_touch=True, is_mobile=True)
    page.goto(site.url)
    assert not page.locator(".elsewhere").is_visible()
    wide = new_page(viewport={"width": 1024, "height": 768}, has_touch=True, is_mobile=True)
    wide.goto(site.url)
    assert not wide.locator(".elsewhere").is_visible()
