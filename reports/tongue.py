"""In which language a consultant's words stand on a page of another one, for who has it read aloud."""

from __future__ import annotations

from markupsafe import Markup

from reports.model import Origin, Report, TipEntry


def tongue(locale: str, report: Report, tip: TipEntry | None = None) -> Markup:
    """A `lang` attribute, or nothing where the words are in the language of the page.

    Without a `tip` it is for the letter and the notes, which are in one language; an own tip may be in both.
    """
    written = report.reviewed.signature.locale if report.reviewed else locale
    foreign = tip is None or (tip.origin is Origin.OWN and tip.title.nl == tip.title.en)
    return Markup(' lang="{}"').format(written) if foreign and written != locale else Markup("")
