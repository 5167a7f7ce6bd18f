"""The chat in a frame on another site: who may frame what, and a whole check without any cookie."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from environs import EnvError
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

import app as application
from app import config, create_app, security
from app.extensions import db
from app.models import Assessment
from app.security import Access

SITES = ["https://www.shop.nl", "https://blog.example:8443"]
WIDGET = Path(application.__file__).parent / "static/widget.js"
BOTH = pytest.mark.parametrize(("locale", "bot"), [("nl", "Je praat met een bot"), ("en", "You are talking to a bot")])


@pytest.fixture
def client(overrides: dict[str, Any], app: Flask, publish: Callable[[Flask], None]) -> FlaskClient:
    """A browser that takes and sends no cookie, at an app that two sites may frame."""
    app.config["EMBED_ORIGINS"] = SITES
    publish(app)
    return app.test_client(use_cookies=False)


def begin(client: FlaskClient, embed: str = "?embed=1") -> str:
    reply = client.post(f"/start{embed}", data={"mode": "quick", "locale": "en"})
    assert reply.status_code == 303
    return reply.headers["Location"]


def go_on(client: FlaskClient, path: str, seq: int, act: str, **fields: str) -> TestResponse:
    return client.post(path, data={"seq": str(seq), "act": act, **fields})


def link(page: str, pattern: str) -> str:
    found = re.search(rf'(?:href|action|value)="({pattern})"', page)
    assert found, f"no link like {pattern}"
    return found[1].replace("&amp;", "&")


def framed_by(reply: TestResponse) -> str:
    return re.findall("frame-ancestors (.*)", reply.headers["Content-Security-Policy"])[0]


def places(client: FlaskClient) -> list[str]:
    """An address for each kind of page that a check has."""
    path = begin(client).partition("?")[0]
    erase = link(client.get(path).text, "/erase/[0-9a-f]{32}")
    result = go_on(client, path, 1, "finish").headers["Location"]
    return [path, erase, result, "/privacy", f"/chat/{'0' * 32}"]


def test_an_embedded_page_is_framed_by_the_sites_of_the_settings_and_any_other_by_nobody(client: FlaskClient) -> None:
    for place in places(client):
        reply = client.get(f"{place}?embed=1")
        assert (place, framed_by(reply)) == (place, " ".join(SITES))
        assert "X-Frame-Options" not in reply.headers
        assert "script-src 'self'" in reply.headers["Content-Security-Policy"]
        alone = client.get(place)
        assert (place, framed_by(alone), alone.headers["X-Frame-Options"]) == (place, "'none'", "DENY")
    assert framed_by(client.get("/embed")) == " ".join(SITES)


def test_without_sites_in_the_settings_nothing_is_framed(client: FlaskClient) -> None:
    client.application.config["EMBED_ORIGINS"] = []
    for place in ("/embed", *(f"{each}?embed=1" for each in places(client))):
        reply = client.get(place)
        assert (place, framed_by(reply), reply.headers["X-Frame-Options"]) == (place, "'none'", "DENY")


def test_what_a_cookie_opens_is_never_embedded(overrides: dict[str, Any]) -> None:
    app = create_app({**overrides, "EMBED_ORIGINS": SITES})
    app.add_url_rule("/elsewhere", "elsewhere", security.access(Access.SIGNING_IN)(lambda: str(security.embedded())))
    reply = app.test_client().get("/elsewhere?embed=1")
    assert (reply.text, framed_by(reply), reply.headers["X-Frame-Options"]) == ("False", "'none'", "DENY")


def test_a_whole_check_in_a_frame_sets_no_cookie_and_needs_none(client: FlaskClient) -> None:
    said: list[TestResponse] = []

    def note(reply: TestResponse) -> TestResponse:
        assert reply.status_code in (200, 303), reply.text
        said.append(reply)
        return reply

    note(client.get("/embed?lang=en"))
    path = begin(client)
    page = note(client.get(path)).text
    form = link(page, path.split("?")[0] + r"\?embed=[0-9a-f]{32}")
    path = note(go_on(client, form, 1, "answer", question="intake.role", value="director")).headers["Location"]
    assert note(client.get(path)).text.count("intake.sector")
    note(client.post(link(page, r"/chat/[0-9a-f]{32}/language\?embed=[0-9a-f]+"), data={"locale": "en"}))
    result = note(go_on(client, form, 2, "finish")).headers["Location"]
    page = note(client.get(result)).text
    note(client.post(link(page, r"/result/[0-9a-f]{32}/mail\?[^\"]+"), data={"address": "directie@winkel.nl"}))
    upgraded = note(go_on(client, link(page, r"/chat/[0-9a-f]{32}\?embed=[0-9a-f]{32}"), 3, "upgrade"))
    assert "Full check" in note(client.get(upgraded.headers["Location"])).text
    erased = note(client.post(link(page, r"/erase/[0-9a-f]{32}\?embed=[0-9a-f]{32}"))).text
    assert link(erased, r"/embed\?lang=en")
    assert [reply.request.path for reply in said if "Set-Cookie" in reply.headers] == []
    assert {framed_by(reply) for reply in said} == {" ".join(SITES)}


def test_the_same_check_outside_a_frame_remembers_its_owner_by_a_cookie(client: FlaskClient) -> None:
    reply = client.post("/start", data={"mode": "quick", "locale": "en"})
    assert reply.headers["Set-Cookie"].startswith("session=")


def test_an_embedded_result_is_the_owners_only_with_the_token_in_its_address(client: FlaskClient) -> None:
    browser = client.application.test_client()
    path = begin(browser, "")
    result = go_on(browser, path, 1, "finish").headers["Location"]
    assert "/chat/" in browser.get(result).text
    for held in ("1", "0" * 32, "ü"):
        assert "/chat/" not in browser.get(result, query_string={"embed": held}).text
    assert "/chat/" in client.get(result, query_string={"embed": path.rsplit("/", 1)[1]}).text


def test_a_link_that_leaves_opens_a_tab_and_does_not_hand_the_check_on(client: FlaskClient) -> None:
    path = begin(client)
    go_on(client, path, 1, "pause")
    assert 'value="https://check.example.nl' + path.partition("?")[0] + '"' in client.get(path).text
    page = client.get(go_on(client, path, 2, "finish").headers["Location"]).text
    leaving = re.findall(r'<a[^>]* href="(/[a-z]+)[^"?]*\?lang=en" target="_blank" rel="noopener"', page)
    assert leaving == ["/result"] * 4 + ["/privacy"]
    assert page.count('target="_blank"') == page.count("(opens in a new tab)") == 5
    outside = client.get(go_on(client, begin(client, ""), 1, "finish").headers["Location"]).text
    assert "_blank" not in outside


@BOTH
def test_the_start_page_says_who_it_is_and_stores_nothing(client: FlaskClient, locale: str, bot: str) -> None:
    for mode, minutes in (("quick", "8 minu"), ("full", "20 minu")):
        reply = client.get(f"/embed?mode={mode}&lang={locale}")
        page = reply.text
        assert f'<html lang="{locale}">' in page
        assert bot in page
        assert minutes in page
        assert page.count("<h1>") == 1
        assert f'name="mode" value="{mode}"' in page
        assert link(page, r"/start\?embed=1")
        assert "Set-Cookie" not in reply.headers
    with client.application.app_context():
        assert db.session.scalar(select(func.count()).select_from(Assessment)) == 0


def test_the_script_is_small_and_kept_by_browsers(client: FlaskClient) -> None:
    with client.get("/widget.js") as reply:
        assert reply.headers["Content-Type"].startswith("text/javascript")
        assert reply.headers["Cache-Control"] == "public, max-age=3600"
        assert "Set-Cookie" not in reply.headers
        assert len(gzip.compress(reply.data)) < 5_000
        tag = reply.headers["ETag"]
    with client.get("/widget.js", headers={"If-None-Match": tag}) as again:
        assert (again.status_code, again.data) == (304, b"")


def test_the_script_is_old_javascript_that_a_strict_policy_allows() -> None:
    code = "\n".join(line for line in WIDGET.read_text().splitlines() if not line.strip().startswith("//"))
    assert not re.findall(r"=>|`|\b(?:const|let|class|async|await)\b|\.\.\.|\?\.", code)
    assert not re.findall(r"eval|Function\(|innerHTML|insertAdjacent|cssText|createElement\(\"style|\"style\"", code)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://www.shop.nl, https://blog.example:8443/", SITES),
        ("http://localhost:9000,HTTPS://Shop.NL", ["http://localhost:9000", "https://shop.nl"]),
        ("", []),
    ],
)
def test_the_sites_of_the_settings(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, given: str, kept: list[str]
) -> None:
    monkeypatch.setenv("CHECKBOT_VAR", str(tmp_path))
    monkeypatch.setenv("EMBED_ORIGINS", given)
    assert config.settings()["EMBED_ORIGINS"] == kept


@pytest.mark.parametrize(
    "wrong",
    ["shop.nl", "http://shop.nl", "https://shop.nl/page", "https://*.shop.nl", "*", "https://a; script-src *", "null"],
)
def test_a_site_that_is_no_origin_stops_the_start_and_says_how_to_write_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, wrong: str
) -> None:
    monkeypatch.setenv("CHECKBOT_VAR", str(tmp_path))
    monkeypatch.setenv("EMBED_ORIGINS", f"https://www.shop.nl,{wrong}")
    with pytest.raises(EnvError, match=f"EMBED_ORIGINS holds '{re.escape(wrong)}': write each site as"):
        config.settings()
