"""A tip of the bank as an entry of a report, with nothing in it yet of the company that it is for."""

from __future__ import annotations

from questionnaire.model import Text
from reports.model import TipEntry
from tips.model import Tip


def as_written(tip: Tip) -> TipEntry:
    return TipEntry(
        id=tip.id,
        revision=tip.revision,
        question=tip.question,
        step=tip.step,
        title=tip.title,
        why=tip.why,
        how=tip.how,
        example=tip.example,
        effort=tip.effort,
        effect=tip.effect,
        who=tip.who,
        kpi=tip.kpi,
        because=Text("", ""),
        holds=False,
        gain=0.0,
        sources=(),
        kind=tip.kind,
    )
