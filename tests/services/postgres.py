"""A real PostgreSQL server a worker, and a database of its own for each test that asks."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.services.programs import find_program, free_port, running

# Nothing here outlives the run, so nothing needs to reach the disk.
FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]


@dataclass(frozen=True)
class PostgresServer:
    port: int
    numbers: Iterator[int]

    def url(self, database: str = "postgres") -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"

    def answers(self) -> bool:
        try:
            self.execute("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    def create_database(self, like: str = "template1") -> str:
        """The name of a new database: empty, or a copy of one that nobody is connected to."""
        name = f"test_{next(self.numbers)}"
        # By the files: quicker than row by row where nothing has to be safe.
        self.execute(f"CREATE DATABASE {name} TEMPLATE {like} STRATEGY file_copy")
        return name

    def drop_database(self, name: str) -> None:
        """Also with connections that a pool still holds."""
        self.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def execute(self, statement: str) -> None:
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(statement)


def postgres_program(name: str) -> Path:
    """Debian keeps the programs off the path, in a folder a version."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: folder.parent.name, reverse=True)
    return find_program(name, "postgresql", versions)


def other_user() -> dict[str, Any]:
    """How to start a process that may not be root: as postgres, or as nobody where that account is missing."""
    if os.geteuid() != 0:
        return {}
    accounts = {account.pw_name: account for account in pwd.getpwall()}
    account = accounts.get("postgres") or accounts["nobody"]
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


@contextmanager
def serving() -> Iterator[PostgresServer]:
    """A server in a folder of its own, for as long as it is needed."""
    # Not below pytest's own temporary folder, which another user may not enter.
    home = Path(tempfile.mkdtemp(prefix="checkbot-postgres-"))
    options = {**other_user(), "cwd": home}
    if "user" in options:
        os.chown(home, options["user"], options["group"])
    try:
        create_cluster(home / "data", options)
        server = PostgresServer(free_port(), count(1))
        with running(server_command(home, server.port), home / "log", server.answers, options, signal.SIGINT):
            yield server
    finally:
        shutil.rmtree(home)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """The server itself, for a test that needs more than one database."""
    with serving() as server:
        yield server


def create_cluster(data: Path, options: dict[str, Any]) -> None:
    command: list[str | Path] = [
        postgres_program("initdb"),
        "-D",
        data,
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--no-sync",
    ]
    made = subprocess.run([*command, "--locale=C.UTF-8"], capture_output=True, text=True, check=False, **options)
    if made.returncode:
        pytest.fail(f"initdb failed:\n{made.stderr}", pytrace=False)


def server_command(home: Path, port: int) -> list[str | Path]:
    settings = ["listen_addresses=127.0.0.1", f"unix_socket_directories={home}", *FAST]
    command: list[str | Path] = [postgres_program("postgres"), "-D", home / "data", "-p", str(port)]
    return command + [part for setting in settings for part in ("-c", setting)]


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """An empty database for this test alone."""
    name = postgres_server.create_database()
    yield postgres_server.url(name)
    postgres_server.drop_database(name)


@pytest.fixture(scope="session")
def postgres_session_url(postgres_server: PostgresServer) -> str:
    """One database for all tests of a worker, which undo what they do."""
    return postgres_server.url(postgres_server.create_database())
