"""The two pages of a tip: for who may write in it now, and for who reads or judges it."""

from __future__ import annotations

from datetime import datetime

from flask import render_template

from app import content
from app.models import DraftState, Staff
from app.permissions import Permission
from app.tipdesk import words
from app.tipdesk.editing import page, service
from app.tipdesk.editing.service import AT_IT, Clash
from app.tipdesk.reviewing import service as reviewing
from app.tipdesk.service import Entry
from tips import bodies, differences
from tips.bank import Body
from tips.differences import Difference


def editor(
    entry: Entry, body: Body, version: int, person: Staff, now: datetime, also: str = "", clash: Clash | None = None
) -> str:
    """The form, with what others said or did; after a clash with the words of both."""
    draft = entry.draft
    here = clash.theirs.body if clash else draft.body if draft else body
    by_field = page.found_in(body)
    others = draft is not None and draft.staff_id != person.id and now - draft.changed < AT_IT
    return render_template(
        "tipdesk/editor.html",
        entry=entry,
        body=body,
        draft=draft,
        version=version,
        before=page.kept(here),
        revision=entry.revision.revision if entry.revision else "",
        overtaken=_overtaken(entry),
        remarks=by_field,
        mend=page.to_mend(by_field),
        notes=reviewing.remarks(draft) if draft else {},
        refusal=reviewing.refusal(draft) if draft else None,
        last_name=name(draft.staff_id) if draft else "",
        others=others,
        behind=None if draft is None else entry.behind or (draft.translation_holds and _other(entry)),
        clash=_clash(clash, body),
        clash_name=name(clash.theirs.staff_id) if clash else "",
        discarded=service.last_discarded(entry.tip_id) if draft is None else None,
        preview=page.shown(body, now),
        **_about(entry),
        **page.choices(body, also),
    )


def reading(entry: Entry, person: Staff, now: datetime) -> str:
    """The tip as it stands, what a draft changes in it, and the judgement where one may judge."""
    draft = entry.draft
    questionnaire = content.questionnaire()
    before = words.fields(entry.revision.body, questionnaire) if entry.revision else {}
    written = words.fields(entry.body, questionnaire)
    events = reviewing.events(draft) if draft else ()
    reviewed = draft is not None and draft.state in (DraftState.REVIEW, DraftState.APPROVED)
    own = draft is not None and person.id in reviewing.writers(draft)
    return render_template(
        "tipdesk/tip.html",
        entry=entry,
        draft=draft,
        fields=written,
        changed={each.field: each for each in differences.between(before, written)} if draft and before else {},
        notes=reviewing.remarks(draft) if draft else {},
        events=events,
        names=reviewing.names({event.staff_id for event in events}),
        may_judge=reviewed and not own and person.may(Permission.REVIEW_TIPS),
        may_take_back=reviewed and person.may(Permission.EDIT_TIPS),
        may_edit=person.may(Permission.EDIT_TIPS),
        own=own,
        preview=page.shown(entry.body, now),
        words=words,
        **_about(entry),
    )


def _about(entry: Entry) -> dict[str, object]:
    question = content.questionnaire().questions[entry.body["question"]]
    return {"question": question, "aspect": content.questionnaire().aspect[str(question.aspect)]}


def _overtaken(entry: Entry) -> tuple[Difference, ...]:
    """What was published meanwhile that the draft does not know of, beside the draft."""
    revision = entry.revision.revision if entry.revision else None
    if entry.draft is None or entry.draft.base == revision or entry.revision is None:
        return ()
    questionnaire = content.questionnaire()
    return differences.between(
        words.fields(entry.revision.body, questionnaire), words.fields(entry.draft.body, questionnaire)
    )


def _other(entry: Entry) -> str | None:
    """The language that would be behind, had nobody said that it holds."""
    assert entry.draft is not None, "asked of a draft only"
    return bodies.outdated(entry.revision.body if entry.revision else None, entry.left, entry.draft.body)


def _clash(clash: Clash | None, body: Body) -> dict[str, Difference]:
    """Where both wrote: from the other's words to one's own."""
    if clash is None:
        return {}
    questionnaire = content.questionnaire()
    found = differences.between(words.fields(clash.theirs.body, questionnaire), words.fields(body, questionnaire))
    return {each.field: each for each in found if each.field in clash.fields}


def name(staff_id: int) -> str:
    return reviewing.names({staff_id}).get(staff_id, "")
