"""Which companies would get other tips from another bank: the made-up ones by name, real ones only in numbers.

Of real companies a group is named, by sector, size and level, where five or more are alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from app import content, conversations
from app.extensions import db
from app.models import Assessment, StoredReport
from questionnaire import samples
from questionnaire.answers import Answers
from questionnaire.model import Questionnaire, Text
from questionnaire.samples import Sample
from questionnaire.scoring import score
from tips import impact
from tips.bank import Bank
from tips.impact import Change

RECENT = 100
ALIKE = 5
ALIKE_IN = ("intake.sector", "intake.employees")


@dataclass(frozen=True, slots=True)
class Group:
    """`touched` of `total` companies would get other tips. `level` and `words` are None where they are not alike."""

    words: tuple[Text, ...] | None
    level: int | None
    total: int
    touched: int


@dataclass(frozen=True, slots=True)
class TipLine:
    """How many made-up and how many real companies would lose or gain a tip."""

    tip: str
    lost: tuple[int, int]
    gained: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Impact:
    """What a bank changes. `titles` are of every tip that is named."""

    companies: Sequence[tuple[Sample, Change]]
    recent: Group
    groups: Sequence[Group]
    tips: Sequence[TipLine]
    titles: Mapping[str, Text]


def of(before: Bank, after: Bank) -> Impact:
    """The difference between two banks, for the samples and the last `RECENT` completed checks."""
    questionnaire = content.questionnaire()
    companies = [
        (sample, impact.change(before, after, questionnaire, sample.answers)) for sample in samples.held(questionnaire)
    ]
    real = [(made, answers, impact.change(before, after, made, answers)) for made, answers in _recent()]
    alike = Counter(_kind(made, answers) for made, answers, _ in real)
    touched = Counter(_kind(made, answers) for made, answers, change in real if change)
    return Impact(
        companies,
        Group(None, None, len(real), touched.total()),
        list(_groups(questionnaire, alike, touched)),
        list(_by_tip([change for _, change in companies], [change for *_, change in real])),
        {tip.id: tip.title for bank in (before, after) for tip in bank.tips},
    )


def _recent() -> list[tuple[Questionnaire, Answers]]:
    """The answers of the checks that were completed last, each with the questionnaire it was held on."""
    at = func.max(StoredReport.created)
    last = select(StoredReport.assessment_id).group_by(StoredReport.assessment_id).order_by(at.desc()).limit(RECENT)
    found = db.session.scalars(select(Assessment).where(Assessment.id.in_(last)))
    dialogues = [conversations.read(assessment) for assessment in found]
    return [(here.questionnaire, here.conversation.answers) for here in dialogues]


Kind = tuple[str | None, ...]


def _kind(questionnaire: Questionnaire, answers: Answers) -> Kind:
    """What companies are alike in: sector, size and level."""
    level = score(questionnaire, answers).level
    return (*(answers.choice(question) for question in ALIKE_IN), str(level or ""))


def _groups(questionnaire: Questionnaire, alike: Counter[Kind], touched: Counter[Kind]) -> Iterable[Group]:
    named = [kind for kind, count in alike.most_common() if count >= ALIKE]
    for kind in named:
        options = zip(ALIKE_IN, kind, strict=False)
        words = tuple(questionnaire.questions[id_].option[choice].text for id_, choice in options if choice)
        yield Group(words, int(kind[-1] or 0) or None, alike[kind], touched[kind])
    rest = alike.total() - sum(alike[kind] for kind in named)
    if named and rest:
        yield Group(None, None, rest, touched.total() - sum(touched[kind] for kind in named))


def _by_tip(made_up: list[Change], real: list[Change]) -> Iterable[TipLine]:
    lost = [Counter(id_ for change in changes for id_ in change.lost) for changes in (made_up, real)]
    gained = [Counter(id_ for change in changes for id_ in change.gained) for changes in (made_up, real)]
    weight: Counter[str] = sum((*lost, *gained), Counter())
    for id_, _ in weight.most_common():
        yield TipLine(id_, (lost[0][id_], lost[1][id_]), (gained[0][id_], gained[1][id_]))
