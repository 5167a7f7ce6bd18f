"""The tip bank: the tips of one edition, checked against the questionnaire they advise on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from questionnaire import checks, yaml_file
from questionnaire.model import Questionnaire
from questionnaire.yaml_file import ContentError, Problem, Where
from tips.model import Tip
from tips.schema import TipFileSchema, TipSchema

CONTENT = Path(__file__).parent / "content"


@dataclass(frozen=True)
class Bank:
    """Published tips. `edition` names the moment of publication."""

    edition: str
    tips: tuple[Tip, ...]

    @cached_property
    def of(self) -> Mapping[tuple[str, int], tuple[Tip, ...]]:
        """Tips by (question id, step)."""
        found: dict[tuple[str, int], list[Tip]] = {}
        for tip in self.tips:
            found.setdefault((tip.question, tip.step), []).append(tip)
        return MappingProxyType({place: tuple(tips) for place, tips in found.items()})


def load(folder: Path, questionnaire: Questionnaire, edition: str = "seed") -> Bank:
    """Read and check a folder of tip files. Raises ContentError with every problem that was found."""
    tips: list[Tip] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            content = yaml_file.read(path, TipFileSchema())
        except ContentError as error:
            problems += error.problems
            continue
        problems += [yaml_file.at(path, where, text) for where, text in _faults(content, questionnaire)]
        tips += content["tips"]
    for id_ in (id_ for id_, count in Counter(tip.id for tip in tips).items() if count > 1):
        problems.append(Problem("tips", 0, f"{id_}: stands there twice: give each tip its own id"))
    if problems:
        raise ContentError(problems)
    return Bank(edition, tuple(tips))


def raw(folder: Path) -> Iterator[dict[str, Any]]:
    """The tips of a folder as plain data, as they stand in the files. Check them with `load` first."""
    for path in sorted(folder.glob("*.yaml")):
        yield from yaml_file.plain(path)["tips"]


def from_rows(edition: str, rows: Iterable[tuple[int, dict[str, Any]]]) -> Bank:
    """A bank of (revision, plain tip) pairs that were checked when they were stored."""
    schema = TipSchema()
    return Bank(edition, tuple(replace(schema.load(body), revision=revision) for revision, body in rows))


def _faults(content: dict[str, Any], questionnaire: Questionnaire) -> Iterator[tuple[Where, str]]:
    for number, tip in enumerate(content["tips"]):
        here = ("tips", number)
        question = questionnaire.questions.get(tip.question)
        if question is None or question.aspect != content["aspect"]:
            yield (*here, "question"), f"no question {tip.question!r} in {content['aspect']}: correct the id"
        for source in (source for source in tip.sources if source not in questionnaire.sources):
            yield (*here, "sources"), f"no source {source!r} in sources.yaml: add it there or correct it"
        for fault in checks.condition_faults(tip.when, questionnaire.questions):
            yield (*here, "when"), fault
