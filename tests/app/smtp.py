"""A real mail server for the tests, which takes mail or misbehaves as a test tells it to."""

import asyncio
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Event
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from tests.services.programs import free_port

TAKEN = "250 taken"


class Postbox:
    """What came in, and how the next mails are met: `replies` answer their RCPT one by one, then all are taken."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.replies: list[str] = []
        self.drops_after_data = False
        self.takes_login = True
        self.logins = 0
        self.delay = 0.0
        self.has_data = Event()
        self.may_answer = Event()
        self.may_answer.set()
        self.server: Controller | None = None

    def start(self, **options: Any) -> dict[str, Any]:
        """Begins to listen, with options of aiosmtpd's, and gives the settings that reach it."""
        self.server = Controller(self, hostname="127.0.0.1", port=free_port(), **options)
        self.server.start()
        return {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": self.server.port, "SMTP_SECURITY": "none", "SMTP_USER": ""}

    def stop(self) -> None:
        self.may_answer.set()
        if self.server is not None:
            self.server.stop()

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        reply = self.replies.pop(0) if self.replies else TAKEN
        if reply == TAKEN:
            envelope.rcpt_tos.append(address)
        return reply

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.has_data.set()
        if not self.may_answer.is_set():
            await server.loop.run_in_executor(None, self.may_answer.wait, 30)
            return "451 too late"
        await asyncio.sleep(self.delay)
        assert isinstance(envelope.content, bytes)
        message = message_from_bytes(envelope.content, policy=policy.SMTP)
        assert isinstance(message, EmailMessage)
        self.mails.append(message)
        self.recipients += envelope.rcpt_tos
        if self.drops_after_data:
            self.drops_after_data = False
            assert server.transport is not None
            server.transport.abort()
        return TAKEN

    def log_in(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        self.logins += 1
        return AuthResult(success=self.takes_login, handled=False)
