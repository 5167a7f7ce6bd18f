"""What the lint has to say of one tip, or of a place where a tip is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from questionnaire.model import Text
from questionnaire.yaml_file import Where
from tips.model import Tip


@dataclass(frozen=True, slots=True)
class Finding:
    """`tip` is None where a tip is missing; `where` is the place in the tip, as in its file."""

    question: str
    tip: str | None
    where: Where
    message: str


def of_tip(tip: Tip, where: Where, message: str) -> Finding:
    return Finding(tip.question, tip.id, where, message)


def texts(tip: Tip) -> Iterator[tuple[Where, Text]]:
    """Every text of a tip with its place in the file."""
    yield ("title",), tip.title
    yield ("why",), tip.why
    for number, text in enumerate(tip.how):
        yield ("how", number), text
    yield ("example",), tip.example
    yield ("effect",), tip.effect
    yield ("who",), tip.who
    yield ("kpi",), tip.kpi
