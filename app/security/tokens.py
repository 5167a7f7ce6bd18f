"""Secrets in links: made from the secret key, and known again by their hash."""

from __future__ import annotations

import hashlib
import hmac
from uuid import UUID

from flask import current_app

from app.security.access import Access


def token(purpose: Access, to: UUID) -> str:
    """128 bits for a link to a check or a share, made from the secret key.

    It can be made again, by a worker or to be shown once more, so the database need not hold it.
    """
    return keyed(f"{purpose}:{to}")[:32]


def hashes(assessment: UUID) -> dict[str, str]:
    """The columns of a new check that hold its tokens."""
    holders = {"owner_hash": Access.OWNER, "result_hash": Access.RESULT, "erase_hash": Access.ERASE}
    return {column: fingerprint(token(who, assessment)) for column, who in holders.items()}


def fingerprint(secret: str) -> str:
    """What the database holds of a token."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def address_mark(address: str, assessment: UUID) -> str:
    """Tells one address from another within a check. Without the secret key nobody can try addresses against it."""
    return keyed(f"address:{assessment}:{address.casefold()}")


def owns(secret: str, owner_hash: str) -> bool:
    """Whether this is the owner's token. A form that needs it carries it: a cookie also goes with a forged one."""
    return hmac.compare_digest(fingerprint(secret), owner_hash)


def keyed(words: str) -> str:
    """64 hexadecimal digits that only the secret key makes of these words."""
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(key, words.encode(), hashlib.sha256).hexdigest()
