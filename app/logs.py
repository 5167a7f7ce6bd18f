"""One line an event on standard error, from our code and from the libraries alike.

No address, answer or token in a line. Exceptions give their type and place; their words only where those come
from the system or the database server, since other words may quote what somebody typed.
"""

from __future__ import annotations

import logging
import re
import sys
import traceback
from types import TracebackType
from typing import Any

import structlog
from flask import Flask
from sqlalchemy.exc import OperationalError
from structlog.typing import EventDict

_ADDRESS = re.compile(r"[^\s<>\"'()\[\]=:;,/]+@[^\s<>\"'()\[\];,:]+")
_TOKEN = re.compile(r"\b[0-9a-f]{32,64}\b")
_QUIET = ("huey", "alembic", "fontTools", "weasyprint")


def init_app(app: Flask) -> None:
    """Send the log of the whole process through one renderer."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler()
    handler.set_name("checkbot")
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.ExtraAdder()],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                without_words,
                structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty()),
                _scrubbed,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [*(each for each in root.handlers if each.get_name() != "checkbot"), handler]
    root.setLevel(logging.INFO)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def _scrubbed(_: Any, __: str, line: Any) -> str:
    return scrub(str(line))


def scrub(text: str) -> str:
    """The text without anything that looks like an e-mail address or a token."""
    return _TOKEN.sub("[token]", _ADDRESS.sub("[address]", text))


def without_words(_: Any, __: str, event: EventDict) -> EventDict:
    """Write an exception as its type and where it was raised."""
    found = event.pop("exc_info", None)
    if found is True:
        found = sys.exc_info()
    if isinstance(found, tuple):
        found = found[1]
    if isinstance(found, BaseException):
        event["exception"] = _described(found)
    return event


def _described(error: BaseException) -> str:
    """The frames of an exception and of what caused it, outermost cause first."""
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    before = f"{_described(earlier)}\nwhich led to\n" if earlier else ""
    return f"{before}{_frames(error.__traceback__)}{type(error).__module__}.{type(error).__qualname__}{_words(error)}"


def _frames(trace: TracebackType | None) -> str:
    return "".join(traceback.format_tb(trace))


def _words(error: BaseException) -> str:
    said = error.orig if isinstance(error, OperationalError) else error
    return f": {said}" if isinstance(error, OSError | OperationalError | ImportError) else ""
