"""The tip bank: the tips of one edition, checked against the questionnaire they advise on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from types import MappingProxyType
from typing import Any

from questionnaire import checks, yaml_file
from questionnaire.model import Questionnaire
from questionnaire.yaml_file import ContentError, Problem, Where
from tips import topics
from tips.model import Kind, Tip
from tips.schema import TipFileSchema, TipSchema, with_question
from tips.topics import Topic, TopicFileSchema

Place = tuple[str, int | Kind]
Body = dict[str, Any]
CONTENT = Path(__file__).parent / "content"
TOPICS = "topics.yaml"


@dataclass(frozen=True)
class Bank:
    """Published tips. `edition` names the moment of publication."""

    edition: str
    tips: tuple[Tip, ...]
    topics: tuple[Topic, ...] = ()

    @cached_property
    def of(self) -> Mapping[Place, tuple[Tip, ...]]:
        """Tips by (question id, step), or (question id, kind) where they are no step up."""
        found: dict[Place, list[Tip]] = {}
        for tip in self.tips:
            found.setdefault((tip.question, tip.step or tip.kind), []).append(tip)
        return MappingProxyType({place: tuple(tips) for place, tips in found.items()})


def files(folder: Path) -> tuple[Path, ...]:
    """The tip files of a folder, one a question: <aspect>/<question>.yaml."""
    return tuple(sorted(folder.glob("*/*.yaml")))


def load(folder: Path, questionnaire: Questionnaire, edition: str = "seed") -> Bank:
    """Read and check a folder of tip files. Raises ContentError with every problem that was found."""
    return load_with_bodies(folder, questionnaire, edition)[0]


def load_with_bodies(folder: Path, questionnaire: Questionnaire, edition: str = "seed") -> tuple[Bank, list[Body]]:
    """The same, with the tips as plain data beside them, as they are stored: reading the files takes seconds."""
    tips: list[Tip] = []
    bodies: list[Body] = []
    problems: list[Problem] = []
    for path in files(folder):
        try:
            data = yaml_file.parsed(path)
            content = yaml_file.held_to(path, data, TipFileSchema())
        except ContentError as error:
            problems += error.problems
            continue
        bodies += with_question(data)["tips"]
        problems += [yaml_file.at(path, where, text) for where, text in _faults(path, content, questionnaire)]
        tips += content["tips"]
    for id_ in (id_ for id_, count in Counter(tip.id for tip in tips).items() if count > 1):
        problems.append(Problem("tips", 0, f"{id_}: stands there twice: give each tip its own id"))
    if loop := waiting_in_a_loop(tips):
        problems.append(Problem("tips", 0, f"these wait for each other: {' > '.join(loop)}: remove one of the needs"))
    try:
        heard = _topics(folder / TOPICS, questionnaire)
    except ContentError as error:
        problems += error.problems
    if problems:
        raise ContentError(problems)
    return Bank(edition, tuple(tips), heard), bodies


def from_rows(edition: str, rows: Iterable[tuple[int, Body]], topics: tuple[Topic, ...] = ()) -> Bank:
    """A bank of (revision, plain tip) pairs that were checked when they were stored."""
    schema = TipSchema()
    return Bank(edition, tuple(replace(schema.load(body), revision=revision) for revision, body in rows), topics)


def _topics(path: Path, questionnaire: Questionnaire) -> tuple[Topic, ...]:
    if not path.exists():
        return ()
    found: list[Topic] = yaml_file.read(path, TopicFileSchema())["topics"]
    problems = [
        yaml_file.at(path, ("topics", number), text) for number, text in topics.faults(found, questionnaire.questions)
    ]
    if problems:
        raise ContentError(problems)
    return tuple(found)


def _faults(path: Path, content: dict[str, Any], questionnaire: Questionnaire) -> Iterator[tuple[Where, str]]:
    about, questions = content["question"], questionnaire.questions
    if about not in questions or not questions[about].scored:
        yield ("question",), f"no scored question {about!r}: correct the id"
    elif f"{path.parent.name}.{path.stem}" != about:
        yield ("question",), f"this file is about {about}: name it {about.replace('.', '/')}.yaml"
    for number, tip in enumerate(content["tips"]):
        here = ("tips", number)
        if tip.question != about:
            yield (*here, "question"), f"this file is about {about}: move the tip to the file of {tip.question}"
        yield from (((*here, field), text) for field, text in tip_faults(tip, questionnaire))


def tip_faults(tip: Tip, questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    """(field, what to mend) for what a tip names that is not there, or asks that can never hold."""
    for source in (source for source in tip.sources if source not in questionnaire.sources):
        yield "sources", f"no source {source!r} in sources.yaml: add it there or correct it"
    yield from (("when", fault) for fault in checks.condition_faults(tip.when, questionnaire.questions))
    for need in tip.needs:
        if need.question not in questionnaire.questions or need.question == tip.question:
            yield "needs", f"{need.question!r} is no other question: correct the id"


def waiting_in_a_loop(tips: Iterable[Tip]) -> tuple[str, ...]:
    """A chain of levels that rest on each other and so can never be reached, or nothing."""
    rests: dict[tuple[str, int], set[tuple[str, int]]] = {}
    for tip in (tip for tip in tips if tip.step):
        reached = rests.setdefault((tip.question, (tip.step or 0) + 1), {(tip.question, tip.step or 0)})
        reached.update((need.question, need.level) for need in tip.needs)
    try:
        TopologicalSorter(rests).prepare()
    except CycleError as error:
        return tuple(f"{question} on level {level}" for question, level in error.args[1])
    return ()
