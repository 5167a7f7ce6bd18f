"""The mails as values: for a report, reviewed or not, the link back to a conversation, and colleagues.

Wording here, sending elsewhere. No word of the respondent is in them, in subject, headers or text: the PDF holds
those. Of a consultant they hold the name, below the subject.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from reports import summary
from reports.brand import PLAIN, Brand
from reports.model import Report
from reports.templating import environment

PDF_TYPE = "application/pdf"
NEWS = ("letter", "pinned", "added", "noted", "moved", "hidden")
"""What can be new in a reviewed report, in the order in which it is told: fields of `signed.Changes`."""


@dataclass(frozen=True, slots=True)
class Links:
    """Absolute addresses: the result page, and the page on which one deletes one's data."""

    result: str
    erase: str


@dataclass(frozen=True, slots=True)
class WayBack:
    """Absolute addresses: the conversation itself, and the page on which one deletes one's data."""

    chat: str
    erase: str


@dataclass(frozen=True, slots=True)
class Place:
    """How far a conversation is: `done` of `total` questions."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class StaffLetter:
    """To a colleague by `name`: `link` is where a password is chosen, within so many `days`.

    `forgotten` is where one asks for another link.
    """

    name: str
    link: str
    forgotten: str
    days: int


@dataclass(frozen=True, slots=True)
class Attachment:
    filename: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Email:
    """A whole mail. `subject` is one line; `html` says the same as `text`."""

    to: str
    subject: str
    text: str
    html: str
    attachments: tuple[Attachment, ...]


def compose_mail(report: Report, locale: str, *, to: str, links: Links, pdf: bytes, brand: Brand = PLAIN) -> Email:
    """The mail in one language with the PDF attached. Raises KeyError for a language we do not write."""
    values = {
        "report": report,
        "counted": partial(summary.counted, report),
        "first_steps": summary.first_steps(report),
        "links": links,
    }
    return _email("report", locale, brand, to, values, (Attachment(_filename(report), PDF_TYPE, pdf),))


def compose_reviewed(report: Report, locale: str, *, to: str, links: Links, pdf: bytes, brand: Brand = PLAIN) -> Email:
    """The mail with a reviewed report, which tells what is new in it. Raises ValueError for a report that is not."""
    if report.reviewed is None:
        raise ValueError("nobody reviewed this report")
    changes = report.reviewed.changes
    values = {
        "report": report,
        "signature": report.reviewed.signature,
        "changes": changes,
        "kinds": tuple(kind for kind in NEWS if getattr(changes, kind)),
        "aspect_by_id": {aspect.id: aspect for aspect in report.aspects},
        "links": links,
    }
    return _email("reviewed", locale, brand, to, values, (Attachment(_filename(report), PDF_TYPE, pdf),))


def compose_link(place: Place, locale: str, *, to: str, links: WayBack, brand: Brand = PLAIN) -> Email:
    """The mail to oneself with the link to a paused conversation. Raises KeyError for a language we do not write."""
    return _email("link", locale, brand, to, {"place": place, "links": links}, ())


def compose_staff(kind: str, letter: StaffLetter, locale: str, *, to: str, brand: Brand = PLAIN) -> Email:
    """An invitation, a new_password or the word that a password_set. Raises KeyError for a language we do not write."""
    return _email(kind, locale, brand, to, {"letter": letter}, ())


def compose_handover(link: str, locale: str, *, to: str, brand: Brand = PLAIN) -> Email:
    """Word to a colleague that somebody asks for a person. Raises KeyError for a language we do not write."""
    return _email("handover", locale, brand, to, {"link": link}, ())


def _email(
    name: str, locale: str, brand: Brand, to: str, values: Mapping[str, Any], attachments: tuple[Attachment, ...]
) -> Email:
    """The three templates of the folder mail/<name>, filled in."""

    def render(part: str) -> str:
        return environment(locale, brand).get_template(f"mail/{name}/{part}").render(values)

    return Email(
        to=to,
        subject=" ".join(render("subject.txt").split()),
        text=render("body.txt"),
        html=render("body.html"),
        attachments=attachments,
    )


def _filename(report: Report) -> str:
    return f"maturity-check-{report.created[:10]}{'-reviewed' if report.reviewed else ''}.pdf"
