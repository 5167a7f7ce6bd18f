"""Takes what points at a person or an account out of what was typed, before it is kept."""

from __future__ import annotations

import re

from phonenumbers import PhoneNumberMatcher

MASK = "[…]"
_MAIL = re.compile(r"[\w.+%'-]+@[\w-]+(?:\.[\w-]+)+")
# By shape, not by check digits: an account number with a slip in it is one too.
_IBAN = re.compile(r"\b[A-Z]{2}\d{2} ?(?:[A-Z]{4} ?)?(?:\d ?){9,25}\d\b", re.IGNORECASE)
_REGIONS = ("NL", "BE", "GB")


def masked(text: str) -> str:
    """The text with `MASK` for each mail address, account number (IBAN) and telephone number. Never raises."""
    text = _IBAN.sub(MASK, _MAIL.sub(MASK, text))
    for region in _REGIONS:
        for found in reversed(list(PhoneNumberMatcher(text, region))):
            text = text[: found.start] + MASK + text[found.end :]
    return text
