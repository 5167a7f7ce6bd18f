"""Handing a mail over: to an SMTP server, or to a folder where none is set.

What goes wrong is one of four things, and each asks for something else: `TryLater`, `Rejected`, `Ambiguous`
(it may have been sent) and `LoginFailed` (no mail will go until staff mend it). Their words hold no address.
"""

from __future__ import annotations

import os
import re
import smtplib
import ssl
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from marshmallow import ValidationError

from app.logs import scrub
from reports.mail import Email

SECONDS = 15
LONGEST = 254
REPLY_LENGTH = 300
_POLICY = SMTP.clone(cte_type="7bit")
_LOCAL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*", re.IGNORECASE)
_DOMAIN = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]", re.IGNORECASE)
_LOGIN_NEEDED = {530, 534, 535, 538}


class MailFailed(Exception):
    """A mail was not handed over, as far as we know. Its text is for staff and holds no address."""


class TryLater(MailFailed):
    """It may work later: no connection, or a reply of 4xx."""


class Rejected(MailFailed):
    """It will never work: a reply of 5xx."""


class Ambiguous(MailFailed):
    """The connection broke after DATA: the server may have taken the mail."""


class LoginFailed(MailFailed):
    """The server does not take our user and password."""


class BadAddress(ValidationError):
    """This cannot be an address to send to."""


class Transport(Protocol):
    def send(self, message: EmailMessage) -> None:
        """Hand the mail over. Raises MailFailed, as one of its four kinds."""


def transport(config: Mapping[str, Any]) -> Transport:
    """The SMTP server of the settings, else the folder."""
    if not config["SMTP_HOST"]:
        return FolderTransport(config["OUTBOX_FOLDER"])
    return SmtpTransport(
        host=config["SMTP_HOST"],
        port=config["SMTP_PORT"],
        security=config["SMTP_SECURITY"],
        user=config["SMTP_USER"],
        password=config["SMTP_PASSWORD"],
        name=domain(config["PUBLIC_URL"]),
    )


def domain(public_url: str) -> str:
    """The host by which we are known, fit for a Message-ID and a greeting."""
    host = (urlsplit(public_url).hostname or "localhost").encode("idna").decode("ascii")
    return "localhost" if ":" in host else host


def checked(address: str) -> str:
    """The address as we send to it. Raises BadAddress for what no server would take, or what could forge a header."""
    local, _, host = address.strip(" ").rpartition("@")
    try:
        host = host.lower().encode("idna").decode("ascii")
    except UnicodeError as error:
        raise BadAddress("the part after the @ is not a domain") from error
    if not _LOCAL.fullmatch(local) or len(local) > 64 or not _DOMAIN.fullmatch(host):
        raise BadAddress("not an e-mail address")
    if len(local) + 1 + len(host) > LONGEST:
        raise BadAddress("longer than an e-mail address may be")
    return f"{local}@{host}"


def compose(email: Email, *, message_id: str, sender: str, date: datetime) -> EmailMessage:
    """The mail as it goes over the wire. No header but To holds anything that a respondent typed."""
    message = EmailMessage(policy=_POLICY)
    message["From"] = sender
    message["To"] = checked(email.to)
    message["Subject"] = email.subject
    message["Date"] = format_datetime(date)
    message["Message-ID"] = message_id
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(email.text)
    message.add_alternative(email.html, subtype="html")
    for attached in email.attachments:
        main, sub = attached.media_type.split("/")
        message.add_attachment(attached.content, maintype=main, subtype=sub, filename=attached.filename)
    return message


@dataclass(frozen=True)
class FolderTransport:
    """Keeps each mail as a file named after its Message-ID, so that a repeated mail stands there once."""

    folder: Path

    def send(self, message: EmailMessage) -> None:
        name = re.sub(r"[^A-Za-z0-9.@-]", "", message["Message-ID"])
        half = self.folder / f".{name}.part"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with half.open("wb") as file:
                file.write(message.as_bytes())
                file.flush()
                os.fsync(file.fileno())
            # The name that people look for appears with the whole mail behind it.
            half.replace(self.folder / f"{name}.eml")
        except OSError as error:
            raise TryLater(f"the outbox folder cannot be written: {error.strerror}") from error


