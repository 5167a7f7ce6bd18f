"""An app on a database of its own for each test: SQLite in a file, or PostgreSQL."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache

from app import create_app, editions
from app.config import database_url
from app.extensions import db
from app.models import Edition, TipRevision
from tests.app.factories import NOW
from tests.app.smtp import Postbox
from tests.seed import BODIES
from tests.services.postgres import PostgresServer
from tests.visitor import Fields, Visitor


@pytest.fixture
def overrides(tmp_path: Path) -> dict[str, Any]:
    """Settings that keep a test to its own folder; what a test changes here before it asks for `app` counts."""
    return {
        "TESTING": True,
        "SECRET_KEY": "a secret of the tests",
        "PUBLIC_URL": "https://check.example.nl",
        "VAR": tmp_path,
        "SQLALCHEMY_DATABASE_URI": f"sqlite:///{tmp_path / 'checkbot.db'}",
        "QUEUE_URL": f"sqlite:///{tmp_path / 'queue.db'}",
        "OUTBOX_FOLDER": tmp_path / "outbox",
        "SMTP_HOST": "",
        "MAIL_FROM": "Checkbot <checkbot@example.nl>",
        "RATELIMIT_ENABLED": False,
    }


@pytest.fixture
def app(
    overrides: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[Flask]:
    """The app with empty tables. No context is pushed, so that each request of a test client gets one of its own."""
    monkeypatch.setenv("CHECKBOT_VAR", str(tmp_path))
    path = tmp_path / "checkbot.db"
    if overrides["SQLALCHEMY_DATABASE_URI"] == f"sqlite:///{path}" and not path.exists():
        shutil.copy(request.getfixturevalue("empty_sqlite"), path)
    made = create_app(overrides)
    made.jinja_env.bytecode_cache = request.getfixturevalue("compiled_templates")
    yield made
    with made.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """A sixth of the time of these tests went to compiling the same templates for each app."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


def create_tables(uri: str) -> None:
    """All tables, empty. It takes longer than a copy of a database that has them."""
    made = create_app({"SECRET_KEY": "tables", "SQLALCHEMY_DATABASE_URI": uri})
    with made.app_context():
        db.create_all()
        db.engine.dispose()


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "checkbot.db"
    create_tables(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def empty_postgres(postgres_server: PostgresServer) -> str:
    name = postgres_server.create_database()
    create_tables(database_url(postgres_server.url(name)))
    return name


@pytest.fixture
def on_postgres(overrides: dict[str, Any], postgres_server: PostgresServer, empty_postgres: str) -> Iterator[None]:
    """Put the app of this test on PostgreSQL; ask for it before `app`."""
    name = postgres_server.create_database(like=empty_postgres)
    overrides["SQLALCHEMY_DATABASE_URI"] = database_url(postgres_server.url(name))
    yield
    postgres_server.drop_database(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def either_app(request: pytest.FixtureRequest) -> Flask:
    """The app on each of the two databases in turn."""
    if request.param == "postgresql":
        request.getfixturevalue("on_postgres")
    made: Flask = request.getfixturevalue("app")
    return made


@pytest.fixture(scope="session")
def publish() -> Callable[[Flask], None]:
    """Publishes the seed of the tip bank."""

    def to(made: Flask) -> None:
        with made.app_context():
            revisions = [TipRevision(tip_id=tip["id"], revision=1, body=tip, created=NOW) for tip in BODIES]
            db.session.add(Edition(note="seed", published=NOW, tips=revisions))
            db.session.commit()

    return to


@pytest.fixture(scope="session")
def fresh_installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the tip bank in it, made once: reading all tips takes seconds."""
    folder = tmp_path_factory.mktemp("fresh")
    path = folder / "checkbot.db"
    made = create_app({"SECRET_KEY": "seed", "VAR": folder, "SQLALCHEMY_DATABASE_URI": f"sqlite:///{path}"})
    with made.app_context():
        db.create_all()
        editions.load_seed(NOW)
        db.session.commit()
        db.engine.dispose()
    return path


@pytest.fixture
def site(fresh_installation: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Flask:
    """The app of the tests, on a copy of the fresh installation."""
    shutil.copy(fresh_installation, tmp_path / "checkbot.db")
    made: Flask = request.getfixturevalue("app")
    return made


@pytest.fixture
def come(site: Flask) -> Callable[[], Visitor]:
    """Lets a visitor in with a browser of their own."""

    def visitor() -> Visitor:
        client = site.test_client()

        def send(path: str, fields: Fields | None) -> tuple[str, str]:
            if fields is None:
                reply = client.get(path, follow_redirects=True)
            else:
                reply = client.post(path, data=fields, follow_redirects=True)
            return reply.request.path, reply.get_data(as_text=True)

        return Visitor(send)

    return visitor


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    """A mail server that is not listening yet."""
    box = Postbox()
    yield box
    box.stop()


@pytest.fixture
def smtp(postbox: Postbox, overrides: dict[str, Any]) -> Postbox:
    """The mail server, listening; the app of this test sends through it. Ask for it before `app`."""
    overrides.update(postbox.start())
    return postbox
