"""What tip files that came in would change, or what is wrong with them, with file and line.

They are read in a renderer: a file made to keep a parser busy ends with its time or memory, and takes nothing along.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app import content, rendering
from questionnaire import yaml_file
from questionnaire.yaml_file import ContentError, Problem
from tips import bank as tip_bank
from tips import documents
from tips.bank import Body
from tips.schema import TipFileSchema

# The whole bank takes three where nothing else is done.
SECONDS = 30
SINGLE = "upload/tips.yaml"


@dataclass(frozen=True, slots=True)
class Judged:
    """The files by the name that they have in the bank, and all tips with theirs; or what is to be mended first."""

    files: dict[str, str]
    bodies: list[Body]
    problems: list[Problem]


@dataclass(frozen=True, slots=True)
class Changed:
    """A tip that differs: each part of it that does, with what it was and becomes. A new one was nothing, and one that
    is withdrawn becomes nothing; of those no parts are told."""

    tip: str
    title: dict[str, str]
    parts: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Differences:
    new: list[Changed]
    changed: list[Changed]
    withdrawn: list[Changed]

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.withdrawn)


def judged(current: list[Body], given: Mapping[str, str]) -> Judged:
    """The tips as they would be with these files. Raises RenderFailed where reading them takes too much."""
    made = json.loads(rendering.apart(SECONDS, _judge, current, dict(given)))
    return Judged(made["files"], made["bodies"], [Problem(*each) for each in made["problems"]])


def differences(old: list[Body], new: list[Body]) -> Differences:
    """What changes from one set of tips to another, in the order of the tips."""
    before, after = ({body["id"]: body for body in bodies} for bodies in (old, new))
    return Differences(
        [Changed(id_, body["title"]) for id_, body in after.items() if id_ not in before],
        [
            Changed(id_, body["title"], tuple(_parts(before[id_], body)))
            for id_, body in after.items()
            if id_ in before and before[id_] != body
        ],
        [Changed(id_, body["title"]) for id_, body in before.items() if id_ not in after],
    )


def _judge(current: list[Body], given: dict[str, str]) -> bytes:
    """In the renderer."""
    return rendering.told(lambda: json.dumps(_outcome(current, given)).encode())


def _outcome(current: list[Body], given: dict[str, str]) -> dict[str, Any]:
    files: dict[str, str] = {}
    try:
        files = _named(given)
        bodies = _with_others(current, files)
    except ContentError as error:
        problems = [(problem.file, problem.line, problem.message) for problem in error.problems]
        return {"files": files or given, "bodies": [], "problems": problems}
    return {"files": files, "bodies": bodies, "problems": []}


def _named(given: dict[str, str]) -> dict[str, str]:
    """A single file gets the name that its question gives it."""
    if "" not in given:
        return given
    with tempfile.TemporaryDirectory() as name:
        path = Path(name, SINGLE)
        documents.write(Path(name), {SINGLE: given[""]})
        question = yaml_file.read(path, TipFileSchema())["question"]
    return {documents.name_of(question): given[""]}


def _with_others(current: list[Body], files: dict[str, str]) -> list[Body]:
    """The tips of these files with those of all other questions. Only the files are read: the others were before."""
    with tempfile.TemporaryDirectory() as name:
        documents.write(Path(name), files)
        bank, mine = tip_bank.load_with_bodies(Path(name), content.questionnaire())
    others = [body for body in current if documents.name_of(body["question"]) not in files]
    taken = {body["id"] for body in others}
    problems = [
        Problem(documents.name_of(tip.question), 0, f"{tip.id}: another file has this id: give each tip its own")
        for tip in bank.tips
        if tip.id in taken
    ]
    standing = tip_bank.from_rows("", [(1, body) for body in others])
    if not problems and (loop := tip_bank.waiting_in_a_loop((*standing.tips, *bank.tips))):
        problems.append(Problem("tips", 0, f"these wait for each other: {' > '.join(loop)}: remove one of the needs"))
    if problems:
        raise ContentError(problems)
    return [*others, *mine]


def _parts(old: Any, new: Any, where: str = "") -> Iterator[tuple[str, str, str]]:
    """The smallest parts that differ, named as in the file: 'how.1.nl'."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys((*old, *new)):
            yield from _parts(old.get(key), new.get(key), f"{where}.{key}".lstrip("."))
    elif isinstance(old, list) and isinstance(new, list):
        for place in range(max(len(old), len(new))):
            was, becomes = (each[place] if place < len(each) else None for each in (old, new))
            yield from _parts(was, becomes, f"{where}.{place + 1}")
    elif old != new:
        yield where, _shown(old), _shown(new)


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return " ".join(_shown(each) for each in value.values())
    if isinstance(value, list):
        return ", ".join(_shown(each) for each in value)
    return "" if value is None else str(value)
