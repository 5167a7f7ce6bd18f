"""Who may do what, and what every answer carries: access, tokens, staff and headers."""

from app.security.access import Access, access, require_declared
from app.security.embedding import embedded, forget_owner, mark_embedded, owner_token, remember_owner
from app.security.guard import init_app
from app.security.headers import HEADERS
from app.security.staff import staff
from app.security.tokens import address_mark, fingerprint, hashes, owns, token

__all__ = [
    "HEADERS",
    "Access",
    "access",
    "address_mark",
    "embedded",
    "fingerprint",
    "forget_owner",
    "hashes",
    "init_app",
    "mark_embedded",
    "owner_token",
    "owns",
    "remember_owner",
    "require_declared",
    "staff",
    "token",
]
