"""Load a published questionnaire: a folder of YAML files to one frozen `Questionnaire`."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

from marshmallow import Schema

from questionnaire import checks, schema, tone, yaml_file
from questionnaire.model import Area, Aspect, Character, Form, Option, Question, Questionnaire, Route, Scale
from questionnaire.yaml_file import ContentError, Problem

CONTENT = Path(__file__).parent / "content"
LATEST = "2026.1"
_FILES: dict[str, type[Schema]] = {
    "meta": schema.MetaSchema,
    "levels": schema.LevelsSchema,
    "scales": schema.ScalesSchema,
    "sources": schema.SourcesSchema,
    "intake": schema.QuestionsSchema,
    "closing": schema.QuestionsSchema,
    "dialogue": schema.DialogueSchema,
    "glossary": schema.GlossarySchema,
    "character": tone.CharacterSchema,
}


def published(version: str = LATEST) -> Questionnaire:
    """A published version by its name. Raises ContentError when it is not there or not sound."""
    return _kept(version)


@cache
def _kept(version: str) -> Questionnaire:
    """Read once a process, whether its name was said or left to be the latest."""
    return load(CONTENT / version)


def load(folder: Path) -> Questionnaire:
    """Read and check a folder of content. Raises ContentError with every problem that was found."""
    files = _Files(folder)
    raw = {name: files.read(folder / f"{name}.yaml", shape()) for name, shape in _FILES.items()}
    aspects = [files.read(path, schema.AspectSchema()) for path in sorted(folder.glob("aspects/*.yaml"))]
    files.stop_at_problems()
    sections = [(raw["intake"], "intake"), (raw["closing"], "closing"), *((a, f"aspects/{a['id']}") for a in aspects)]
    problems = [
        yaml_file.at(folder / f"{name}.yaml", where, message)
        for section, name in sections
        for where, message in checks.questions(
            section["questions"], raw["scales"]["scales"], name.startswith("aspects/")
        )
    ]
    problems += [yaml_file.at(folder / "meta.yaml", where, text) for where, text in checks.areas(raw["meta"], aspects)]
    if problems:
        raise ContentError(problems)
    questionnaire = _questionnaire(raw, {aspect["id"]: aspect for aspect in aspects})
    problems = [Problem(f"{name}.yaml", 0, message) for name, message in checks.whole(questionnaire)]
    if problems:
        raise ContentError([_placed(folder, problem) for problem in problems])
    return questionnaire


def reviewed(folder: Path) -> Questionnaire:
    """A folder of content that is sound and in the bot's voice too. Raises ContentError with what is not."""
    questionnaire = load(folder)
    faults = [Problem(f"{name}.yaml", 0, message) for name, message in tone.faults(questionnaire)]
    if faults:
        raise ContentError([_placed(folder, fault) for fault in faults])
    return questionnaire


@dataclass
class _Files:
    """Reads file after file and keeps what is wrong with each, so that an editor sees all of it at once."""

    folder: Path
    problems: list[Problem] = field(default_factory=list)

    def read(self, path: Path, shape: Schema) -> dict[str, Any]:
        try:
            return yaml_file.read(path, shape)
        except ContentError as error:
            self.problems += error.problems
            return {}

    def stop_at_problems(self) -> None:
        if self.problems:
            raise ContentError(self.problems)


def _placed(folder: Path, problem: Problem) -> Problem:
    """Give a problem of the whole the line of the id that its message starts with."""
    wanted = problem.message.split(":", 1)[0]
    lines = (folder / problem.file).read_text(encoding="utf-8").splitlines()
    number = next((n for n, line in enumerate(lines, 1) if f"id: {wanted}" in line.replace('"', "")), 1)
    return Problem(problem.file, number, problem.message)


def _questionnaire(raw: dict[str, dict[str, Any]], aspects: dict[str, dict[str, Any]]) -> Questionnaire:
    meta, scales = raw["meta"], raw["scales"]["scales"]
    areas = tuple(
        Area(area["id"], area["name"], tuple(_aspect(aspects[id_], scales) for id_ in area["aspects"]))
        for area in meta["areas"]
    )
    return Questionnaire(
        version=meta["version"],
        title=meta["title"],
        levels=tuple(raw["levels"]["levels"]),
        intake=tuple(_question(each, scales) for each in raw["intake"]["questions"]),
        areas=areas,
        closing=tuple(_question(each, scales) for each in raw["closing"]["questions"]),
        routes=MappingProxyType(
            {r["id"]: Route(r["id"], tuple(r["when"]), r["otherwise"], r["says"]) for r in raw["dialogue"]["routes"]}
        ),
        messages=MappingProxyType(raw["dialogue"]["messages"]),
        sources=MappingProxyType({source.id: source for source in raw["sources"]["sources"]}),
        seconds=MappingProxyType(meta["seconds"]),
        terms=MappingProxyType({id_: tuple(cases) for id_, cases in raw["dialogue"]["terms"].items()}),
        glossary=tuple(raw["glossary"]["words"]),
        character=cast(Character, raw["character"]),
    )


def _aspect(data: dict[str, Any], scales: dict[str, Any]) -> Aspect:
    questions = tuple(_question(each, scales, data["id"]) for each in data["questions"])
    return Aspect(
        id=data["id"],
        area=data["area"],
        name=data["name"],
        asks=data["asks"],
        intro=data["intro"],
        levels=tuple(data["levels"]),
        questions=questions,
    )


def _question(data: dict[str, Any], scales: dict[str, Any], aspect: str | None = None) -> Question:
    scale = scales.get(data["scale"] or "", {})
    points = scale.get("points") or [None] * len(data["options"])
    slider = data["form"] is Form.SLIDER
    plain = ("id", "form", "topic", "text", "hint", "why", "source", "quick", "weight", "max_length")
    return Question(
        **{name: data[name] for name in plain},
        screenshot=data["screenshot"],
        aspect=aspect,
        routes=data["route"],
        options=tuple(Option(points=worth, **option) for option, worth in zip(data["options"], points, strict=True)),
        reactions=tuple(data["reactions"]),
        findings=tuple(data["findings"]),
        thresholds=tuple(data["starts"] if slider else data["counts"]),
        scale=Scale(scale["minimum"], scale["maximum"], scale["step"], scale["unit"], data["low"], data["high"])
        if slider
        else None,
    )
