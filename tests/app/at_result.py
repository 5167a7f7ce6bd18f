"""Who has the link to the result of a completed full check."""

from __future__ import annotations

from dataclasses import dataclass
from html import unescape
from typing import Any, Self

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.models import Assessment
from app.security import Access, token
from tests.app.factories import completed


@dataclass
class AtResult:
    """A test of one form on the page derives its own from this."""

    client: FlaskClient
    assessment: Assessment
    link: str

    @classmethod
    def begin(cls, app: Flask, **browser: Any) -> Self:
        """With Flask's options for a test client; needs the context of a request."""
        assessment, _ = completed(mode="full")
        return cls(app.test_client(**browser), assessment, f"/result/{token(Access.RESULT, assessment.id)}")

    def post(self, form: str, **fields: str) -> TestResponse:
        return self.client.post(f"{self.link}/{form}", data=fields)

    def page(self, lang: str = "nl") -> str:
        return unescape(self.client.get(f"{self.link}?lang={lang}").text)
