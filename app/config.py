"""Settings from the environment, each with a default that works on one machine without any."""

from __future__ import annotations

import os
import re
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from environs import Env, EnvValidationError, validate

from app import branding

ROOT = Path(__file__).parent.parent
# Without TLS only for a site that is tried out on this machine.
_ORIGIN = re.compile(r"https://[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?|http://(localhost|127\.0\.0\.1)(:\d{1,5})?")

# What is the same everywhere.
_FIXED = {
    "MAX_CONTENT_LENGTH": 64 * 1024,
    # Pages are left as they are: of what is compressed, the length would tell about the secrets in it.
    "COMPRESS_MIMETYPES": ["text/css", "text/javascript", "image/svg+xml"],
    "SESSION_COOKIE_SAMESITE": "Lax",
    "WTF_CSRF_TIME_LIMIT": None,
    "BABEL_DEFAULT_LOCALE": "nl",
}


def settings(env: Env | None = None) -> dict[str, Any]:
    """Flask configuration. Raises environs.EnvError, naming the setting, for a value that cannot be used."""
    env = env or Env()
    var = Path(env.str("CHECKBOT_VAR", str(ROOT / "var"))).absolute()
    public_url = env.str("PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
    return {
        "VAR": var,
        "SECRET_KEY": env.str("SECRET_KEY", None) or kept_secret(var / "secret_key"),
        "PUBLIC_URL": public_url,
        "TRUSTED_HOSTS": ["127.0.0.1", "localhost", urlsplit(public_url).hostname, *env.list("TRUSTED_HOSTS", [])],
        "EMBED_ORIGINS": origins(env.list("EMBED_ORIGINS", [])),
        "SQLALCHEMY_DATABASE_URI": database_url(env.str("DATABASE_URL", f"sqlite:///{var / 'checkbot.db'}")),
        "QUEUE_URL": env.str("QUEUE_URL", f"sqlite:///{var / 'queue.db'}"),
        "SMTP_HOST": env.str("SMTP_HOST", ""),
        "SMTP_PORT": env.int("SMTP_PORT", 587),
        "SMTP_SECURITY": env.str("SMTP_SECURITY", "starttls", validate=validate.OneOf(["starttls", "tls", "none"])),
        "SMTP_USER": env.str("SMTP_USER", ""),
        "SMTP_PASSWORD": env.str("SMTP_PASSWORD", ""),
        "MAIL_FROM": env.str("MAIL_FROM", "checkbot@localhost"),
        "OUTBOX_FOLDER": Path(env.str("OUTBOX_FOLDER", str(var / "outbox"))).absolute(),
        "BRAND": branding.brand(env),
        "RENDER_SECONDS": env.int("RENDER_SECONDS", 10),
        "RENDER_MEGABYTES": env.int("RENDER_MEGABYTES", 1024),
        "RATELIMIT_STORAGE_URI": env.str("RATELIMIT_STORAGE_URI", "memory://"),
        "RATELIMIT_IN_MEMORY_FALLBACK_ENABLED": True,
        "RATELIMIT_ENABLED": env.bool("RATELIMIT_ENABLED", True),
        "RETENTION_MONTHS": env.int("RETENTION_MONTHS", 24, validate=validate.Range(min=1)),
        "STAFF_SECOND_FACTOR": env.bool("STAFF_SECOND_FACTOR", True),
        "STAFF_IDLE_MINUTES": env.int("STAFF_IDLE_MINUTES", 60, validate=validate.Range(min=5)),
        "TIMEZONE": env.str("TIMEZONE", "Europe/Amsterdam"),
        "PROXIES": env.int("PROXIES", 0),
        "HOST": env.str("HOST", "127.0.0.1"),
        "PORT": env.int("PORT", 8000),
        "WEB_PROCESSES": env.int("WEB_PROCESSES", 2),
        "WEB_THREADS": env.int("WEB_THREADS", 1),
        "SESSION_COOKIE_SECURE": public_url.startswith("https://"),
        **_FIXED,
    }


def origins(given: list[str]) -> list[str]:
    """The sites that may show the chat in a frame. Raises EnvValidationError for what is no origin."""
    found = [each.strip().rstrip("/").lower() for each in given if each.strip()]
    for each in found:
        if not _ORIGIN.fullmatch(each):
            wrong = f"EMBED_ORIGINS holds {each!r}: write each site as https://www.shop.nl, with commas between them."
            raise EnvValidationError(wrong, [wrong])
    return found


def database_url(url: str) -> str:
    """The URL with the psycopg 3 driver named, which SQLAlchemy would not choose by itself."""
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url


def kept_secret(path: Path) -> str:
    """The secret in the file, made at the first start so that links survive a restart."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        made = path.with_suffix(f".{os.getpid()}")
        made.touch(mode=0o600)
        made.write_text(secrets.token_hex(32), encoding="ascii")
        # A link is all or nothing: of two first starts at once, both read the secret of the first.
        with suppress(FileExistsError):
            path.hardlink_to(made)
        made.unlink()
    return path.read_text(encoding="ascii")
