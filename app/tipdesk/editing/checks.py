"""What is still to be mended in a tip, field by field, as one types."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from marshmallow import ValidationError

from app.tipdesk import words
from questionnaire.model import LOCALES, Questionnaire, Text
from questionnaire.schema import WrittenText
from tips import bank as tip_bank
from tips.bank import Bank, Body
from tips.lint import check as lint
from tips.lint import reach
from tips.lint.finding import Finding
from tips.model import Effort, Kind, Tip
from tips.schema import TipSchema

LEAST_STEPS, MOST_STEPS = 2, 5
ONE_LINE = ("title", "why", "example", "effect", "who", "kpi")


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to mend. `field` is one of the form, such as `title.nl`, `how.2.en`, `effort`; empty for the whole."""

    field: str
    words: str


def remarks(body: Body, bank: Bank, questionnaire: Questionnaire) -> list[Remark]:
    """What to mend before others look at it, in the order of the form."""
    lacking = [*_missing(body), *_too_long(body)]
    tip = lenient(body)
    beside = Bank(bank.edition, (*(other for other in bank.tips if other.id != tip.id), tip), bank.topics)
    told = [Remark(_field(finding, tip), words.ruled(finding)) for finding in _found(tip, beside, questionnaire)]
    blank = {remark.field for remark in lacking}
    # Half a text would be found fault with for the half that is not there yet.
    kept = [remark for remark in told if not blank or (remark.field and not _touches(remark.field, blank))]
    return lacking + list(dict.fromkeys(kept))


def _found(tip: Tip, bank: Bank, questionnaire: Questionnaire) -> Iterator[Finding]:
    yield from lint.beside(tip, bank)
    faults = list(tip_bank.tip_faults(tip, questionnaire))
    for field, fault in faults:
        yield Finding(tip.question, tip.id, (field,), "unsound", {"fault": fault})
    if not faults:
        here = tuple(other for other in bank.tips if other.question == tip.question)
        yield from (each for each in reach.check(Bank(bank.edition, here), questionnaire) if each.tip == tip.id)
    if loop := tip_bank.waiting_in_a_loop(bank.tips):
        yield Finding(tip.question, tip.id, ("needs",), "loop", {"steps": " > ".join(loop)})


def lenient(body: Body) -> Tip:
    """The tip of a draft, empty where something is missing."""
    texts: dict[str, Any] = {name: _text(body.get(name)) for name in ONE_LINE}
    return Tip(
        id=body["id"],
        question=body["question"],
        step=body.get("step"),
        kind=Kind(body.get("kind", Kind.STEP)),
        effort=Effort(body.get("effort", Effort.WEEKS)),
        how=tuple(_text(step) for step in body.get("how") or ()),
        sources=tuple(body.get("sources") or ()),
        when=_readable("when", body),
        needs=_readable("needs", body),
        **texts,
    )


def _text(text: dict[str, str] | None) -> Text:
    return Text(*((text or {}).get(locale, "") for locale in LOCALES))


def _readable(name: str, body: Body) -> tuple[Any, ...]:
    """Whom it is for or what it needs; nothing where that cannot be read."""
    try:
        return tuple(TipSchema().fields[name].deserialize(body.get(name) or []) or ())
    except ValidationError:
        return ()


def _missing(body: Body) -> Iterator[Remark]:
    for name in ("title", "why"):
        yield from _missing_text(name, body.get(name))
    steps = body.get("how") or []
    for number, step in enumerate(steps):
        yield from _missing_text(f"how.{number}", step)
    if not LEAST_STEPS <= len(steps) <= MOST_STEPS:
        yield Remark("how", _("Give two to five steps."))
    for name in ("example", "effect", "who", "kpi"):
        yield from _missing_text(name, body.get(name))
    if not body.get("effort"):
        yield Remark("effort", _("Choose how long it takes."))


def _missing_text(field: str, text: dict[str, str] | None) -> Iterator[Remark]:
    for locale in LOCALES:
        if not (text or {}).get(locale):
            yield Remark(f"{field}.{locale}", _("Still empty."))


def _too_long(body: Body) -> Iterator[Remark]:
    for name in ONE_LINE:
        yield from _over(name, body.get(name), limit(name))
    for number, step in enumerate(body.get("how") or []):
        yield from _over(f"how.{number}", step, limit("how"))


def _over(field: str, text: dict[str, str] | None, most: int) -> Iterator[Remark]:
    for locale in LOCALES:
        length = len((text or {}).get(locale, ""))
        if length > most:
            said = _("%(length)s characters. Shorten it to %(most)s.", length=length, most=most)
            yield Remark(f"{field}.{locale}", said)


def limit(name: str) -> int:
    """How many characters a text may have."""
    field = TipSchema().fields[name]
    inner = getattr(field, "inner", field)
    assert isinstance(inner, WrittenText), "the texts of a tip are written texts"
    return inner.longest


def _field(finding: Finding, tip: Tip) -> str:
    """The field of the form that a finding is about: in its language where it is about one."""
    where = ".".join(str(part) for part in finding.where)
    if where == "how":
        where = "how.0" if tip.how else "how"
    locale = finding.values.get("locale")
    return f"{where}.{locale}" if where and locale in LOCALES else where


def _touches(field: str, blank: set[str]) -> bool:
    """Whether a text of this field is missing, in one language or the other."""
    name = field.removesuffix(".nl").removesuffix(".en")
    return any(each.startswith(name) for each in blank)
