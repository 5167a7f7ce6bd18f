from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Error, Page

SCRIPTED = "data:text/html,<title>hallo</title><p>plain</p><script>document.title = 'changed'</script>"


def test_a_page_opens_and_runs_its_script(page: Page) -> None:
    page.goto(SCRIPTED)
    assert page.title() == "changed"
    assert page.get_by_text("plain").is_visible()


def test_a_page_can_be_had_without_javascript(new_page: Callable[..., Page]) -> None:
    plain = new_page(java_script_enabled=False)
    plain.goto(SCRIPTED)
    assert plain.title() == "hallo"


@pytest.mark.parametrize("url", ["http://example.org/", "http://192.0.2.1/"])
def test_the_browser_reaches_nothing_outside(browser: Browser, url: str) -> None:
    with browser.new_context() as context, pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        context.new_page().goto(url, timeout=5000)
