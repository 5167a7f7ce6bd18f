"""The server is killed at any moment: no answer is lost, and exactly one mail arrives."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from questionnaire.loader import published
from tests.e2e.conftest import CHECKBOT, COMPILED, Site, free_port, reachable
from tests.worked import read

MAIL_WITHIN = 90


class Mortal:
    """An installation whose server, with all its processes, can be killed outright and started again."""

    def __init__(self, var: Path) -> None:
        port = free_port()
        url = f"http://127.0.0.1:{port}"
        self.var = var
        settings = {"CHECKBOT_VAR": str(var), "PORT": str(port), "PUBLIC_URL": url, "WEB_PROCESSES": "1"}
        self.environment = {**os.environ, **COMPILED, **settings, "RATELIMIT_ENABLED": "false"}
        self.site = Site(url, var / "outbox", self.environment)
        self.start()

    def start(self) -> None:
        with (self.var / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [CHECKBOT, "serve"], env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        reachable(self.site.url, self.var / "server.log")

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(30)

    def rows(self, query: str) -> list[tuple[object, ...]]:
        connection = sqlite3.connect(self.var / "checkbot.db", timeout=10)
        try:
            found = connection.execute(query).fetchall()
            connection.commit()
            return found
        finally:
            connection.close()


@pytest.fixture
def mortal(tmp_path: Path, installed: Path) -> Iterator[Mortal]:
    made = Mortal(shutil.copytree(installed, tmp_path, dirs_exist_ok=True))
    yield made
    made.kill()


def test_killed_between_questions_and_before_sending(mortal: Mortal) -> None:
    company = read("held_back")
    visitor = mortal.site.visitor().start("quick", "nl")
    given = 1
    while (question := visitor.question) is not None:
        event = company.event(question)
        visitor.act(event.act.value, value=list(event.values), text=event.text)
        given += 1
        if given in (2, 20):
            mortal.kill()
            assert mortal.rows("SELECT count(*) FROM events") == [(given,)]
            mortal.start()
            visitor.open(visitor.path)
    visitor.act("finish")
    assert visitor.path.startswith("/result/")
    mortal.kill()
    mortal.start()
    visitor.open(visitor.path)
    for aspect in published().aspects:
        assert aspect.name.nl in visitor.html
    visitor.post(f"{visitor.path}/mail", address="directie@winkel.nl")
    mortal.kill()
    # The five minutes of a lease that the killed worker may have held are over.
    mortal.rows("UPDATE outbox SET leased_until = NULL")
    mortal.start()
    ends = time.monotonic() + MAIL_WITHIN
    while mortal.rows("SELECT state FROM outbox") != [("sent",)]:
        assert time.monotonic() < ends, (mortal.var / "server.log").read_text()
        time.sleep(0.5)
    (mail,) = mortal.site.outbox.glob("*.eml")
    message = message_from_bytes(mail.read_bytes(), policy=policy.default)
    assert message["To"] == "directie@winkel.nl"
    assert [part.get_content_type() for part in message.iter_attachments()] == ["application/pdf"]
