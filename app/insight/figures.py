"""How tips do: in how many checks each was shown, planned, done and found useful, and never in whose.

What was shown in fewer than `FEW` checks is only said to be that: the figures of so few would be those of a company.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from sqlalchemy import ColumnElement, Label, SQLColumnExpression, func, select

from app import content
from app.extensions import db
from app.models import ShownTip, Tick, TipRevision, TipVote
from app.tip_figures import Reason
from questionnaire.model import Question, Text
from reports.plan import TickState

FEW = 5
MOST_WORDS = 100


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of checks. `taken` is planned or done."""

    shown: int = 0
    planned: int = 0
    done: int = 0
    useful: int = 0
    not_useful: int = 0

    @property
    def few(self) -> bool:
        return self.shown < FEW

    @property
    def taken(self) -> int:
        return self.planned + self.done

    @property
    def votes(self) -> int:
        return self.useful + self.not_useful

    def __add__(self, other: Figures) -> Figures:
        counts = {each.name: getattr(self, each.name) + getattr(other, each.name) for each in fields(self)}
        return Figures(**counts)

    def share(self, part: str, of: str) -> float:
        """One count as a share of another, 0 where there is nothing to share or too little to say."""
        whole = getattr(self, of)
        return 0.0 if self.few or not whole else getattr(self, part) / whole


@dataclass(frozen=True, slots=True)
class Line:
    """A tip with its figures; `current` when it stands in the latest edition."""

    tip: str
    title: Text
    question: Question | None
    current: bool
    figures: Figures


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of one revision of a tip: how often each reason, and respondents' own words with their vote."""

    revision: int
    figures: Figures
    reasons: Mapping[Reason, int]
    words: Sequence[tuple[str, bool]] = field(default=())


SORTS: Mapping[str, Callable[[Line], float]] = {
    "shown": lambda line: line.figures.shown,
    "taken": lambda line: line.figures.share("taken", "shown"),
    "useful": lambda line: line.figures.share("useful", "votes"),
    "not_useful": lambda line: line.figures.share("not_useful", "votes"),
}


def lines(aspect: str | None, sort: str) -> list[Line]:
    """Every tip that is published or was shown, of one aspect or all, in one of the orders of `SORTS`."""
    figures = _by_tip()
    known = {tip.id: tip for tip in content.bank().tips}
    titles = {id_: tip.title for id_, tip in known.items()} | _titles(set(figures) - set(known))
    found = (
        Line(id_, title, _question(id_), id_ in known, figures.get(id_, Figures())) for id_, title in titles.items()
    )
    mine = [line for line in found if aspect in (None, line.question and line.question.aspect)]
    return sorted(mine, key=lambda line: (-SORTS[sort](line), line.figures.few, -line.figures.shown, line.tip))


def of_tip(tip: str) -> tuple[Line, list[Said]] | None:
    """One tip with what was said of each of its revisions, latest first; None for a tip that never was."""
    known = {each.id: each.title for each in content.bank().tips}
    title = known.get(tip) or _titles({tip}).get(tip)
    if title is None:
        return None
    by_revision = _by_revision(tip)
    line = Line(tip, title, _question(tip), tip in known, sum(by_revision.values(), Figures()))
    return line, [_said(tip, revision, each) for revision, each in sorted(by_revision.items(), reverse=True)]


def _said(tip: str, revision: int, figures: Figures) -> Said:
    if figures.few:
        return Said(revision, figures, {})
    mine = (TipVote.tip == tip, TipVote.revision == revision)
    by_reason = select(TipVote.reason, func.count()).where(*mine, TipVote.reason != "").group_by(TipVote.reason)
    counts = {Reason(reason): count for reason, count in db.session.execute(by_reason)}
    # Not in the order in which they came, which could be laid beside who came when.
    own = select(TipVote.words, TipVote.useful).where(*mine, TipVote.words != "").order_by(TipVote.words)
    words = [(text, useful) for text, useful in db.session.execute(own.limit(MOST_WORDS))]
    return Said(revision, figures, {reason: counts[reason] for reason in Reason if reason in counts}, words)


def _by_tip() -> dict[str, Figures]:
    return _gathered(
        shown=_counted(ShownTip.tip),
        planned=_counted(Tick.tip, Tick.state == TickState.PLANNED),
        done=_counted(Tick.tip, Tick.state == TickState.DONE),
        useful=_counted(TipVote.tip, TipVote.useful.is_(True)),
        not_useful=_counted(TipVote.tip, TipVote.useful.is_(False)),
    )


def _by_revision(tip: str) -> dict[int, Figures]:
    """A tick is of a tip, and counts for the revision that the company saw last."""
    seen = (ShownTip.assessment_id == Tick.assessment_id, ShownTip.tip == Tick.tip)
    last = select(func.max(ShownTip.revision)).where(*seen).correlate(Tick).scalar_subquery()
    return _gathered(
        shown=_counted(ShownTip.revision, ShownTip.tip == tip),
        planned=_counted(last, Tick.tip == tip, Tick.state == TickState.PLANNED),
        done=_counted(last, Tick.tip == tip, Tick.state == TickState.DONE),
        useful=_counted(TipVote.revision, TipVote.tip == tip, TipVote.useful.is_(True)),
        not_useful=_counted(TipVote.revision, TipVote.tip == tip, TipVote.useful.is_(False)),
    )


def _counted(column: SQLColumnExpression[Any], *where: ColumnElement[bool]) -> dict[Any, int]:
    """How many rows there are for each value of a column."""
    key: Label[Any] = column.label("key")
    rows = db.session.execute(select(key, func.count()).where(*where).group_by(key))
    return {value: count for value, count in rows if value is not None}


def _gathered(**counts: dict[Any, int]) -> dict[Any, Figures]:
    keys = set().union(*counts.values())
    return {key: Figures(**{name: found.get(key, 0) for name, found in counts.items()}) for key in keys}


def _titles(gone: set[str]) -> dict[str, Text]:
    """The last titles of tips that were withdrawn since."""
    last = select(func.max(TipRevision.id)).where(TipRevision.tip_id.in_(gone)).group_by(TipRevision.tip_id)
    rows = db.session.scalars(select(TipRevision).where(TipRevision.id.in_(last)))
    return {row.tip_id: Text(**row.body["title"]) for row in rows}


def _question(tip: str) -> Question | None:
    """The question of a tip: its id begins with that of the question."""
    return content.questionnaire().questions.get(".".join(tip.split(".")[:2]))
