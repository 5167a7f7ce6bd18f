"""From a report and a review to the reviewed report. The report itself stays as it was.

Each tip of the report, and each that was put in, is shown once or hidden: pinned ones first in their aspect, then the
others in the consultant's order. Road map, outlooks, verdict and sources follow:

- A hidden tip is not on the road map, nor is a later step of the same question that waited for it; other tips that
  named it keep their place, as the consultant saw them. Nothing comes in its place. When nothing is left for now, what
  comes next becomes what comes now.
- A pinned tip stands at the head of the road map, under now, after the earlier steps of its question.
- A tip that was put in is on the road map only when pinned. Those of the bank count in the outlooks; own ones do not,
  as they are about no question.
- What was not known stays listed, as that is about the answers. Sources are numbered anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from questionnaire.model import Text
from reports import added, verdict
from reports.changes import changes
from reports.model import SCHEMA, AspectPart, Report, SourceLine, TipEntry
from reports.outlooks import with_outlooks
from reports.own_words import paragraphs, printable
from reports.review import LETTER_LENGTH, NAME_LENGTH, NOTE_LENGTH, AspectReview, Review
from reports.reviewed_road import road_map
from reports.signed import Reviewed, Signature
from reports.summary import tips


def reviewed(report: Report, review: Review, by: str, locale: str, now: datetime, last: Report | None = None) -> Report:
    """The report as the consultant `by` name, who writes in `locale`, wants it. `report` is one of the check's own.

    What changed is told beside `last`, the report that the respondent has now; without it, beside `report`.
    """
    signature = Signature(printable(by, NAME_LENGTH), now.isoformat(timespec="seconds"), locale)
    aspects = tuple(_aspect(report, aspect, review.of(aspect.id)) for aspect in report.aspects)
    made = replace(report, aspects=aspects, schema=SCHEMA)
    made = replace(made, road_map=road_map(report, made))
    made = _cited(report, review, with_outlooks(_begun(report, made)))
    signed = Reviewed(signature, paragraphs(review.letter, LETTER_LENGTH))
    made = replace(made, reviewed=signed)
    return replace(made, reviewed=replace(signed, changes=changes(last or report, made)))


def every_tip(report: Report, aspect: AspectPart, part: AspectReview) -> tuple[TipEntry, ...]:
    """The tips of the aspect and those put in, hidden ones too, in the order of the review. None stands there twice.

    What was put in and has since been chosen by the check itself is there as the check's.
    """
    known = tips(report)
    put_in = {each.tip.id: each for each in part.added if each.tip.id not in known}
    entries = (*aspect.tips, *(added.entry(each, report, aspect) for each in put_in.values()))
    place = {id_: number for number, id_ in enumerate(dict.fromkeys(part.order))}
    marked = [replace(tip, pinned=tip.id in part.pinned) for tip in entries]
    return tuple(sorted(marked, key=lambda tip: (not tip.pinned, place.get(tip.id, len(place)))))


def _aspect(report: Report, aspect: AspectPart, part: AspectReview) -> AspectPart:
    arranged = every_tip(report, aspect, part)
    shown = tuple(tip for tip in arranged if tip.id not in part.hidden and added.is_written(tip))
    return replace(aspect, tips=shown, note=paragraphs(part.note, NOTE_LENGTH))


def _begun(report: Report, made: Report) -> Report:
    """The verdict ends with the first step of the road map."""
    before, after = (each.road_map[0].title if each.road_map else None for each in (report, made))
    if made.verdict is None or before is None or before == after:
        return made
    return replace(made, verdict=verdict.beginning_with(made.verdict, before, after))


def _cited(report: Report, review: Review, made: Report) -> Report:
    """The sources in the order in which the tips cite them, numbered from 1."""
    cites = dict(_citations(report, review))
    texts = (text for aspect in made.aspects for tip in aspect.tips for text in cites[tip.id])
    number = {text: place for place, text in enumerate(dict.fromkeys(texts), start=1)}

    def numbered(tip: TipEntry) -> TipEntry:
        return replace(tip, sources=tuple(number[text] for text in cites[tip.id]))

    aspects = tuple(replace(each, tips=tuple(numbered(tip) for tip in each.tips)) for each in made.aspects)
    return replace(made, aspects=aspects, sources=tuple(SourceLine(place, text) for text, place in number.items()))


def _citations(report: Report, review: Review) -> Iterator[tuple[str, tuple[Text, ...]]]:
    """What each tip cites; the check's own tips come last, so that theirs stand."""
    texts: Mapping[int, Text] = {source.number: source.citation for source in report.sources}
    yield from ((each.tip.id, each.citations) for each in review.added)
    yield from ((id_, tuple(texts[number] for number in tip.sources)) for id_, tip in tips(report).items())
