"""The list of the review desk: filters, search, and pages that neither skip nor repeat a row."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from html import unescape
from random import Random

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import shared_assessments
from app.desk import listing
from app.desk.listing import NOTHING, Filter, page
from app.extensions import db
from app.models import Assessment, DeskState, NameWord, SharedAssessment
from app.permissions import Role
from app.security import hashes
from tests.app.factories import NOW
from tests.app.markup import check
from tests.app.shared import shared, withdraw
from tests.app.staff import signed_in


def listed(company: str | None = None, completed: datetime = NOW, **columns: object) -> uuid.UUID:
    """A row of the list; flushed."""
    id_ = uuid.uuid4()
    db.session.add(Assessment(id=id_, created=NOW, version="2026.1", locale="nl", **hashes(id_)))
    db.session.flush()
    values = {"mode": "quick", "state": DeskState.NEW, "level": 2, "score": 30.0, **columns}
    db.session.add(SharedAssessment(assessment_id=id_, completed=completed, company=company, **values))
    words = shared_assessments.words(company or "")
    db.session.add_all(NameWord(word=word, assessment_id=id_) for word in words)
    db.session.flush()
    return id_


class TestPages:
    @pytest.fixture(autouse=True)
    def context(self, either_app: Flask) -> Iterator[None]:
        with either_app.app_context():
            yield

    def test_rows_of_one_moment_are_neither_skipped_nor_repeated(self) -> None:
        moments = [NOW + timedelta(minutes=place // 7) for place in range(45)]
        Random(2).shuffle(moments)
        for moment in moments:
            listed(completed=moment)
        there, back = walked(), walked(backwards=True)
        assert [len(part) for part in there] == [10, 10, 10, 10, 5]
        assert there == back
        rows = [key for part in there for key in part]
        assert len(set(rows)) == 45
        assert rows == sorted(rows, key=lambda key: (key[0], key[1].hex), reverse=True)

    def test_a_row_that_goes_meanwhile_moves_no_other(self) -> None:
        for place in range(6):
            listed(completed=NOW + timedelta(minutes=place))
        first = page(Filter(), most=3)
        db.session.delete(first.rows[-1])
        db.session.flush()
        rest = page(Filter(), first.older, most=3)
        assert [row.completed for row in rest.rows] == [NOW + timedelta(minutes=place) for place in (2, 1, 0)]
        assert rest.older is None

    def test_an_empty_list_leads_nowhere(self) -> None:
        nothing = page(Filter())
        assert (list(nothing.rows), nothing.newer, nothing.older) == ([], None, None)

    def test_each_filter_finds_its_own_and_no_other(self) -> None:
        old = NOW - timedelta(days=40)
        ids = {
            "plain": listed(),
            "sector": listed(sector="food"),
            "size": listed(size="chain"),
            "level": listed(level=5),
            "unknown": listed(level=None, score=None, sector="food", size="one"),
            "state": listed(state=DeskState.SENT),
            "old": listed(completed=old),
        }
        asked = {
            ("sector",): Filter(sector="food", level=2),
            ("size",): Filter(size="chain"),
            ("level",): Filter(level=5),
            ("unknown",): Filter(level=NOTHING),
            ("state",): Filter(state=DeskState.SENT),
            ("old",): Filter(before=NOW),
            ("plain", "sector", "size", "level", "state"): Filter(since=NOW, level=None, size=None, name=""),
        }
        for names, wanted in asked.items():
            found = {row.assessment_id for row in page(wanted).rows}
            expected = {ids[name] for name in names}
            assert found == expected | ({ids["unknown"]} if len(names) > 1 else set()), wanted
        assert {row.assessment_id for row in page(Filter(sector=NOTHING, before=NOW)).rows} == {ids["old"]}

    @pytest.mark.parametrize("few", [0, 1_000])
    def test_a_name_is_found_by_how_its_words_begin(self, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
        """Whether many words begin so or few."""
        monkeypatch.setattr(listing, "FEW", few)
        vries, eclair = listed("Bakkerij De Vries"), listed("Éclair & Zoon")
        listed(None)
        cases = {
            "vries": [vries],
            "VRIES de": [vries],
            "eclair": [eclair],
            "Écl": [eclair],
            "akkerij": [],
            "vriesje": [],
        }
        for name, expected in cases.items():
            assert [row.assessment_id for row in page(Filter(name=name)).rows] == expected, name
        assert len(page(Filter(name="&")).rows) == 3


def walked(backwards: bool = False) -> list[list[tuple[datetime, uuid.UUID]]]:
    """The pages of ten from the newest to the oldest row; backwards, as they are found on the way back."""
    pages = [page(Filter(), most=10)]
    while (older := pages[-1].older) is not None:
        pages.append(page(Filter(), older, most=10))
    if backwards:
        pages = pages[-1:]
        while (newer := pages[0].newer) is not None:
            pages.insert(0, page(Filter(), newer, most=10))
    return [[(row.completed, row.assessment_id) for row in part.rows] for part in pages]


class TestThePage:
    @pytest.fixture
    def client(self, app: Flask) -> FlaskClient:
        return signed_in(app, Role.CONSULTANT, locale="nl")

    @pytest.fixture
    def names(self, client: FlaskClient) -> Callable[[str], list[str]]:
        def on(query: str) -> list[str]:
            html = client.get(f"/desk?{query}").text
            check(html, "nl")
            return [unescape(name) for name in re.findall(r'<th scope="row"><a [^>]*>([^<]+)</a>', html)]

        return on

    def test_an_empty_desk_says_what_brings_a_check_there(self, client: FlaskClient) -> None:
        html = client.get("/desk").text
        check(html, "nl")
        assert "Nog niemand heeft een check gedeeld" in html
        assert "Niets gevonden" in client.get("/desk?name=winkel").text

    def test_only_what_is_shared_stands_there(self, app: Flask, names: Callable[[str], list[str]]) -> None:
        with app.test_request_context():
            shared("Winkel Een"), shared(None)
            withdraw(shared("Winkel Twee"))
        assert sorted(names("")) == ["Geen naam gegeven", "Winkel Een"]

    def test_the_filter_stands_in_the_address_of_the_next_page(self, app: Flask, client: FlaskClient) -> None:
        with app.app_context():
            for place in range(listing.PAGE + 2):
                listed(f"Winkel {place}", NOW + timedelta(hours=place), sector="food")
            listed("Mode", sector="fashion")
            db.session.commit()
        html = client.get("/desk?sector=food&name=win&size=").text
        (older,) = re.findall(r'href="([^"]+)" rel="next"', html)
        assert 'rel="prev"' not in html
        assert "sector=food" in older
        assert "name=win" in older
        html = client.get(unescape(older)).text
        assert re.findall(r">Winkel (\d+)</a>", html) == ["1", "0"]
        (newer,) = re.findall(r'href="([^"]+)" rel="prev"', html)
        html = client.get(unescape(newer)).text
        assert len(re.findall(r">Winkel \d+</a>", html)) == listing.PAGE
        assert 'rel="prev"' not in html
        assert '<option value="food" selected>' in html

    def test_days_are_those_of_the_calendar_where_we_are(self, app: Flask, names: Callable[[str], list[str]]) -> None:
        with app.app_context():
            listed("Avond", datetime(2026, 3, 1, 23, 30, tzinfo=UTC))
            listed("Middag", datetime(2026, 3, 1, 12, 0, tzinfo=UTC))
            db.session.commit()
        assert names("since=2026-03-02") == ["Avond"]
        assert names("until=2026-03-01") == ["Middag"]
        assert names("since=2026-03-01&until=2026-03-02") == ["Avond", "Middag"]

    @pytest.mark.parametrize(
        "query",
        [
            "sector=%00&size=%27&level=9&state=x&since=9999-99-99&until=9999-12-31&name=%00%25",
            "after=2026-13-99T00:00:00%2B00:00_" + "0" * 32,
            "before=x",
            "after=" + "9" * 4000,
            "since=0001-01-01",
        ],
    )
    def test_what_cannot_be_read_asks_nothing(self, app: Flask, names: Callable[[str], list[str]], query: str) -> None:
        with app.app_context():
            listed("Winkel")
            db.session.commit()
        assert names(query) == ["Winkel"]
