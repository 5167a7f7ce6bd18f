"""A whole installation for the browser: `checkbot serve` with a folder of its own, one for each worker."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, build_opener, urlopen

import pytest
from playwright.sync_api import Browser, StorageState

from tests.e2e.staff import Colleague, Doors
from tests.visitor import Fields, Visitor

CHECKBOT = Path(sys.executable).with_name("checkbot")
STARTS_WITHIN = 60
# Five processes begin here. Where Python is told to keep no bytecode, each would compile all libraries anew.
BYTECODE = Path(__file__).resolve().parents[2] / ".cache" / "bytecode"
COMPILED = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(BYTECODE)}


@dataclass(frozen=True)
class Site:
    """Where the site is served, and where its mail lands."""

    url: str
    outbox: Path
    environment: Mapping[str, str]

    def run(self, *command: str) -> None:
        """A command of `checkbot` beside the server."""
        subprocess.run([CHECKBOT, *command], env=self.environment, check=True, capture_output=True)

    def visitor(self) -> Visitor:
        """Somebody with a browser that is not Chromium: quick, to bring a check where a test wants it."""
        opener = build_opener(HTTPCookieProcessor(CookieJar()))

        def send(path: str, fields: Fields | None) -> tuple[str, str]:
            body = None if fields is None else urlencode(fields, doseq=True).encode()
            try:
                reply = opener.open(self.url + path, body, timeout=30)
            except HTTPError as error:
                reply = error
            with reply:
                return urlsplit(reply.url).path, reply.read().decode()

        return Visitor(send)


@pytest.fixture(scope="session")
def shop_port() -> int:
    """Where another site may be served: as `localhost` it may show the chat in a frame."""
    return free_port()


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a new installation keeps, for a server to begin with a copy of."""
    var = tmp_path_factory.mktemp("installed")
    for command in (["migrate"], ["tips", "load"]):
        environment = {**os.environ, "CHECKBOT_VAR": str(var), **COMPILED}
        subprocess.run([CHECKBOT, *command], env=environment, check=True, capture_output=True)
    return var


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, installed: Path, shop_port: int) -> Iterator[Site]:
    var = shutil.copytree(installed, tmp_path_factory.mktemp("var"), dirs_exist_ok=True)
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    settings = {"CHECKBOT_VAR": str(var), "PORT": str(port), "PUBLIC_URL": url, "RATELIMIT_ENABLED": "false"}
    settings["EMBED_ORIGINS"] = f"http://localhost:{shop_port}"
    # A machine that runs two browsers besides renders slowly.
    environment = {**os.environ, **settings, **COMPILED, "WEB_PROCESSES": "1", "RENDER_SECONDS": "100"}
    with (var / "server.log").open("wb") as log:
        server = subprocess.Popen([CHECKBOT, "serve"], env=environment, stdout=log, stderr=log)
    try:
        reachable(url, var / "server.log")
        yield Site(url, var / "outbox", environment)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(60)


@pytest.fixture(scope="session")
def doors(site: Site, browser: Browser) -> Doors:
    """Each signs in once for all tests, as it takes a while."""

    @cache
    def signed_in(email: str, name: str, *roles: str) -> StorageState:
        context = browser.new_context()
        Colleague(context.new_page(), site, email).begin(*roles, name=name)
        kept = context.storage_state()
        context.close()
        return kept

    return signed_in


def reachable(url: str, log: Path) -> None:
    """Returns once the site answers."""
    wait_for(lambda: urlopen(url, timeout=2).close(), log)


def wait_for(attempt: Callable[[], None], log: Path) -> None:
    ends = time.monotonic() + STARTS_WITHIN
    while True:
        try:
            return attempt()
        except OSError:
            if time.monotonic() > ends:
                pytest.fail(f"the server did not answer:\n{log.read_text()}", pytrace=False)
            time.sleep(0.1)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
