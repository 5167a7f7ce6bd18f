"""The mails of Flask-Security: as rows of our outbox, so that they are written, sent and tried again like any other."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import structlog
from flask import Response, after_this_request
from flask_security import MailUtil

from app import jobs, mail_requests
from app.extensions import db
from app.models import MailKind

log = structlog.get_logger()
_KINDS = {
    "security/email/reset_instructions": MailKind.NEW_PASSWORD,
    "security/email/reset_notice": MailKind.PASSWORD_SET,
    "security/email/change_notice": MailKind.PASSWORD_SET,
}


class Post(MailUtil):
    """What the library wrote is left: our mail of the same kind is written when it is sent."""

    def send_mail(
        self, template: str, subject: str, recipient: Any, sender: Any, body: Any, html: Any, **context: Any
    ) -> None:
        if template not in _KINDS:
            log.warning("no mail of this kind is sent", template=template)
            return
        message = mail_requests.request_for_staff(_KINDS[template], context["user"], datetime.now(UTC))

        @after_this_request
        def wake(response: Response) -> Response:
            # Of the library's views, some commit before this and some do not.
            db.session.commit()
            jobs.wake(message.id)
            return response
