"""What goes over the wire, what an address may be, and what each failure is called."""

import ssl
import subprocess
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from app import mailer
from app.mailer import (
    Ambiguous,
    BadAddress,
    FolderTransport,
    LoginFailed,
    MailFailed,
    Rejected,
    SmtpTransport,
    TryLater,
)
from reports.mail import Attachment, Email
from tests.app.factories import NOW
from tests.app.smtp import Postbox
from tests.services.programs import find_program, free_port

MESSAGE_ID = "<3f0c@check.example.nl>"
LONG = "Een zin over gesprekken met klanten, met een é en een €. " * 40


def email(to: str = "marieke@voorbeeld.nl", subject: str = "Je rapport: zo ver zijn jullie") -> Email:
    attached = Attachment("rapport.pdf", "application/pdf", b"%PDF-1.7\r\n.\r\n" + bytes(range(256)))
    return Email(to, subject, f"Goedemiddag,\n.\n{LONG}\n", f"<p>{LONG}</p>", (attached,))


def written(**changes: Any) -> EmailMessage:
    return mailer.compose(email(**changes), message_id=MESSAGE_ID, sender="Checkbot <checkbot@example.nl>", date=NOW)


def smtp_transport(**settings: Any) -> SmtpTransport:
    defaults: dict[str, Any] = {
        "host": "127.0.0.1",
        "security": "none",
        "user": "",
        "password": "",
        "name": "check.example.nl",
    }
    return SmtpTransport(**{**defaults, **settings})


def through(postbox: Postbox, **settings: Any) -> SmtpTransport:
    assert postbox.server is not None
    return smtp_transport(port=postbox.server.port, **settings)


class TestAddress:
    @pytest.mark.parametrize(
        ("typed", "sent_to"),
        [
            ("marieke@voorbeeld.nl", "marieke@voorbeeld.nl"),
            ("  Marieke.de-Vries+check@Winkel.Voorbeeld.NL ", "Marieke.de-Vries+check@winkel.voorbeeld.nl"),
            ("jan@café.nl", "jan@xn--caf-dma.nl"),
        ],
    )
    def test_is_taken(self, typed: str, sent_to: str) -> None:
        assert mailer.checked(typed) == sent_to

    @pytest.mark.parametrize(
        "typed",
        [
            "",
            "marieke",
            "marieke@",
            "@voorbeeld.nl",
            "marieke@voorbeeld",
            "marieke@voorbeeld..nl",
            "marieke@-voorbeeld.nl",
            "marieke.@voorbeeld.nl",
            "ma rieke@voorbeeld.nl",
            "a@b@voorbeeld.nl",
            "marieke@voorbeeld.nl\n",
            "marieke@voorbeeld.nl\r\nBcc: all@voorbeeld.nl",
            "marieke\x00@voorbeeld.nl",
            '"marieke\r\n"@voorbeeld.nl',
            "marieke@voorbeeld.nl, jan@voorbeeld.nl",
            "Marieke <marieke@voorbeeld.nl>",
            "mariéke@voorbeeld.nl",
            "marieke@[127.0.0.1]",
            "marieke@127.0.0.1",
            "m" * 65 + "@voorbeeld.nl",
            "marieke@" + "v" * 64 + ".nl",
            "marieke@" + "voorbeeld." * 30 + "nl",
        ],
    )
    def test_is_refused(self, typed: str) -> None:
        with pytest.raises(BadAddress):
            mailer.checked(typed)


class TestMessage:
    def test_says_the_same_after_the_wire(self) -> None:
        read = message_from_bytes(written().as_bytes(), policy=policy.SMTP)
        assert isinstance(read, EmailMessage)
        assert (read["To"], read["Message-ID"]) == ("marieke@voorbeeld.nl", MESSAGE_ID)
        assert read["Subject"] == "Je rapport: zo ver zijn jullie"
        assert read["Date"].datetime == NOW
        [attached] = read.iter_attachments()
        assert attached.get_content() == email().attachments[0].content
        for kind, said in (("plain", email().text), ("html", email().html)):
            body = read.get_body((kind,))
            assert body is not None
            assert body.get_content().replace("\r\n", "\n").strip() == said.strip()

    def test_is_plain_ascii_in_short_lines(self) -> None:
        lines = written().as_bytes().split(b"\r\n")
        assert max(map(len, lines)) <= 998
        assert all(line.isascii() for line in lines)

    @pytest.mark.parametrize("changes", [{"subject": "Rapport\r\nBcc: a@b.nl"}, {"to": "a@b.nl\r\nBcc: c@d.nl"}])
    def test_takes_no_second_header(self, changes: dict[str, str]) -> None:
        with pytest.raises((ValueError, BadAddress)):
            written(**changes)


