"""Settings: what is made, what is refused, and which address a database URL becomes."""

from __future__ import annotations

from pathlib import Path

import pytest
from environs import EnvError

from app import config


def test_the_secret_is_made_once_and_kept_to_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "var" / "secret_key"
    first = config.kept_secret(path)
    assert len(first) == 64
    assert config.kept_secret(path) == first
    assert path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["secret_key"]


@pytest.mark.parametrize(
    ("name", "value"), [("SMTP_SECURITY", "maybe"), ("PORT", "eighty"), ("RATELIMIT_ENABLED", "perhaps")]
)
def test_a_setting_that_cannot_be_used_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, value: str
) -> None:
    monkeypatch.setenv("CHECKBOT_VAR", str(tmp_path))
    monkeypatch.setenv(name, value)
    with pytest.raises(EnvError, match=name):
        config.settings()


@pytest.mark.parametrize("url", ["postgres://u:p@host/db", "postgresql://u:p@host/db"])
def test_postgresql_is_spoken_to_with_psycopg_3(url: str) -> None:
    assert config.database_url(url) == "postgresql+psycopg://u:p@host/db"


def test_the_public_address_decides_the_cookie_and_the_hosts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CHECKBOT_VAR", str(tmp_path))
    monkeypatch.setenv("PUBLIC_URL", "https://check.example.nl/")
    made = config.settings()
    assert made["PUBLIC_URL"] == "https://check.example.nl"
    assert made["SESSION_COOKIE_SECURE"] is True
    assert "check.example.nl" in made["TRUSTED_HOSTS"]
