"""Writing a tip: one draft for each, saved as one types, and never over somebody else's words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from app import tip_drafts
from app.extensions import db
from app.models import DraftAct, DraftEvent, DraftState, TipDraft, TipRevision
from app.tip_drafts import happened
from app.tipdesk.editing.forms import Edit
from app.tipdesk.service import Entry
from tips import bodies
from tips.bank import Body
from tips.model import Kind

# Whoever saved a draft so shortly ago may still be at it.
AT_IT = timedelta(minutes=15)


_OF_A_PLACE = {"id", "question", "step", "kind"}


class Closed(Exception):
    """The draft is being reviewed, or was published: it is not to be changed now."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Somebody else saved this tip meanwhile. `body` is what both made of it, with one's own words in `fields`.

    Those are the fields that both changed, and `theirs` is the draft as it is kept.
    """

    body: Body
    fields: tuple[str, ...]
    theirs: TipDraft


def save(entry: Entry, edit: Edit, staff_id: int, now: datetime, shown: bool) -> TipDraft | Clash | None:
    """Keep what was written, flushed. None where it says what is published, and no draft is open.

    What somebody else saved in other fields is put together with it where the page is `shown` again after this; a
    page that stays as it is would overwrite that with its next words. Raises Closed for a draft that is no longer
    being written.
    """
    draft = _locked(entry.tip_id)
    if draft is None:
        return _begun(entry, edit, staff_id, now)
    if draft.state != DraftState.DRAFT:
        raise Closed
    if edit.version != draft.version and not bodies.same(draft.body, edit.body):
        body, fields = bodies.merged(edit.before or _published(entry), edit.body, draft.body)
        if fields or not shown:
            return Clash(body, fields, draft)
        return _changed(draft, body, edit, staff_id, now)
    return _changed(draft, edit.body, edit, staff_id, now)


def _locked(tip_id: str) -> TipDraft | None:
    """The open draft of a tip as it stands now, held until the transaction ends."""
    draft = tip_drafts.open_draft(tip_id)
    if draft is not None:
        db.session.refresh(draft, with_for_update=True)
    return draft


def _published(entry: Entry) -> Body:
    return entry.revision.body if entry.revision else {}


def _begun(entry: Entry, edit: Edit, staff_id: int, now: datetime) -> TipDraft | None:
    if entry.revision and bodies.same(entry.revision.body, edit.body) and not edit.holds:
        return None
    return begin(edit.body, entry.revision, staff_id, now, edit.holds)


def begin(body: Body, revision: TipRevision | None, staff_id: int, now: datetime, holds: bool = False) -> TipDraft:
    """A draft beside what is published, flushed. Raises IntegrityError where one was opened in the same moment."""
    draft = TipDraft(
        tip_id=body["id"],
        base=revision.revision if revision else None,
        body=body,
        translation_holds=holds,
        staff_id=staff_id,
        changed=now,
        version=1,
        state=DraftState.DRAFT,
    )
    db.session.add(draft)
    db.session.flush()
    happened(draft, DraftAct.BEGUN, staff_id, now)
    return draft


def _changed(draft: TipDraft, body: Body, edit: Edit, staff_id: int, now: datetime) -> TipDraft:
    """The draft with this text. Saving again and again is one act of the same person, until something else happens."""
    if bodies.same(draft.body, body) and (draft.translation_holds, draft.base) == (edit.holds, edit.revision):
        return draft
    draft.body, draft.staff_id, draft.changed = body, staff_id, now
    draft.translation_holds, draft.base = edit.holds, edit.revision
    draft.version += 1
    last = db.session.scalar(
        select(DraftEvent).where(DraftEvent.draft_id == draft.id).order_by(DraftEvent.id.desc()).limit(1)
    )
    ours = last is not None and last.staff_id == staff_id and last.act in (DraftAct.BEGUN, DraftAct.CHANGED)
    if not ours:
        happened(draft, DraftAct.CHANGED, staff_id, now)
    db.session.flush()
    return draft


def begin_new(question: str, place: str, copied: Body | None, staff_id: int, now: datetime) -> TipDraft:
    """A draft for a tip that is not there yet, empty or as a copy; flushed. One that was left empty is taken up."""
    if copied is None and (left := _left_empty(question, place)):
        return left
    body: dict[str, Any] = {"question": question, "id": free_id(question, place)}
    if place.isdigit():
        body["step"] = int(place)
    else:
        body["kind"] = str(Kind(place))
    own = {key: value for key, value in (copied or {}).items() if key not in ("question", "id", "kind", "step")}
    return begin(body | own, None, staff_id, now)


def _left_empty(question: str, place: str) -> TipDraft | None:
    """The open draft at this place in which nobody wrote a word yet."""
    here = TipDraft.tip_id.startswith(f"{question}.{place}")
    drafts = db.session.scalars(select(TipDraft).where(here, TipDraft.state == DraftState.DRAFT).order_by(TipDraft.id))
    return next((draft for draft in drafts if draft.base is None and not draft.body.keys() - _OF_A_PLACE), None)


def free_id(question: str, place: str) -> str:
    """`scope.voice.1` for the first tip on a step of a question, then `scope.voice.1.2`: an id is never used again."""
    first = f"{question}.{place}"
    used = set(db.session.scalars(select(TipRevision.tip_id).where(TipRevision.tip_id.startswith(first)).distinct()))
    used |= set(db.session.scalars(select(TipDraft.tip_id).where(TipDraft.tip_id.startswith(first)).distinct()))
    if first not in used:
        return first
    return next(id_ for number in range(2, 10_000) if (id_ := f"{first}.{number}") not in used)


def withdraw(entry: Entry, withdraws: bool, staff_id: int, now: datetime) -> TipDraft:
    """Mark a published tip as one to be withdrawn, or no longer; flushed. Raises Closed."""
    assert entry.revision is not None, "only a published tip can be withdrawn"
    draft = _locked(entry.tip_id) or begin(entry.revision.body, entry.revision, staff_id, now)
    if draft.state != DraftState.DRAFT:
        raise Closed
    draft.withdraws, draft.staff_id, draft.changed = withdraws, staff_id, now
    draft.version += 1
    happened(draft, DraftAct.CHANGED, staff_id, now)
    return draft


def discard(draft: TipDraft, staff_id: int, now: datetime) -> None:
    """Put a draft away; it can be taken out again. Raises Closed for one that is scheduled."""
    db.session.refresh(draft, with_for_update=True)
    if draft.state not in (DraftState.DRAFT, DraftState.REVIEW, DraftState.APPROVED):
        raise Closed
    draft.state = DraftState.DISCARDED
    happened(draft, DraftAct.DISCARDED, staff_id, now, body=draft.body)


def take_out(draft: TipDraft, staff_id: int, now: datetime) -> None:
    """Go on with a draft that was put away; flushed. Raises Closed where another one is open by now."""
    if draft.state != DraftState.DISCARDED or tip_drafts.open_draft(draft.tip_id):
        raise Closed
    draft.state = DraftState.DRAFT
    happened(draft, DraftAct.RESTORED, staff_id, now)


def last_discarded(tip_id: str) -> TipDraft | None:
    """The last draft of a tip, where that was put away, to be taken out again."""
    mine = select(TipDraft).where(TipDraft.tip_id == tip_id)
    last = db.session.scalar(mine.order_by(TipDraft.id.desc()).limit(1))
    return last if last is not None and last.state == DraftState.DISCARDED else None