class TestFolder:
    def test_holds_the_mail_under_its_message_id(self, tmp_path: Path) -> None:
        FolderTransport(tmp_path / "new" / "outbox").send(written())
        [path] = (tmp_path / "new" / "outbox").iterdir()
        assert path.name == "3f0c@check.example.nl.eml"
        assert message_from_bytes(path.read_bytes())["To"] == "marieke@voorbeeld.nl"

    def test_holds_a_repeated_mail_once(self, tmp_path: Path) -> None:
        for _ in range(2):
            FolderTransport(tmp_path).send(written())
        assert len(list(tmp_path.iterdir())) == 1

    def test_that_cannot_be_written_is_for_later(self, tmp_path: Path) -> None:
        (tmp_path / "outbox").write_text("a file, not a folder", encoding="utf-8")
        with pytest.raises(TryLater, match="outbox folder"):
            FolderTransport(tmp_path / "outbox").send(written())


class TestSmtp:
    def test_brings_the_mail(self, postbox: Postbox) -> None:
        postbox.start()
        through(postbox).send(written())
        assert postbox.recipients == ["marieke@voorbeeld.nl"]
        [attached] = postbox.mails[0].iter_attachments()
        assert attached.get_content() == email().attachments[0].content

    @pytest.mark.parametrize(
        ("reply", "kind"),
        [
            ("421 closing", TryLater),
            ("451 greylisted", TryLater),
            ("550 no such user", Rejected),
            ("554 spam", Rejected),
            ("530 log in first", LoginFailed),
        ],
    )
    def test_names_what_a_reply_means(self, postbox: Postbox, reply: str, kind: type[MailFailed]) -> None:
        postbox.start()
        postbox.replies = [reply]
        with pytest.raises(kind, match=reply):
            through(postbox).send(written())
        assert postbox.mails == []

    def test_refused_is_for_later(self) -> None:
        with pytest.raises(TryLater, match="refused"):
            smtp_transport(port=free_port()).send(written())

    def test_dropped_after_data_is_ambiguous(self, postbox: Postbox) -> None:
        postbox.start()
        postbox.drops_after_data = True
        with pytest.raises(Ambiguous):
            through(postbox).send(written())

    @pytest.mark.parametrize("security", ["starttls", "tls"])
    def test_that_cannot_be_encrypted_gets_no_mail(self, postbox: Postbox, security: str) -> None:
        postbox.start(authenticator=postbox.log_in, auth_require_tls=False)
        with pytest.raises(TryLater):
            through(postbox, security=security, user="checkbot", password="secret").send(written())
        assert (postbox.mails, postbox.logins) == ([], 0)

    def test_logs_in(self, postbox: Postbox) -> None:
        postbox.start(authenticator=postbox.log_in, auth_require_tls=False, auth_required=False)
        through(postbox, user="checkbot", password="secret").send(written())
        assert (len(postbox.mails), postbox.logins) == (1, 1)

    def test_with_a_wrong_password_asks_for_staff(self, postbox: Postbox) -> None:
        postbox.takes_login = False
        postbox.start(authenticator=postbox.log_in, auth_require_tls=False)
        with pytest.raises(LoginFailed, match="535"):
            through(postbox, user="checkbot", password="secret").send(written())

    def test_without_a_login_asks_for_staff(self, postbox: Postbox) -> None:
        postbox.start(auth_require_tls=True)
        with pytest.raises(LoginFailed):
            through(postbox, user="checkbot", password="secret").send(written())


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("certificate")
    files = folder / "certificate.pem", folder / "key.pem"
    request = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1"
    command = [find_program("openssl", "openssl"), *request.split(), "-out", files[0], "-keyout", files[1]]
    subprocess.run(command, check=True, capture_output=True)
    return files


class TestEncryption:
    @pytest.fixture
    def encrypted(self, postbox: Postbox, certificate: tuple[Path, Path]) -> Postbox:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        postbox.start(tls_context=context, require_starttls=True, authenticator=postbox.log_in)
        return postbox

    def test_is_used_with_a_certificate_that_we_trust(
        self, encrypted: Postbox, certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
        through(encrypted, security="starttls", user="checkbot", password="secret").send(written())
        assert (len(encrypted.mails), encrypted.logins) == (1, 1)

    def test_tells_no_password_to_a_stranger(self, encrypted: Postbox) -> None:
        with pytest.raises(TryLater, match="certificate verify failed"):
            through(encrypted, security="starttls", user="checkbot", password="secret").send(written())
        assert (encrypted.mails, encrypted.logins) == ([], 0)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://check.example.nl/path", "check.example.nl"),
        ("http://127.0.0.1:8000", "127.0.0.1"),
        ("http://[::1]:8000", "localhost"),
        ("https://café.nl", "xn--caf-dma.nl"),
    ],
)
def test_we_are_known_by_the_host_of_our_address(url: str, host: str) -> None:
    assert mailer.domain(url) == host
