"""Real conversations for the measurements: begun as a visitor does, answered as a page's script does."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from flask import Flask

from app import create_app
from app.extensions import db
from questionnaire.conversation import Act, Event
from questionnaire.loader import published
from tests import worked
from tests.bench.posts import Post

FULL_CHECK = "far_along"


@contextmanager
def installation(database: str | None = None) -> Iterator[Flask]:
    """The app with default settings on an empty database in a folder of its own, SQLite unless one is named.

    Children inherit it.
    """
    with TemporaryDirectory(prefix="checkbot-bench-") as folder:
        settings = {"CHECKBOT_VAR": folder, "DATABASE_URL": database or f"sqlite:///{Path(folder, 'checkbot.db')}"}
        with patch.dict(os.environ, settings):
            made = create_app()
            with made.app_context():
                db.create_all()
            try:
                yield made
            finally:
                with made.app_context():
                    db.engine.dispose()


@cache
def events() -> tuple[Event, ...]:
    """What a respondent does in a full check, the choice of the check left out."""
    company = worked.read(FULL_CHECK)
    _, done = worked.hold(published(), company.event)
    return tuple(done[1:])


def begin(app: Flask) -> list[Post]:
    """Begin a full check; gives its turns, to be posted in order."""
    client = app.test_client()
    started = client.post("/start", data={"mode": "full", "locale": "nl"})
    path = started.headers["Location"]
    cookie = client.get_cookie("session")
    assert cookie is not None
    return [_post(path, seq, event, f"session={cookie.value}") for seq, event in enumerate(events(), 1)]


def _post(path: str, seq: int, event: Event, cookie: str) -> Post:
    fields = [("seq", str(seq)), ("question", event.question or "")]
    fields += [("value", value) for value in event.values]
    fields += [("text", event.text)] if event.text else []
    fields += [("act", event.act.value)] if event.act is not Act.ANSWER else []
    return Post(path, fields, cookie)
