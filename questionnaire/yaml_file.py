"""YAML files of content: read once fast, and read again for line numbers only when something is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marshmallow import Schema, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

Where = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to mend in a content file. `line` counts from 1; 0 when the file as a whole is meant."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class ContentError(Exception):
    """Content that cannot be used. `problems` has at least one entry."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def read(path: Path, schema: Schema) -> dict[str, Any]:
    """The file's content after the schema. Raises ContentError with every problem and its line."""
    return held_to(path, parsed(path), schema)


def parsed(path: Path) -> Any:
    """The file as it stands. Raises ContentError where it is no YAML or cannot be read."""
    try:
        return plain(path)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise ContentError([Problem(_name(path), line, f"{error.problem}: mend the YAML on this line")]) from error
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        raise ContentError(
            [Problem(_name(path), 0, f"cannot be read ({error}): see that it is there and is UTF-8")]
        ) from error


def held_to(path: Path, data: Any, schema: Schema) -> dict[str, Any]:
    """What was parsed, after the schema. Raises ContentError with every problem and its line."""
    try:
        loaded: dict[str, Any] = schema.load(data)
    except ValidationError as error:
        found = [at(path, where, message) for where, message in _flat(error.messages)]
        raise ContentError(found) from error
    return loaded


def plain(path: Path) -> Any:
    """The file as it stands, as dicts, lists and strings."""
    return loaded(path.read_text(encoding="utf-8"))


def loaded(text: str) -> Any:
    """The text of a file, as dicts, lists and strings. Raises YAMLError."""
    return YAML(typ="safe", pure=True).load(text)


def at(path: Path, where: Where, message: str) -> Problem:
    """A problem at a place in the file, given as keys and indexes from its top."""
    named = ".".join(str(part) for part in where if part != "_schema")
    return Problem(_name(path), line_of(path, where), f"{named}: {message}" if named else message)


def line_of(path: Path, where: Where) -> int:
    """The line of the deepest part of `where` that is in the file; 1 when none of it is."""
    node: Any = YAML(typ="rt", pure=True).load(path.read_text(encoding="utf-8"))
    line = 0
    for part in where:
        try:
            line = node.lc.item(part)[0] if isinstance(part, int) else node.lc.key(part)[0]
            node = node[part]
        except (AttributeError, KeyError, IndexError, TypeError):
            break
    return line + 1


def _flat(messages: Any, where: Where = ()) -> Iterator[tuple[Where, str]]:
    """marshmallow's nested messages as (place, message) pairs."""
    if isinstance(messages, dict):
        for key, inner in messages.items():
            yield from _flat(inner, where if key in ("_schema", "value") else (*where, key))
        return
    for message in messages if isinstance(messages, list) else [messages]:
        yield where, _advice(str(message))


def _advice(message: str) -> str:
    advice = {
        "Unknown field.": "unknown key: correct its spelling or remove it",
        "Missing data for required field.": "missing: add it",
    }
    return advice.get(message, message)


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"
