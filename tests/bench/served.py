"""Servers to be measured over the network, and visitors who keep them busy.

The visitors live in the process of the bench, where nothing that is measured runs.
"""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from flask import Flask

from tests.bench.figures import Figure
from tests.bench.posts import Post
from tests.services.programs import free_port, running

CHECKBOT = Path(sys.executable).with_name("checkbot")
HOST = "127.0.0.1"
STARTS_WITHIN = 120
OK = 200


@dataclass(frozen=True, slots=True)
class Server:
    port: int
    log: Path

    def count(self, words: str) -> int:
        """How often these words stand in what the server printed."""
        return self.log.read_text(encoding="utf-8", errors="replace").count(words)


@dataclass(frozen=True, slots=True)
class Reply:
    """When a request was sent, by the clock of the system, and how long its answer took; a lost connection is 0."""

    sent: float
    seconds: float
    status: int


@contextmanager
def checkbot(app: Flask) -> Iterator[Server]:
    """The whole installation as `checkbot serve` runs it, on the app's database."""
    with _running("checkbot", [CHECKBOT, "serve"], app.config["VAR"]) as server:
        yield server


@contextmanager
def bare(app: Flask) -> Iterator[Server]:
    """The bare view under the same server, on the same database."""
    with _running("bare", [sys.executable, "-m", "tests.bench.bare"], app.config["VAR"]) as server:
        yield server


@contextmanager
def _running(name: str, command: list[str | Path], var: Path) -> Iterator[Server]:
    server = Server(free_port(), var / f"{name}.log")
    environment = {**os.environ, "PORT": str(server.port), "PUBLIC_URL": f"http://{HOST}:{server.port}"}
    with running(command, server.log, lambda: _answers(server.port), {"env": environment}, within=STARTS_WITHIN):
        yield server


def _answers(port: int) -> bool:
    try:
        socket.create_connection((HOST, port), timeout=1).close()
    except OSError:
        return False
    return True


def visit(server: Server, talks: Sequence[Sequence[Post]]) -> list[Reply]:
    """As many visitors at once as there are talks, none of whom takes time to think."""
    return asyncio.run(_visit(server, talks))


async def _visit(server: Server, talks: Sequence[Sequence[Post]]) -> list[Reply]:
    replies: list[Reply] = []
    await asyncio.gather(*(hold(server, talk, replies) for talk in talks))
    return replies


async def hold(server: Server, talk: Sequence[Post], replies: list[Reply], thinking: float = 0) -> None:
    """One visitor on one connection: post, read the answer, think, go on; one who gets no page leaves."""
    writer = None
    try:
        reader, writer = await asyncio.open_connection(HOST, server.port)
        for post in talk:
            reply = await _ask(reader, writer, post)
            replies.append(reply)
            if reply.status != OK:
                return
            await asyncio.sleep(thinking)
    except (OSError, asyncio.IncompleteReadError):
        replies.append(Reply(monotonic(), 0, 0))
    finally:
        if writer is not None:
            writer.close()


async def _ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, post: Post) -> Reply:
    message = post.wire()
    sent = monotonic()
    writer.write(message)
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    _, found, rest = head.partition(b"content-length:")
    if found:
        await reader.readexactly(int(rest.split(b"\r\n", 1)[0]))
    return Reply(sent, monotonic() - sent, int(head.split(b" ", 2)[1]))


def failed(replies: Sequence[Reply]) -> Figure:
    """How many were not answered with a page, and what with. A turn answered with 204 was out of step."""
    wrong = [reply.status for reply in replies if reply.status != OK]
    return Figure(" ".join(["requests that failed", *map(str, sorted(set(wrong)))]), len(wrong), most=0)
