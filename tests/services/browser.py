"""Debian's Chromium under Playwright: one browser a worker, a fresh context for each page."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from tests.services.network import is_inside
from tests.services.programs import find_program

ARGUMENTS = [
    "--headless=new",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Names and proxies lead off this machine; only the server under test may be reached.
    "--no-proxy-server",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # Playwright keeps an event loop running in this thread, in which `asyncio.run` is refused: its tests go last.
    items.sort(key=lambda item: "browser" in getattr(item, "fixturenames", ()))


def launching(program: str = "chromium") -> dict[str, Any]:
    """What Playwright is told to launch."""
    # Chromium's sandbox refuses root.
    arguments = [*ARGUMENTS, "--no-sandbox"] if os.geteuid() == 0 else ARGUMENTS
    return {"executable_path": find_program(program, program), "args": arguments}


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium without the program around its pages, where Debian has it so: a page takes a third of the time."""
    shell = "chromium-headless-shell"
    made = playwright.chromium.launch(**launching(shell if shutil.which(shell) else "chromium"))
    yield made
    made.close()


@pytest.fixture(scope="session")
def whole_browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium as people have it: with its own rules for cookies, its keys and its speech."""
    made = playwright.chromium.launch(**launching())
    yield made
    made.close()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a page in a context of its own, with Playwright's options: `new_page(java_script_enabled=False)`."""
    outside: list[str] = []

    def note(url: str) -> None:
        if not is_inside(urlsplit(url).hostname):
            outside.append(url)

    with ExitStack() as stack:

        def open_page(**options: Any) -> Page:
            context = stack.enter_context(browser.new_context(**options))
            context.on("request", lambda request: note(request.url))
            return context.new_page()

        yield open_page
    if outside:
        pytest.fail(f"the page asked for something that is not ours: {outside}", pytrace=False)


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    return new_page()
