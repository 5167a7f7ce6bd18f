"""The six digits that an authenticator app would show (RFC 6238)."""

from __future__ import annotations

import base64
import hmac
import struct
import time


def digits(key: str, ahead: int = 0) -> str:
    """The code for a key as it stands on the page, now or so many steps of 30 seconds later."""
    plain = key.replace(" ", "").replace("-", "").upper()
    secret = base64.b32decode(plain + "=" * (-len(plain) % 8))
    mac = hmac.digest(secret, struct.pack(">Q", int(time.time()) // 30 + ahead), "sha1")
    at = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"
