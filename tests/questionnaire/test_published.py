"""A published version never changes: saved checks rest on it. Other words or weights make a new folder."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from questionnaire.loader import CONTENT

PUBLISHED = {"2026.1": "74b35ece651bf580c856d34431600c1b63438fe9726323e8f1266615aa4d52ae"}


def fingerprint(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.yaml")):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def test_each_version_is_listed() -> None:
    assert {folder.name for folder in CONTENT.iterdir() if folder.is_dir()} == set(PUBLISHED)


@pytest.mark.parametrize("version", PUBLISHED)
def test_a_published_version_is_as_it_was(version: str) -> None:
    now = fingerprint(CONTENT / version)
    advice = f"copy it to a new version (or, before anyone has answered it, note {now} here)"
    assert now == PUBLISHED[version], f"{version} changed: {advice}"
