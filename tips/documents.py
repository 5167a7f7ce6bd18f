"""Tip files as text: what the bank was read from, kept with its comments and brought up to date when a tip changes.

Documents are a mapping of name (`scope/channels.yaml`) to text. One whose tips did not change stays byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from questionnaire import yaml_file
from tips.bank import TOPICS, Body, files
from tips.schema import with_question


def read(folder: Path) -> dict[str, str]:
    """The tip files and topics of a folder. What is in them is not checked here."""
    paths = [*files(folder), *(path for path in [folder / TOPICS] if path.exists())]
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def write(folder: Path, documents: Mapping[str, str]) -> None:
    """Put the documents in a folder, over what stands there by the same name."""
    for name, text in documents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def updated(documents: Mapping[str, str], tips: Iterable[Body]) -> dict[str, str]:
    """The documents with exactly these tips in them, comments kept, and a new document where there was none.

    Tips that a document has already stay in its order, and new ones come after them.
    """
    found = dict(documents)
    by_question: dict[str, list[Body]] = {}
    for tip in tips:
        by_question.setdefault(tip["question"], []).append(tip)
    for question, bodies in by_question.items():
        name = name_of(question)
        found[name] = _with_tips(found.get(name, f"question: {question}\ntips: []\n"), bodies)
    return {name: text for name, text in found.items() if name == TOPICS or name in map(name_of, by_question)}


def name_of(question: str) -> str:
    """`scope.channels` stands in scope/channels.yaml."""
    return f"{question.replace('.', '/', 1)}.yaml"


def _with_tips(text: str, given: list[Body]) -> str:
    before = with_question(yaml_file.loaded(text))["tips"]
    place = {tip["id"]: number for number, tip in enumerate(before)}
    bodies = sorted(given, key=lambda tip: place.get(tip["id"], len(place)))
    if before == bodies:
        return text
    yaml = _round_trip()
    document = yaml.load(text)
    known = {tip["id"]: tip for tip in document["tips"]}
    tips = CommentedSeq()
    for body in bodies:
        own = {key: value for key, value in body.items() if key != "question"}
        tips.append(_brought_to(known.get(own["id"], CommentedMap()), own))
    document["tips"] = tips
    out = StringIO()
    yaml.dump(document, out)
    return out.getvalue()


def _brought_to(node: Any, value: Any) -> Any:
    """`node` with the content of `value`; what is the same stays as it was written, with its comments."""
    if isinstance(node, CommentedMap) and isinstance(value, dict):
        for key in [key for key in node if key not in value]:
            del node[key]
        for key, inner in value.items():
            node[key] = _brought_to(node.get(key), inner)
        return node
    if isinstance(node, CommentedSeq) and isinstance(value, list):
        del node[len(value) :]
        for place, inner in enumerate(value):
            if place < len(node):
                node[place] = _brought_to(node[place], inner)
            else:
                node.append(inner)
        return node
    return node if node == value else value


def _round_trip() -> YAML:
    yaml = YAML(typ="rt", pure=True)
    yaml.preserve_quotes = True
    yaml.width = 10_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml
