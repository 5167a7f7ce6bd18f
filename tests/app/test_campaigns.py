"""Campaigns: the name in a link stays with the check, what is no name is left out, what is erased is not counted."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select

from app import campaigns
from app.campaigns import Figures
from app.chat import service
from app.cli import main
from app.extensions import db
from app.models import Assessment
from app.security import Access, token
from questionnaire.model import LOCALES
from tests.app.factories import NOW, completed
from tests.app.markup import check
from tests.visitor import Visitor

DOORS = {"nl": "/", "en": "/en"}


def kept(app: Flask) -> list[str | None]:
    with app.app_context():
        return list(db.session.scalars(select(Assessment.campaign)))


@pytest.mark.parametrize("locale", LOCALES)
def test_the_name_goes_from_the_link_to_the_check(app: Flask, locale: str) -> None:
    client = app.test_client()
    page = client.get(f"{DOORS[locale]}?c=beurs-2026").get_data(as_text=True)
    check(page, locale)
    fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page)
    assert fields == [("locale", locale), ("campaign", "beurs-2026")] * 4
    other = DOORS["en" if locale == "nl" else "nl"]
    assert f'href="{other}?c=beurs-2026"' in page
    client.post("/start", data={"mode": "quick", **dict(fields)})
    assert kept(app) == ["beurs-2026"]


@pytest.mark.parametrize("name", ["Beurs", "a b", "x" * 41, "<b>", "beurs\n", "é", "%00", ""])
def test_what_is_no_name_is_left_out_and_keeps_nobody_from_beginning(app: Flask, name: str) -> None:
    client = app.test_client()
    assert 'name="campaign"' not in client.get("/", query_string={"c": name}).get_data(as_text=True)
    reply = client.post("/start", data={"mode": "quick", "locale": "nl", "campaign": name})
    assert reply.status_code == 303
    assert kept(app) == [None]


def test_looking_counts_nothing(app: Flask) -> None:
    client = app.test_client()
    for method in ("GET", "HEAD", "OPTIONS"):
        reply = client.open("/?c=beurs-2026", method=method)
        assert "Set-Cookie" not in reply.headers
    assert kept(app) == []


def test_names_that_somebody_makes_up_do_not_pile_up(either_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(campaigns, "MOST", 2)
    with either_app.app_context():
        for name in ("beurs", "nieuwsbrief", "verzonnen", "beurs"):
            service.begin("quick", "nl", NOW, name)
        assert [(each.campaign, each.begun) for each in campaigns.figures()] == [
            (None, 1),
            ("beurs", 2),
            ("nieuwsbrief", 1),
        ]


def test_begun_and_completed_are_counted_until_they_are_erased(site: Flask, come: Callable[[], Visitor]) -> None:
    with site.app_context():
        for campaign, is_completed in (("beurs", True), ("beurs", True), ("beurs", False), (None, False)):
            if is_completed:
                completed()[0].campaign = campaign
            else:
                service.begin("quick", "nl", NOW, campaign)
        db.session.commit()
        assert campaigns.figures() == [Figures(None, 1, 0), Figures("beurs", 3, 2)]
        erased = db.session.scalars(select(Assessment).where(Assessment.campaign == "beurs")).first()
        assert erased is not None
        link = f"/erase/{token(Access.ERASE, erased.id)}"
    visitor = come()
    visitor.open(link)
    visitor.post(link)
    with site.app_context():
        assert campaigns.figures() == [Figures(None, 1, 0), Figures("beurs", 2, 1)]


def test_the_command_prints_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, app: Flask) -> None:
    assert CliRunner().invoke(main, ["campaigns"]).output == "No check has been begun yet.\n"
    with app.app_context():
        completed()[0].campaign = "beurs-2026"
        service.begin("quick", "nl", NOW)
        db.session.commit()
    lines = CliRunner().invoke(main, ["campaigns"]).output.splitlines()
    assert [line.split() for line in lines] == [
        ["(none)", "1", "begun", "0", "completed"],
        ["beurs-2026", "1", "begun", "1", "completed"],
    ]


def test_the_poster_is_written_a_file_a_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHECKBOT_VAR", str(tmp_path))
    monkeypatch.setenv("PUBLIC_URL", "https://check.example.nl")
    out = tmp_path / "stand.pdf"
    result = CliRunner().invoke(main, ["poster", "--campaign", "beurs-2026", "--out", str(out)])
    nl, en = tmp_path / "stand-nl.pdf", tmp_path / "stand-en.pdf"
    assert result.output.splitlines() == [
        f"{nl} leads to https://check.example.nl/?c=beurs-2026",
        f"{en} leads to https://check.example.nl/en?c=beurs-2026",
    ]
    assert nl.read_bytes().startswith(b"%PDF")
    assert en.read_bytes() != nl.read_bytes()
    assert CliRunner().invoke(main, ["poster", "--lang", "nl", "--out", str(out)]).exit_code == 0
    assert out.exists()
    refused = CliRunner().invoke(main, ["poster", "--campaign", "Beurs 2026"])
    assert refused.exit_code == 1
    assert "use lowercase letters, digits and hyphens, 40 at most" in refused.output