@dataclass(frozen=True)
class SmtpTransport:
    """One connection a mail. `security` is starttls, tls or none; `name` is how we greet the server."""

    host: str
    port: int
    security: str
    user: str
    password: str
    name: str

    def send(self, message: EmailMessage) -> None:
        smtp = self._connected()
        try:
            self._hand_over(smtp, message)
        finally:
            # What the server says to our goodbye does not change what it took.
            with suppress(smtplib.SMTPException, OSError):
                smtp.quit()
            smtp.close()

    def _connected(self) -> smtplib.SMTP:
        """A greeted, encrypted and logged-in connection, as far as the settings ask for it."""
        # The default context checks the certificate; without one, smtplib would take any.
        context = ssl.create_default_context()
        with ExitStack() as undo:
            try:
                if self.security == "tls":
                    smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                        self.host, self.port, self.name, timeout=SECONDS, context=context
                    )
                else:
                    smtp = smtplib.SMTP(self.host, self.port, self.name, timeout=SECONDS)
                undo.callback(smtp.close)
                if self.security == "starttls":
                    smtp.starttls(context=context)
                if self.user:
                    self._log_in(smtp)
            except (smtplib.SMTPException, OSError) as error:
                raise TryLater(f"no connection to the mail server: {_words(error)}") from error
            undo.pop_all()
            return smtp

    def _log_in(self, smtp: smtplib.SMTP) -> None:
        try:
            smtp.login(self.user, self.password)
        except smtplib.SMTPAuthenticationError as error:
            kind = TryLater if error.smtp_code < 500 else LoginFailed
            raise kind(f"the mail server refuses the login: {_words(error)}") from error
        except smtplib.SMTPServerDisconnected:
            raise
        except smtplib.SMTPException as error:
            raise LoginFailed(f"the mail server knows no login that we know: {_words(error)}") from error

    def _hand_over(self, smtp: smtplib.SMTP, message: EmailMessage) -> None:
        may_have_it = False
        try:
            smtp.ehlo_or_helo_if_needed()
            _accepted(*smtp.mail(parseaddr(message["From"])[1]))
            _accepted(*smtp.rcpt(str(message["To"])))
            may_have_it = True
            _accepted(*smtp.data(message.as_bytes()))
        except smtplib.SMTPResponseException as error:
            raise _refusal(error) from error
        except (smtplib.SMTPException, OSError) as error:
            kind = Ambiguous if may_have_it else TryLater
            raise kind(f"the mail server broke off: {_words(error)}") from error


def _accepted(code: int, reply: bytes) -> None:
    if not 200 <= code < 300:
        raise smtplib.SMTPResponseException(code, reply)


def _refusal(error: smtplib.SMTPResponseException) -> MailFailed:
    """What a reply that is no yes asks for; an answer that is no SMTP may be better next time."""
    if error.smtp_code in _LOGIN_NEEDED:
        return LoginFailed(f"the mail server wants a login: {_words(error)}")
    kind = Rejected if 500 <= error.smtp_code < 600 else TryLater
    return kind(f"the mail server said: {_words(error)}")


def _words(error: Exception) -> str:
    """What was said or went wrong, fit for staff to read: a reply often repeats the address."""
    if isinstance(error, smtplib.SMTPResponseException):
        reply = error.smtp_error
        said = f"{error.smtp_code} {reply.decode('utf-8', 'replace') if isinstance(reply, bytes) else reply}"
    else:
        said = str(error) or type(error).__name__
    return scrub(" ".join(said.split()))[:REPLY_LENGTH]
