"""What the lint has to say of one tip, or of a place where a tip is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from questionnaire.model import Text
from questionnaire.yaml_file import Where
from tips.model import Tip

# By rule, in the words of who mends a file; the tip desk has words of its own for each.
MESSAGES: Mapping[str, str] = MappingProxyType(
    {
        "missing": "no tip {place} that holds for everyone: write one without 'when'",
        "same": "both languages are the same: translate it",
        "language": "{locale} is not in its own language: translate it",
        "tone": "{locale} has {word!r}, which is not our tone: say it plainly",
        "sentence": "{locale} has a sentence of more than {most} words: cut it in two",
        "figures": "{nl} in nl, {en} in en: make them agree",
        "hard": "{locale} reads hard (LIX {lix}): shorten words and sentences to {most}",
        "source": "{words!r} has no source: name it in 'sources', or word it as advice",
        "year": "a figure keeps its year: say when it was measured",
        "alike": "{locale} is almost the {language} of {other}: say something of its own",
        "reach": "nobody can get this tip: it never holds here, or another always goes before",
        "unsound": "{fault}",
        "loop": "these wait for each other: {steps}: remove one of the needs",
    }
)


@dataclass(frozen=True, slots=True)
class Finding:
    """`tip` is None where a tip is missing; `where` is the place in the tip, as in its file.

    `rule` is a key of MESSAGES and `values` fills its gaps, in plain values that can be kept as JSON.
    """

    question: str
    tip: str | None
    where: Where
    rule: str
    values: Mapping[str, str | int | float] = field(default_factory=dict)

    @property
    def message(self) -> str:
        return MESSAGES[self.rule].format(**self.values)


def of_tip(tip: Tip, where: Where, rule: str, **values: str | int | float) -> Finding:
    return Finding(tip.question, tip.id, where, rule, values)


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
