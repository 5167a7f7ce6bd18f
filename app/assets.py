"""Style sheets and scripts by a name that changes with their content, so that a browser need not ask again."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from flask import Flask

YEAR = 365 * 24 * 3600


def init_app(app: Flask) -> None:
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = YEAR
    version = fingerprint(Path(str(app.static_folder)))

    @app.url_defaults
    def add_version(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static":
            values.setdefault("v", version)


def fingerprint(folder: Path) -> str:
    """A short name for what the files of the folder hold."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]
