"""Links to hand on: who makes them, what they open and for how long, and that nothing can be changed by one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from app import locale
from app.extensions import db
from app.models import Share
from app.models.sharing import MOST_SHARES
from app.results.shares import service
from app.security import Access, token
from questionnaire.model import LOCALES
from tests.app.at_result import AtResult
from tests.app.factories import NOW, completed, later_report, report
from tests.app.markup import check

LABEL = "Marieke (directie)"


class Here(AtResult):
    def share(self, **fields: str) -> TestResponse:
        return self.post("share", **{"label": LABEL, **fields})

    def shares(self) -> list[str]:
        """The addresses on the result page, in its order."""
        return re.findall(r'value="https://check\.example\.nl(/shared/[0-9a-f]{32})"', self.client.get(self.link).text)

    def withdraw(self, share: Share) -> TestResponse:
        return self.post("withdraw", share=str(share.id))


@pytest.fixture
def here(app: Flask) -> Iterator[Here]:
    with app.test_request_context():
        yield Here.begin(app, use_cookies=False)


def rows() -> list[Share]:
    db.session.rollback()
    return list(db.session.scalars(select(Share).order_by(Share.created)))


@pytest.mark.parametrize(("asked", "lasts"), [({}, 30), ({"days": "7"}, 7), ({"days": "90"}, 90)])
def test_a_link_is_kept_as_a_hash_and_lasts_as_long_as_was_chosen(
    here: Here, asked: dict[str, str], lasts: int
) -> None:
    assert here.share(**asked).location == f"{here.link}#share"
    (row,) = rows()
    (link,) = here.shares()
    secret = link.rpartition("/")[2]
    assert row.hash != secret
    assert secret not in str(vars(row))
    until = locale.calendar_day(datetime.now(UTC)) + timedelta(days=lasts)
    assert row.until == until
    page = unescape(here.client.get(here.link).text)
    assert LABEL in page
    assert f"tot en met {locale.day(until)}" in page


@pytest.mark.parametrize("lang", LOCALES)
def test_it_shows_the_report_and_no_way_to_change_anything(here: Here, lang: str) -> None:
    tip = report("full").road_map[0].tip
    here.client.post(f"{here.link}/tick", data={"tip": tip, "state": "planned"})
    here.share()
    (link,) = here.shares()
    page = here.client.get(f"{link}?lang={lang}").text
    check(page, lang)
    assert not re.search(r"<form|<input|<select|<textarea", page)
    assert not re.search("/(chat|erase|result)/", page)
    assert here.link.rpartition("/")[2] not in page
    assert LABEL not in unescape(page)
    locale.choose(lang)
    made, until = locale.day(NOW), locale.day(rows()[0].until)
    told = {"nl": f"rapport van {made} lezen. Dat kan tot en met {until}.", "en": f"{made}. You can read it until"}
    assert told[lang] in page
    assert {"nl": "0 van de 10 stappen gedaan, 1 gepland", "en": "0 of 10 steps done, 1 planned"}[lang] in page
    for aspect in report("full").aspects:
        assert all(each.title[lang] in unescape(page) for each in aspect.tips)


def test_it_shows_the_latest_report(here: Here) -> None:
    here.share()
    later_report(here.assessment, 2, NOW, "quick")
    db.session.commit()
    assert "Snelle scan" in here.client.get(here.shares()[0]).text


def test_withdrawn_ended_and_wrong_are_the_same_page(here: Here) -> None:
    for _ in range(2):
        here.share()
    ended, withdrawn = here.shares()
    last, first = rows()[1], rows()[0]
    assert [here.client.get(link).status_code for link in (ended, withdrawn)] == [200, 200]
    here.withdraw(first)
    yesterday = locale.calendar_day(datetime.now(UTC)) - timedelta(days=1)
    db.session.execute(update(Share).where(Share.id == last.id).values(until=yesterday))
    db.session.commit()
    foreign = f"/shared/{here.link.rpartition('/')[2]}"
    replies = [here.client.get(path) for path in (ended, withdrawn, f"/shared/{'0' * 32}", foreign)]
    assert {reply.status_code for reply in replies} == {404}
    assert len({reply.data for reply in replies}) == 1
    assert len({tuple(sorted(reply.headers)) for reply in replies}) == 1
    assert {here.client.get(f"{link}/report.pdf").status_code for link in (ended, withdrawn)} == {404}
    assert here.shares() == []


def test_on_its_last_day_it_still_opens(here: Here) -> None:
    here.share()
    day = rows()[0].until
    secret = here.shares()[0].rpartition("/")[2]
    assert service.of_link(secret, day)
    assert service.of_link(secret, day + timedelta(days=1)) is None


def test_another_check_cannot_withdraw_it(here: Here) -> None:
    here.share()
    other, _ = completed()
    link = f"/result/{token(Access.RESULT, other.id)}"
    reply = here.client.post(f"{link}/withdraw", data={"share": str(rows()[0].id)})
    assert (reply.status_code, len(here.shares())) == (303, 1)


def test_by_a_shared_link_none_is_made(here: Here) -> None:
    here.share()
    shared = here.shares()[0].rpartition("/")[2]
    for act in ("share", "withdraw", "tick", "mail", "consents"):
        assert here.client.post(f"/result/{shared}/{act}", data={"label": ""}).status_code == 404
        assert here.client.post(f"/shared/{shared}/{act}").status_code == 404
    assert here.client.post(f"/shared/{shared}").status_code == 405
    assert here.client.get(f"/shared/{shared}/report.json").status_code == 404


def test_there_are_at_most_twenty_and_room_again_after_one_is_withdrawn(here: Here) -> None:
    for _ in range(MOST_SHARES):
        here.share()
    reply = here.share(label="Nummer 21", days="90")
    assert (reply.status_code, len(rows())) == (422, MOST_SHARES)
    check(reply.text, "nl")
    assert "Je hebt 20 links. Trek er een in" in reply.text
    assert 'value="Nummer 21"' in reply.text
    assert 'value="90" checked' in reply.text
    here.withdraw(rows()[0])
    assert here.share().status_code == 303


@pytest.mark.parametrize("fields", [{"days": "8"}, {"days": "x"}, {"days": "36500"}])
def test_it_lasts_no_longer_than_can_be_chosen(here: Here, fields: dict[str, str]) -> None:
    assert here.share(**fields).status_code == 400
    assert rows() == []


def test_a_name_is_text_and_kept_short(here: Here) -> None:
    here.share(label="  <script>alert(1)</script>\n" + "x" * 200)
    assert len(rows()[0].label) == 60
    page = here.client.get(here.link).text
    check(page, "nl")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; xxx" in page


def test_a_shared_report_is_framed_by_nobody(here: Here) -> None:
    here.client.application.config["EMBED_ORIGINS"] = ["https://www.shop.nl"]
    here.share()
    reply = here.client.get(f"{here.shares()[0]}?embed=1")
    assert "frame-ancestors 'none'" in reply.headers["Content-Security-Policy"]
    assert "embed" not in reply.text.replace("embedded", "")


def test_making_and_listing_on_either_database(either_app: Flask) -> None:
    with either_app.test_request_context():
        assessment, stored = completed()
        today = NOW.date()
        made = [service.make(assessment, "", length, today, NOW + timedelta(days=n)) for n, length in ((0, 7), (1, 90))]
        db.session.commit()
        assert [share.id for share in service.standing(assessment.id, today)] == [share.id for share in reversed(made)]
        assert [share.id for share in service.standing(assessment.id, today + timedelta(days=8))] == [made[1].id]
        opened = service.of_link(token(Access.SHARE, made[0].id), today)
        assert opened is not None
        assert opened[:2] == (assessment, stored)
