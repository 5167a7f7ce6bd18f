"""Every page of both desks, full of words that would run: axe finds nothing, nothing sticks out, no dialog opens."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from app.permissions import Role
from tests.app.xss import CORPUS
from tests.e2e.conftest import Site
from tests.e2e.staff import Doors
from tests.e2e.test_accessible import STICKS_OUT, problems

LOOKS: tuple[tuple[int, Literal["light", "dark"]], ...] = ((1280, "light"), (768, "dark"))
HOSTILE = [words for words in CORPUS if "<" in words or '"' in words]
PLAIN = (
    "/desk",
    "/desk/portfolio",
    "/desk/conversations",
    "/tipdesk/",
    "/tipdesk/coverage",
    "/tipdesk/publish",
    "/tipdesk/history",
    "/tipdesk/tips/scope.channels.1",
    "/tipdesk/tips/scope.channels.1/history",
    "/tipdesk/use",
    "/tipdesk/impact",
    "/tipdesk/files",
    "/tipdesk/rehearsal",
    "/staff/people",
    "/staff/account",
    "/staff/audit",
)


@pytest.fixture
def desk(site: Site, new_page: Callable[..., Page], doors: Doors) -> Page:
    """A colleague with every role and a hostile name; a check whose respondent wrote and asked hostile things."""
    visitor = site.visitor().start()
    visitor.act("say", text=HOSTILE[0])
    visitor.reach(lambda question: question.id == "closing.company").act("answer", text=" ".join(HOSTILE)[:100])
    visitor.reach(lambda question: question.id == "closing.consultant").act("answer", value="yes")
    chat = visitor.path
    visitor.post(f"{chat}/person", calling="true", text=" ".join(HOSTILE)[:500], contact="a@b.nl", name=HOSTILE[2])
    visitor.open(chat).finish()
    # A button that is still fading from one scheme to the other has the contrast of neither.
    door = doors("alles@example.nl", HOSTILE[2][:60], *(role.value for role in Role))
    return new_page(reduced_motion="reduce", storage_state=door)


def test_every_page_of_the_desks_holds_up(site: Site, desk: Page) -> None:
    opened: list[str] = []
    desk.on("dialog", lambda dialog: (opened.append(dialog.message), dialog.dismiss()))
    axe, found = Axe(), []
    for path in [*PLAIN, *_of_the_check(site, desk)]:
        reply = desk.goto(site.url + path)
        assert reply is not None
        assert (path, reply.status) == (path, 200)
        for width, scheme in LOOKS:
            desk.set_viewport_size({"width": width, "height": 900})
            desk.emulate_media(color_scheme=scheme)
            found += problems(axe, desk, f"{path}, {width}", scheme)
            found += [f"{path} sticks out at {width}"] if desk.evaluate(STICKS_OUT) else []
    assert not found, "\n".join(found)
    assert not opened


def _of_the_check(site: Site, desk: Page) -> list[str]:
    """The pages of the hostile check, and of what its respondent asks."""
    desk.goto(f"{site.url}/desk")
    check = re.search(r"/desk/[0-9a-f-]{36}", desk.content())
    desk.goto(f"{site.url}/desk/conversations")
    asked = re.search(r"/desk/conversations/\d+", desk.content())
    assert check
    assert asked
    side_by_side = f"/desk/portfolio/compare?check={check[0].removeprefix('/desk/')}"
    return [check[0], f"{check[0]}/review", f"{check[0]}/review/preview", side_by_side, asked[0]]
