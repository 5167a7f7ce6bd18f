"""The mail that brings a report, as a value: wording here, sending elsewhere.

No word of the respondent is in it, in subject, headers or text: the PDF holds those.
"""

from __future__ import annotations

from dataclasses import dataclass

from reports import summary
from reports.model import Report
from reports.templating import environment

PDF_TYPE = "application/pdf"


@dataclass(frozen=True, slots=True)
class Links:
    """Absolute addresses: the result page, and the page on which one deletes one's data."""

    result: str
    erase: str


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


def compose_mail(report: Report, locale: str, *, to: str, links: Links, pdf: bytes) -> Email:
    """The mail in one language with the PDF attached. Raises KeyError for a language we do not write."""
    values = {
        "report": report,
        "verdict": summary.verdict(report),
        "first_steps": summary.first_steps(report),
        "links": links,
        "aspect_by_id": {aspect.id: aspect for aspect in report.aspects},
    }

    def render(name: str) -> str:
        return environment(locale).get_template(f"mail/report/{name}").render(values)

    return Email(
        to=to,
        subject=" ".join(render("subject.txt").split()),
        text=render("body.txt"),
        html=render("body.html"),
        attachments=(Attachment(_filename(report), PDF_TYPE, pdf),),
    )


def _filename(report: Report) -> str:
    return f"maturity-check-{report.created[:10]}.pdf"
