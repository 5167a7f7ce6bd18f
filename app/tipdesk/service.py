"""The tip bank as the expert group looks at it: each tip with what is published of it and what is being written."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from sqlalchemy import func, select

from app import content, editions, revisions, tip_drafts
from app.extensions import db
from app.models import DraftState, TipDraft, TipRevision
from app.tipdesk import words
from app.tipdesk.forms import Wanted
from questionnaire.model import LOCALES, Question
from tips import bodies
from tips.bank import Body

LATELY = timedelta(days=7)
OK, MISSING, STALE = "ok", "missing", "stale"


@dataclass(frozen=True)
class Entry:
    """One tip. `revision` is the published one, `draft` the open one; a withdrawn tip has its last revision in `gone`.

    `left` is the language that is behind in what is published.
    """

    tip_id: str
    revision: TipRevision | None = None
    draft: TipDraft | None = None
    gone: TipRevision | None = None
    left: str | None = None

    @property
    def body(self) -> Body:
        """The tip as it is being written, else as it stands, or stood."""
        found = self.draft or self.revision or self.gone
        assert found is not None, "a tip is published, written or withdrawn"
        return found.body

    @property
    def place(self) -> str:
        return words.place_of(self.body)

    @property
    def title(self) -> Mapping[str, str]:
        return self.body.get("title") or {}

    @property
    def states(self) -> tuple[str, ...]:
        """Where it stands: published or withdrawn, and where its draft is."""
        stands = [words.PUBLISHED] if self.revision else [words.WITHDRAWN] if self.gone else []
        return (*stands, *([self.draft.state] if self.draft else []))

    @cached_property
    def languages(self) -> Mapping[str, str]:
        """Of each language whether it is complete, and not behind the other one."""
        texts, behind = bodies.texts(self.body), self.behind
        lacking = {field.partition(".")[2] for field, text in texts.items() if not _complete(text)}
        return {locale: MISSING if locale in lacking else STALE if locale == behind else OK for locale in LOCALES}

    @property
    def behind(self) -> str | None:
        if self.draft is None or self.draft.translation_holds:
            return None if self.draft else self.left
        return bodies.outdated(self.revision.body if self.revision else None, self.left, self.draft.body)


def _complete(text: str) -> bool:
    """Whether a text is there; of the steps each."""
    return bool(text) and all(line.strip() for line in text.split("\n"))


def entries() -> list[Entry]:
    """Every tip there is or was, in the order of the questions and their steps."""
    latest = editions.latest()
    published = {revision.tip_id: revision for revision in latest.tips} if latest else {}
    drafts = {draft.tip_id: draft for draft in tip_drafts.open_drafts()}
    gone, left = _withdrawn(published), revisions.behind(published.values())
    found = [
        Entry(id_, published.get(id_), drafts.get(id_), gone.get(id_), left.get(id_))
        for id_ in {**published, **gone, **drafts}
    ]
    order = {question: number for number, question in enumerate(content.questionnaire().questions)}
    places = {place: number for number, place in enumerate(words.PLACES)}
    return sorted(found, key=lambda each: (order[each.body["question"]], places[each.place], each.tip_id))


def entry(tip_id: str) -> Entry | None:
    """One tip, or None where there never was one of this id."""
    return next((each for each in entries() if each.tip_id == tip_id), None)


def _withdrawn(published: Mapping[str, TipRevision]) -> dict[str, TipRevision]:
    """The last revision of each tip that is published no longer."""
    last = select(TipRevision.tip_id, func.max(TipRevision.revision)).group_by(TipRevision.tip_id)
    gone = {id_: revision for id_, revision in db.session.execute(last) if id_ not in published}
    rows = db.session.scalars(select(TipRevision).where(TipRevision.tip_id.in_(gone)))
    return {row.tip_id: row for row in rows if row.revision == gone[row.tip_id]}


def put_away(now: datetime) -> Sequence[TipDraft]:
    """The drafts that were put away lately and of which the tip is not open again, to be taken out once more."""
    lately = TipDraft.state == DraftState.DISCARDED, TipDraft.changed > now - LATELY
    drafts = db.session.scalars(select(TipDraft).where(*lately).order_by(TipDraft.changed.desc())).all()
    taken = {draft.tip_id for draft in tip_drafts.open_drafts()}
    return [draft for draft in drafts if draft.tip_id not in taken]


def chosen(wanted: Wanted) -> list[Entry]:
    """The tips that somebody asked for."""
    return [each for each in entries() if _fits(each, wanted)]


def _fits(each: Entry, wanted: Wanted) -> bool:
    question = content.questionnaire().questions[each.body["question"]]
    said = (
        (wanted.aspect, question.aspect),
        (wanted.question, question.id),
        (wanted.place, each.place),
    )
    if any(asked and asked != there for asked, there in said):
        return False
    if wanted.state and wanted.state not in each.states and not (wanted.state == words.OPEN and each.draft):
        return False
    if wanted.language and wanted.language not in {f"{each.languages[locale]}.{locale}" for locale in LOCALES}:
        return False
    # What was withdrawn is only shown to who looks for it.
    hidden = each.states == (words.WITHDRAWN,) and wanted.state != words.WITHDRAWN
    return not hidden and _holds(each, question, wanted.words)


def _holds(each: Entry, question: Question, asked: Sequence[str]) -> bool:
    """Whether each of these words is in the tip, in one language or the other, or in what its question is about."""
    if not asked:
        return True
    told = " ".join((each.tip_id, question.topic.nl, question.topic.en, *bodies.texts(each.body).values()))
    plain = folded(told)
    return all(folded(word) in plain for word in asked)


def folded(text: str) -> str:
    """A text without its accents and capitals: 'één' is found by 'een'."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


@dataclass(frozen=True, slots=True)
class Row:
    """A question with what there is for it, by place."""

    question: Question
    cells: Mapping[str, tuple[Entry, ...]]


def coverage() -> list[Row]:
    """A row for each scored question, with a cell for each place."""
    found: dict[tuple[str, str], tuple[Entry, ...]] = {}
    for each in entries():
        if each.states != (words.WITHDRAWN,):
            at = each.body["question"], each.place
            found[at] = (*found.get(at, ()), each)
    return [
        Row(question, {place: found.get((question.id, place), ()) for place in words.PLACES})
        for question in content.questionnaire().scored
    ]


def counted(rows: Sequence[Row]) -> dict[str, int]:
    """How many holes, drafts and languages that are behind or missing the coverage has."""
    every = list(_of(rows))
    return {
        "tips": sum(each.revision is not None for each in every),
        "holes": sum(not row.cells[place] for row in rows for place in words.PLACES if place in NEEDED),
        "drafts": sum(each.draft is not None for each in every),
        STALE: sum(STALE in each.languages.values() for each in every),
        MISSING: sum(MISSING in each.languages.values() for each in every),
    }


# Without a tip at one of these places somebody would get none; a general one may be left out.
NEEDED = ("1", "2", "3", "4", "find-out")


def _of(rows: Sequence[Row]) -> Iterator[Entry]:
    return (each for row in rows for cell in row.cells.values() for each in cell)
