"""A colleague in a browser: from the invitation in the mail to a desk."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from email import message_from_bytes, policy
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Page, StorageState, expect

from tests.app.totp import digits
from tests.e2e.hands import arrive

if TYPE_CHECKING:
    from tests.e2e.conftest import Site

PASSWORD = "vier woorden op een rij"
MAIL_WITHIN = 30

Doors = Callable[..., StorageState]
"""Gives what the browser keeps of a colleague who has signed in, by address, name and roles."""


class Colleague:
    """One colleague and the page they look at; `key` is in the app on their phone."""

    def __init__(self, page: Page, site: Site, email: str) -> None:
        self.page, self.site, self.email, self.key = page, site, email, ""

    def begin(self, *roles: str, name: str = "Anna Smit", lang: str = "nl") -> Colleague:
        """Invited by a command, with password and second step, at the first desk that is open to these roles."""
        flags = [flag for role in roles for flag in ("--role", role)]
        self.site.run("staff", "invite", self.email, *flags, "--name", name, "--lang", lang)
        return self.take_up()

    def take_up(self) -> Colleague:
        """From the link in the mail to a desk."""
        self.page.goto(self.mailed())
        for field in self.page.locator("input[type=password]").all():
            field.fill(PASSWORD)
        self._press()
        self.give_password()
        self._press()
        self.key = self.page.locator("code.key").inner_text()
        self.give_code()
        return self

    def give_password(self, password: str = PASSWORD) -> None:
        self.page.locator("input[type=email]").fill(self.email)
        self.page.locator("input[type=password]").fill(password)
        self._press()

    def give_code(self, ahead: int = 0) -> None:
        self.page.locator("input[autocomplete=one-time-code]").fill(digits(self.key, ahead))
        self._press()

    def sign_in(self, ahead: int = 1) -> Colleague:
        """Again, in the same browser or another one. A code works once, so this gives the next one."""
        self.page.goto(f"{self.site.url}/staff/login")
        self.give_password()
        self.give_code(ahead)
        expect(self.page.get_by_role("navigation")).to_be_visible()
        return self

    def mailed(self) -> str:
        """The link in the last mail to this colleague."""
        ends = time.monotonic() + MAIL_WITHIN
        while time.monotonic() < ends:
            for path in sorted(self.site.outbox.glob("*.eml"), key=lambda path: path.stat().st_mtime, reverse=True):
                if found := self._link(path):
                    return found
            time.sleep(0.1)
        raise AssertionError(f"no mail came for {self.email}")

    def _link(self, path: Path) -> str | None:
        message = message_from_bytes(path.read_bytes(), policy=policy.default)
        if self.email not in str(message["To"]):
            return None
        found = re.search(r"https?://\S+/staff/reset/\S+", message.get_body(("plain",)).get_content())  # type: ignore[union-attr, attr-defined]
        return found[0] if found else None

    def _press(self) -> None:
        arrive(self.page, self.page.locator("main form .button").first.click)
