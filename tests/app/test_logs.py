"""What a log line shows, and what it never does."""

import logging
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
import structlog
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from app import logs
from app.extensions import db

TOKEN = "3f" * 16


@pytest.fixture
def lines(app: Flask) -> Iterator[StringIO]:
    """What our handler writes while a test runs."""
    [handler] = [each for each in logging.getLogger().handlers if each.get_name() == "checkbot"]
    assert isinstance(handler, logging.StreamHandler)
    written = StringIO()
    before = handler.setStream(written)
    yield written
    handler.setStream(before)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("550 <jan.de-vries+x@mail.voorbeeld.nl>: no", "550 <[address]>: no"),
        ("to=jan@voorbeeld.nl,piet@voorbeeld.nl", "to=[address],[address]"),
        ("mailto:jan@voorbeeld", "mailto:[address]"),
        (f"/result/{TOKEN}/mail", "/result/[token]/mail"),
        ("nothing to hide at 12:30", "nothing to hide at 12:30"),
    ],
)
def test_addresses_and_tokens_are_taken_out(written: str, shown: str) -> None:
    assert logs.scrub(written) == shown


def test_our_lines_and_those_of_libraries_look_alike(lines: StringIO) -> None:
    structlog.get_logger().warning("mail waits", outbox=3)
    logging.getLogger("a.library").warning("for %s at /result/%s", "jan@voorbeeld.nl", TOKEN)
    ours, theirs = lines.getvalue().splitlines()
    assert "[warning" in ours
    assert "outbox=3" in ours
    assert "for [address] at /result/[token]" in theirs


@pytest.mark.parametrize("named", [True, False])
def test_an_exception_shows_its_place_and_not_its_words(lines: StringIO, named: bool) -> None:
    try:
        try:
            raise KeyError("Tuincentrum De Vries")
        except KeyError as error:
            raise ValueError("hoop: minder telefoon") from error
    except ValueError as error:
        structlog.get_logger().error("it broke", exc_info=error if named else True)
    shown = lines.getvalue()
    assert "builtins.KeyError\nwhich led to\n" in shown
    assert shown.rstrip().endswith("builtins.ValueError")
    assert "test_logs.py" in shown
    assert "De Vries" not in shown.replace('raise KeyError("Tuincentrum De Vries")', "")
    assert "telefoon" not in shown.replace('raise ValueError("hoop: minder telefoon")', "")


def test_what_the_database_says_is_shown_without_the_values(lines: StringIO, app: Flask) -> None:
    values: dict[str, Any] = {"who": "Tuincentrum De Vries"}
    with app.app_context():
        try:
            db.session.execute(text("SELECT * FROM nowhere WHERE who = :who"), values)
        except OperationalError:
            structlog.get_logger().exception("no table")
    assert "OperationalError: no such table: nowhere" in lines.getvalue()
    assert "De Vries" not in lines.getvalue()


def test_an_app_made_again_adds_no_second_line(app: Flask, lines: StringIO) -> None:
    logs.init_app(app)
    assert [each.get_name() for each in logging.getLogger().handlers].count("checkbot") == 1
