"""Checks side by side at the desk: picked, saved, of a sector or over time, and only while they are shared."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from html import unescape
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlalchemy import func, select

from app import retention
from app.chat import erasure
from app.extensions import db
from app.models import Assessment, AuditEntry, Portfolio, PortfolioMember, SharedAssessment
from app.permissions import Role
from questionnaire.model import LOCALES
from reports.portfolio import MOST
from tests.app.factories import NOW
from tests.app.markup import check
from tests.app.shared import again, shared, unshared, withdraw
from tests.app.staff import signed_in

LATER = NOW + timedelta(days=30)
COMPARE = "/desk/portfolio/compare"


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    app.config["WTF_CSRF_ENABLED"] = False
    return signed_in(app, Role.CONSULTANT)


def asking(checks: Sequence[uuid.UUID]) -> str:
    return f"{COMPARE}?" + "&".join(f"check={each}" for each in checks)


def names(html: str) -> list[str]:
    table = html.partition('<table class="table side">')[2].partition("</table>")[0]
    return [unescape(name) for name in re.findall(r'<th scope="row"><a [^>]*>([^<]+)</a>', table)]


def several(app: Flask, *companies: str) -> list[uuid.UUID]:
    with app.test_request_context():
        return [shared(company, NOW + timedelta(minutes=place)) for place, company in enumerate(companies)]


def saved(client: FlaskClient, checks: Sequence[uuid.UUID], **fields: str) -> str:
    """Where a list with these checks is shown."""
    form = {"title": "Klanten", "check": [str(each) for each in checks], **fields}
    return str(client.post("/desk/portfolio/save", data=form).location)


@pytest.mark.parametrize("lang", LOCALES)
def test_picked_checks_stand_side_by_side(app: Flask, lang: str) -> None:
    checks = several(app, "Een", "Twee", "Drie")
    client = signed_in(app, Role.CONSULTANT, locale=lang)
    html = client.get(asking(checks)).text
    check(html, lang)
    assert names(html) == ["Een", "Twee", "Drie"]
    check(client.get("/desk/portfolio").text, lang)


def test_the_files_hold_the_same(app: Flask, client: FlaskClient) -> None:
    address = asking(several(app, "Een", "Twee")).replace("compare", "compare.{}")
    drawn = client.get(address.format("pdf"))
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(drawn.data)).pages)
    assert "Een" in text
    assert "Twee" in text
    book = load_workbook(BytesIO(client.get(address.format("xlsx")).data))
    assert [cell.value for cell in book["Scores"]["B"][1:]] == ["Een", "Twee"]
    assert "Een" not in str(drawn.headers)


def test_only_what_is_shared_at_this_moment(app: Flask, client: FlaskClient) -> None:
    kept, gone = several(app, "Blijft", "Verdwijnt")
    with app.test_request_context():
        hidden = unshared("Nooit").id
        withdraw(gone)
    html = client.get(asking([kept, gone, hidden, uuid.uuid4()])).text
    assert names(html) == ["Blijft"]
    assert "3 checks that were chosen are no longer shared with us" in html
    assert "Verdwijnt" not in html
    assert "Nooit" not in html
    for path in (
        f"{COMPARE}?history={gone}",
        f"{COMPARE}?history={hidden}",
        f"{COMPARE}?saved=9",
        f"{COMPARE}?check=x",
    ):
        assert client.get(path).status_code == 404, path


def test_a_saved_list_loses_whom_withdraws_and_does_not_say_who(app: Flask, client: FlaskClient) -> None:
    kept, gone = several(app, "Blijft", "Verdwijnt")
    place = saved(client, [kept, gone])
    assert names(client.get(place).text) == ["Blijft", "Verdwijnt"]
    with app.test_request_context():
        withdraw(gone)
    html = client.get(place).text
    assert names(html) == ["Blijft"]
    assert "One check that was chosen is no longer shared with us, and has dropped out." in html
    assert str(gone) not in html
    with app.app_context():
        assert db.session.scalars(select(PortfolioMember.assessment_id)).all() == [kept]


def test_an_erased_check_leaves_a_list_with_nothing_but_a_count(app: Flask, client: FlaskClient) -> None:
    kept, gone = several(app, "Blijft", "Verdwijnt")
    place = saved(client, [kept, gone])
    with app.app_context():
        erasure.erase(db.session.get_one(Assessment, gone), NOW)
        db.session.commit()
        for table in (SharedAssessment, PortfolioMember):
            assert db.session.scalars(select(table.assessment_id)).all() == [kept]
    assert "One check that was chosen is no longer shared" in client.get(place).text


def test_a_list_is_added_to_taken_from_removed_and_put_back(app: Flask, client: FlaskClient) -> None:
    one, two, three = several(app, "Een", "Twee", "Drie")
    place = saved(client, [one, two])
    number = place.rpartition("=")[2]
    both = {"saved": number, "check": [str(two), str(three)]}
    assert client.post("/desk/portfolio/add", data=both).location == place
    assert names(client.get(place).text) == ["Drie", "Een", "Twee"]
    client.post(f"/desk/portfolio/{number}/take-off", data={"check": [str(one)]})
    html = client.get(place).text
    assert names(html) == ["Drie", "Twee"]
    assert "dropped out" not in html
    assert client.post(f"/desk/portfolio/{number}/remove").location == "/desk/portfolio"
    assert client.get(place).status_code == 404
    assert "Removed lists" in client.get("/desk/portfolio").text
    assert client.post(f"/desk/portfolio/{number}/put-back").location == place
    assert names(client.get(place).text) == ["Drie", "Twee"]
    assert client.post("/desk/portfolio/99/remove").status_code == 404


def test_a_removed_list_is_gone_after_a_month(app: Flask, client: FlaskClient) -> None:
    place = saved(client, several(app, "Een"))
    client.post(f"/desk/portfolio/{place.rpartition('=')[2]}/remove")
    with app.app_context():
        for days, left in ((29, 1), (32, 0)):
            retention.purge(datetime.now(UTC) + timedelta(days=days), 240)
            assert db.session.scalar(select(func.count()).select_from(Portfolio)) == left


def test_one_company_over_time(app: Flask, client: FlaskClient) -> None:
    (one,) = several(app, "Winkel")
    with app.test_request_context():
        again(one, 2, LATER)
        other = shared("Winkel", LATER + timedelta(days=30))
    html = client.get(f"{COMPARE}?history={one}").text
    assert "<h1>Winkel</h1>" in html
    assert [day for day in ("2 March 2026", "1 April 2026", "1 May 2026") if day in html] == [
        "2 March 2026",
        "1 April 2026",
    ]
    assert f"{COMPARE}?history={one}" in client.get(f"/desk/{one}").text
    html = client.get(saved(client, [one, other], kind="company")).text
    assert html.index("2 March 2026") < html.index("1 April 2026") < html.index("1 May 2026")


def test_a_review_adds_no_moment(app: Flask, client: FlaskClient) -> None:
    (one,) = several(app, "Winkel")
    with app.test_request_context():
        again(one, 2, NOW).review_of = 1
        db.session.commit()
    assert "1 check," in client.get(f"{COMPARE}?history={one}").text


def test_a_whole_sector(app: Flask, client: FlaskClient) -> None:
    one, _ = several(app, "Een", "Twee")
    with app.app_context():
        row = db.session.get_one(SharedAssessment, one)
        sector, row.sector = row.sector, None
        db.session.commit()
    assert names(client.get(f"{COMPARE}?sector={sector}").text) == ["Twee"]
    assert f"{COMPARE}?sector={sector}" in client.get("/desk/portfolio").text


def test_no_more_than_one_can_look_at(app: Flask, client: FlaskClient) -> None:
    checks = several(app, *("Winkel",) * (MOST + 1))
    reply = client.get(asking(checks))
    assert reply.location == "/desk"
    assert f"At most {MOST} checks fit side by side" in client.get("/desk").text
    place = saved(client, checks[:MOST])
    assert len(names(client.get(place).text)) == MOST
    full = {"saved": place.rpartition("=")[2], "check": [str(checks[-1])]}
    assert client.post("/desk/portfolio/add", data=full).location == "/desk"
    assert len(names(client.get(place).text)) == MOST


def test_nothing_ticked_and_no_name_are_said(app: Flask, client: FlaskClient) -> None:
    assert client.get(COMPARE).location == "/desk"
    assert "Tick the checks" in client.get("/desk").text
    checks = several(app, "Een")
    assert saved(client, checks, title=" \x00 ").startswith(COMPARE)
    assert "Give the list a name." in client.get(asking(checks)).text
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Portfolio)) == 0


def test_each_check_that_is_shown_is_entered_in_the_log(app: Flask, client: FlaskClient) -> None:
    one, two = several(app, "Een", "Twee")
    place = saved(client, [one, two])
    client.get(place)
    client.get(place.replace("compare", "compare.xlsx"))
    with app.app_context():
        rows = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
        found = [(row.action, row.subject) for row in rows]
        assert {row.staff_id for row in rows} == {client.staff_id}  # type: ignore[attr-defined]
    assert found[0] == ("portfolio_changed", place.rpartition("=")[2])
    both = {str(one), str(two)}
    assert ({s for a, s in found if a == "viewed"}, {s for a, s in found if a == "exported"}) == (both, both)


def test_a_change_needs_the_token_of_the_page(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    (one,) = several(app, "Een")
    client = signed_in(app, Role.CONSULTANT)
    form = {"title": "Klanten", "check": str(one)}
    assert client.post("/desk/portfolio/save", data=form).status_code == 400
    (token, *_) = re.findall(r'name="csrf_token" value="([^"]+)"', client.get(asking([one])).text)
    assert client.post("/desk/portfolio/save", data={**form, "csrf_token": token}).status_code == 303
