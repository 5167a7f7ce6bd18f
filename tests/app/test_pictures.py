"""A screenshot beside an answer: what may be sent, who may see it, how many there may be, and that it goes."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from app import rendering
from app.chat import service as chat
from app.extensions import db
from app.models import Picture
from app.models.pictures import MOST_BYTES
from app.pictures import views
from app.pictures.redrawing import Redrawn
from questionnaire import position
from tests import worked

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
COMPANY = worked.read("far_along")


@pytest.fixture(scope="module", autouse=True)
def renderers() -> Iterator[None]:
    """One pool for all tests here, ended before the next module."""
    yield
    rendering.close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def drawing(form: str = "PNG", size: tuple[int, int] = (40, 30)) -> bytes:
    body = BytesIO()
    Image.effect_noise(size, 90).convert("RGB").save(body, form)
    return body.getvalue()


def begin(app: Flask, wanted: str = "experience.forms") -> str:
    """The address of a check in which this question is open."""
    with app.app_context():
        assessment, secret = chat.begin("full", "nl", NOW)
        here = chat.read(assessment)
        while (question := position.current(here.questionnaire, here.conversation)) and question.id != wanted:
            chat.take(here, len(here.events), COMPANY.event(question), NOW)
            here = chat.read(assessment)
        assert question, f"{wanted} was not asked"
        db.session.commit()
    return f"/chat/{secret}"


def send(client: FlaskClient, chat: str, body: bytes, question: str = "experience.forms", name: str = "a.png") -> str:
    """How it went, by the word in the address that one is led to."""
    fields = {"question": question, "picture": (BytesIO(body), name)}
    reply = client.post(f"{chat}/picture", data=fields, content_type="multipart/form-data")
    assert (reply.status_code, reply.headers["Location"].endswith("#now")) == (303, True)
    page = client.get(reply.headers["Location"]).get_data(as_text=True)
    assert 'class="outcome ' in page, "the page says how it went"
    return re.sub(r".*\?picture=(\w+)#now$", r"\1", reply.headers["Location"])


def kept(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Picture)) or 0


def sources(client: FlaskClient, chat: str) -> list[str]:
    """The addresses of the pictures that the page shows."""
    return re.findall(r'<img src="([^"]+)"', client.get(chat).get_data(as_text=True))


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_a_screenshot_is_kept_and_shown(client: FlaskClient, form: str) -> None:
    chat = begin(client.application)
    # A name says nothing: what counts is what is in the file.
    assert send(client, chat, drawing(form), name="mail.exe") == "added"
    (source,) = sources(client, chat)
    shown = client.get(source)
    assert (shown.status_code, shown.mimetype) == (200, "image/webp")
    assert Image.open(BytesIO(shown.data)).size == (40, 30)
    assert shown.headers["Content-Disposition"] == "inline"
    assert shown.headers["Cache-Control"] == "private, no-store"
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    page = client.get(chat).get_data(as_text=True)
    assert 'width="40" height="30" alt="Screenshot 1 die je bij deze vraag hebt toegevoegd"' in page


def test_only_some_questions_ask_for_it(client: FlaskClient) -> None:
    assert 'type="file"' in client.get(begin(client.application)).get_data(as_text=True)
    other = begin(client.application, "experience.empathy")
    assert 'type="file"' not in client.get(other).get_data(as_text=True)
    for question in ("experience.empathy", "no.such", "", "q" * 61):
        data = {"question": question, "picture": (BytesIO(drawing()), "a.png")}
        assert client.post(f"{other}/picture", data=data).status_code == 400
    assert kept(client.application) == 0


@pytest.mark.parametrize("body", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a", b"\0" * 70_000])
def test_what_is_no_picture_is_refused_in_plain_words(client: FlaskClient, body: bytes) -> None:
    chat = begin(client.application)
    assert send(client, chat, body, name="chat.png") == "unreadable"
    page = client.get(f"{chat}?picture=unreadable").get_data(as_text=True)
    assert "Dit bestand kan ik niet lezen als plaatje." in page
    assert kept(client.application) == 0


def test_no_file_and_a_strange_outcome_do_no_harm(client: FlaskClient) -> None:
    chat = begin(client.application)
    assert send(client, chat, b"", name="") == "missing"
    bare = client.post(f"{chat}/picture", data={"question": "experience.forms"})
    assert bare.headers["Location"].endswith("?picture=missing#now")
    assert client.get(f"{chat}?picture=<script>").status_code == 200


def test_the_room_is_for_this_route_alone_and_has_an_end(client: FlaskClient) -> None:
    chat = begin(client.application)
    large = drawing(size=(900, 500))
    assert 1_000_000 < len(large) < MOST_BYTES

    def post(path: str, body: bytes) -> TestResponse:
        boundary, data = encode_multipart(
            {"question": "experience.forms", "picture": FileStorage(BytesIO(body), "a.png")}
        )
        return client.post(path, data=data, content_type=f"multipart/form-data; boundary={boundary}")

    assert post(f"{chat}/picture", large).headers["Location"].endswith("?picture=added#now")
    assert post(f"{chat}/picture", large * 5).headers["Location"].endswith("?picture=large#now")
    assert post(chat, large).status_code == 413
    assert post("/chat/nonsense/picture", large).status_code == 404
    assert kept(client.application) == 1


def test_a_bomb_is_refused(client: FlaskClient) -> None:
    chat = begin(client.application)
    body = BytesIO()
    Image.new("1", (6000, 5000)).save(body, "PNG")
    assert len(body.getvalue()) < 10_000
    assert send(client, chat, body.getvalue()) == "large"


def endless(_: bytes) -> Redrawn:
    """Stands in for `redraw`: a file that takes for ever, as a JPEG of a thousand passes would."""
    while True:
        time.sleep(0.01)


def test_a_picture_that_takes_for_ever_is_given_up(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    chat = begin(client.application)
    monkeypatch.setattr(views, "DRAW_SECONDS", 1)
    monkeypatch.setattr(views, "redraw", endless)
    assert send(client, chat, drawing()) == "unreadable"
    monkeypatch.undo()
    assert send(client, chat, drawing()) == "added"


@pytest.mark.parametrize(("form", "options"), [("PNG", {}), ("JPEG", {"exif": True}), ("WEBP", {"lossless": True})])
def test_the_largest_that_may_be_fits_in_a_renderer(client: FlaskClient, form: str, options: dict[str, bool]) -> None:
    chat, body, exif = begin(client.application), BytesIO(), Image.Exif()
    exif[0x0112] = 6
    more = {**options, "exif": exif} if "exif" in options else options
    Image.new("RGB", (5000, 5000), "navy").save(body, form, **more)
    assert send(client, chat, body.getvalue()) == "added"


def test_a_check_holds_three(either_app: Flask) -> None:
    client, chat = either_app.test_client(), begin(either_app)
    assert [send(client, chat, drawing()) for _ in range(4)] == ["added", "added", "added", "enough"]
    page = client.get(chat).get_data(as_text=True)
    assert (page.count("<img "), 'type="file"' in page) == (3, False)
    first = sources(client, chat)[0]
    gone = client.post(f"{first}/erase")
    assert gone.headers["Location"].endswith("?picture=erased#now")
    assert client.get(first).status_code == 404
    assert send(client, chat, drawing(), "experience.entry") == "added"
    assert len(sources(client, chat)) == 2, "the third belongs to another question"
    assert kept(either_app) == 3


def test_the_secret_of_another_check_opens_nothing(client: FlaskClient) -> None:
    mine, other = begin(client.application), begin(client.application)
    assert send(client, mine, drawing()) == "added"
    (source,) = sources(client, mine)
    number = source.rsplit("/", 1)[1]
    unknown = client.get("/chat/nonsense")
    wrong = [f"{other}/picture/{number}", f"/chat/nonsense/picture/{number}", f"{mine}/picture/{int(number) + 1}"]
    wrong += [f"{mine}/picture/{2**31}", f"{mine}/picture/{10**30}"]
    for path in wrong:
        reply = client.get(path)
        assert (reply.status_code, reply.data) == (404, unknown.data)
        assert client.post(f"{path}/erase").status_code == 404
    data = {"question": "experience.forms", "picture": (BytesIO(drawing()), "a.png")}
    assert client.post("/chat/nonsense/picture", data=data).status_code == 404
    assert client.get(source).status_code == 200
    assert kept(client.application) == 1


def test_it_goes_with_the_check(either_app: Flask) -> None:
    client, chat = either_app.test_client(), begin(either_app)
    assert send(client, chat, drawing()) == "added"
    (source,) = sources(client, chat)
    erase = re.findall(r'href="(/erase/[0-9a-f]{32})"', client.get(chat).get_data(as_text=True))[0]
    assert client.post(erase).status_code == 200
    assert client.get(source).status_code == 404
    assert kept(either_app) == 0


def test_it_is_no_part_of_the_conversation(client: FlaskClient) -> None:
    chat = begin(client.application)
    before = re.findall(r'name="seq" value="(\d+)"', client.get(chat).get_data(as_text=True))
    assert send(client, chat, drawing()) == "added"
    assert re.findall(r'name="seq" value="(\d+)"', client.get(chat).get_data(as_text=True)) == before
