"""White label: what the settings take and refuse, and that pages, mail and report carry name, logo and colours."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from environs import Env, EnvValidationError
from flask import Flask
from PIL import Image

from app import branding
from app.cli import main
from app.delivery import deliver
from app.extensions import db
from app.mail_requests import request_link
from reports.brand import PLAIN, Brand
from tests.app.factories import NOW, completed
from tests.app.markup import check
from tests.app.smtp import Postbox

NAME, RED, BLUE = "Van Dijk & Zonen <advies>", "#9b1420", "#1f5fae"


@pytest.fixture
def logo(tmp_path: Path) -> Path:
    path = tmp_path / "logo.png"
    Image.new("RGBA", (300, 80), RED).save(path)
    return path


@pytest.fixture
def branded(logo: Path, monkeypatch: pytest.MonkeyPatch) -> Brand:
    """The brand of the environment; the app that a test asks for later has it too."""
    given = {"BRAND_NAME": f"  {NAME} ", "BRAND_LOGO": str(logo), "BRAND_COLOR": RED.upper(), "BRAND_ACCENT": BLUE}
    for setting, value in given.items():
        monkeypatch.setenv(setting, value)
    return branding.brand(Env())


def test_settings_become_a_brand(branded: Brand) -> None:
    assert (branded.name, branded.colour, branded.accent) == (NAME, RED, BLUE)
    assert branded.logo is not None
    assert (branded.logo.width, branded.logo.height) == (300, 80)


def test_without_settings_it_is_the_maker_s(app: Flask) -> None:
    assert app.config["BRAND"] == PLAIN
    client = app.test_client()
    page = client.get("/").get_data(as_text=True)
    assert "design/brand.css" not in page
    assert "<span>Checkbot</span>" in page
    assert client.get("/design/logo.png").status_code == 404
    assert client.get("/design/brand.css").data == b""


@pytest.mark.parametrize(
    ("setting", "value", "advice"),
    [
        ("BRAND_COLOR", "red", "BRAND_COLOR is 'red': write a colour as #rrggbb"),
        ("BRAND_COLOR", "#1db954", r"BRAND_COLOR: #1db954 has a contrast of 2\.2 .* take a darker one, #137b38"),
        ("BRAND_ACCENT", "#ffee00", "BRAND_ACCENT: #ffee00 .* take a darker one"),
        ("BRAND_NAME", "x" * 61, "BRAND_NAME is longer than 60"),
        ("BRAND_NAME", "Van\x1bDijk", "holds a strange one"),
        ("BRAND_LOGO", "{tmp}/none.png", "BRAND_LOGO: .*none.png cannot be read .*: name a PNG file"),
        ("BRAND_LOGO", "{tmp}", "BRAND_LOGO: .* cannot be read"),
        ("BRAND_LOGO", "{tmp}/text.png", "text.png is not a PNG that can be read"),
        ("BRAND_LOGO", "{tmp}/large.png", "large.png is larger than 2 MB: save it smaller"),
    ],
)
def test_what_cannot_be_used_is_refused_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting: str, value: str, advice: str
) -> None:
    (tmp_path / "text.png").write_text("no picture")
    (tmp_path / "large.png").write_bytes(bytes(branding.MOST_BYTES + 1))
    monkeypatch.setenv(setting, value.replace("{tmp}", str(tmp_path)))
    with pytest.raises(EnvValidationError, match=advice):
        branding.brand(Env())


def test_a_command_ends_with_the_advice_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHECKBOT_VAR", str(tmp_path))
    monkeypatch.setenv("BRAND_COLOR", "blue")
    result = CliRunner().invoke(main, ["migrate"])
    assert result.exit_code == 1
    assert result.output == "Error: BRAND_COLOR is 'blue': write a colour as #rrggbb, such as #0b5563, in quotes.\n"


@pytest.mark.parametrize("path", ["/", "/en", "/privacy?lang=en", "/embed", "/no-such-page"])
def test_pages_carry_the_brand(branded: Brand, app: Flask, path: str) -> None:
    client = app.test_client()
    page = client.get(path, headers={"Accept-Language": "en"}).get_data(as_text=True)
    locale = "en" if path in ("/en", "/privacy?lang=en", "/no-such-page") else "nl"
    check(page, locale)
    assert "| Van Dijk &amp; Zonen &lt;advies&gt;</title>" in page
    style = re.search(r'href="(/design/brand\.css\?v=\w{12})"', page)
    assert style is not None
    reply = client.get(style[1])
    assert reply.content_type == "text/css; charset=utf-8"
    assert f"--color-brand:{RED};" in reply.text
    assert f"--color-action:{BLUE};" in reply.text
    assert "prefers-color-scheme: dark" in reply.text
    assert "max-age=31536000" in reply.headers["Cache-Control"]


def test_the_logo_stands_in_the_header(branded: Brand, app: Flask) -> None:
    client = app.test_client()
    page = client.get("/").get_data(as_text=True)
    shown = re.search(r'<img class="sign" src="([^"]+)" width="180" height="48" alt="([^"]+)">', page)
    assert shown is not None
    assert shown[2] == "Van Dijk &amp; Zonen &lt;advies&gt;"
    assert branded.logo is not None
    reply = client.get(shown[1])
    assert (reply.content_type, reply.data) == ("image/png", branded.logo.png)


def test_a_name_alone_stands_there_as_text(app: Flask) -> None:
    app.config["BRAND"] = Brand("Noir Consulting")
    branding.init_app(app)
    page = app.test_client().get("/").get_data(as_text=True)
    assert "<span>Noir Consulting</span>" in page
    assert 'href="#mark"' not in page


def test_the_button_on_another_site_carries_the_brand(branded: Brand, app: Flask) -> None:
    client = app.test_client()
    reply = client.get("/widget.js")
    assert 'var LOOK = {"name": "Van Dijk & Zonen <advies>", "light": ["#9b1420", "#ffffff"], "dark": [' in reply.text
    assert reply.content_type == "text/javascript; charset=utf-8"
    again = client.get("/widget.js", headers={"If-None-Match": reply.headers["ETag"]})
    assert again.status_code == 304
    app.config["BRAND"] = PLAIN
    assert client.get("/widget.js").data == Path(str(app.static_folder), "widget.js").read_bytes()


def test_mail_carries_the_brand(branded: Brand, smtp: Postbox, app: Flask) -> None:
    with app.app_context():
        assessment, _ = completed()
        message = request_link(assessment, {"done": 6, "total": 31}, "marieke@voorbeeld.nl", "nl", NOW)
        db.session.commit()
        deliver(message.id, NOW)
    [mail] = smtp.mails
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert html is not None
    assert text.get_content().rstrip().endswith(NAME)
    assert f"background:{BLUE}" in html.get_content()
