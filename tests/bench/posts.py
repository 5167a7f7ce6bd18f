"""A form as it is posted: straight into a WSGI application, or as bytes for the network."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from time import perf_counter, process_time
from typing import Any
from urllib.parse import urlencode

HEADERS = {
    "Host": "127.0.0.1",
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64)",
    "Accept": "*/*",
    "Accept-Language": "nl,en;q=0.7",
    "X-Fragment": "1",
}
FORM = "application/x-www-form-urlencoded"
Application = Callable[..., Iterable[bytes]]


class Failed(Exception):
    """A request was not answered with 200, so that its time says nothing."""


@dataclass(frozen=True, slots=True)
class Post:
    """`fields` are posted to `path` as the script of the page does."""

    path: str
    fields: Sequence[tuple[str, str]]
    cookie: str = ""

    def environ(self) -> dict[str, Any]:
        body = self._body()
        return {
            **{f"HTTP_{name.upper().replace('-', '_')}": value for name, value in self._headers().items()},
            "REQUEST_METHOD": "POST",
            "SCRIPT_NAME": "",
            "PATH_INFO": self.path,
            "QUERY_STRING": "",
            "CONTENT_TYPE": FORM,
            "CONTENT_LENGTH": str(len(body)),
            "REMOTE_ADDR": "127.0.0.1",
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(body),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": False,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }

    def wire(self) -> bytes:
        body = self._body()
        headers = {**self._headers(), "Content-Type": FORM, "Content-Length": str(len(body))}
        lines = [f"POST {self.path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + body

    def _headers(self) -> dict[str, str]:
        return {**HEADERS, "Cookie": self.cookie} if self.cookie else HEADERS

    def _body(self) -> bytes:
        return urlencode(self.fields).encode()


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds by the clock and of the processor, one of each a request."""

    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Side:
    """An application with what is posted to it, and the times that it took."""

    application: Application
    posts: Sequence[Post]
    times: Times = field(default_factory=Times)


def take_turns(one: Side, other: Side) -> None:
    """Post to both applications by turns; which of the two is first changes each time."""
    for place, (mine, yours) in enumerate(zip(one.posts, other.posts, strict=True)):
        pair = ((one, mine), (other, yours))
        for side, post in pair if place % 2 else reversed(pair):
            call(side.application, post, side.times)


def call(application: Application, post: Post, times: Times) -> None:
    """Note how long this request took, to the last byte. Raises Failed."""
    environ, replies = post.environ(), []

    def begin_reply(status: str, *_: object) -> None:
        replies.append(status)

    clock, processor = perf_counter(), process_time()
    chunks = application(environ, begin_reply)
    page = b"".join(chunks)
    if hasattr(chunks, "close"):
        chunks.close()
    times.processor.append(process_time() - processor)
    times.clock.append(perf_counter() - clock)
    if not replies[0].startswith("200"):
        raise Failed(f"{post.path}: {replies[0]} {page[:500]!r}")
